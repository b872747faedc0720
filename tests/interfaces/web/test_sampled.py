"""The auditor draws a field sample, takes the form along and writes down what was found; others see only counts."""

from __future__ import annotations

import io
import re

import openpyxl

from lindung.platform.journal import models as journal
from lindung.registers.audit import models
from tests.interfaces.web import desks

HOME = "/wilayah/75.03/uji-petik/"


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_auditor_draws_from_the_valid_names_once_a_quarter(example):
    page = text(desks.seated("auditor").get(HOME))
    assert "1 orang terpilih dari 1 nama sah di 1 desa per 31 Maret 2023; 0 sudah dikunjungi." in page
    answer = desks.seated("auditor").post(f"{HOME}tarik/")
    number = models.Sample.objects.latest("pk").pk
    assert (answer.status_code, answer["Location"]) == (302, f"{HOME}{number}/")
    assert "3 orang terpilih dari 12 nama sah di 3 desa per 13 April 2023" in text(desks.seated("sekda").get(HOME))
    again = desks.seated("auditor").post(f"{HOME}tarik/")
    assert (again.status_code, "sudah ditarik pada 13-04-2023" in text(again)) == (422, True)


def test_what_a_visit_found_is_counted_without_a_name(example):
    where = f"{HOME}{example.sample}/{example.visited}/"
    said = {"hasil": "found", "hari": "13-04-2023", "catatan": "Ditemui di kebun"}
    assert desks.seated("auditor").post(where, said).status_code == 302
    name = models.Drawn.objects.get(pk=example.visited).person.name
    for role in ("auditor", "dpmd", "sekda", "bupati", "bappeda"):
        page = text(desks.seated(role).get(HOME))
        assert "Ada dan pekerja rentan: 100% (rentang 95%: 20,6% sampai 100%) dari yang dikunjungi." in page
        assert name not in page
        assert "kebun" not in page
    assert "Ditemui di kebun" in desks.seated("auditor").get(where).content.decode()


def test_names_are_for_the_auditor_alone_and_who_looked_is_recorded(example):
    where = f"{HOME}{example.sample}/"
    assert {role: desks.seated(role).get(where).status_code for role in ("dpmd", "sekda", "camat")} == dict.fromkeys(
        ("dpmd", "sekda", "camat"), 403
    )
    before = journal.View.objects.count()
    page = desks.seated("auditor").get(where)
    drawn = models.Drawn.objects.get(pk=example.visited)
    assert drawn.person.name in page.content.decode()
    views = journal.View.objects.order_by("id")[before:]
    assert [(one.kind, one.about) for one in views if one.kind != "entered"] == [("list", "75.03")]


def test_the_form_for_the_field_has_no_full_nik(example):
    answer = desks.seated("auditor").get(f"{HOME}{example.sample}/?bentuk=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [str(cell) for row in book.active.values for cell in row if cell]
    assert any("Catatan lapangan" in one for one in cells)
    assert not any(re.fullmatch(r"\d{16}", one) for one in cells)
    assert any("•" in one or "*" in one for one in cells)


def test_the_seed_is_published(example):
    page = text(desks.seated("bappeda").get(HOME))
    one = models.Sample.objects.get()
    assert one.seed in page
    assert one.head in page


def test_a_sample_of_another_regency_is_not_there(example):
    assert desks.seated("bappeda").get("/wilayah/75.04/uji-petik/").status_code == 404
    assert desks.seated("auditor").get(f"{HOME}987654321/").status_code == 404
