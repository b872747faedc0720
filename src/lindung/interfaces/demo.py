"""The demonstration folder ("Data contoh"): what an officer of Bone Bolango might have held on 13 April 2023.

Villages and codes are real, the counts are those of the press report of that day; persons, money and receipts are
invented. The same folder comes out on every machine: one seed, no clock.
"""

from __future__ import annotations

import csv
import datetime as dt
import pathlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import xlsxwriter

from lindung.platform.regions import queries as regions

SEED = 7503
REGENCY = "75.03"
YEAR = 2023
ON = dt.date(2023, 4, 13)
QUARTER_ENDS_ON = dt.date(2023, 3, 31)
PAID_BY_QUARTER_END = 40
WITHOUT_BUDGET = 5
PAID_HEADS = (100,) * 24 + (40,) * 19 + (20,) * 12
MONTHS = 12
RUPIAH_A_HEAD = 201_600
"""What the invented receipts say for one head and the whole year; the law books say whether that is right."""
MISTAKES = {
    "nik_length": 9,
    "nik_date": 7,
    "name_missing": 5,
    "age_over": 6,
    "age_under": 5,
    "duplicate_in_file": 6,
    "duplicate_other_village": 5,
    "category_pu": 4,
    "category_state": 3,
}
MEN = """Abdullatif Arfan Burhan Darman Fahmi Hamzah Haruna Irwan Karim Kasman Latif Marwan Nawir Olis Ramlan Risno
Safrin Sofyan Sukri Tamrin Umran Wahab Yamin Zulkarnain"""
WOMEN = """Asni Darni Fadliyah Hartin Irmawati Jumiati Karsum Lian Meylan Nurain Oyin Rahmatia Ramlah Salma Satira
Silvana Sumiyati Suriyanti Warni Yulin Yusna Zulaiha"""
FAMILIES = """Abdjul Adjuli Baderan Bilondatu Dalanggo Dunda Hulalata Ibura Kamaru Lakoro Lamato Laliyo Mantulangi
Modjo Mohidin Naue Ointu Pomalingo Rauf Suaib Tanaiyo Tomayahu Ulo Yahya"""
WORK = "Petani;Pekebun;Buruh tani;Nelayan;Peternak;Penjahit;Tukang kayu;Tukang ojek;Pengemudi bentor"
OFFICES = {"category_pu": ("Kepala Desa", "Sekretaris Desa"), "category_state": ("PNS", "TNI", "Polri")}
HAMLETS = ("Dusun I", "Dusun II", "Dusun III")
ELSEWHERE = ("750112", "757103", "710102", "650101", "920203")
"""Where some NIK were first issued: people move, their number does not."""

Cell = str | int | dt.date | None
Rows = list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Village:
    code: str
    name: str
    district: str
    district_name: str
    budget_heads: int
    paid_heads: int
    paid_on: dt.date


@dataclass(frozen=True, slots=True)
class Worker:
    name: str
    nik: str
    born: dt.date
    sex: str
    occupation: str
    address: str
    income: int
    phone: str
    mother: str


