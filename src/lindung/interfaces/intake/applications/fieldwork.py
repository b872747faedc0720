"""Field officers where there is no signal: the questions as an XLSForm (ODK, KoBo), and its submissions as a CSV.

A submission is an application like any other: it is checked, waits for a desk, and is believed by nobody before. The
form makes the receipt's code on the phone itself, so that whoever answered goes home with it.
"""

from __future__ import annotations

import datetime as dt
import pathlib
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from lindung.interfaces.intake import cells, reading
from lindung.interfaces.intake.applications import facts, operations, queries
from lindung.kernel import law, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook


class NoVillages(values.Refusal):
    code = "formulir-tanpa-desa"
    sentence = "Kabupaten {regency} belum dikenal di sini, jadi formulirnya belum dapat dibuat. Muat dulu berkasnya."


class NotSubmissions(values.Refusal):
    code = "bukan-kiriman-formulir"
    sentence = (
        "{file} bukan kiriman formulir Lindung: {why}. Ekspor sebagai CSV dengan nama kolom XML, bukan label, dari ODK "
        "Central atau KoBo."
    )


# The form

_SURVEY = (
    "type", "name", "label", "hint", "required", "constraint", "constraint_message", "relevant", "choice_filter",
    "calculation", "appearance",
)  # fmt: skip
_SAME_DAY = (
    "format-date(., '%m') = substr(${nik}, 8, 10) and format-date(., '%y') = substr(${nik}, 10, 12) and . <= today()"
)
_CODE = (
    "once(concat(substr(uuid(), 0, 4), '-', substr(uuid(), 4, 8), '-', substr(uuid(), 9, 13), '-', "
    "substr(uuid(), 24, 28)))"
)
OTHER = "lain"
TITLE = "Permohonan perlindungan kerja {regency}"
"""What the form is called on the field officer's telephone."""
MISSING = "kolom {columns} tidak ada"
FIRST = "Permohonan perlindungan kerja, {regency}. Siapkan KTP orangnya."


def written(path: pathlib.Path, *, regency: str, on: dt.date) -> int:
    """Write the form for a regency's villages; returns how many there are. Raises NoVillages."""
    found = regions.within(regency, on=on)
    villages = [one for one in found if one.code.level == 4]
    if not villages:
        raise NoVillages(regency=regency)
    text = queries.consent_text(regency, on)
    settings = {
        "form_title": TITLE.format(regency=found[0].titled),
        "form_id": f"lindung_permohonan_{regency.replace('.', '')}", "version": f"{on:%Y%m%d}",
        "instance_name": "concat(${nama}, ' ', ${desa})",
    }  # fmt: skip
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _sheet(book, "survey", _SURVEY, [_row(one) for one in _questions(text, found[0].titled)])
        _sheet(book, "choices", ("list_name", "name", "label", "kecamatan"), list(_choices(found)))
        _sheet(book, "settings", tuple(settings), [tuple(settings.values())])
    return len(villages)


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet = book.add_worksheet(name)
    for at, row in enumerate([heads, *rows]):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)


def _row(said: Mapping[str, str]) -> list[str]:
    return [said.get(name, "") for name in _SURVEY]


