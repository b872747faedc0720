"""The same list from any format gives the same rows; whatever a file is, the next one is still read."""

from __future__ import annotations

import datetime as dt
import pathlib
import time
from collections.abc import Iterator

import pytest
import xlsxwriter

from lindung.interfaces.intake import cells, gathering, reader, reading, rosters, tables
from tests import officer
from tests.interfaces.intake import DAY, HEADING, csv, gathered, gazetteer, notes_of, person, workbooks

ROWS: list[list[officer.Cell]] = [
    [],
    [None, None, "DAFTAR PEKERJA RENTAN DESA KERAMAT"],
    [],
    [None, *HEADING],
    [None, 1, "7503041306780003", "Ma’ruf Abas", dt.date(1978, 6, 13), "L", "Petani"],
    [None, 2, "0503045207800001", "Renée «Ani» Bakari", dt.date(1980, 7, 12), "P", "Penjahit"],
    [],
    [None, 3, "7503045207800002", "Siti Nur’aini; S, Kadir", None, "P", "Buruh tani – harian"],
    [None, "JUMLAH", 3],
    [None, None, None, None, None, "Mengetahui,"],
]
"""Empty rows and an empty column first; signs that Windows-1252 has beyond ASCII; both separators inside a name."""

TRUTH = [
    (5, "7503041306780003", "Ma’ruf Abas", dt.date(1978, 6, 13), "L", "Petani"),
    (6, "0503045207800001", "Renée «Ani» Bakari", dt.date(1980, 7, 12), "P", "Penjahit"),
    (8, "7503045207800002", "Siti Nur’aini; S, Kadir", None, "P", "Buruh tani – harian"),
]


@pytest.fixture(scope="module")
def asked() -> Iterator[reading.Reader]:
    with reading.Reader() as one:
        yield one


def people(read: reading.Reading) -> list[tuple[object, ...]]:
    """Row that Excel shows, NIK, name, birth date, sex, work."""
    (sheet,) = read.sheets
    (table,) = tables.find(sheet)
    return [
        (row.number, cells.digits(row.cells["nik"]), cells.text(row.cells["name"]), cells.day(row.cells["birth"]),
         cells.text(row.cells["sex"]), cells.text(row.cells["occupation"]))
        for row in rosters.people(table, on=DAY)
    ]  # fmt: skip


@pytest.mark.parametrize("format", officer.FORMATS)
def test_the_same_list_in_each_format_gives_the_same_rows(
    asked: reading.Reader, tmp_path: pathlib.Path, format: str
) -> None:
    path = tmp_path / f"daftar.{officer.extension(format)}"
    officer.write(path, format, [officer.Sheet("DAFTAR", ROWS)])
    assert people(asked.read(path)) == TRUTH


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_the_same_list_as_text_however_it_was_saved(
    asked: reading.Reader, tmp_path: pathlib.Path, encoding: str, separator: str, ending: str
) -> None:
    def said(cell: officer.Cell) -> str:
        words = "" if cell is None else f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else str(cell)
        return f'"{words}"' if separator in words or ";" in words else words

    path = tmp_path / "daftar.txt"
    path.write_bytes("".join(separator.join(map(said, row)) + ending for row in ROWS).encode(encoding))
    assert people(asked.read(path)) == TRUTH


def test_a_hint_at_the_separator_is_no_row(asked: reading.Reader, tmp_path: pathlib.Path) -> None:
    """Excel does not show the line «sep=;», so the heading is its row 1."""
    path = tmp_path / "daftar.csv"
    path.write_text("sep=;\n" + csv(HEADING, person()), "utf-8")
    assert [row[0] for row in people(asked.read(path))] == [2]