Rosters = dict[Village, list[Worker]]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to write a roster; a number stands before the cells."""

    header: str
    cells: Callable[[Worker], list[Cell]]
    file_name: str


OFFICIAL = Layout(
    "NO;NIK;NAMA LENGKAP;TEMPAT LAHIR;TANGGAL LAHIR;JENIS KELAMIN;ALAMAT;PEKERJAAN;PENGHASILAN;NO HP;NAMA IBU KANDUNG",
    lambda w: [w.nik, w.name, "Gorontalo", w.born, w.sex, w.address, w.occupation, w.income, w.phone, w.mother],
    "{code}-{name}",
)
SHORT = Layout(
    "No;Nama Peserta;Nomor Induk Kependudukan;TTL;Jenis Pekerjaan;Upah/bln;HP/WA",
    lambda w: [w.name, f"{w.nik[:6]} {w.nik[6:]}", f"Gorontalo, {w.born:%d-%m-%Y}", w.occupation, w.income, w.phone],
    "Desa {name} Kec {district}",
)
VILLAGE_MADE = Layout(
    "No.;Nama;L/P;No. KTP;Tgl Lahir;Pekerjaan;Alamat;Nama Ibu",
    lambda w: [w.name, w.sex, w.nik, f"{w.born:%d/%m/%Y}", w.occupation, w.address, w.mother],
    "{code}",
)


def write_folder(folder: pathlib.Path) -> None:
    """Write the recap of budgets, the recap of payments and the rosters into ``folder``."""
    draw = random.Random(SEED)  # noqa: S311 - invented data, no secret
    villages = _villages(draw)
    rosters = _rosters(draw, [village for village in villages if village.paid_heads])
    (folder / "daftar").mkdir(parents=True, exist_ok=True)
    _write_book(folder / f"Rekap anggaran APBDes {YEAR}.xlsx", {"Rekap": _budgets(draw, villages)})
    payments = _payments(draw, villages)
    _write_book(folder / f"Pembayaran BPJS sampai {ON:%d-%m-%Y}.xlsx", {"Pembayaran": payments})
    _write_book(folder / f"Tagihan BPJS sampai {ON:%d-%m-%Y}.xlsx", {"Tagihan": _bills(payments)})
    _write_rosters(folder / "daftar", rosters)


def _villages(draw: random.Random) -> list[Village]:
    places = [
        (village.code, village.name, district.code, district.name)
        for district in regions.catalogued(REGENCY)
        for village in regions.catalogued(district.code)
        if village.kind == "desa"
    ]
    drawn = draw.sample(range(len(places)), WITHOUT_BUDGET + len(PAID_HEADS))
    unbudgeted, paying = drawn[:WITHOUT_BUDGET], dict(zip(drawn[WITHOUT_BUDGET:], PAID_HEADS, strict=True))
    days = _days(draw)
    return [
        Village(
            *place,
            budget_heads=0 if index in unbudgeted else max(paying.get(index, 0), draw.choice((100, 100, 100, 60))),
            paid_heads=paying.get(index, 0),
            paid_on=days.pop() if index in paying else ON,
        )
        for index, place in enumerate(places)
    ]


def _days(draw: random.Random) -> list[dt.date]:
    """A working day for each receipt: as many up to the end of the quarter as the report says, the others after it."""
    every = [ON - dt.timedelta(days) for days in range((ON - dt.date(YEAR, 1, 1)).days)]
    early = [day for day in every if day <= QUARTER_ENDS_ON and day.weekday() < 5]
    late = [day for day in every if day > QUARTER_ENDS_ON and day.weekday() < 5]
    days = draw.choices(early, k=PAID_BY_QUARTER_END) + draw.choices(late, k=len(PAID_HEADS) - PAID_BY_QUARTER_END)
    draw.shuffle(days)
    return days


def _rosters(draw: random.Random, paying: Sequence[Village]) -> Rosters:
    """For each paying village as many sound rows as heads paid, and the mistakes spread over the lists."""
    used: set[str] = set()
    rosters = {v: [_worker(draw, v, (20, 62), used) for _ in range(v.paid_heads)] for v in paying}
    copied = iter(draw.sample([(v, worker) for v in paying[:-10] for worker in rosters[v]], sum(MISTAKES.values())))
    for kind in (kind for kind, count in MISTAKES.items() for _ in range(count)):
        home, original = next(copied)
        if kind == "duplicate_in_file":
            rows = rosters[home]
            rows.insert(draw.randint(rows.index(original) + 1, len(rows)), original)
            continue
        later = [v for v in paying if v.code > home.code]
        village = draw.choice(later if kind == "duplicate_other_village" else paying)
        worker = original if village in later and kind.startswith("duplicate") else _mistaken(draw, kind, village, used)
        rosters[village].insert(draw.randint(0, len(rosters[village])), worker)
    return rosters


def _worker(draw: random.Random, village: Village, ages: tuple[int, int], used: set[str]) -> Worker:
    """A new person; ``ages`` in whole years on the demonstration's day, from the first to before the second."""
    youngest, oldest = (dt.date(ON.year - age, ON.month, ON.day) for age in ages)
    born = oldest + dt.timedelta(draw.randint(1, (youngest - oldest).days))
    sex = draw.choice("LP")
    issued = draw.choice(ELSEWHERE) if draw.random() < 0.06 else village.district.replace(".", "")
    digits = f"{issued}{born.day + 40 * (sex == 'P'):02d}{born:%m%y}"
    nik = next(nik for nik in iter(lambda: f"{digits}{draw.randint(1, 60):04d}", "") if nik not in used)
    used.add(nik)
    return Worker(
        name=f"{draw.choice((MEN if sex == 'L' else WOMEN).split())} {draw.choice(FAMILIES.split())}",
        nik=nik,
        born=born,
        sex=sex,
        occupation=draw.choice(WORK.split(";")),
        address=draw.choice(HAMLETS),
        income=draw.choice((500_000, 750_000, 900_000, 1_000_000)),
        phone=f"0800{draw.randrange(10**8):08d}",
        mother=f"{draw.choice(WOMEN.split())} {draw.choice(FAMILIES.split())}",
    )


