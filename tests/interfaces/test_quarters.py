"""A quarter's report: frozen, exported, written again elsewhere, and unchanged by what is learned later."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import io
import json
import os
import pathlib
import re
import subprocess
import sys

import openpyxl
import pypdf
import pytest
from django.utils import translation

from lindung.interfaces import quarters
from lindung.interfaces.reports import document, words
from lindung.interfaces.reports.kpi import facts as kpi
from lindung.interfaces.reports.kpi import files, tables
from lindung.kernel import language
from lindung.monitoring import indicators
from lindung.registers.reporting import facts, operations, queries
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, QUARTER_END, TALULOBUTU, TALUMOPATU
from tests.interfaces import reported

pytestmark = pytest.mark.django_db
ROOT = pathlib.Path(__file__).parents[2]


@pytest.fixture
def told() -> chronicle.Chronicle:
    return reported.tell()


def value(report: kpi.Report, key: str) -> int:
    return indicators.value(key, report.day.places)


def text_of(pdf: bytes) -> str:
    """As a reader copies it out of the PDF, blanks and line ends alike."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


# Frozen


def test_a_report_comes_back_from_its_bytes_the_same(told):
    report = reported.draft()
    frozen = kpi.frozen(report)
    assert kpi.read(frozen) == report
    assert kpi.frozen(kpi.read(frozen)) == frozen == kpi.frozen(reported.draft())


@pytest.mark.parametrize("bytes_", [b"", b"{}", b"[]", b'{"form": 99}'])
def test_what_is_no_report_is_refused(bytes_):
    with pytest.raises(kpi.NotAReport):
        kpi.read(bytes_)


def test_a_report_of_a_form_to_come_is_refused(told):
    later = kpi.frozen(dataclasses.replace(reported.draft(), form=2))
    with pytest.raises(kpi.NotAReport):
        kpi.read(later)


def test_31_march_stays_what_was_reported_after_later_facts_arrived(told):
    number = reported.proposed()
    reported.decided(number)
    before = {key: written(quarters.approved(number)) for key, (_, _, written) in files.FILES.items()}
    reported.later(told)
    frozen = quarters.approved(number).report
    assert [value(frozen, key) for key in ("paid", "paid_heads", "protected")] == [2, 140, 140]
    for key, (_, _, written) in files.FILES.items():
        assert written(quarters.approved(number)) == before[key], key
    now = told.day(QUARTER_END, MONITORING_DAY)
    assert [indicators.value(key, now.places) for key in ("paid", "paid_heads", "protected")] == [2, 65, 65]


def test_no_row_of_a_file_and_no_person_is_in_it(told):
    persons = chronicle.people(3)
    told.listed(TALULOBUTU, persons, held=[("nik_length", "NIK: 750301; nama: Idrus Umara")])
    said = kpi.frozen(reported.draft(dataclasses.replace(reported.FIRST, on=MONITORING_DAY, known_at=MONITORING_DAY)))
    for word in ("Aminah", "Idrus", ".xlsx", *(one.nik for one in persons)):
        assert word.encode() not in said
    assert not re.search(rb"(?<![0-9a-f])[0-9]{16}(?![0-9a-f])", said)
    assert kpi.read(said).problems == {"nik_length": 1}


# Changes since the quarter before


def test_the_changes_since_the_last_report_sum_and_say_why(told):
    reported.approved()
    reported.later(told)
    report = reported.draft(reported.SECOND)
    found = {one.key: (one.before, one.late, one.corrected, one.new, one.after) for one in report.changes}
    assert report.earlier.quarter == 1
    assert found["paid"] == (2, 1, -1, 0, 2)
    assert found["paid_heads"] == (140, 25, -100, 60, 125)
    assert found["protected"] == (140, 25, -100, 60, 125)
    assert found["paid_total_rupiah"] == (
        (40 * 11 + 100 * 3) * 16_800, 25 * 10 * 16_800, -100 * 3 * 16_800, 60 * 8 * 16_800,
        (40 * 11 + 25 * 10 + 60 * 8) * 16_800,
    )  # fmt: skip
    (paid,) = [one for one in report.changes if one.key == "paid_heads"]
    assert [(place.code, place.restated) for place in paid.places] == [(TALULOBUTU, -100), (DUNGGALA, 25)]


def test_a_report_that_was_sent_back_is_compared_with_by_nobody(told):
    number = reported.proposed()
    reported.decided(number, approve=False, reason="belum lengkap")
    report = reported.draft(reported.SECOND)
    assert (report.earlier, report.changes) == (None, ())
    assert "Belum ada laporan triwulan yang disetujui sebelum ini" in text_of(files.pdf(files.Approved(report)))


