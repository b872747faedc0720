"""``OfficerFolder``: what an officer holds, told in the words of the domain, and written as the files that they keep.

Row numbers are those that Excel shows. A village is always its dotted code.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import pathlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lokal import wilayah

from tests import officer
from tests.officer import people
from tests.officer.people import Person

RATE = 16_800
RELIEF_RATE = 168
RELIEF_MONTHS = ((2020, 8), (2021, 1))


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    district: str
    district_name: str
    is_village: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """A line of the recap of budgets. ``stage``: perdes, perubahan, rancangan, or none where nothing is budgeted."""

    village: str
    heads: int
    months: int
    amount: int
    fund: str
    perdes: str
    on: dt.date | None
    note: str
    stage: str


@dataclass(frozen=True, slots=True)
class Payment:
    """A line of the recap of payments. ``first``: year and number of the first month. A reversal has the code of what
    it takes back and a negative amount.
    """

    village: str
    code: str
    on: dt.date
    first: tuple[int, int]
    months: int
    heads: int
    amount: int

    @property
    def period(self) -> list[tuple[int, int]]:
        return months_from(self.first, self.months)


@dataclass(frozen=True, slots=True)
class File:
    """Rosters, with the entries of each sheet. ``fault``: why it is not taken: village_unknown or village_ambiguous."""

    name: str
    format: str
    sheets: tuple[officer.Sheet, ...]
    entries: tuple[tuple[people.Entry, ...], ...]
    fault: str | None = None


def months_from(first: tuple[int, int], count: int) -> list[tuple[int, int]]:
    start = first[0] * 12 + first[1] - 1
    return [((start + index) // 12, (start + index) % 12 + 1) for index in range(count)]


def contribution(first: tuple[int, int], months: int, heads: int) -> int:
    """What BPJS bills: heads × the rate of each month."""
    low, high = RELIEF_MONTHS
    return heads * sum(RELIEF_RATE if low <= month <= high else RATE for month in months_from(first, months))


def dotted(amount: int) -> str:
    """-8.064.000"""
    return f"{amount:,}".replace(",", ".")


def period_words(first: tuple[int, int], months: int) -> str:
    """Jan 2023 · Jan-Des 2023 · Okt 2022 - Mar 2023"""
    last = months_from(first, months)[-1]
    start, end = people.MONTH_NAMES[first[1] - 1][:3], people.MONTH_NAMES[last[1] - 1][:3]
    if first == last:
        return f"{start} {first[0]}"
    return f"{start}-{end} {last[0]}" if first[0] == last[0] else f"{start} {first[0]} - {end} {last[0]}"


BUDGET_STYLES: dict[str, tuple[str, ...]] = {
    "code": (
        "No:number;Kode Desa:code;Kecamatan:district;Desa:village;Sumber Dana:fund_or_words;Jumlah Pekerja:heads",
        "Jumlah Bulan:months;Pagu (Rp):amount;Nomor Perdes:perdes;Tanggal Perdes:on;Keterangan:stage",
    ),
    "notes": (
        "NO:number;KECAMATAN:district;DESA:village;KODE WILAYAH:code;SUMBER:fund;TK:heads;BLN:months",
        "JUMLAH (Rp):amount;PERDES NO.:perdes;TGL:on;KET.:stage_or_words",
    ),
    "groups": (
        "NO:number;WILAYAH|KECAMATAN:district_once;WILAYAH|DESA:village;ANGGARAN|SUMBER DANA:fund",
        "ANGGARAN|JUMLAH ORANG:heads;ANGGARAN|BULAN:months;ANGGARAN|NILAI (Rp):amount_or_words",
        "PERDES|NOMOR:perdes;PERDES|TANGGAL:on_words;KETERANGAN:stage",
    ),
    "stages": (
        "Kode:digits;Nama Desa:village;Kec.:district;Tahapan:stage_said;Tenaga Kerja:heads;Lama (bulan):months",
        "Anggaran:amount_rp;Sumber Dana:fund;No. Perdes:perdes;Tgl Perdes:on_text",
    ),
}
PAYMENT_STYLES: dict[str, tuple[str, ...]] = {
    "code": (
        "No:number;NPP:npp;Kode Desa:code;Nama Wadah:group;Kode Iuran:receipt;Tanggal Bayar:on;Periode Awal:first",
        "Jumlah Bulan:months;Jumlah TK:heads;Nominal (Rp):amount;Keterangan:reversal",
    ),
    "export": (
        "NPP:npp;KODE WILAYAH:code;NAMA WADAH:group;KODE IURAN:receipt;TGL BAYAR:on_text;PERIODE AWAL:first",
        "JML BULAN:months;JML TK:heads;NOMINAL:amount_text;KETERANGAN:reversal",
    ),
    "ranges": (
        "NO:number;WILAYAH|KECAMATAN:district;WILAYAH|DESA:village;PEMBAYARAN|KODE IURAN:receipt",
        "PEMBAYARAN|TANGGAL BAYAR:on;PEMBAYARAN|PERIODE:range;PEMBAYARAN|TENAGA KERJA:heads",
        "PEMBAYARAN|JUMLAH (Rp):amount;KETERANGAN:reversal",
    ),
    "words": (
        "Kecamatan:district;Desa:village;Kode Iuran:receipt;Tgl Bayar:on_words;Periode Awal:first_words",
        "Jumlah Bulan:months;Peserta:heads;Nominal:amount_rp;Catatan:reversal",
    ),
}
"""Label and value of each column; ``GROUP|NAME`` makes two header rows with merged cells."""
STAGES = {"perdes": "", "perubahan": "Perubahan APBDes", "rancangan": "Rancangan APBDes", "none": ""}


class OfficerFolder:
    """Tell it what happened, then ``write``. ``budget_style`` and ``payment_style`` name the form of the recaps."""

    def __init__(self, path: pathlib.Path, regency: str = "75.03", year: int = 2023) -> None:
        self.path, self.regency, self.year = path, regency, year
        self.places = {
            village.code: Place(village.code, village.name, district.code, district.name, village.type != "kelurahan")
            for district in wilayah.list_wilayah(regency)
            for village in wilayah.list_wilayah(district.code)
        }
        self.villages = sorted(code for code, place in self.places.items() if place.is_village)
        self.budgets: list[Budget] = []
        self.payments: list[Payment] = []
        self.files: list[File] = []
        self.leftovers: dict[str, bytes] = {}
        self.unreadable: list[str] = []
        self.budget_style, self.budget_format, self.budget_name = "code", "xlsx", f"Rekap anggaran {year}"
        self.payment_style, self.payment_format, self.payment_name = "code", "xlsx", "Pembayaran BPJS"

    def budget(
        self,
        village: str,
        heads: int = 100,
        months: int = 12,
        fund: str = "ADD",
        perdes: str = "3/2022",
        on: dt.date | None = None,
        note: str = "",
        stage: str = "perdes",
        amount: int | None = None,
    ) -> None:
        """A village budgeted. A ``perubahan`` replaces what stood before it; a ``rancangan`` is not yet in force."""
        on = on or dt.date(self.year - 1, 12, 15)
        amount = heads * months * RATE if amount is None else amount
        self.budgets.append(Budget(village, heads, months, amount, fund, perdes, on, note, stage))

    def not_budgeted(self, village: str, words: str = "belum dianggarkan") -> None:
        """A village reported that it has no budget."""
        self.budgets.append(Budget(village, 0, 0, 0, "", "", None, words, "none"))

    def paid(
        self,
        village: str,
        on: dt.date,
        first: str | None = None,
        months: int = 12,
        heads: int = 100,
        amount: int | None = None,
    ) -> str:
        """A village paid; returns the kode iuran. ``first``: like 01-2023. Without ``amount`` it is the right one."""
        number, year = (first or f"01-{self.year}").split("-")
        start = (int(year), int(number))
        code = str(10**11 + (len(self.payments) + 1) * 7_368_787)
        due = contribution(start, months, heads) if amount is None else amount
        self.payments.append(Payment(village, code, on, start, months, heads, due))
        return code

    def reversed(self, code: str, on: dt.date) -> None:
        """The payment with this kode iuran was taken back on a day."""
        taken = next(payment for payment in self.payments if payment.code == code)
        self.payments.append(dataclasses.replace(taken, on=on, amount=-taken.amount))

    def roster(
        self,
        village: str | None,
        persons: Sequence[Person],
        layout: str = "A",
        name: str | None = None,
        format: str = "xlsx",
        numbers: str | None = None,
        fault: str | None = None,
    ) -> File:
        """A village's list. ``numbers``: the NIK are numbers, ``whole`` or ``damaged`` (the last digit lost).

        With a ``fault`` the titles don't say the district, without a village they don't say either.
        """
        place = self.places[village] if village else None
        sheet = officer.Sheet("DAFTAR")
        if place and layout != "C":
            _titles(sheet, layout, place, self.year, with_district=fault is None)
        entries = people.write_rows(sheet, layout, [(village, person) for person in persons], numbers=numbers)
        head = place.name if place and not fault else "........"
        foot: list[officer.Cell] = [None] * 5
        sheet.rows += [["JUMLAH", len(persons)], [], [], [*foot, "Mengetahui,"], [*foot, f"Kepala Desa {head}"]]
        name = name or (f"{village}-{file_name(place.name)}" if place else "daftar peserta")
        return self._keep(name, format, [sheet], [entries], fault if place else "village_unknown")

    def workbook_of_district(
        self, lists: Mapping[str, Sequence[Person]], name: str | None = None, format: str = "xlsx"
    ) -> File:
        """The lists of several villages of a district on one sheet with a column DESA; numbers start anew for each."""
        district = self.places[next(iter(lists))].district_name
        sheet = officer.Sheet("REKAP")
        sheet.title(f"PEKERJA RENTAN KECAMATAN {district.upper()}")
        names = {village: self.places[village].name for village in lists}
        rows = [(village, person) for village, persons in lists.items() for person in persons]
        entries = people.write_rows(sheet, "A", rows, villages=names)
        return self._keep(name or f"Kec {file_name(district)} semua desa", format, [sheet], [entries])

    def sheets_per_hamlet(
        self, village: str, persons: Sequence[Person], hamlets: int = 2, name: str | None = None, format: str = "xlsx"
    ) -> File:
        """A village's list with a sheet for each hamlet; the file's name says the village's code."""
        sheets, entries = [], []
        for index in range(hamlets):
            hamlet = f"Dusun {people.HAMLETS[index]}"
            sheet = officer.Sheet(hamlet)
            sheet.title(f"Daftar pekerja rentan Desa {self.places[village].name}, {hamlet}")
            entries.append(people.write_rows(sheet, "A", [(village, person) for person in persons[index::hamlets]]))
            sheets.append(sheet)
        return self._keep(name or f"{village}_{file_name(self.places[village].name)}", format, sheets, entries)

    def leftover(self, name: str, content: bytes = b"") -> None:
        """A file that is nothing to the purpose: a scan, a lock file of Excel, a note."""
        self.leftovers[name] = content

    def broken(self, name: str) -> None:
        """A file that says it is a workbook and is none."""
        self.leftovers[name] = b"PK\x03\x04 terpotong"
        self.unreadable.append(name)

    @property
    def payment_file(self) -> str:
        return f"{self.payment_name}.{officer.extension(self.payment_format)}"

    def budget_sheet(self) -> officer.Sheet:
        sheet = officer.Sheet("Rekap")
        sheet.title(f"REKAPITULASI ANGGARAN IURAN PEKERJA RENTAN TAHUN {self.year}")
        lines = sorted(self.budgets, key=lambda budget: budget.village)
        values = [self._budget_values(line) for line in lines]
        return _recap(sheet, BUDGET_STYLES[self.budget_style], values, sum(line.amount for line in lines))

    def payment_sheet(self) -> officer.Sheet:
        """``at`` gives the row of each of ``payments``, in their order."""
        sheet = officer.Sheet("Pembayaran")
        if self.payment_style in ("ranges", "words"):
            sheet.title("REKAP PEMBAYARAN IURAN BPJS KETENAGAKERJAAN")
        values = [self._payment_values(line) for line in self.payments]
        return _recap(sheet, PAYMENT_STYLES[self.payment_style], values, sum(line.amount for line in self.payments))

    def write(self) -> None:
        """Write every file below ``path``."""
        for file in self.files:
            officer.write(self.path / file.name, file.format, file.sheets)
        if self.budgets:
            name = f"{self.budget_name}.{officer.extension(self.budget_format)}"
            officer.write(self.path / name, self.budget_format, [self.budget_sheet()])
        if self.payments:
            officer.write(self.path / self.payment_file, self.payment_format, [self.payment_sheet()])
        for name, content in self.leftovers.items():
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).write_bytes(content)

    def _keep(
        self,
        name: str,
        format: str,
        sheets: Sequence[officer.Sheet],
        entries: Sequence[tuple[people.Entry, ...]],
        fault: str | None = None,
    ) -> File:
        file = File(f"daftar/{name}.{officer.extension(format)}", format, tuple(sheets), tuple(entries), fault)
        if file.name in {other.name for other in self.files}:
            raise ValueError(f"two files {file.name}")
        self.files.append(file)
        return file

    def _place_values(self, village: str) -> dict[str, officer.Cell]:
        place, digits = self.places[village], village.replace(".", "")
        return {"code": village, "digits": digits, "district": place.district_name, "village": place.name}

    def _budget_values(self, line: Budget) -> dict[str, officer.Cell]:
        values = self._place_values(line.village)
        words = line.note if line.stage == "none" else None
        if words is None:
            values |= {"heads": line.heads, "months": line.months}
            values |= {} if line.stage == "rancangan" else {"perdes": line.perdes, **_days(line.on)}
            values |= {"amount": line.amount, "amount_rp": f"Rp{dotted(line.amount)}"}
        said = {"perdes": "Perdes", "perubahan": "Perubahan", "rancangan": "Rancangan"}
        return values | {
            "fund": line.fund or "-",
            "stage": STAGES[line.stage] or (None if words else line.note or None),
            "stage_said": words or said.get(line.stage, "-"),
            "stage_or_words": words or STAGES[line.stage] or line.note,
            "fund_or_words": words or line.fund,
            "amount_or_words": words or line.amount,
        }

    def _payment_values(self, line: Payment) -> dict[str, officer.Cell]:
        name = self.places[line.village].name
        return self._place_values(line.village) | {
            "npp": f"SD{int(line.village.replace('.', '')) * 7919 % 10**8:08d}",
            "group": f"PR DESA {name.upper()}" if self.payment_style == "export" else f"Pekerja Rentan Desa {name}",
            "receipt": line.code,
            **_days(line.on),
            "first": f"{line.first[1]:02d}-{line.first[0]}",
            "first_words": f"{people.MONTH_NAMES[line.first[1] - 1]} {line.first[0]}",
            "range": period_words(line.first, line.months),
            "months": line.months,
            "heads": line.heads,
            "amount": line.amount,
            "amount_text": dotted(line.amount),
            "amount_rp": f"Rp {dotted(line.amount)}",
            "reversal": "PEMBATALAN" if line.amount < 0 else None,
        }


