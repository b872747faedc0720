"""A list with full NIK: one account asks, another decides, who asked fetches it while it lasts, and it is known who."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import uuid

import openpyxl
import pytest
import time_machine

from lindung.interfaces import breach
from lindung.interfaces.disclosure import models, operations
from lindung.platform.access import operations as access
from lindung.platform.access import queries as accounts
from lindung.platform.journal import models as journal
from lindung.platform.journal import queries as trail
from lindung.registers.enrolment import models as enrolment
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests import conftest as root
from tests.interfaces.web import colleagues, conftest, desks

ON = "per=2023-04-13&diketahui=2023-04-13"
TALUMOPATU = desks.ELSEWHERE
ASK = f"/wilayah/{TALUMOPATU}/ekspor/?daftar=pekerja&{ON}"
REASON = "Pemadanan dengan Dukcapil, surat 400/77"


@pytest.fixture
def pmd(example) -> desks.Example:
    """The clerk of the Dinas PMD, and its head: two accounts of one office."""
    colleagues.seat_head()
    return example


def later(**said: int) -> time_machine.travel:
    return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(**said), tick=False)


def asked(role: str = "dpmd", address: str = ASK) -> str:
    answer = desks.seated(role).post(address, {"alasan": REASON})
    assert answer.status_code == 302
    return answer["Location"]


def decided(said: str = "setuju", by: str = "kepala.dpmd") -> str:
    where = asked()
    assert desks.seated(by).post(where, {"tindakan": said}).status_code == 302
    return where


def niks() -> set[str]:
    people = enrolment.Entry.objects.filter(listing__region__code=TALUMOPATU).values_list("person_id", flat=True)
    return {str(workers.nik_of(one)) for one in people}


def took(answer) -> bool:
    return "attachment" in answer.headers.get("Content-Disposition", "")


# The whole way


def test_the_clerk_asks_the_head_decides_and_the_clerk_fetches_what_is_sealed(pmd):
    clerk, head = desks.seated("dpmd"), desks.seated("kepala.dpmd")
    assert "Minta NIK penuh" in clerk.get(f"/wilayah/{TALUMOPATU}/?{ON}").content.decode()
    where = asked()
    assert "Menunggu keputusan orang kedua" in clerk.get(where).content.decode()
    assert clerk.post(where, {"tindakan": "setuju"}).status_code == 400
    assert not took(clerk.post(where, {"tindakan": "xlsx"}))
    assert where in head.get("/ekspor/").content.decode()
    assert REASON in head.get(where).content.decode()
    assert head.post(where, {"tindakan": "setuju"}).status_code == 302
    assert head.post(where, {"tindakan": "xlsx"}).status_code == 400
    answer = clerk.post(where, {"tindakan": "xlsx"})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    found = {str(cell.value) for cell in book.worksheets[0]["B"] if re.fullmatch(r"\d{16}", str(cell.value))}
    assert found == niks()
    assert len(found) == 5
    facts = {row[0].value: row[1].value for row in book["Tentang unduhan"].iter_rows()}
    assert facts["Alasan"] == REASON
    assert facts["Disetujui"].startswith("Kepala Dinas PMD, ")
    assert facts["Diminta"].startswith("Contoh Dpmd, ")


def test_the_journal_and_the_record_of_views_say_who(pmd):
    where = decided()
    desks.seated("dpmd").post(where, {"tindakan": "csv"})
    said = [(one.verb, one.actor, one.about, one.why) for one in journal.Line.objects.order_by("-id")[:3]]
    assert said == [
        ("disclosure.fetched", "Contoh Dpmd", TALUMOPATU, REASON),
        ("disclosure.decided", "Kepala Dinas PMD", TALUMOPATU, REASON),
        ("disclosure.asked", "Contoh Dpmd", TALUMOPATU, REASON),
    ]
    (view,) = journal.View.objects.filter(kind="export_nik")
    assert (view.actor, view.about, view.what, view.persons, view.reason) == (
        "Contoh Dpmd", TALUMOPATU, "pekerja.csv", 5, REASON,
    )  # fmt: skip
    assert view.export == models.Fetch.objects.get().number
    on_list = enrolment.Entry.objects.filter(listing__region__code=TALUMOPATU).values_list("person_id", flat=True)
    assert trail.persons_shown([view.shown_id])[view.shown_id] == set(on_list)
    rows = desks.seated("auditor").get("/jejak/?tabel=pembacaan&bentuk=csv").content.decode("utf-8-sig")
    row = next(one for one in csv.reader(io.StringIO(rows), delimiter=";") if "Unduhan dengan NIK penuh" in one)
    assert (row[1], REASON in row, view.export.hex[:12] in row) == ("Contoh Dpmd", True, True)
    assert [one.differs for one in trail.agreement() if one.table.startswith("disclosure_")] == [None] * 3


def test_a_leaked_file_leads_to_its_persons(pmd, tmp_path):
    answer = desks.seated("dpmd").post(decided(), {"tindakan": "csv"})
    number = re.search(r"-(\w{12})\.csv", answer["Content-Disposition"])[1]
    today = dt.datetime.now(dt.UTC).date()
    which = breach.Asked("", number, today - dt.timedelta(days=1), today + dt.timedelta(days=1))
    assert breach.write(which, tmp_path / "paket", stamp=root.stamp_on(today)) == 5
    assert "NIK PENUH dari 5 orang" in (tmp_path / "paket" / "surat-pemberitahuan.txt").read_text("utf-8")


# Until it is over


def test_it_can_be_fetched_for_a_day(pmd):
    where = decided()
    with later(hours=23):
        right = {"tindakan": "csv", "lama": pmd.passwords["dpmd"]}
        assert took(desks.seated("dpmd").post(where, right))
    with later(hours=25):
        refused = desks.seated("dpmd").post(where, {"tindakan": "csv"})
        assert (refused.status_code, took(refused)) == (422, False)
        assert "masanya berakhir" in refused.content.decode()


def test_it_can_be_fetched_three_times(pmd):
    where, clerk = decided(), desks.seated("dpmd")
    assert [took(clerk.post(where, {"tindakan": "csv"})) for _ in range(4)] == [True, True, True, False]
    assert journal.View.objects.filter(kind="export_nik").values("export").distinct().count() == 3


def test_what_was_refused_is_not_fetched_and_is_not_decided_again(pmd):
    where = decided("tolak")
    assert not took(desks.seated("dpmd").post(where, {"tindakan": "xlsx"}))
    assert desks.seated("sekda").post(where, {"tindakan": "setuju"}).status_code == 422
    assert not took(desks.seated("dpmd").post(where, {"tindakan": "xlsx"}))


def test_nobody_decides_on_what_waited_a_week(pmd):
    where = asked()
    with later(days=8):
        assert desks.seated("kepala.dpmd").post(where, {"tindakan": "setuju"}).status_code == 422
    assert not models.ExportDecision.objects.exists()


def test_somebody_who_came_onto_the_list_since_was_not_agreed_to(pmd):
    where = decided()
    story = chronicle.Chronicle()
    story.listed(TALUMOPATU, chronicle.people(6), received_on=chronicle.QUARTER_END)
    conftest.forget()
    answer = desks.seated("dpmd").post(where, {"tindakan": "xlsx"})
    assert (answer.status_code, took(answer)) == (422, False)
    assert "berubah sejak ekspor diminta" in answer.content.decode()
    assert not models.Fetch.objects.exists()


def test_a_session_that_was_left_does_not_decide_or_fetch(pmd):
    where = asked()
    head, clerk = desks.seated("kepala.dpmd"), desks.seated("dpmd")
    with later(minutes=16):
        assert head.post(where, {"tindakan": "setuju"}).status_code == 422
        right = {"tindakan": "setuju", "lama": colleagues.PASSWORD}
        assert head.post(where, right).status_code == 302
        assert not took(clerk.post(where, {"tindakan": "xlsx"}))
        assert took(clerk.post(where, {"tindakan": "xlsx", "lama": pmd.passwords["dpmd"]}))


# Nobody else


@pytest.mark.parametrize("role", ["bpjs", "auditor", "operator", "kades"])
def test_for_anyone_else_there_is_no_such_export(pmd, role):
    where = decided()
    visitor = desks.seated(role)
    assert visitor.get(where).status_code == 404
    assert visitor.post(where, {"tindakan": "xlsx"}).status_code == 404
    assert where not in visitor.get("/ekspor/").content.decode()


@pytest.mark.parametrize("role", ["camat", "bupati", "bappeda", "province", "national"])
def test_who_only_reads_neither_asks_nor_decides_nor_fetches(pmd, role):
    where = decided()
    visitor = desks.seated(role)
    assert "Minta NIK penuh" not in visitor.get(f"/wilayah/{desks.VILLAGE}/?{ON}").content.decode()
    assert {visitor.post(one, {}).status_code for one in (ASK, where)} == {403}


def test_who_decides_for_another_regency_does_not_see_it(pmd):
    where = asked()
    colleagues.seat_abroad()
    assert desks.seated("dpmd.pohuwato").post(where, {"tindakan": "setuju"}).status_code == 404


@pytest.mark.parametrize("change", ["dismissed", "moved", "other_role"])
def test_who_left_the_office_or_the_role_fetches_nothing(pmd, change):
    where = decided()
    stamp = root.stamp_on(dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1))
    account = accounts.account("dpmd") or 0
    access.dismiss(account_id=account, ends_before=stamp.received_on, stamp=stamp)
    if change != "dismissed":
        office = "Dinas PMD Bone Bolango" if change == "other_role" else "Kantor Lain"
        office_id = access.open_office(name=office, regions=["75.03"], starts_on=stamp.received_on, stamp=stamp)
        role = "auditor" if change == "other_role" else "dpmd"
        access.appoint(account_id=account, office_id=office_id, role=role, starts_on=stamp.received_on, stamp=stamp)
    assert not took(desks.seated("dpmd").post(where, {"tindakan": "xlsx"}))
    assert not models.Fetch.objects.exists()


def test_the_verbs_ask_for_themselves_and_not_the_form(pmd):
    """Whatever a page let through: the operation looks at account, office, role and region anew."""
    where = asked()
    number, stamp = int(where.split("/")[2]), root.stamp_on(dt.datetime.now(dt.UTC).date())
    clerk = accounts.desk_of(accounts.account("dpmd") or 0, on=stamp.received_on)
    with pytest.raises(operations.SecondPersonNeeded):
        operations.decide(desk=clerk, export_id=number, approve=True, stamp=stamp)
    for role in ("camat", "bpjs", "operator"):
        other = accounts.desk_of(accounts.account(role) or 0, on=stamp.received_on)
        with pytest.raises(operations.NotYours):
            operations.decide(desk=other, export_id=number, approve=True, stamp=stamp)
        with pytest.raises(operations.NotYours):
            operations.fetch(desk=other, export_id=number, persons=set(), number=uuid.uuid4(), stamp=stamp)


# Asking


@pytest.mark.parametrize("said", ["", "perlu", "Periksa 7503011306780003 pada KTP"])
def test_without_a_reason_nothing_is_asked(pmd, said):
    assert desks.seated("dpmd").post(ASK, {"alasan": said}).status_code == 422
    assert models.Export.objects.count() == 1


def test_the_same_is_not_asked_twice_while_it_waits(pmd):
    asked()
    answer = desks.seated("dpmd").post(ASK, {"alasan": REASON})
    assert (answer.status_code, "menunggu orang kedua" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("listed", ["villages", "paid_total_rupiah", "tiada", "pekerja"])
def test_only_lists_of_persons_can_be_asked_for(pmd, listed):
    assert desks.seated("dpmd").get(f"/wilayah/75.03/ekspor/?daftar={listed}&{ON}").status_code == 404


def test_a_list_of_a_regency_holds_the_nik_of_all_its_names(pmd):
    where = asked(address=f"/wilayah/75.03/ekspor/?daftar=declared&{ON}")
    desks.seated("sekda").post(where, {"tindakan": "setuju"})
    said = desks.seated("dpmd").post(where, {"tindakan": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(said), delimiter=";"))[1:]
    assert sum(bool(re.fullmatch(r"\d{16}", row[1])) for row in rows) == 12
    assert niks() < {row[1] for row in rows}


def test_a_village_gets_only_its_own(pmd):
    operator = desks.seated("operator")
    assert operator.post(ASK, {"alasan": REASON}).status_code == 404
    assert operator.post(f"/wilayah/{desks.VILLAGE}/ekspor/?{ON}", {"alasan": REASON}).status_code == 302