# The same numbers everywhere


def test_every_figure_is_the_same_on_page_pdf_workbook_csv_json_and_terminal(told):
    reported.approved()
    reported.later(told)
    made = reported.approved(reported.SECOND, on=reported.JUNE_END)
    report, of_finding = made.report, document.as_json(told.day(reported.JUNE_END, reported.JUNE_END))
    pdf, terminal = text_of(files.pdf(made)), words.finding(told.day(reported.JUNE_END, reported.JUNE_END))
    as_json = json.loads(files.document(made))["tables"]["pokok"]
    sheet = sheet_of(files.workbook(made), "Angka pokok")
    flat = files.flat(made).decode("utf-8-sig")
    (headline,) = [one for one in tables.every(report) if one.key == "pokok"]
    for at, (key, label, actual, *_rest) in enumerate(headline.rows):
        if key == "weighted":
            continue
        assert actual == of_finding[key] == value(report, key), key
        assert as_json["rows"][at][2] == actual
        assert sheet[at][2] == actual
        assert f"pokok;{at + 1};Capaian;{actual}\r\n" in flat
        assert f"{key} {label} {language.number(actual)} " in pdf, key
    assert "".join(piece.text for piece in words.headline(report.day)) in pdf
    assert "125 dari 16.000 pekerja sasaran terlindungi" in terminal


def sheet_of(workbook: bytes, title: str) -> list[tuple]:
    """The rows below the heading of a sheet."""
    rows = list(openpyxl.load_workbook(io.BytesIO(workbook))[title].iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if row[0] == "Kunci")
    return rows[top + 1 :]


def test_the_weighted_view_stands_beside_the_heads(told):
    made = files.Approved(reported.draft())
    parts = 40 * 6 + 100 * 3
    assert tables.parts(made.report, made.report.day.places) == parts
    (row,) = [row for row in tables.headline(made.report).rows if row[0] == "weighted"]
    assert row[2] == 90
    assert "90 orang menurut bobot BPJS di samping 140 orang dibayar" in text_of(files.pdf(made))


def test_the_report_says_when_it_is_due_and_who_is_late(told):
    report = reported.draft(dataclasses.replace(reported.FIRST, on=MONITORING_DAY, known_at=MONITORING_DAY))
    assert report.duty.due_on == dt.date(2023, 4, 15)
    late = {row[0]: row[3:] for row in tables.late(report).rows}
    assert late[DUNGGALA] == ("belum membayar", QUARTER_END, 13)
    assert TALUMOPATU not in late
    silent = [code for code, said in late.items() if said[0] == "belum melaporkan anggaran"]
    assert len(silent) == 157
    pdf = text_of(files.pdf(files.Approved(report)))
    assert "paling lambat 15 April 2023. 157 desa belum melapor. 158 desa terlambat membayar" in pdf


def test_an_override_is_printed_in_every_report_that_rests_on_it(told):
    report = reported.draft()
    sentence = "Anggaran Desa Dunggala bersandar pada pengecualian nomor 7"
    found = dataclasses.replace(told.day().findings[0], kind="fund_overridden", sentence=sentence, region=DUNGGALA)
    rests = dataclasses.replace(report, day=dataclasses.replace(report.day, findings=(found,)))
    assert sentence in text_of(files.pdf(files.Approved(rests)))
    assert [row[0] for row in tables.overrides(rests).rows] == [DUNGGALA]


def test_each_camat_has_a_page_of_their_own(told):
    pages = pypdf.PdfReader(io.BytesIO(files.scorecards(files.Approved(reported.draft())))).pages
    heads = [re.search(r"Camat [A-Z][A-Za-z ]+", page.extract_text())[0].strip() for page in pages]
    assert len(pages) == 18 == len(set(heads))
    assert "2 dari 7 desa membayar; 140 dari 700 pekerja terlindungi." in re.sub(
        r"\s+", " ", pages[0].extract_text()
    )  # fmt: skip


def test_a_draft_says_on_every_page_that_it_is_one(told):
    made = files.Approved(reported.draft())
    pages = pypdf.PdfReader(io.BytesIO(files.pdf(made))).pages
    assert all("KONSEP: belum disetujui orang kedua" in page.extract_text() for page in pages)
    assert files.name(made) == "konsep-75.03-2023-tw1"