def file_name(words: str) -> str:
    """What can stand in a file's name."""
    return re.sub(r"[/\\:*?\"<>|]+", " ", words)


def _days(day: dt.date | None) -> dict[str, officer.Cell]:
    return {"on": day, "on_text": f"{day:%d-%m-%Y}", "on_words": people.in_words(day)} if day else {}


def _titles(sheet: officer.Sheet, layout: str, place: Place, year: int, *, with_district: bool) -> None:
    """Who and where, in three ways that villages have."""
    district = f"Kecamatan {place.district_name}" if with_district else ""
    if layout == "A":
        sheet.title(f"DAFTAR NOMINATIF PEKERJA RENTAN DESA {place.name.upper()}")
        sheet.rows.insert(1, [district or None])
    elif layout == "B":
        sheet.title(f"DAFTAR PESERTA DESA {place.name.upper()} {district.upper()} TAHUN {year}".replace("  ", " "))
    else:
        sheet.title("DAFTAR CALON PESERTA BPJS KETENAGAKERJAAN")
        sheet.rows[1:1] = [[f"Desa : {place.name}"], [f"Kecamatan : {place.district_name}" if district else None]]


def _recap(
    sheet: officer.Sheet, style: Sequence[str], lines: Sequence[dict[str, officer.Cell]], amount: int
) -> officer.Sheet:
    """The table of a recap, with its total; a district that stands once is a merged cell over its villages."""
    columns = [column.split(":") for part in style for column in part.split(";")]
    keys = [key for _, key in columns]
    sheet.header([label for label, _ in columns])
    first, previous = len(sheet.rows), None
    for number, line in enumerate(lines, 1):
        line["number"] = number
        line["district_once"] = line["district"] if line["district"] != previous else None
        previous = line["district"]
    sheet.body([line.get(key) for key in keys] for line in lines)
    if "district_once" in keys:
        column = keys.index("district_once")
        starts = [index for index, line in enumerate(lines) if line["district_once"]] + [len(lines)]
        for start, end in itertools.pairwise(starts):
            if end - start > 1:
                sheet.merges.append((first + start, column, first + end - 1, column))
    sheet.rows.append(["JUMLAH", *(amount if key.startswith("amount") else None for key in keys[1:])])
    return sheet