def _mistaken(draw: random.Random, kind: str, village: Village, used: set[str]) -> Worker:
    """A row with one mistake of the given kind, as officers meet them."""
    worker = _worker(draw, village, {"age_over": (67, 78), "age_under": (14, 17)}.get(kind, (20, 62)), used)
    if kind == "nik_length":
        digit = draw.choice((worker.nik[11], "", ""))
        return replace(worker, nik=worker.nik[:11] + 2 * digit + worker.nik[12:])
    if kind == "nik_date":
        return replace(worker, nik=f"{worker.nik[:8]}{draw.randint(13, 19)}{worker.nik[10:]}")
    if kind == "name_missing":
        return replace(worker, name="")
    return replace(worker, occupation=draw.choice(OFFICES.get(kind, (worker.occupation,))))


def _budgets(draw: random.Random, villages: Sequence[Village]) -> Rows:
    header = "No;Kode Desa;Kecamatan;Desa;Sumber Dana;Jumlah Pekerja;Jumlah Bulan;Pagu (Rp);Nomor Perdes;Tanggal Perdes"
    rows: Rows = [[f"DATA CONTOH - REKAP ANGGARAN IURAN PEKERJA RENTAN APBDES {YEAR}"], [], [*header.split(";")]]
    for number, village in enumerate(villages, 1):
        place: list[Cell] = [number, village.code, village.district_name, village.name]
        if not village.budget_heads:
            rows.append([*place, "belum dianggarkan"])
            continue
        perdes: list[Cell] = [f"{draw.randint(1, 9)}/{YEAR - 1}", dt.date(YEAR - 1, 12, draw.randint(5, 30))]
        amount = village.budget_heads * RUPIAH_A_HEAD
        rows.append([*place, draw.choice(("ADD", "DD")), village.budget_heads, MONTHS, amount, *perdes])
    return [*rows, ["JUMLAH", *[None] * 6, sum(village.budget_heads for village in villages) * RUPIAH_A_HEAD]]


def _payments(draw: random.Random, villages: Sequence[Village]) -> Rows:
    header = "No;NPP;Kode Desa;Nama Wadah;Kode Iuran;Tanggal Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal (Rp)"
    rows: Rows = [["DATA CONTOH - PEMBAYARAN IURAN BPJS KETENAGAKERJAAN"], [], [*header.split(";")]]
    paying = sorted((v for v in villages if v.paid_heads), key=lambda village: (village.paid_on, village.code))
    for number, village in enumerate(paying, 1):
        group: list[Cell] = [f"SD{draw.randrange(10**8):08d}", village.code, f"Pekerja Rentan Desa {village.name}"]
        receipt: list[Cell] = [str(draw.randrange(10**11, 10**12)), village.paid_on, f"01-{YEAR}", MONTHS]
        rows.append([number, *group, *receipt, village.paid_heads, village.paid_heads * RUPIAH_A_HEAD])
    heads = sum(village.paid_heads for village in paying)
    return [*rows, ["JUMLAH", *[None] * 7, heads, heads * RUPIAH_A_HEAD]]


def _bills(payments: Rows) -> Rows:
    """The bill under each kode iuran that was paid: issued a week before, to be paid within a month, acknowledged."""
    header = (
        "No;NPP;Kode Desa;Nama Wadah;Kode Iuran;Tanggal Terbit;Jatuh Tempo;Periode;Jumlah Bulan;Jumlah TK;Jumlah Iuran;"
        "No Tanda Terima"
    )
    rows: Rows = [["DATA CONTOH - TAGIHAN IURAN BPJS KETENAGAKERJAAN"], [], [*header.split(";")]]
    for number, *group, code, paid_on, first, months, heads, amount in payments[3:-1]:
        if isinstance(paid_on, dt.date):
            issued_on = paid_on - dt.timedelta(days=7)
            said: list[Cell] = [code, issued_on, issued_on + dt.timedelta(days=30), first, months, heads, amount]
            rows.append([number, *group, *said, f"TT-{number:03d}/{YEAR}"])
    return rows


