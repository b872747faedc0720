"""A camat sees the own district's line of the reports, which does not move, beside where it stands today."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import re

import pytest
import time_machine

from tests import offices
from tests.chronicle import MONITORING_DAY
from tests.interfaces import desks as officers
from tests.interfaces import reported
from tests.interfaces.web import desks

pytestmark = pytest.mark.django_db
CARD = "/wilayah/75.03.01/capaian/"


@pytest.fixture(autouse=True)
def regency(db):
    """The first quarter was approved; in April it came out that some was otherwise."""
    told = reported.tell()
    offices.seat("camat.tapa")
    with time_machine.travel(dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC), tick=False):
        reported.approved()
        reported.later(told)
        yield told


def answered(name: str, address: str):
    visitor = desks.Visitor()
    officers.sit(visitor, name)
    return visitor.get(address)


def test_the_reports_line_stays_and_todays_moves():
    said = html.unescape(answered("camat.tapa", CARD).content.decode())
    assert "Laporan Triwulan I 2023: 3 dari 7 desa menganggarkan, 2 membayar; 140 dari 700 pekerja terlindungi" in said
    assert "Per 13 April 2023: 3 dari 7 desa menganggarkan, 2 membayar; 65 dari 700 pekerja terlindungi" in said
    assert "/laporan/" not in said


def test_a_report_that_nobody_approved_is_nobodys_line(regency):
    reported.proposed(dataclasses.replace(reported.FIRST, known_at=MONITORING_DAY))
    said = html.unescape(answered("camat.tapa", CARD).content.decode())
    assert said.count("Triwulan I 2023") == 2  # in a sentence and in its row
    assert "Laporan Triwulan I 2023: 3 dari 7 desa menganggarkan, 2 membayar; 140 dari 700" in said


def test_who_reads_reports_comes_to_them_from_its_line():
    assert re.search(r'href="/laporan/\d+/">Triwulan I 2023<', answered("sekda", CARD).content.decode())


def test_another_districts_line_is_not_there():
    assert answered("camat.tapa", "/wilayah/75.03.02/capaian/").status_code == 404
    assert answered("camat.tapa", "/wilayah/75.03/capaian/").status_code == 404


def test_the_camat_finds_help_given_and_achievement_from_home_and_from_the_inbox():
    for address in ("/", "/wilayah/75.03.01/tugas/"):
        said = answered("camat.tapa", address).content.decode()
        assert "/wilayah/75.03.01/pembinaan/" in said and CARD in said, address
