"""A fund that pays against its rule: refused by hand, a finding from files, and with an override in every report."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
import time_machine

from lindung.interfaces.reports import page, words, workbook
from lindung.platform.rulebook import operations as rulebook
from tests import chronicle, conftest, offices
from tests.chronicle import TALUMOPATU
from tests.interfaces import desks as officers
from tests.interfaces.web import desks, typists

pytestmark = pytest.mark.django_db
APRIL = dt.date(2024, 4, 13)
WHY = "Iuran terutang sebelum surat edaran diterima desa"


@pytest.fixture
def regency() -> chronicle.Chronicle:
    story = chronicle.Chronicle(year=2024)
    story.budget(TALUMOPATU, ("DD", 20_160_000))
    offices.tell(regencies=())
    return story


def overridden(region: str = TALUMOPATU) -> int:
    told = conftest.stamp_on(APRIL)
    number = rulebook.propose_override(
        desk=offices.desk("rina.dpmd"), region=region, fund="DD", category="vulnerable_worker", year=2024, reason=WHY,
        reference="BA 4/2024", stamp=told,
    )  # fmt: skip
    rulebook.decide(desk=offices.desk("sekda"), amendment_id=number, approve=True, reason="", stamp=told)
    return number


def of_funds(regency: chronicle.Chronicle, on: dt.date = APRIL) -> list[tuple[str, str]]:
    return [(one.kind, one.sentence) for one in regency.day(on).findings if one.kind.startswith("fund_")]


def test_demand_04_an_override_is_printed_in_every_report_that_rests_on_it(regency, tmp_path):
    assert [kind for kind, _ in of_funds(regency)] == ["fund_prohibited"]
    number = overridden()
    ((kind, sentence),) = of_funds(regency)
    assert kind == "fund_overridden"
    assert sentence == (
        f"Anggaran Desa Talumopatu Rp20.160.000 dari DD bersandar pada pengecualian nomor {number} untuk 2024: {WHY}. "
        "Dasar: BA 4/2024. Diusulkan Rina.Dpmd, disetujui Sekda pada 13 April 2024. Aturannya tetap: dilarang."
    )
    day = regency.day(APRIL)
    assert sentence in words.finding(day)
    assert sentence in page.html(day, example=False)
    workbook.write(day, tmp_path / "temuan.xlsx", example=False)
    sheets = openpyxl.load_workbook(tmp_path / "temuan.xlsx")
    assert sentence in {cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row}
    with time_machine.travel(dt.datetime(2024, 4, 13, 4, 0, tzinfo=dt.UTC), tick=False):
        visitor = desks.Visitor()
        officers.sit(visitor, "rina.dpmd")
        for address in (f"/wilayah/{TALUMOPATU}/", "/wilayah/75.03/temuan/"):
            assert WHY in visitor.get(address).content.decode()


def test_an_override_of_another_village_excuses_nobody_and_one_of_the_regency_everybody(regency):
    overridden("75.03.01.2005")
    assert [kind for kind, _ in of_funds(regency)] == ["fund_prohibited"]
    overridden("75.03")
    assert [kind for kind, _ in of_funds(regency)] == ["fund_overridden"]


def test_what_was_known_before_the_override_was_approved_still_says_prohibited(regency):
    overridden()
    day_before = regency.day(dt.date(2024, 4, 12), known_at=dt.date(2024, 4, 12))
    assert [one.kind for one in day_before.findings if one.kind.startswith("fund_")] == ["fund_prohibited"]


def test_demand_04_a_barred_fund_is_not_typed_without_an_override(regency):
    with time_machine.travel(dt.datetime(2024, 4, 13, 4, 0, tzinfo=dt.UTC), tick=False):
        dpmd = desks.Visitor()
        officers.sit(dpmd, "rina.dpmd")
        said = {"year": "2024", "reference": "3/2024", "decided_on": "28/12/2023", "others": "replace"}
        faults = typists.faults(typists.send(dpmd, "anggaran", fund="DD", **said))
        assert "DD dilarang untuk pekerja rentan pada 2024 (SE Dirjen" in faults["fund"]
        typists.saved(typists.send(dpmd, "anggaran", fund="ADD", **said))
        overridden()
        typists.saved(typists.send(dpmd, "anggaran", fund="DD", **said))