def _write_rosters(folder: pathlib.Path, rosters: Rosters) -> None:
    """One district in one workbook, one village as CSV, one with a sheet for each hamlet, the others one by one."""
    districts: dict[str, list[Village]] = {}
    for village in rosters:
        districts.setdefault(village.district_name, []).append(village)
    together = next(villages for villages in districts.values() if 3 <= len(villages) <= 5)
    _write_district(folder, {village: rosters.pop(village) for village in together})
    lines = next(village for village in rosters if village.paid_heads == min(PAID_HEADS))
    _write_csv(folder / f"{lines.code} {lines.name}.csv", rosters.pop(lines))
    hamlets = next(village for village in rosters if village.paid_heads == max(PAID_HEADS))
    _write_hamlets(folder / f"{hamlets.code}_{hamlets.name} per dusun.xlsx", hamlets, rosters.pop(hamlets))
    for index, (village, workers) in enumerate(rosters.items()):
        layout = (OFFICIAL, SHORT, VILLAGE_MADE)[index % 3]
        stem = layout.file_name.format(code=village.code, name=village.name, district=village.district_name)
        _write_book(folder / f"{stem}.xlsx", {"Daftar": _roster(village, workers, layout)})


def _roster(village: Village, workers: Sequence[Worker], layout: Layout, part: str = "") -> Rows:
    """Title, header, rows, total and the lines for a signature."""
    return [
        [f"DATA CONTOH - DAFTAR NOMINATIF PEKERJA RENTAN DESA {village.name.upper()}"],
        [f"KECAMATAN {village.district_name.upper()}{part}"],
        [],
        [*layout.header.split(";")],
        *([number, *layout.cells(worker)] for number, worker in enumerate(workers, 1)),
        ["JUMLAH", len(workers)],
        [],
        [*[None] * 5, "Mengetahui,"],
        [*[None] * 5, f"Kepala Desa {village.name}"],
    ]


def _write_district(folder: pathlib.Path, rosters: Rosters) -> None:
    name = next(iter(rosters)).district_name
    header: list[Cell] = ["NO", "DESA", "NIK", "NAMA", "TGL LAHIR", "PEKERJAAN"]
    rows: Rows = [[f"DATA CONTOH - PEKERJA RENTAN KECAMATAN {name.upper()}"], [], header]
    for village, workers in rosters.items():
        rows += ([n, village.name, w.nik, w.name, f"{w.born:%d-%m-%Y}", w.occupation] for n, w in enumerate(workers, 1))
    _write_book(folder / f"Kec {name} semua desa.xlsx", {"Rekap": rows})


def _write_hamlets(path: pathlib.Path, village: Village, workers: Sequence[Worker]) -> None:
    parts = {hamlet: [w for w in workers if w.address == hamlet] for hamlet in HAMLETS}
    _write_book(path, {h: _roster(village, part, OFFICIAL, f", {h.upper()}") for h, part in parts.items()})


def _write_csv(path: pathlib.Path, workers: Sequence[Worker]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(OFFICIAL.header.split(";"))
        for number, worker in enumerate(workers, 1):
            cells = OFFICIAL.cells(worker)
            lines.writerow([number, *(f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell for cell in cells)])


def _write_book(path: pathlib.Path, sheets: dict[str, Rows]) -> None:
    """Text stays text and nothing is a formula; the first row is the title, merged over the table."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": "Data contoh", "created": dt.datetime(ON.year, ON.month, ON.day, tzinfo=dt.UTC)})
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd-mm-yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            width = max(len(row) for row in rows)
            sheet.set_column(1, width - 1, 18)
            sheet.merge_range(0, 0, 0, width - 1, rows[0][0], bold)
            for index, row in enumerate(rows[1:], 1):
                for column, cell in enumerate(row):
                    sheet.write(index, column, cell, day if isinstance(cell, dt.date) else None)