def _questions(text: law.ConsentText, regency: str) -> Iterator[dict[str, str]]:
    must = {"required": "yes"}
    yield {"type": "today", "name": "hari"}
    yield {"type": "note", "name": "mulai", "label": FIRST.format(regency=regency)}
    yield {"type": "select_one jalur", "name": "jalur", "label": "Cara didaftarkan", **must}
    yield {"type": "select_one kecamatan", "name": "kecamatan", "label": "Kecamatan", **must}
    yield {
        "type": "select_one desa", "name": "desa", "label": "Desa atau kelurahan",
        "choice_filter": "kecamatan = ${kecamatan}", **must,
    }  # fmt: skip
    yield {
        "type": "text", "name": "nama", "label": "Nama lengkap", "hint": "Seperti pada KTP",
        "constraint": "not(regex(., '.*[0-9].*'))", "constraint_message": "Nama tidak memuat angka.", **must,
    }  # fmt: skip
    yield {
        "type": "text", "name": "nik", "label": "NIK", "hint": "16 angka pada KTP atau KK", "appearance": "numbers",
        "constraint": "regex(., '^[0-9]{16}$')", "constraint_message": "NIK terdiri dari 16 angka.", **must,
    }  # fmt: skip
    yield {
        "type": "date", "name": "lahir", "label": "Tanggal lahir", "constraint": _SAME_DAY,
        "constraint_message": "Bulan atau tahun berbeda dengan yang ada di dalam NIK.", **must,
    }  # fmt: skip
    yield {"type": "select_one pekerjaan", "name": "pekerjaan", "label": "Pekerjaan", **must}
    yield {
        "type": "text", "name": "pekerjaan_lain", "label": "Pekerjaan lain", "relevant": f"${{pekerjaan}} = '{OTHER}'",
        **must,
    }  # fmt: skip
    yield {
        "type": "text", "name": "telepon", "label": "Nomor HP", "hint": "Boleh kosong", "appearance": "numbers",
        "constraint": "regex(., '^[+]?[0-9]{9,15}$')", "constraint_message": "Tulis seperti 081234567890.",
    }  # fmt: skip
    yield {"type": "note", "name": "teks", "label": " ".join((f"{text.title}.", *text.paragraphs))}
    yield {"type": "calculate", "name": "versi", "calculation": f"'{text.version}'"}
    yield {"type": "acknowledge", "name": "setuju", "label": "Orangnya mendengar teks ini dan setuju", **must}
    yield {"type": "text", "name": "acara", "label": "Kode acara", "hint": "Boleh kosong"}
    yield {"type": "calculate", "name": "kode", "calculation": _CODE}
    yield {"type": "note", "name": "tanda", "label": "Kode tanda terima: ${kode}. Tulis dan berikan kepada orangnya."}


def _choices(found: Sequence[region_facts.Region]) -> Iterator[tuple[str, ...]]:
    yield "jalur", "desa", "Minta tempat dari desa", ""
    yield "jalur", "mandiri", "Membayar sendiri (mandiri)", ""
    for one in found:
        if one.code.level == 3:
            yield "kecamatan", _plain(one.code), one.name, ""
    for one in found:
        if one.code.level == 4:
            yield "desa", _plain(one.code), one.titled, _plain(one.code.at(3))
    for at, text in enumerate(facts.WORK):
        yield "pekerjaan", f"p{at}", text, ""
    yield "pekerjaan", OTHER, "Pekerjaan lain", ""


def _plain(code: str) -> str:
    """A code as the name of a choice: «k75_03_08_2001»."""
    return "k" + code.replace(".", "_")


# Its submissions


@dataclass(frozen=True, slots=True)
class Bad:
    """A submission that is not taken, and why. ``row`` as a spreadsheet shows it."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file of submissions."""

    new: int
    known: int
    bad: tuple[Bad, ...]


class _Wrong(Exception):
    pass


_NEEDED = ("jalur", "desa", "nama", "nik", "lahir", "pekerjaan", "setuju")
_KEYS = ("instanceid", "key", "_uuid", "uuid")


def take(path: pathlib.Path, *, regency: str, desk: access.Desk, stamp: journal.Stamp) -> Taken:
    """Take the submissions of a file as applications that wait; one taken before is left as it is. Each is taken whole
    or not at all; those that are not are said in words, and the file may be sent again. Raises NotSubmissions."""
    rows = _rows(path)
    villages = {_plain(one.code): one.code for one in regions.within(regency, on=stamp.received_on)}
    good: dict[uuid.UUID, facts.Submitted] = {}
    codes: set[str] = set()
    bad: list[Bad] = []
    for number, row in rows:
        try:
            one = _read(row, villages, desk, stamp.received_on)
            if one.id in good:  # exported twice
                continue
            if one.code in codes:
                raise _Wrong("kode tanda terimanya sama dengan kiriman lain")
            codes.add(one.code)
            good[one.id] = one
        except _Wrong as wrong:
            bad.append(Bad(number, str(wrong)))
    new = operations.take_submitted(submitted=list(good.values()), stamp=stamp)
    return Taken(new, len(good) - new, tuple(bad))


