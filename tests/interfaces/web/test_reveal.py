"""A NIK in clear is shown once, to whom it is for, for a reason that the inspectorate reads."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json

import pytest
import time_machine

from lindung.interfaces import breach
from lindung.interfaces.disclosure import limits
from lindung.platform.journal import chain
from lindung.platform.journal import models as journal
from lindung.platform.journal import queries as trail
from lindung.registers.workers import models as workers_tables
from lindung.registers.workers import queries as workers
from tests import conftest as root
from tests.interfaces.web import desks

REASON = "Cocokkan dengan KTP, surat desa nomor 12"
ON = "?per=2023-04-13&diketahui=2023-04-13"


def address(example: desks.Example, village: str = desks.VILLAGE) -> str:
    return f"/wilayah/{village}/pekerja/{example.persons[village]}/nik/{ON}"


def nik_of(example: desks.Example, village: str = desks.VILLAGE) -> str:
    return str(workers.nik_of(example.persons[village]))


@pytest.mark.parametrize("role", ["operator", "kades", "dpmd", "bpjs", "auditor"])
def test_who_compares_a_nik_with_a_card_sees_it_once_for_a_reason(example, role):
    visitor, number = desks.seated(role), nik_of(example)
    page = visitor.get(address(example).replace("nik/", ""))
    assert number not in page.content.decode()
    assert 'name="alasan"' in page.content.decode()
    answer = visitor.post(address(example), {"alasan": f"  {REASON} "})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    assert number in answer.content.decode()
    assert number not in visitor.get(address(example).replace("nik/", "")).content.decode()
    (view,) = journal.View.objects.filter(kind="nik")
    assert (view.role, view.about, view.persons, view.reason) == (role, desks.VILLAGE, 1, REASON)
    assert trail.persons_shown([view.shown_id])[view.shown_id] == {example.persons[desks.VILLAGE]}
    assert list(trail.view_breaks()) == []


@pytest.mark.parametrize("role", ["camat", "sekda", "bupati", "bappeda", "province", "national"])
def test_who_leads_plans_or_supervises_is_not_asked_and_does_not_see_it(example, role):
    visitor = desks.seated(role)
    assert 'name="alasan"' not in visitor.get(address(example).replace("nik/", "")).content.decode()
    assert visitor.post(address(example), {"alasan": REASON}).status_code == 403
    assert not journal.View.objects.filter(kind="nik").exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "Alasan belum ditulis"), ("   ", "Alasan belum ditulis"), ("perlu", "terlalu singkat"),
        ("1234567890123", "terlalu singkat"), ("Periksa 7503 0113 0678 0003 pada KTP", "tidak boleh memuat NIK"),
    ],
)  # fmt: skip
def test_without_a_reason_that_can_be_kept_nothing_is_shown(example, said, why):
    answer = desks.seated("dpmd").post(address(example), {"alasan": said})
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert nik_of(example) not in answer.content.decode()
    assert not journal.View.objects.filter(kind="nik").exists()


def test_a_village_does_not_open_its_neighbours(example):
    answer = desks.seated("operator").post(address(example, desks.NEIGHBOUR), {"alasan": REASON})
    assert answer.status_code == 404


def test_a_nik_is_not_asked_for_by_an_address(example):
    assert desks.seated("dpmd").get(address(example) + f"&alasan={REASON}").status_code == 405


def test_so_many_a_day_and_the_next_day_again(example):
    visitor = desks.seated("dpmd")
    for _ in range(limits.REVEALS_A_DAY):
        assert visitor.post(address(example), {"alasan": REASON}).status_code == 200
    refused = visitor.post(address(example), {"alasan": REASON})
    assert (refused.status_code, nik_of(example) in refused.content.decode()) == (429, False)
    assert "sudah 20 kali membuka NIK hari ini" in refused.content.decode()
    assert journal.View.objects.filter(kind="nik").count() == 20
    assert journal.View.objects.last().what == "limit:nik"
    assert desks.seated("bpjs").post(address(example), {"alasan": REASON}).status_code == 200
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1), tick=False):
        assert desks.seated("dpmd").post(address(example), {"alasan": REASON}).status_code == 200


def test_after_a_while_the_own_password_is_asked_for(example):
    visitor = desks.seated("dpmd")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=16), tick=False):
        page = visitor.get(address(example).replace("nik/", "")).content.decode()
        assert 'name="lama"' in page
        wrong = visitor.post(address(example), {"alasan": REASON, "lama": "bukan sandinya"})
        assert (wrong.status_code, nik_of(example) in wrong.content.decode()) == (422, False)
        right = {"alasan": REASON, "lama": example.passwords["dpmd"]}
        assert nik_of(example) in visitor.post(address(example), right).content.decode()
        assert visitor.post(address(example), {"alasan": REASON}).status_code == 200


def test_whose_data_were_erased_has_no_nik_to_be_opened(example):
    workers_tables.Person.objects.filter(pk=example.persons[desks.VILLAGE]).update(key_sealed=b"", nik_sealed=b"")
    answer = desks.seated("dpmd").post(address(example), {"alasan": REASON})
    assert answer.status_code == 422
    assert "sudah dihapus" in answer.content.decode()


def test_the_inspectorate_reads_who_opened_it_and_why(example):
    desks.seated("operator").post(address(example), {"alasan": REASON})
    answer = desks.seated("auditor").get("/jejak/?tabel=pembacaan&bentuk=csv")
    row = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1]
    assert row[1] == "Contoh Operator"
    assert "NIK penuh satu orang" in row
    assert REASON in row


def test_the_breach_pack_says_that_the_whole_nik_came_to_light(example, tmp_path):
    desks.seated("operator").post(address(example), {"alasan": REASON})
    today = dt.datetime.now(dt.UTC).date()
    asked = breach.Asked("operator", "", today - dt.timedelta(days=1), today + dt.timedelta(days=1))
    assert breach.write(asked, tmp_path / "paket", stamp=root.stamp_on(today)) == 1
    assert "NIK PENUH dari 1 orang" in (tmp_path / "paket" / "surat-pemberitahuan.txt").read_text("utf-8")
    assert nik_of(example) not in (tmp_path / "paket" / "orang.csv").read_text("utf-8-sig")


def test_a_view_of_before_reasons_were_asked_keeps_its_digest():
    """As it was computed over fourteen fields; with a reason it is another one."""
    at = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
    view = dict.fromkeys(chain.VIEW_FIELDS, "x") | {"at": at, "export": None, "reason": ""}
    said = ["2026-11-23T04:00:00.000000+00:00", *["x"] * 10, "", "x", "x"]
    before = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
    assert chain.digest(view, chain.VIEW_FIELDS) == before
    assert chain.digest(view | {"reason": "y"}, chain.VIEW_FIELDS) != before