def test_the_files_are_indonesian_whoever_asks(told):
    made = reported.approved()
    before = files.pdf(made), files.workbook(made), files.flat(made)
    with translation.override("en"):
        assert (files.pdf(made), files.workbook(made), files.flat(made)) == before


def test_years_before_stand_in_the_report_with_their_source(told):
    years = [facts.Year(2018, 1150, None, None, "Buku uji 2018"), facts.Year(2024, 1, 1, 1, "buku yang akan datang")]
    operations.take_history(region="75.03", years=years, stamp=chronicle.Chronicle.stamp(chronicle.NEW_YEAR))
    report = reported.draft()
    assert [one.year for one in report.history] == [2018]
    assert tables.history(report).rows == (
        ("2018", 1150, None, None, "Buku uji 2018"),
        ("2023", 140, 2, 60_480_000, "Lindung, per 31-03-2023"),
    )


# Elsewhere


def test_another_process_without_the_database_writes_the_same_bytes(told, tmp_path):
    made = reported.approved()
    (number,) = [one.id for one in queries.snapshots()]
    export = tmp_path / "laporan.json"
    export.write_bytes(quarters.exported(number))
    command = [sys.executable, "-m", "lindung.interfaces.cli", "report", "rebuild", str(export), "--to", "keluar"]
    here = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=here, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert made.signer in done.stdout
    assert files.headline(made) in done.stdout
    for ending, _type, written in files.FILES.values():
        assert (tmp_path / "keluar" / f"laporan-75.03-2023-tw1{ending}").read_bytes() == written(made), ending


@pytest.fixture
def export(told, tmp_path) -> pathlib.Path:
    reported.approved()
    path = tmp_path / "laporan.json"
    path.write_bytes(quarters.exported(queries.snapshots()[0].id))
    return path


def rewritten(path: pathlib.Path, **said) -> pathlib.Path:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | said), encoding="utf-8")
    return path


def test_a_file_whose_figures_were_changed_is_refused(export):
    content = queries.unpacked(base64.b64decode(json.loads(export.read_text("utf-8"))["content"]))
    changed = queries.packed(content.replace(b'"paid_heads":40', b'"paid_heads":99'))
    assert changed != queries.packed(content)
    with pytest.raises(quarters.ReportTampered) as refused:
        quarters.read(rewritten(export, content=base64.b64encode(changed).decode()))
    assert "sha256 berbeda" in str(refused.value)


def test_a_file_whose_approval_was_changed_is_refused(export):
    approval = json.loads(export.read_text("utf-8"))["approval"] | {"decider": "Orang Lain"}
    with pytest.raises(quarters.ReportTampered) as refused:
        quarters.read(rewritten(export, approval=approval))
    assert "tanda tangannya" in str(refused.value)


def test_a_file_signed_by_another_key_is_noticed_by_who_knows_the_right_one(export):
    signer = json.loads(export.read_text("utf-8"))["signer"]
    assert quarters.read(export, signer=signer[:16]).signer == signer
    with pytest.raises(quarters.StrangeSigner):
        quarters.read(export, signer="0123456789abcdef")


@pytest.mark.parametrize("said", [b"", b"{}", b"[]", b"\xff", b'{"approval": 1}', b'{"content": "x"}'])
def test_what_is_no_export_is_refused_in_a_sentence(tmp_path, said):
    path = tmp_path / "apa.json"
    path.write_bytes(said)
    with pytest.raises(quarters.ReportTampered):
        quarters.read(path)
    with pytest.raises(quarters.ReportTampered):
        quarters.read(tmp_path / "tiada.json")


def test_only_an_approved_report_is_exported(told):
    number = reported.proposed()
    with pytest.raises(quarters.NotApproved):
        quarters.exported(number)
    with pytest.raises(quarters.NoSuchSnapshot):
        quarters.exported(number + 999)


def test_what_was_made_by_another_version_is_said():
    here = quarters.rests_on("b00c")
    assert quarters.other_versions(here) == ""
    assert quarters.other_versions(here | {"typst": "0.14.0"}) == f"typst {here['typst']} (dulu 0.14.0)"


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(dt.date(2024, 2, 29), 1), (dt.date(2023, 3, 31), 1), (dt.date(2023, 4, 1), 2), (dt.date(2023, 12, 31), 4)],
)
def test_the_quarter_of_a_day_and_its_last_day(day, quarter):
    assert quarters.quarter_of(day) == quarter
    assert quarters.last_day(2024, 1) == dt.date(2024, 3, 31)
    assert quarters.last_day(2023, 4) == dt.date(2023, 12, 31)
