"""13 April 2023 on the site: the meeting is called, its agenda taken, what is said written down, the minutes closed."""

from __future__ import annotations

import re

import pytest

from lindung.registers.followup.meetings import models as meetings
from tests.interfaces.web import desks

pytestmark = pytest.mark.usefixtures("on_the_monitoring_day")

SILENT = desks.NEIGHBOUR
SAID = {
    "kata_wilayah": SILENT, "kata_tentang": "budgeted", "kata_jumlah": "Rp20.160.000", "kata_isi": "Pada perubahan.",
    "kata_siapa": "Kepala desa", "kata_bukti": "Perdes Perubahan APBDes", "kata_hari": "05-05-2023",
}  # fmt: skip
DECIDED = {
    "putus_kantor": "camat", "putus_wilayah": "75.03.08", "putus_isi": "Kumpulkan kepala desa sampai selesai.",
    "putus_hari": "05-05-2023",
}  # fmt: skip
CAME = {"hadir_kantor": "Camat Kabila Bone", "hadir_nama": "Yusna Dalanggo", "hadir_apa": "present", "hadir_ket": ""}
CALL = {
    "acara": "Rapat monev", "wilayah": "75.03", "hari": "13-04-2023", "jam": "9:00", "tempat": "Aula",
    "pimpinan": "sekda",
}  # fmt: skip
SPOKEN = "Disampaikan di rapat, bukti menyusul: Sudah dianggarkan Rp20.160.000, paling lambat 5 Mei 2023."


def text(answer) -> str:
    return answer.content.decode()


def act(office: desks.Visitor, where: str, does: str, **said: str) -> int:
    return office.post(where, {"tindakan": does} | said).status_code


@pytest.fixture
def where(example) -> str:
    return f"/rapat/{example.meeting}/"


@pytest.fixture
def spoken(where) -> str:
    """The agenda is taken, a camat came, one thing was said and one decided."""
    office = desks.seated("dpmd")
    for does, said in (("agenda", {}), ("hadir", CAME), ("keterangan", SAID), ("putusan", DECIDED)):
        assert act(office, where, does, **said) == 302, does
    return where


def test_the_dinas_pmd_calls_a_meeting_that_the_sekda_leads(example):
    answer = desks.seated("dpmd").post("/rapat/baru/", CALL | {"acara": "Rapat triwulan"})
    assert (answer.status_code, bool(re.fullmatch(r"/rapat/[0-9a-f-]{36}/", answer["Location"]))) == (302, True)
    shown = text(desks.seated("bupati").get("/rapat/"))
    assert "Rapat triwulan" in shown
    assert "Undang rapat" not in shown


def test_a_call_without_a_place_is_asked_for_again(example):
    answer = desks.seated("dpmd").post("/rapat/baru/", CALL | {"tempat": ""})
    assert (answer.status_code, 'href="#isian-tempat"' in text(answer)) == (422, True)


def test_before_it_is_taken_the_agenda_can_be_looked_at(where):
    shown = text(desks.seated("sekda").get(where))
    assert "Pratinjau: temuan dan tugas yang terbuka hari ini" in shown
    assert "Kabupaten Bone Bolango: 3 dari 160 desa menganggarkan, 3 membayar; " in shown
    assert meetings.Item.objects.count() == 0


def test_what_is_typed_while_others_talk_leads_back_to_its_own_first_field(where):
    office = desks.seated("dpmd")
    answer = office.post(where, {"tindakan": "hadir"} | CAME)
    assert answer["Location"] == f"{where}#isian-hadir_kantor"
    assert "Yusna Dalanggo" in text(office.get(where))


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(where):
    answer = desks.seated("dpmd").post(where, {"tindakan": "keterangan"} | SAID | {"kata_jumlah": "dua puluh"})
    shown = text(answer)
    assert answer.status_code == 422
    assert "«dua puluh» bukan jumlah rupiah." in shown
    assert 'value="Perdes Perubahan APBDes"' in shown
    assert act(desks.seated("dpmd"), where, "keterangan", **SAID | {"kata_wilayah": desks.ABROAD}) == 422
    assert meetings.Statement.objects.count() == 0


