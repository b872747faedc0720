"""Who saw whom is recorded, once, by whatever page or file showed it; so is every door that stayed shut."""

from __future__ import annotations

import csv
import io
import pathlib
import re
import uuid

import openpyxl
import pytest
from django.db import DatabaseError

import lindung
from lindung.interfaces.reports import trail as trail_words
from lindung.platform.journal import models as journal
from lindung.platform.journal import operations
from lindung.platform.journal import queries as trail
from lindung.registers.workers import models as workers
from tests import chronicle
from tests.interfaces.web import conftest, desks

ON = "?per=2023-04-13&diketahui=2023-04-13"


def views() -> list[tuple[str, str, str, str, int]]:
    """Role, kind, region, what, and how many persons, in the order of the looks."""
    rows = journal.View.objects.order_by("id")
    return list(rows.values_list("role", "kind", "about", "what", "persons"))


def persons(nth: int = -1) -> set[uuid.UUID]:
    digest = list(journal.View.objects.order_by("id").values_list("shown_id", flat=True))[nth]
    return set(trail.persons_shown([digest])[digest])


# What was seen


def test_a_persons_page_leaves_who_looked_from_where_at_whom(example):
    person = example.persons[desks.VILLAGE]
    visitor = desks.seated("operator", REMOTE_ADDR="10.3.2.1")
    assert visitor.get(f"/wilayah/{desks.VILLAGE}/pekerja/{person}/{ON}").status_code == 200
    assert views() == [("operator", "person", desks.VILLAGE, "orang", 1)]
    assert persons() == {person}
    view = journal.View.objects.get()
    assert (view.actor, view.office, view.address) == (
        "Contoh Operator", "Pemerintah Desa Huangobotu", "10.3.2.1",
    )  # fmt: skip


def test_a_villages_page_shows_its_names_and_a_district_or_regency_shows_nobody(example):
    camat = desks.seated("camat")
    camat.get(f"/wilayah/{desks.VILLAGE}/{ON}")
    camat.get(f"/wilayah/75.03.08/{ON}")
    camat.get(f"/wilayah/75.03.08/daftar/villages/{ON}")
    camat.get("/komponen/")
    assert views() == [("camat", "roster", desks.VILLAGE, "pekerja", 3)]


def test_the_people_behind_a_figure_are_the_ones_on_the_page_that_is_shown(example):
    chronicle.Chronicle().listed(chronicle.DUNGGALA, chronicle.people(230), received_on=chronicle.NEW_YEAR)
    conftest.forget()
    visitor = desks.seated("sekda")
    visitor.get(f"/wilayah/{chronicle.DUNGGALA}/daftar/enrolled_valid/{ON}")
    visitor.get(f"/wilayah/{chronicle.DUNGGALA}/daftar/enrolled_valid/{ON}&hal=2")
    assert [view[1:] for view in views()] == [
        ("list", chronicle.DUNGGALA, "enrolled_valid", 200), ("list", chronicle.DUNGGALA, "enrolled_valid", 30),
    ]  # fmt: skip
    assert persons(0) & persons(1) == set()


@pytest.mark.parametrize("shape", ["xlsx", "csv"])
def test_a_file_has_a_number_that_leads_to_who_took_it_and_holds_all_its_persons(example, shape):
    answer = desks.seated("bpjs").get(f"/wilayah/75.03/daftar/declared/{ON}&bentuk={shape}")
    (view,) = journal.View.objects.all()
    assert (view.kind, view.what, view.about, view.persons) == ("export", f"declared.{shape}", "75.03", 12)
    assert persons() == set(workers.Person.objects.filter(entry__listing__region__code__startswith="75.03")
                            .values_list("id", flat=True))  # fmt: skip
    assert (
        re.search(r'filename="declared-75.03-2023-04-13-(\w{12})\.', answer["Content-Disposition"])[1]
        == (view.export.hex[:12])
    )
    if shape == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert f"Unduhan {view.export.hex[:12]}" in sheet["A4"].value
    else:
        assert len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))) == 1 + 12 + 6


@pytest.mark.parametrize("path", ["daftar/paid/{}&bentuk=csv", "temuan.xlsx{}"])
def test_a_file_that_names_nobody_is_numbered_and_recorded_too(example, path):
    answer = desks.seated("bpjs").get("/wilayah/75.03/" + path.format(ON))
    (view,) = journal.View.objects.all()
    assert (view.kind, view.about, view.persons, view.shown_id) == ("export", "75.03", 0, None)
    assert view.export.hex[:12] in answer["Content-Disposition"]


def test_the_same_persons_seen_again_are_kept_once(example):
    visitor = desks.seated("operator")
    for _ in range(3):
        visitor.get(f"/wilayah/{desks.VILLAGE}/{ON}")
    assert len(views()) == 3
    assert journal.Shown.objects.count() == 1


def test_reading_moves_nothing_that_is_remembered_by_the_journal(example):
    before = (trail.last_line(), trail.head())
    desks.seated("operator").get(f"/wilayah/{desks.VILLAGE}/{ON}")
    assert (trail.last_line(), trail.head()) == before
    assert list(trail.view_breaks()) == []


def test_a_headers_only_request_shows_nobody(example):
    desks.seated("operator").head(f"/wilayah/{desks.VILLAGE}/{ON}")
    assert views() == []


