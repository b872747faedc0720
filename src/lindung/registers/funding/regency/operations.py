"""Recording a regency's own budget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from lindung.kernel import language, law, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.registers.funding import models
from lindung.registers.funding.regency import facts

_REGENCY = 2


class NotARegency(values.Refusal):
    code = "anggaran-bukan-kabupaten"
    sentence = "{region} bukan kabupaten atau kota. DPA dicatat pada kabupatennya; anggaran desa pada desanya."


class NotRegencyMoney(values.Refusal):
    code = "dana-bukan-uang-kabupaten"
    sentence = (
        "Sumber dana {fund} bukan uang APBD, jadi tidak dicatat pada DPA kabupaten. Anggaran desa dicatat pada desanya."
    )


class NoDPA(values.Refusal):
    code = "dpa-tanpa-nomor"
    sentence = "Anggaran yang ditetapkan belum menyebut nomor DPA. Isi nomornya, atau catat sebagai rencana (RKA)."


class PaperAhead(values.Refusal):
    code = "dpa-atau-sk-belum-terbit"
    sentence = "{paper} bertanggal {day} belum terbit pada hari dicatat. Periksa tanggalnya."


@transaction.atomic
def record(*, book: law.Book, lines: Sequence[facts.Line], stamp: journal_facts.Stamp) -> int:
    """Record lines of the regency's budget, in one journal line; what stands already adds nothing. Returns how many are
    new.

    Raises NotARegency, NotRegencyMoney, NoDPA, PaperAhead.
    """
    journal.act(by=stamp.by)
    for line in lines:
        _check(book, line, stamp.received_on)
    standing = _standing(lines)
    new = []
    for line in lines:
        key, said = _key(line), _said(line)
        if standing.get(key) != said:
            standing[key] = said
            new.append((*said, line.place.document_id, line.place.sheet, line.place.row))
    if new:
        journal.record(verb="funding.regency_budgeted", about=lines[0].region, rows=new, stamp=stamp)
        rows.insert(models.RegencyBudget, (*_FIELDS, "document", "sheet", "row"), new)
    return len(new)


def _check(book: law.Book, line: facts.Line, today: dt.date) -> None:
    if values.RegionCode(line.region).level != _REGENCY:
        raise NotARegency(region=line.region)
    monies = {one.value.money for one in book.fund if one.value.code == line.fund}
    if monies and "public" not in monies:
        raise NotRegencyMoney(fund=line.fund)
    if line.stage != "rka" and not line.dpa.strip():
        raise NoDPA()
    for paper, day in (("DPA", line.dpa_on), ("SK", line.sk_on)):
        if day is not None and day > today:
            raise PaperAhead(paper=paper, day=language.day(day))


_FIELDS = ("region", "year", "stage", "fund", "heads", "months", "amount", "dpa", "dpa_on", "sk", "sk_on")
_COLUMNS = ("region_id", *_FIELDS[1:])
_Said = tuple[object, ...]


def _said(line: facts.Line) -> _Said:
    return (
        line.region, line.year, line.stage, line.fund, line.heads, line.months, line.amount, line.dpa, line.dpa_on,
        line.sk, line.sk_on,
    )  # fmt: skip


def _key(line: facts.Line) -> _Said:
    return line.region, line.year, line.stage, line.fund.upper(), line.dpa, line.sk


def _standing(lines: Sequence[facts.Line]) -> dict[_Said, _Said]:
    """What was said last of each line of these years."""
    held = models.RegencyBudget.objects.filter(region__in={x.region for x in lines}, year__in={x.year for x in lines})
    held = held.order_by("document__received_on", "id").values_list(*_COLUMNS)
    return {(*row[:3], str(row[3]).upper(), row[7], row[9]): tuple(row) for row in held}
