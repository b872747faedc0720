"""The quarter's report on the site: proposed by the Dinas PMD, approved by the Sekda, read by the Bupati."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import re

import pypdf
import pytest
import time_machine

from lindung.interfaces import quarters
from lindung.interfaces.reports.kpi import files, tables
from lindung.kernel import language
from lindung.platform.journal import models as journal
from lindung.registers.reporting import queries
from tests import offices
from tests.chronicle import DUNGGALA, MONITORING_DAY, TALUMOPATU
from tests.interfaces import desks as officers
from tests.interfaces import reported
from tests.interfaces.web import desks

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
DRAFT = "/wilayah/75.03/laporan/"


@pytest.fixture(autouse=True)
def regency(db):
    told = reported.tell()
    for name in ("camat.tapa", "dpmd.pohuwato"):
        offices.seat(name)
    with time_machine.travel(NOON, tick=False):
        yield told


def at(name: str) -> desks.Visitor:
    visitor = desks.Visitor()
    officers.sit(visitor, name)
    return visitor


def page(name: str, address: str) -> str:
    return at(name).get(address).content.decode()


def form(address: str = DRAFT) -> dict[str, str]:
    """What the button of a draft's page sends."""
    said = page("rina.dpmd", address)
    return dict(re.findall(r'<input type="hidden" name="(dilihat|tahun|triwulan|per)" value="([^"]+)"', said))


def proposed() -> int:
    answer = at("rina.dpmd").post(DRAFT, form())
    assert answer.status_code == 302
    return int(answer["Location"].strip("/").split("/")[1])


def approved() -> int:
    number = proposed()
    assert at("sekda").post(f"/laporan/{number}/", {"tindakan": "setuju"}).status_code == 302
    return number


def test_the_draft_is_about_the_quarter_that_is_over_as_of_its_last_day():
    said = page("rina.dpmd", DRAFT)
    assert "Konsep Laporan Triwulan I 2023" in said
    assert "Keadaan per 31 Maret 2023, menurut yang diterima sampai 13 April 2023" in said
    assert "Wajib ada pada Bupati paling lambat 15 April 2023." in said
    assert "<b>140 dari 16.000 pekerja</b>" in said
    of_today = page("rina.dpmd", f"{DRAFT}?tahun=2023&triwulan=1&per=13-04-2023")
    assert "Keadaan per 13 April 2023" in of_today


@pytest.mark.parametrize("asked", ["tahun=x", "triwulan=5", "per=kapan", "tahun=1900"])
def test_what_is_no_quarter_is_said(asked):
    assert at("rina.dpmd").get(f"{DRAFT}?{asked}").status_code == 400


def test_one_proposes_another_approves_and_both_names_stand_on_it():
    number = proposed()
    waiting = page("sekda", f"/laporan/{number}/")
    assert "menunggu persetujuan" in waiting
    assert 'value="setuju"' in waiting
    assert 'value="setuju"' not in page("rina.dpmd", f"/laporan/{number}/")
    assert at("sekda").post(f"/laporan/{number}/", {"tindakan": "setuju"}).status_code == 302
    said = page("sekda", f"/laporan/{number}/")
    assert "Rina.Dpmd, Dinas PMD Bone Bolango, 13 April 2023" in said
    assert "Sekda, Sekretariat Daerah Bone Bolango, 13 April 2023" in said
    assert queries.snapshot(number).signer in said
    assert 'value="setuju"' not in said
    verbs = list(journal.Line.objects.filter(verb__startswith="reporting.").values_list("verb", flat=True))
    assert verbs == ["reporting.proposed", "reporting.decided"]


def test_the_dinas_does_not_approve_its_own_report_whoever_presses():
    number = proposed()
    for name in ("rina.dpmd", "yusuf.dpmd"):
        assert at(name).post(f"/laporan/{number}/", {"tindakan": "setuju"}).status_code == 400
    assert queries.snapshot(number).state == "waiting"


def test_sent_back_it_says_why_and_asks_for_a_reason_first():
    number = proposed()
    assert at("sekda").post(f"/laporan/{number}/", {"tindakan": "tolak"}).status_code == 422
    answer = at("sekda").post(f"/laporan/{number}/", {"tindakan": "tolak", "alasan": "Bone Raya belum masuk"})
    assert answer.status_code == 302
    assert "Bone Raya belum masuk" in page("rina.dpmd", f"/laporan/{number}/")


def test_what_is_proposed_is_what_was_read(regency):
    seen = form()
    regency.paid(DUNGGALA, dt.date(2023, 3, 15), heads=25, received_on=MONITORING_DAY)
    answer = at("rina.dpmd").post(DRAFT, seen)
    assert answer.status_code == 422
    assert "Angkanya berubah sejak konsep ini ditampilkan" in answer.content.decode()
    assert queries.snapshots() == []