def test_what_can_not_be_recorded_is_not_shown(example, monkeypatch):
    def full(**said: object) -> int:
        raise DatabaseError("disk full")

    monkeypatch.setattr(operations, "record_view", full)
    visitor = desks.seated("operator", raise_request_exception=False)
    answer = visitor.get(f"/wilayah/{desks.VILLAGE}/{ON}")
    assert answer.status_code == 500
    assert b"pekerja/" not in answer.content


# Who signed in


def test_who_signed_in_is_on_record_with_what_and_from_where(example):
    said = {"nama": "camat", "sandi": example.passwords["camat"]}
    assert desks.Visitor(REMOTE_ADDR="10.3.2.1").post("/masuk/", said).status_code == 302
    assert desks.Visitor().post("/masuk/", said | {"sandi": "bukan sandinya"}).status_code == 422
    (view,) = journal.View.objects.all()
    assert (view.kind, view.what, view.role, view.address) == ("entered", "sandi", "camat", "10.3.2.1")
    page = desks.seated("auditor").get("/jejak/").content.decode()
    assert "dengan sandi" in page


# What was refused


def test_another_offices_task_a_region_out_of_reach_and_one_that_is_not_there_are_recorded(example):
    visitor = desks.seated("kades")
    visitor.get("/jejak/")
    visitor.get(f"/wilayah/{desks.ABROAD}/")
    visitor.get("/wilayah/75.03.08.2999/temuan/")
    assert [view[1:4] for view in views()] == [
        ("refused", "", "office:jejak"), ("refused", desks.ABROAD, "region:wilayah"),
        ("refused", "75.03.08.2999", "region:temuan"),
    ]  # fmt: skip


def test_a_form_from_elsewhere_is_recorded_with_the_desk_whose_session_it_used(example):
    visitor = desks.seated("dpmd", enforce_csrf_checks=True)
    assert visitor.post("/kiriman/", {"tahun": "2023"}).status_code == 403
    assert [view[:4] for view in views()] == [("dpmd", "refused", "", "form:kiriman")]


def test_a_crawler_leaves_its_trace_and_does_not_fill_the_disk(example):
    visitor = desks.seated("operator")
    for number in range(2001, 2101):
        visitor.get(f"/wilayah/75.04.01.{number}/")
    assert list(journal.View.objects.order_by("id").values_list("times", flat=True)) == [1, 2, 4, 8, 16, 32, 64]


def test_nobody_signed_in_leaves_nothing(example):
    desks.seated("").get("/wilayah/75.03/")
    desks.seated("").get("/tiada/")
    assert views() == []


# The page of the inspectorate


def test_the_inspectorate_reads_who_changed_what_and_who_saw_whom(example):
    desks.seated("operator").get(f"/wilayah/{desks.VILLAGE}/{ON}")
    desks.seated("camat").get("/wilayah/75.04/")
    text = desks.seated("auditor").get("/jejak/?dari=01-04-2023").content.decode()
    for said in (
        "Daftar pekerja desa diterima",
        "Daftar pekerja desa",
        "Contoh Operator",
        "Ditolak",
        "di luar wilayah, atau tidak",
    ):
        assert said in text
    assert f"Huangobotu ({desks.VILLAGE})" in text
    assert trail.head() in text


def test_of_several_regencies_the_inspectorate_of_one_reads_only_its_own(example):
    desks.seated("province").get(f"/wilayah/{desks.ABROAD}/{ON}")
    desks.seated("province").get(f"/wilayah/{desks.VILLAGE}/{ON}")
    rows = table("pembacaan", "dari=01-04-2023")
    assert [(row[2], row[5]) for row in rows] == [
        ("Dinas PMD Provinsi Gorontalo", f"Huangobotu ({desks.VILLAGE})"),
    ]  # fmt: skip
    assert "75.04" not in str(table("jurnal", "dari=01-01-2015"))


def test_a_region_out_of_reach_that_the_inspectorate_asked_for_stays_a_code_in_its_trail(example):
    """Whether the database knows a name for it would say whether it is there."""
    for code in ("75.04", "75.03.08.2999"):
        desks.seated("auditor").get(f"/wilayah/{code}/")
    page = desks.seated("auditor").get("/jejak/").content.decode()
    assert ("75.04" in page, "75.03.08.2999" in page, "Pohuwato" in page) == (True, True, False)


def test_one_office_and_one_day_can_be_asked_for(example):
    for role in ("operator", "camat"):
        desks.seated(role).get(f"/wilayah/{desks.VILLAGE}/{ON}")
    assert {row[2] for row in table("pembacaan", "kantor=Kecamatan+Kabila+Bone")} == {"Kecamatan Kabila Bone"}
    assert table("pembacaan", "dari=01-04-2020&sampai=02-04-2020") == []
    assert desks.seated("auditor").get("/jejak/?dari=besok").status_code == 400


def table(key: str, asked: str) -> list[list[str]]:
    answer = desks.seated("auditor").get(f"/jejak/?{asked}&tabel={key}&bentuk=csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]


def test_every_verb_of_the_journal_has_words():
    """Read off the source, so that a new one is not shown to an auditor as a code."""
    said = {
        verb
        for path in (pathlib.Path(lindung.__file__).parent).rglob("operations.py")
        for verb in re.findall(r'"((?:access|coverage|disclosure|enrolment|funding|intake|programmes|regions|workers)\.\w+)"',  # noqa: E501
                               path.read_text("utf-8"))
    }  # fmt: skip
    assert len(said) >= 20
    assert [verb for verb in sorted(said) if trail_words.verb(verb) == verb] == []
