"""The day that pages open with: kept when something is written, and never anything but what would be computed."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from lindung.interfaces.web import days, operations
from lindung.interfaces.web import models as kept
from lindung.platform.journal import queries as journal
from tests import chronicle
from tests.interfaces.web import desks

REGENCY = "/wilayah/75.03/"
ASKED = days.Asked(2023, desks.DAY, desks.DAY)


def test_what_was_kept_is_what_would_be_computed(example):
    operations.keep(regency="75.03", on=desks.DAY)
    key = (None, journal.last_line(), "75.03", 2023, desks.DAY, desks.DAY)
    fresh = days.computed("75.03", ASKED)
    assert days._kept(key, whole=True) == fresh
    bare = days._kept(key, whole=False)
    assert (bare.figures, bare.day.places, bare.day.districts) == (fresh.figures, fresh.day.places, fresh.day.districts)
    assert [one.sentence for one in bare.day.findings] == [one.sentence for one in fresh.day.findings]
    assert bare.day.problems == ()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_kept_page_is_the_page_that_would_be_written(example, language):
    sekda = desks.seated("sekda")
    sekda.cookies["bahasa"] = language
    written = sekda.get(REGENCY).content
    operations.keep(regency="75.03", on=desks.DAY)
    desks_again = desks.seated("sekda")
    desks_again.cookies["bahasa"] = language
    assert days.kept_page("75.03", ASKED, journal.last_line(), language) is not None
    assert desks_again.get(REGENCY + "?").content == written


def test_a_page_kept_before_the_last_write_is_not_shown(example):
    operations.keep(regency="75.03", on=desks.DAY)
    story = chronicle.Chronicle()
    story.budget("75.03.01.2005", heads=100, received_on=chronicle.NEW_YEAR)
    assert days.kept_page("75.03", ASKED, journal.last_line(), "id") is None
    page = desks.seated("sekda").get(REGENCY).content.decode()
    assert 'daftar/budgeted/">4<' in page


def test_another_day_is_computed_and_not_taken_from_what_was_kept(example):
    operations.keep(regency="75.03", on=desks.DAY)
    earlier = days.Asked(2023, dt.date(2023, 3, 1), desks.DAY, "per=2023-03-01")
    assert days.kept_page("75.03", earlier, journal.last_line(), "id") is None


def test_after_midnight_in_gorontalo_the_new_day_is_kept_once(example):
    """Midnight WITA is 16.00 UTC."""
    with time_machine.travel(dt.datetime(2023, 4, 13, 15, 59, tzinfo=dt.UTC), tick=False):
        operations.keep_all(example_day=None)
    assert set(kept.KeptDay.objects.values_list("regency", "as_on")) == {
        ("75.03", dt.date(2023, 4, 13)), ("75.04", dt.date(2023, 4, 13)),
    }  # fmt: skip
    ids = set(kept.KeptDay.objects.values_list("id", "summary"))
    with time_machine.travel(dt.datetime(2023, 4, 13, 16, 1, tzinfo=dt.UTC), tick=False):
        operations.keep_all(example_day=None)
    assert set(kept.KeptDay.objects.values_list("as_on", flat=True)) == {dt.date(2023, 4, 14)}
    assert len(ids) == kept.KeptDay.objects.count() == 2


def test_an_office_whose_regency_has_sent_nothing_is_told_what_to_do_first(example):
    """A branch of BPJS also serves Gorontalo, of which nothing came in; the ministry sees Aceh, which sends none."""
    answer = desks.seated("bpjs").get("/wilayah/75.01/")
    assert (answer.status_code, "Belum ada berkas dari Kabupaten Gorontalo." in answer.content.decode()) == (200, True)
    assert 'class="btn" href="/kiriman/"' in answer.content.decode()
    of_aceh = desks.seated("national").get("/wilayah/11.01/daftar/paid/").content.decode()
    assert "Belum ada berkas" in of_aceh
    assert 'class="btn" href="/kiriman/"' not in of_aceh


def test_a_regency_that_is_none_is_not_there(example):
    assert desks.seated("national").get("/wilayah/75.99/").status_code == 404


def test_an_office_with_several_regencies_begins_with_a_row_each(example):
    operations.keep_all(example_day=desks.DAY)
    page = desks.seated("national").get("/wilayah/").content.decode()
    assert page.count('<th role="rowheader"') == 2
    assert "Kabupaten Pohuwato" in page
    of_bpjs = desks.seated("bpjs").get("/wilayah/").content.decode()
    assert "Kabupaten Bone Bolango" in of_bpjs
    assert "Pohuwato" not in of_bpjs
