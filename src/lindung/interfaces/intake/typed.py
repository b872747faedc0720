"""One row typed into a form instead of a file: the same checks, the same claim, and a form where the file would be.

What a file leaves out in silence a form asks about: whoever typed it is still there to mend it.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from lindung.interfaces.intake import cells, columns, gathering, money, problems, rosters, tables
from lindung.kernel import language, values
from lindung.platform.vault import queries as vault
from lindung.registers.funding import facts as funding

LABELS: Mapping[columns.Kind, Mapping[str, str]] = {
    "budget": {
        "year": "Tahun anggaran",
        "stage": "Tahap",
        "fund": "Sumber dana",
        "amount": "Pagu setahun",
        "heads": "Jumlah pekerja",
        "months": "Jumlah bulan",
        "reference": "Nomor Perdes",
        "decided_on": "Tanggal Perdes",
    },
    "payment": {
        "code": "Kode iuran",
        "paid_on": "Tanggal bayar",
        "period": "Bulan pertama",
        "months": "Jumlah bulan",
        "heads": "Jumlah pekerja",
        "amount": "Nominal",
    },
    "roster": {
        "nik": "NIK",
        "name": "Nama lengkap",
        "birth": "Tanggal lahir",
        "sex": "Jenis kelamin",
        "occupation": "Pekerjaan",
        "address": "Alamat",
        "phone": "Nomor HP",
        "mother": "Nama ibu kandung",
    },
}
"""What can be typed, with its heading; notes and evidence speak of it by this heading, as of a column of a file."""

KINDS: Mapping[columns.Kind, str] = {"budget": "anggaran", "payment": "pembayaran", "roster": "pekerja"}
_LONGEST = 200  # signs in one cell: a name, a street, no letter
_MOST_PEOPLE = 100_000  # more than live in any village
_YEARS = range(2015, 2101)


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed about a village on a day: text by field. ``id`` makes it this form, however often it is sent."""

    id: uuid.UUID
    kind: columns.Kind
    region: str
    on: dt.date
    cells: Mapping[str, str]

    def text(self, name: str) -> str:
        return cells.text(self.cells.get(name))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with, or worth a second look at, what stands in a field."""

    field: str
    kind: str
    message: str


@dataclass(slots=True)
class Judged:
    """What a form comes to: a delivery of one claim where it has no fault."""

    delivery: gathering.Delivery
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


def judge(form: Form, *, at: dt.datetime) -> Judged:
    """The form's row through the checks that a file's row passes; ``at`` names the form in the evidence."""
    judged = Judged(gathering.Delivery(files=[_file(form, at)]))
    judged.faults += _too_long(form)
    if not judged.faults:
        _JUDGES[form.kind](form, _table(form), judged)
    return judged


def _file(form: Form, at: dt.datetime) -> gathering.File:
    """The form as a document: named by its kind, id and moment; its digest is keyed, for it may be over a NIK."""
    said = json.dumps([form.kind, form.region, sorted(form.cells.items())], ensure_ascii=False).encode()
    zone = language.zone_of(values.RegionCode(form.region))
    moment = f"{at.astimezone(zoneinfo.ZoneInfo(zone)):%d-%m-%Y %H.%M} {language.ZONES[zone]}"
    name = f"Formulir web {KINDS[form.kind]} {form.id.hex[:8]} ({moment})"
    return gathering.File(name, vault.row_seal(said), len(said))


_OPEN = ("fund", "reference")


def _table(form: Form) -> tables.Table:
    """One row below the headings of the form; a field left empty is an empty cell. No NIK is kept with money."""
    headings = dict(LABELS[form.kind])
    said = {name: form.text(name) or None for name in headings}
    row = tables.Row(1, said | {name: cells.without_nik(said[name] or "") for name in _OPEN if said.get(name)})
    positions = {name: at for at, name in enumerate(headings)}
    return tables.Table(form.kind, "", [], positions, headings, rows=[row])


def _too_long(form: Form) -> Iterator[Remark]:
    for name, said in form.cells.items():
        if len(said) > _LONGEST:
            yield Remark(name, "too_long", problems.typed_sentence("too_long", most=_LONGEST))


def _missing(form: Form, *names: str) -> Iterator[Remark]:
    for name in names:
        if not form.text(name):
            heading = LABELS[form.kind][name]
            yield Remark(name, "missing", problems.typed_sentence("missing", heading=heading))


def _unread(form: Form, how: str, **read: Any) -> Iterator[Remark]:
    """What is written but can't be read: a file's cell of this kind is passed over."""
    for name, found in read.items():
        if form.text(name) and found is None:
            written = cells.without_nik(form.text(name))
            yield Remark(name, "unreadable", problems.typed_sentence("unreadable", written=written, how=how))


def _ahead(form: Form, name: str, found: dt.date | None) -> Iterator[Remark]:
    if found is not None and found > form.on:
        message = problems.typed_sentence("ahead", day=language.day(found), today=language.day(form.on))
        yield Remark(name, "ahead", message)


def _people_in(form: Form) -> int | None:
    found = cells.leading_whole(form.cells.get("heads"))
    return found if found is not None and 0 < found <= _MOST_PEOPLE else None


# Budgets


def _budget(form: Form, table: tables.Table, judged: Judged) -> None:
    row = money.budget(table.rows[0])
    year = cells.whole(form.cells.get("year"))
    known_year = year if year in _YEARS else None
    judged.faults += [
        *_missing(form, "year", "stage"),
        *_unread(form, problems.LIKE_A_YEAR, year=known_year),
        *_unread(form, problems.ONE_OF_THE_STAGES, stage=_stage(form)),
        *_amount_of(form, row),
        *_unread(form, problems.LIKE_A_COUNT, heads=_people_in(form), months=row.months or None),
        *_unread(form, problems.LIKE_A_DAY, decided_on=row.decided_on),
        *_ahead(form, "decided_on", row.decided_on),
    ]
    if not judged.faults and known_year:
        judged.delivery.budgets.append(gathering.Claim(0, "", form.region, known_year, row))


def _stage(form: Form) -> str | None:
    return form.text("stage") if form.text("stage") in get_args(funding.Stage) else None


def _amount_of(form: Form, row: money.BudgetRow) -> Iterator[Remark]:
    """A village that budgets nothing says so by 0; an empty field says nothing at all."""
    if row.unreadable or (cells.whole(form.cells.get("amount")) or 0) < 0:
        yield Remark("amount", "budget_incomplete", problems.sentence("budget_incomplete", text=form.text("amount")))
    elif row.blank or not form.text("amount"):
        yield Remark("amount", "budget_blank", problems.sentence("budget_blank"))


# Payments


def _payment(form: Form, table: tables.Table, judged: Judged) -> None:
    row = money.payment(table.rows[0], form.on.year, dated_by_column=True)
    amount = row.amount if row.amount and row.amount > 0 else None
    period = cells.months(form.cells.get("period"), form.on.year)
    judged.faults += [
        *_missing(form, *LABELS["payment"]),
        *_unread(form, problems.LIKE_A_CODE, code=row.code or None),
        *_unread(form, problems.LIKE_A_DAY, paid_on=row.paid_on),
        *_ahead(form, "paid_on", row.paid_on),
        *_unread(form, problems.LIKE_A_MONTH, period=period),
        *_unread(form, problems.LIKE_A_COUNT, months=row.months, heads=_people_in(form)),
        *_unread(form, problems.LIKE_MONEY, amount=amount),
    ]
    if not judged.faults:
        judged.delivery.payments.append(gathering.Claim(0, "", form.region, form.on.year, row))


# People


def _person(form: Form, table: tables.Table, judged: Judged) -> None:
    row = rosters.judged(table, table.rows[0], form.on)
    fields = {heading: name for name, heading in table.headings.items()}
    judged.faults += [Remark(fields[one.column], one.kind, one.message) for one in row.faults]
    judged.warnings += [Remark(fields[one.column], one.kind, one.message) for one in row.remarks]
    if row.person is not None:
        judged.delivery.people.append(gathering.Claim(0, "", form.region, form.on.year, row))
        judged.delivery.notes += [
            gathering.Note(0, "", row.number, one.kind, one.column, one.message) for one in row.remarks
        ]


_JUDGES: Mapping[columns.Kind, Callable[[Form, tables.Table, Judged], None]] = {
    "budget": _budget,
    "payment": _payment,
    "roster": _person,
}
