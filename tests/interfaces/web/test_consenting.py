"""The pages of consent: what is on record of each name, the text to be read out, and the form."""

from __future__ import annotations

import html

from lindung.registers.workers.consents import queries
from tests import chronicle
from tests.interfaces.web import desks

LIST = f"/wilayah/{desks.VILLAGE}/persetujuan/"


def page(role: str, path: str) -> str:
    response = desks.seated(role).get(path)
    assert response.status_code == 200, response.content.decode()[:400]
    return html.unescape(response.content.decode())


def test_nothing_on_record_is_said_as_such_and_then_recorded_and_withdrawn(example):
    person = example.persons[desks.VILLAGE]
    worker = f"/wilayah/{desks.VILLAGE}/pekerja/{person}/"
    assert "Belum dicatat" in page("operator", worker)
    listed = page("operator", LIST)
    assert "Persetujuan 0 dari 3 nama sah sudah dicatat." in listed
    assert "menarik persetujuan ini kapan saja" in listed and "versi 2026-1" in listed
    form = {"orang": str(person), "yang": "oral", "hari": "10-04-2023", "saksi": ""}
    refused = desks.seated("operator").post(f"{LIST}catat/", form)
    assert (refused.status_code, "perlu saksi" in refused.content.decode()) == (422, True)
    taken = desks.seated("operator").post(f"{LIST}catat/", form | {"saksi": "Kepala Dusun II"})
    assert (taken.status_code, taken["Location"]) == (302, worker)
    assert "Diberikan, Lisan di depan saksi, 10-04-2023, 2026-1" in page("operator", worker)
    assert "Persetujuan 1 dari 3 nama sah" in page("dpmd", LIST)
    desks.seated("operator").post(f"{LIST}catat/", form | {"yang": "ditarik", "hari": "12-04-2023"})
    assert "Ditarik, Lisan di depan saksi" in page("operator", worker)
    assert "1 orang menariknya kembali" in page("operator", LIST)
    assert queries.latest(person, known_at=chronicle.MONITORING_DAY).recorded_by


def test_the_form_begins_with_the_person_whose_page_one_came_from(example):
    person = example.persons[desks.VILLAGE]
    form = page("operator", f"{LIST}catat/?orang={person}")
    assert f'<option value="{person}" selected' in form
    assert '<option value="" selected' in page("operator", f"{LIST}catat/?orang=x")