def test_what_was_said_stands_beside_the_figure_and_changes_none(where):
    page = f"/wilayah/{SILENT}/"
    reader = desks.seated("dpmd")
    before = text(reader.get(page))
    assert act(desks.seated("dpmd"), where, "keterangan", **SAID) == 302
    after = text(reader.get(page))
    assert SPOKEN in after
    assert after.replace(f'<p class="spoken">{SPOKEN}</p>', "") == before


def test_a_decision_is_a_duty_that_the_page_leads_to(spoken):
    shown = text(desks.seated("dpmd").get(spoken))
    (duty,) = meetings.Decision.objects.values_list("duty", flat=True)
    href = f"/wilayah/75.03.08/tugas/{duty}/"
    assert href in shown
    assert "Kumpulkan kepala desa sampai selesai." in text(desks.seated("camat").get(href))


def test_the_hall_sees_one_thing_a_screen(spoken):
    office = desks.seated("bupati")
    first = text(office.get(f"{spoken}layar/0/"))
    assert '<h1 class="l">Rapat monev</h1>' in first
    assert f'rel="next" href="{spoken}layar/1/"' in first
    assert 'rel="prev"' not in first
    count = int(re.search(r"0/(\d+)", first)[1])
    last = text(office.get(f"{spoken}layar/{count}/"))
    assert "Kumpulkan kepala desa sampai selesai." in last
    assert "Camat, Kecamatan Kabila Bone, paling lambat 5 Mei 2023" in last
    assert 'rel="next"' not in last
    assert office.get(f"{spoken}layar/{count + 1}/").status_code == 404


def test_the_chair_closes_once_and_then_only_addenda_follow(spoken):
    writer, chair = desks.seated("dpmd"), desks.seated("sekda")
    assert act(writer, spoken, "tutup", tutup_simpulan="Selesai.") == 400
    assert act(chair, spoken, "tutup", tutup_simpulan="Camat melapor tiap Jumat.") == 302
    assert act(chair, spoken, "tutup", tutup_simpulan="Lagi.") == 400
    assert act(writer, spoken, "putusan", **DECIDED) == 400
    assert act(writer, spoken, "tambahan", tambahan_isi="Camat Tapa hadir juga.") == 302
    shown = text(desks.seated("auditor").get(f"{spoken}notula/"))
    for said in ("Camat melapor tiap Jumat.", "Camat Tapa hadir juga.", "Yusna Dalanggo", "sidik notula"):
        assert said in shown, said
    assert "RANCANGAN" not in shown


def test_closed_minutes_become_a_numbered_letter(spoken):
    office = desks.seated("dpmd")
    assert act(office, spoken, "surat") == 400
    assert act(desks.seated("sekda"), spoken, "tutup", tutup_simpulan="Selesai.") == 302
    answer = office.post(spoken, {"tindakan": "surat"})
    assert re.fullmatch(r"/wilayah/75\.03/surat/bersama/[0-9a-f-]{36}/", answer["Location"])
    assert "Notulen" in text(office.get(answer["Location"]))


def test_who_only_reads_finds_nothing_to_fill_in(spoken):
    for role in ("bupati", "auditor"):
        reader = desks.seated(role)
        assert '<form class="form live"' not in text(reader.get(spoken))
        assert act(reader, spoken, "putusan", **DECIDED) == 400


def test_a_camat_holds_their_own_meeting_and_does_not_see_the_regencys(example, where):
    camat = desks.seated("camat")
    assert camat.get(where).status_code == 404
    own = camat.post("/rapat/baru/", CALL | {"wilayah": "75.03.08", "pimpinan": "camat"})["Location"]
    assert act(camat, own, "agenda") == 302
    assert act(camat, own, "tutup", tutup_simpulan="Selesai.") == 302
    assert desks.seated("sekda").get(own).status_code == 200
    assert camat.post("/rapat/baru/", CALL | {"wilayah": "75.03.01", "pimpinan": "camat"}).status_code == 422


def test_in_english_the_agenda_and_the_screens_are_english(spoken):
    office = desks.seated("dpmd")
    office.cookies["bahasa"] = "en"
    assert "of 160 villages budgeted" in text(office.get(spoken))
    assert "Said in the meeting, evidence pending" in text(office.get(f"/wilayah/{SILENT}/"))
