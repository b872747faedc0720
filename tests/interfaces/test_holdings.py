"""Whoever asks for their data is given all of it: no table that leads to a person is forgotten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import models

from lindung.interfaces import holdings, subjects
from lindung.kernel import values
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journalling
from tests import chronicle, conftest, everything

NOW = conftest.MORNING + dt.timedelta(days=1)
ADMIN = values.Actor("pengelola", "baris perintah")


def leads_to_a_person(model: type[models.Model], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a row of it is about a person: by a key of its own, or by that of what it belongs to."""
    if model._meta.label == "workers.Person":
        return True
    if model._meta.label in seen:
        return False
    keys = [field.related_model for field in model._meta.concrete_fields if field.related_model]
    return any(leads_to_a_person(one, seen | {model._meta.label}) for one in keys)


NO_KEY = {
    "enrolment.HeldRow": "its content is sealed; searched for the person's NIK",
    "journal.Shown": "ids packed in one column",
    "journal.View": "points to the set that was shown",
    "journal.Line": "names the person by id in what it is about",
}
"""Tables that tell of a person without a key to them."""


def test_every_table_that_leads_to_a_person_is_given_to_them():
    ours = [model for model in apps.get_models() if model.__module__.startswith("lindung.")]
    found = {model._meta.label for model in ours if leads_to_a_person(model)}
    assert found | set(NO_KEY) == set(holdings.TABLES)


@pytest.fixture
def hers(db, stamp) -> dict:
    """A row about her in every table, and somebody who looked."""
    told = chronicle.Chronicle()
    people = chronicle.people(3)
    everything.tell(told, chronicle.TALUMOPATU, people)
    person = subjects.person_of(people[1].nik, on=NOW.date())
    reader = journal.Reader(1, "Siti", "Dinas PMD", "dpmd", "10.0.0.7")
    seen = journal.Seen("nik", chronicle.TALUMOPATU, "orang", frozenset({person}), reason="Pemadanan surat 4")
    journalling.record_view(seen=seen, by=reader, at=NOW)
    return subjects.export(person_id=person, reason="Surat 12/2023", by=ADMIN, at=NOW)


NOT_HERS = {"baris_tertahan"}
"""Held rows speak of another NIK here; ``test_subjects.py`` has one that speaks of hers."""


def test_under_every_heading_stands_what_is_there_about_her(hers):
    assert {name for name in holdings.TABLES.values() if not hers[name]} == NOT_HERS
    assert (hers["kartu"][0]["diterima_oleh"], hers["kartu"][0]["bukti"]) == ("anak", "4/2023")
    assert (hers["kasus"][0]["pelapor"], hers["berkas_kasus"][0]["bukti"]) == ("Kepala dusun", "salinan")
    assert [(one["yang_terjadi"], one["bukti"]) for one in hers["keluar_masuk"]] == [
        ("hari terakhir pada daftar", "surat"), ("menunggu tempat", "berita acara"), ("masuk daftar", ""),
    ]  # fmt: skip
    assert [
        (one["versi_teks"], one["cara"], one["saksi_atau_tempat"], one["ditarik"]) for one in hers["persetujuan"]
    ] == [("2026-1", "oral", "Kepala dusun", "2023-03-31")]
    assert [(one["hasil"], one["catatan"]) for one in hers["uji_petik"]] == [("", ""), ("found", "ada di sawah")]
    assert [one["surat"] for one in hers["dikirim_ke_bpjs"]] == ["560/1"]
    assert [one["alasan"] for one in hers["jawaban_bpjs"]] == ["NIK tidak ditemukan"]
    assert {one["putusan"] for one in hers["penghapusan"]} == {"ditolak"}
    assert [(one["oleh"], one["kantor"], one["alasan"]) for one in hers["dilihat"]] == [
        ("Siti", "Dinas PMD", "Pemadanan surat 4")
    ]