def test_another_office_sees_no_report_of_this_regency():
    number = proposed()
    assert at("dpmd.pohuwato").get(f"/laporan/{number}/").status_code == 404
    assert f"/laporan/{number}/" not in page("dpmd.pohuwato", "/laporan/")
    assert at("camat.tapa").get("/laporan/").status_code == 403
    assert at("sekda").get(DRAFT).status_code == 403


def test_every_figure_on_the_page_is_that_of_the_files():
    number = approved()
    report = quarters.approved(number).report
    said = page("sekda", f"/laporan/{number}/")
    for one in tables.every(report):
        block = said[said.index(f'<h2 id="{one.key}">') :]
        block = block[: block.index("</section>")]
        cells = re.findall(r'<t[hd] role="(?:rowheader|cell)"[^>]*>(.*?)</t[hd]>', block)
        wanted = [
            tables.text(column.kind, cell, report.weight.whole)
            if cell is not None
            else ("–" if column.kind == "share" else "")
            for row in one.rows[:200]
            for column, cell in zip(one.columns, row, strict=True)
            if column.title != "Kunci"
        ]
        assert cells == [text or cell for text, cell in zip(wanted, cells, strict=True)], one.key
    assert f">{language.number(140)}<" in said


@pytest.mark.parametrize("which", sorted(files.FILES))
def test_the_files_of_the_page_are_those_of_the_command_line(which):
    number = approved()
    ending, kind, written = files.FILES[which]
    answer = at("sekda").get(f"/laporan/{number}/?berkas={which}")
    assert answer.content == written(quarters.approved(number))
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'attachment; filename="laporan-75.03-2023-tw1{ending}"'
    (look,) = journal.View.objects.filter(kind="export")
    assert (look.what, look.about, look.persons) == (f"laporan.{which}", "75.03", 0)


def test_the_export_can_be_fetched_once_approved():
    number = proposed()
    assert b"<!doctype html>" in at("sekda").get(f"/laporan/{number}/?berkas=ekspor").content
    at("sekda").post(f"/laporan/{number}/", {"tindakan": "setuju"})
    answer = at("sekda").get(f"/laporan/{number}/?berkas=ekspor")
    assert answer.content == quarters.exported(number)
    assert json.loads(answer.content)["approval"]["decider"] == "Sekda"


def test_a_draft_can_be_read_as_pdf_and_says_what_it_is():
    answer = at("rina.dpmd").get(f"{DRAFT}?berkas=pdf")
    assert "KONSEP" in pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


def test_the_next_report_says_what_changed_and_the_first_one_stays(regency):
    number = approved()
    before = at("sekda").get(f"/laporan/{number}/?berkas=pdf").content
    reported.later(regency)
    with time_machine.travel(dt.datetime(2023, 7, 3, 4, 0, tzinfo=dt.UTC), tick=False):
        said = page("rina.dpmd", DRAFT)
        assert "Konsep Laporan Triwulan II 2023" in said
        block = said[said.index('<h2 id="perubahan">') :]
        row = re.search(r">Orang dibayar<.*?</tr>", block)[0]
        assert re.findall(r"data-l=\"[^\"]+\">(-?[\d.]+)<", row) == ["140", "25", "-100", "60", "125"]
        assert DUNGGALA in said[said.index('<h2 id="susulan">') :]
        assert at("sekda").get(f"/laporan/{number}/?berkas=pdf").content == before


def test_a_payment_typed_late_in_the_evening_utc_is_of_the_next_day_here(regency):
    """23.30 UTC on 31 March is 07.30 on 1 April in Gorontalo: first quarter over, and today is April."""
    with time_machine.travel(dt.datetime(2023, 3, 31, 23, 30, tzinfo=dt.UTC), tick=False):
        said = page("rina.dpmd", DRAFT)
        assert "Keadaan per 31 Maret 2023, menurut yang diterima sampai 1 April 2023" in said
        assert "Triwulan I 2023" in said
    with time_machine.travel(dt.datetime(2023, 3, 31, 15, 59, tzinfo=dt.UTC), tick=False):
        said = page("rina.dpmd", DRAFT)
        assert "Konsep Laporan Triwulan IV 2022" in said


def test_a_leap_day_is_a_day_of_its_quarter():
    with time_machine.travel(dt.datetime(2024, 2, 29, 4, 0, tzinfo=dt.UTC), tick=False):
        said = page("rina.dpmd", f"{DRAFT}?per=29-02-2024")
        assert "Konsep Laporan Triwulan I 2024" in said
        assert "Keadaan per 29 Februari 2024" in said


def test_no_person_is_on_any_of_it(regency):
    number = approved()
    said = page("sekda", f"/laporan/{number}/")
    assert "Aminah" not in said
    assert not journal.View.objects.exclude(kind="entered").exists()
    assert TALUMOPATU in said
    assert dataclasses.asdict(queries.snapshot(number))["journal_head"] in said