def _rows(path: pathlib.Path) -> list[tuple[int, dict[str, str]]]:
    with reading.Reader() as reader:
        found = reader.read(path)
    if found.refused or not found.sheets or not found.sheets[0].rows:
        raise NotSubmissions(file=path.name, why=found.refused or "tidak memuat baris")
    heads = [_name(cells.text(cell)) for cell in found.sheets[0].rows[0]]
    missing = [name for name in _NEEDED if name not in heads]
    if missing or not any(key in heads for key in _KEYS):
        raise NotSubmissions(file=path.name, why=MISSING.format(columns=", ".join(missing) or "instanceID"))
    rows = enumerate(found.sheets[0].rows[1:], 2)
    short = dict.fromkeys(heads, "")  # a server leaves out what follows the last answer
    told = [(at, short | {name: cells.text(cell) for name, cell in zip(heads, row, strict=False)}) for at, row in rows]
    return [(at, row) for at, row in told if any(row.values())]


def _name(heading: str) -> str:
    """«meta-instanceID», «grup/nik» → «instanceid», «nik»: however deep a server says where a question stood."""
    return re.split(r"[/-]", heading)[-1].strip().lower()


def _read(
    row: Mapping[str, str], villages: Mapping[str, str], desk: access.Desk, today: dt.date
) -> facts.Submitted:  # fmt: skip
    """A submission as an application. Raises _Wrong."""
    key = next((row[name] for name in _KEYS if row.get(name)), "").removeprefix("uuid:")
    code = villages.get(row["desa"], "")
    route = next((one for one in facts.ROUTES if one == row["jalur"]), None)
    if not re.fullmatch(r"[0-9A-Za-z-]{8,60}", key):
        raise _Wrong("instanceID-nya tidak ada")
    if route is None:
        raise _Wrong("cara didaftarkan tidak dikenal")
    if code.count(".") != 3 or not desk.scope.covers(code):
        raise _Wrong("desanya tidak dikenal, atau di luar wilayah akun ini")
    said = _said(row, code, today)
    event = row.get("acara", "") if re.fullmatch(r"[A-Za-z0-9-]{1,16}", row.get("acara", "")) else ""
    receipt = queries.plain(row.get("kode", "")) or queries.new_code()
    if len(receipt) != queries.LENGTH:
        raise _Wrong("kode tanda terimanya tidak utuh")
    asked = facts.Asked(code, route, event, desk.account_id)
    return facts.Submitted(uuid.uuid5(_SPACE, key), receipt, asked, said)


_SPACE = uuid.UUID("6f6b0c5e-2a64-5b0e-9d53-0c4f6a1f7c11")
"""Under which an instance of a form has a number of ours, always the same."""


def _said(row: Mapping[str, str], region: str, today: dt.date) -> dict[str, str]:
    nik = cells.digits(row["nik"])
    fault = values.Nik.fault(nik, today)
    if fault:
        raise _Wrong("NIK-nya bukan NIK: periksa 16 angkanya")
    if not row["nama"] or any(sign.isdigit() for sign in row["nama"]):
        raise _Wrong("namanya kosong atau memuat angka")
    born_on = cells.day(row["lahir"])
    if born_on is None or born_on != values.Nik(nik).born_on(today):
        raise _Wrong("tanggal lahirnya berbeda dengan yang ada di dalam NIK")
    if law.age_verdict(rulebook.book(region), born_on=born_on, on=today) is not None:
        raise _Wrong("umurnya di luar batas yang dapat didaftarkan")
    work = {f"p{at}": text for at, text in enumerate(facts.WORK)}.get(row["pekerjaan"], row.get("pekerjaan_lain", ""))
    if not work:
        raise _Wrong("pekerjaannya kosong")
    if not row["setuju"]:
        raise _Wrong("persetujuannya belum diberikan")
    asked_on = cells.day(row.get("hari", "")) or today
    if asked_on > today:
        raise _Wrong("hari pengisiannya belum tiba")
    known = {entry.value.version for entry in rulebook.book(region).consent_text}
    version = row.get("versi", "") or queries.consent_text(region, asked_on).version
    if version not in known:
        raise _Wrong("versi teks persetujuannya tidak dikenal")
    return {
        "nama": row["nama"][:100], "nik": nik, "lahir": born_on.isoformat(), "pekerjaan": cells.without_nik(work)[:60],
        "telepon": cells.digits(row.get("telepon", ""))[:16], "setuju": version, "setuju-pada": asked_on.isoformat(),
    }  # fmt: skip