def test_a_stray_quotation_mark_swallows_no_lines(asked: reading.Reader, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_text(csv(HEADING, person(1), person(2, name='"Ani'), person(3), person(4)), "utf-8")
    assert [row[0] for row in people(asked.read(path))] == [2, 3, 4, 5]
    path.write_text(csv(HEADING, person(1), person(2, work='"Petani\ndan nelayan"'), person(3)), "utf-8")
    assert [(row[0], row[5]) for row in people(asked.read(path))] == [
        (2, "Petani"),
        (3, "Petani dan nelayan"),
        (4, "Petani"),
    ]


def test_text_that_begins_like_our_mark_of_a_day_is_text(asked: reading.Reader, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "daftar.csv"
    path.write_bytes(csv(HEADING, person(born="\x00bukan tanggal", nik="\x007503041306780003")).encode("utf-16"))
    assert [row[1:4] for row in people(asked.read(path))] == [("7503041306780003", "Abdul Podungge", None)]
    (tmp_path / "daftar.xlsx").write_bytes(
        workbooks.xlsx(workbooks.sheet_xml(f'<row r="1">{workbooks.cell("A1", "_x0000_bukan")}</row>'))
    )
    assert asked.read(tmp_path / "daftar.xlsx").sheets[0].rows == [["bukan"]]


def test_a_nik_is_text_from_the_first_byte_and_a_number_stays_a_number(
    asked: reading.Reader, tmp_path: pathlib.Path
) -> None:
    path = tmp_path / "daftar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["NIK", "NAMA"])
        page.write_string(1, 0, "0503041306780003")
        page.write_number(2, 0, 7503041306780003)
    (sheet,) = asked.read(path).sheets
    assert [row[0] for row in sheet.rows] == ["NIK", "0503041306780003", 7503041306780003]


def test_numbers_that_are_none_are_text(asked: reading.Reader, tmp_path: pathlib.Path) -> None:
    row = "".join(f'<c r="{at}"><v>{value}</v></c>' for at, value in (("A1", "NaN"), ("B1", "inf"), ("C1", "1e300")))
    (tmp_path / "daftar.xlsx").write_bytes(workbooks.xlsx(workbooks.sheet_xml(f'<row r="1">{row}</row>')))
    (sheet,) = asked.read(tmp_path / "daftar.xlsx").sheets
    assert sheet.rows == [["nan", "inf", int(1e300)]]


def test_the_sheets_of_a_workbook_with_their_names(asked: reading.Reader, tmp_path: pathlib.Path) -> None:
    for format in ("xlsx", "xls", "ods"):
        path = tmp_path / f"dusun.{format}"
        officer.write(path, format, [officer.Sheet("Dusun I", [["a"]]), officer.Sheet("Dusun II", [[], ["b"]])])
        assert [(sheet.name, sheet.rows) for sheet in asked.read(path).sheets] == [
            ("Dusun I", [["a"]]),
            ("Dusun II", [[], ["b"]]),
        ]


def test_a_hidden_sheet_is_not_taken_and_said(tmp_path: pathlib.Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "75.03.01.2028.xlsx") as book:
        for name, nik in (("Arsip", "7503041306780003"), ("Daftar", "7503041306780004")):
            page = book.add_worksheet(name)
            page.write_row(0, 0, HEADING)
            page.write_row(1, 0, [1, nik, "Abdul", "13-06-1978", "L", "Petani"])
        book.get_worksheet_by_name("Daftar").activate()
        book.get_worksheet_by_name("Daftar").set_first_sheet()
        book.get_worksheet_by_name("Arsip").hide()
    delivery = gathered(tmp_path)
    assert [claim.row.person.nik for claim in delivery.people] == ["7503041306780004"]
    (note,) = delivery.notes
    assert (note.sheet, note.kind) == ("Arsip", "sheet_hidden")
    assert note.message.startswith("Lembar «Arsip» tersembunyi dan tidak dibaca")


def test_a_macro_is_not_run_and_the_cells_are_read(asked: reading.Reader, tmp_path: pathlib.Path) -> None:
    sheet = workbooks.sheet_xml(f'<row r="1">{workbooks.cell("A1", "isi")}</row>')
    path = tmp_path / "daftar.xlsm"
    path.write_bytes(workbooks.xlsx(sheet, xl__vbaProject__bin="x").replace(b"vbaProject/bin", b"vbaProject.bin"))
    read = asked.read(path)
    assert (read.sheets[0].rows, read.notes, read.refused) == ([["isi"]], ("macro",), "")


def test_a_formula_is_its_value(asked: reading.Reader, tmp_path: pathlib.Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "daftar.xlsx") as book:
        page = book.add_worksheet()
        page.write_formula(0, 0, "=40+2", None, 42)
        page.write_string(0, 1, "=HYPERLINK('http://x')")
    (sheet,) = asked.read(tmp_path / "daftar.xlsx").sheets
    assert sheet.rows == [[42, "=HYPERLINK('http://x')"]]


GOOD = workbooks.good()
REFUSED: dict[str, tuple[str, str, bytes]] = {
    "a password": ("daftar.xlsx", "password", workbooks.locked()),
    "a bomb": ("daftar.xlsx", "bomb", workbooks.bomb(64)),
    "a bomb of entries": ("daftar.xlsx", "bomb", workbooks.zipped({f"xl/{n}": "" for n in range(5_001)})),
    "a bomb that lies": ("daftar.xlsx", "broken", workbooks.lying_bomb(64)),
    "billion laughs": ("daftar.xlsx", "broken", workbooks.billion_laughs()),
    "an entity outside": ("daftar.xlsx", "broken", workbooks.outside_entity()),
    "a cell at the end of the world": ("daftar.xlsx", "too_large", workbooks.lone_cell("XFD1048576", 1_048_576)),
    "more rows than a regency has people": ("daftar.csv", "too_large", b"a;b\n" * 300_001),
    "more bytes than a list": ("daftar.csv", "too_large", b"x" * (40 * 2**20 + 1)),
    "cut short": ("daftar.xlsx", "broken", GOOD[: len(GOOD) // 2]),
    "its first bytes only": ("daftar.xlsx", "broken", GOOD[:4]),
    "an OLE file of nothing": ("daftar.xls", "broken", b"\xd0\xcf\x11\xe0" + b"\x00" * 600),
    "a web page": ("daftar.xls", "web_page", b"\r\n<HTML><table><tr><td>NIK</td></tr></table></HTML>"),
    "a sheet of XML": ("daftar.xls", "web_page", b'<?xml version="1.0"?><Workbook/>'),
    "a PDF": ("daftar.xlsx", "pdf", b"%PDF-1.4 scan"),
    "a picture": ("daftar.jpg", "picture", b"\xff\xd8\xff\xe0 scan"),
    "nothing": ("daftar.xlsx", "empty", b""),
    "blanks": ("daftar.csv", "empty", b"\r\n \t\x00\r\n"),
    "a Word document": ("daftar.docx", "document", workbooks.zipped({"word/document.xml": "<x/>"})),
    "an archive": ("daftar.zip", "archive", workbooks.zipped({"daftar.xlsx": "x"})),
    "bytes of no kind": ("daftar.csv", "broken", b"\x81\x8d\x00\x01" * 50),
}  # fmt: skip


def is_read(asked: reading.Reader, folder: pathlib.Path) -> bool:
    """Whether a good file is read after all that came before."""
    (folder / "utuh.xlsx").write_bytes(GOOD)
    return [sheet.rows for sheet in asked.read(folder / "utuh.xlsx").sheets] == [[[], [], [None, None, "utuh"]]]


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_read_is_refused_with_a_word_and_the_next_file_is_read(
    asked: reading.Reader, tmp_path: pathlib.Path, what: str
) -> None:
    name, word, content = REFUSED[what]
    (tmp_path / name).write_bytes(content)
    read = asked.read(tmp_path / name)
    assert (read.refused, read.sheets) == (word, ())
    assert is_read(asked, tmp_path)


def test_a_workbook_that_aborts_its_reader_is_refused_and_the_next_file_is_read(
    asked: reading.Reader, tmp_path: pathlib.Path
) -> None:
    """Room for each cell between A1 and XFD1048576: no exception comes, the process is gone."""
    (tmp_path / "jauh.xlsx").write_bytes(workbooks.far_cell("XFD1048576", 1_048_576))
    assert asked.read(tmp_path / "jauh.xlsx").refused == "crashed"
    assert is_read(asked, tmp_path)
    (tmp_path / "jauh.xlsx").write_bytes(workbooks.far_cell("XFD200000", 200_000))
    assert asked.read(tmp_path / "jauh.xlsx").refused == "crashed"
    assert is_read(asked, tmp_path)


def test_entries_that_point_out_of_the_archive_are_written_nowhere(
    asked: reading.Reader, tmp_path: pathlib.Path
) -> None:
    sheet = workbooks.sheet_xml(f'<row r="1">{workbooks.cell("A1", "isi")}</row>')
    trap = {f"{'../' * 12}{tmp_path.as_posix().lstrip('/')}/jebakan": "x", f"{tmp_path.as_posix()}/jebakan": "x"}
    folder = tmp_path / "berkas"
    folder.mkdir()
    (folder / "daftar.xlsx").write_bytes(workbooks.xlsx(sheet, **trap))
    assert asked.read(folder / "daftar.xlsx").sheets[0].rows == [["isi"]]
    assert [path.name for path in tmp_path.rglob("*")] == ["berkas", "daftar.xlsx"]


def test_the_reader_has_no_more_memory_than_its_limit(tmp_path: pathlib.Path) -> None:
    with reading.Reader() as one:
        assert is_read(one, tmp_path)
        limits = pathlib.Path(f"/proc/{one._process.pid}/limits").read_text()
        (line,) = [line for line in limits.splitlines() if line.startswith("Max address space")]
        assert line.split()[3:5] == [str(reader.MEMORY)] * 2


def test_a_file_that_needs_more_memory_is_refused_and_the_next_file_is_read(
    asked: reading.Reader, tmp_path: pathlib.Path
) -> None:
    """Inside the limits of size and rows, and 700 MB once each of its cells is a text of its own."""
    line = b";".join(b"%d" % n for n in range(10**4, 10**4 + 60)) + b"\n"
    (tmp_path / "besar.csv").write_bytes(line * (39 * 2**20 // len(line)))
    assert asked.read(tmp_path / "besar.csv").refused in ("too_large", "crashed")
    assert is_read(asked, tmp_path)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_file_is_read(tmp_path: pathlib.Path) -> None:
    (tmp_path / "lama.csv").write_bytes(b"kata;lain;lagi;dan;lagi\n" * 290_000)
    with reading.Reader(seconds=0.15) as hurried:
        started = time.monotonic()
        assert hurried.read(tmp_path / "lama.csv").refused == "too_slow"
        assert time.monotonic() - started < 5
    with reading.Reader(seconds=20) as patient:
        assert is_read(patient, tmp_path)
        assert len(patient.read(tmp_path / "lama.csv").sheets[0].rows) == 290_000


def test_a_parser_that_hangs_is_given_up_and_the_next_file_is_read(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = pathlib.Path(reader.__file__).read_text("utf-8").replace(
        "    with open(path, ", '    while "macet" in path: pass\n    with open(path, '
    )  # fmt: skip
    (tmp_path / "reader.py").write_text(hanging, "utf-8")
    monkeypatch.setattr(reader, "__file__", str(tmp_path / "reader.py"))
    with reading.Reader(seconds=2) as one:
        assert one.read(tmp_path / "macet.xlsx").refused == "too_slow"
        assert is_read(one, tmp_path)


def test_a_parser_that_hangs_ends_even_when_nobody_waits_for_it(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = pathlib.Path(reader.__file__).read_text("utf-8").replace("LONGEST = 120", "LONGEST = 1").replace(
        "    with open(path, ", "    while True: pass\n    with open(path, "
    )  # fmt: skip
    (tmp_path / "reader.py").write_text(hanging, "utf-8")
    monkeypatch.setattr(reader, "__file__", str(tmp_path / "reader.py"))
    with reading.Reader(seconds=30) as one:
        assert one.read(tmp_path / "macet.xlsx").refused == "crashed"


def test_the_process_is_replaced_after_many_files(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FILES_BEFORE_RECYCLING", 2)
    with reading.Reader() as one:
        processes = []
        for _ in range(5):
            assert is_read(one, tmp_path)
            processes.append(one._process.pid)
    assert len(set(processes)) == 3


def test_nothing_of_a_hostile_file_is_half_taken_and_its_neighbours_are_whole(tmp_path: pathlib.Path) -> None:
    """Each refused file is named once, as a problem where it may hide a list, else as a warning."""
    for number, (name, _word, content) in enumerate(REFUSED.values()):
        (tmp_path / f"{number:02d}-{name}").write_bytes(content)
    (tmp_path / "~jauh.xlsx").write_bytes(workbooks.far_cell("XFD200000", 200_000))
    delivery = gathered(tmp_path, **{"75_03_01_2028": csv(HEADING, person())})
    assert [(claim.region, claim.row.person.nik) for claim in delivery.people] == [
        ("75.03.01.2028", "7503041306780003")
    ]
    assert [name for name, _row, _kind in notes_of(delivery)] == sorted(
        [f"{number:02d}-{name}" for number, (name, *_rest) in enumerate(REFUSED.values())] + ["~jauh.xlsx"]
    )
    passed_over = {"pdf", "picture", "empty", "document", "archive"}
    expected = [
        "file_ignored" if word in passed_over else "unreadable_file" for _name, word, _content in REFUSED.values()
    ]
    assert [kind for _name, _row, kind in notes_of(delivery)] == [*expected, "unreadable_file"]
    assert (delivery.budgets, delivery.payments) == ([], [])


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("a password", "hapus kata sandinya"), ("a bomb", "mengembang terlalu besar"), ("a web page", "halaman web"),
        ("cut short", "rusak atau bukan lembar kerja"), ("a PDF", "Minta berkas Excel-nya"),
        ("nothing", "Berkas kosong"), ("more bytes than a list", "Pecah per kecamatan"),
        ("an archive", "Keluarkan berkas"),
    ],
)  # fmt: skip
def test_the_sentence_says_why_and_what_next(tmp_path: pathlib.Path, what: str, words: str) -> None:
    name, _word, content = REFUSED[what]
    (tmp_path / name).write_bytes(content)
    (note,) = gathered(tmp_path).notes
    assert note.row == 0
    assert words in note.message


def test_a_file_that_can_not_be_opened_stops_nothing(tmp_path: pathlib.Path) -> None:
    (tmp_path / "daftar.xlsx").symlink_to("/proc/self/mem")
    delivery = gathered(tmp_path, **{"75_03_01_2028": csv(HEADING, person())})
    assert len(delivery.people) == 1
    (note,) = delivery.notes
    assert (note.kind, "Periksa izin" in note.message) == ("unreadable_file", True)


def test_a_name_of_bytes_that_are_no_text_stops_nothing(tmp_path: pathlib.Path) -> None:
    """A memory stick from Windows, unpacked elsewhere."""
    with open(bytes(tmp_path) + b"/75.03.01.2028 caf\xe9.csv", "wb") as file:
        file.write(csv(HEADING, person()).encode())
    delivery = gathered(tmp_path)
    assert [claim.region for claim in delivery.people] == ["75.03.01.2028"]
    assert delivery.files[0].name.encode() == rb"75.03.01.2028 caf\udce9.csv"


def test_leftovers_and_copies_are_named_and_not_taken_twice(tmp_path: pathlib.Path) -> None:
    (tmp_path / "~$daftar.xlsx").write_bytes(b"\x05Kantor")
    list_of_keramat = csv(["DESA KERAMAT"], HEADING, person())
    delivery = gathered(tmp_path, **{"daftar": list_of_keramat, "salinan (1)": list_of_keramat})
    assert len(delivery.people) == 1
    assert notes_of(delivery) == [("salinan (1).csv", 0, "file_duplicate"), ("~$daftar.xlsx", 0, "file_ignored")]
    assert delivery.notes[0].message == "Isinya sama dengan daftar.csv; dibaca satu kali."


def test_folders_below_are_read_and_may_say_the_village(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "Kecamatan Tapa" / "Desa Keramat"
    folder.mkdir(parents=True)
    (folder / "daftar.csv").write_text(csv(HEADING, person()), "utf-8")
    with reading.Reader() as one:
        delivery = gathering.gather(tmp_path, gazetteer=gazetteer(), year=2023, on=DAY, reader=one)
    assert [(claim.region, delivery.files[claim.file].name) for claim in delivery.people] == [
        ("75.03.01.2028", "Kecamatan Tapa/Desa Keramat/daftar.csv")
    ]
