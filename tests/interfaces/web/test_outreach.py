"""Outreach on the site: planned from the list of villages that need it, told, counted, and never opened to others."""

from __future__ import annotations

import re

from django.core.files import uploadedfile

from lindung.platform.journal import models as journal
from lindung.registers.outreach import models, queries
from tests import visited
from tests.interfaces.web import desks

HOME = "/wilayah/75.03/penyuluhan/"
PLAN = f"{HOME}rencana/"
HUANGOBOTU, MODELOMO = "75.03.08.2001", "75.03.08.2006"


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def table(answer, key: str) -> str:
    """The words of one of a page's tables."""
    page = answer.content.decode()
    part = page[page.index(f'aria-labelledby="{key}"') :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part[: part.index("</section>")]))


def address(example) -> str:
    return f"/wilayah/{desks.VILLAGE}/acara/{example.event}/"


def test_an_event_is_planned_from_the_list_held_and_counted_and_the_village_beside_it_stays(example):
    dpmd = desks.seated("dpmd")
    said = {"desa": [MODELOMO], "hari": "13-04-2023", "jam": "09:00", "tim": "Yusna Hulalata, Dinas PMD", "bahan": ""}
    answer = dpmd.post(PLAN, said)
    assert (answer.status_code, answer["Location"]) == (302, f"{HOME}#kalender")
    event = models.Event.objects.get(region_id=MODELOMO)
    where = f"/wilayah/{MODELOMO}/acara/{event.key}/"
    told = {"hari": "13-04-2023", "pria": "15", "wanita": "27", "benar-celaka-apa": "20", "ditanya-celaka-apa": "30"}
    assert dpmd.post(f"{where}catat/", told).status_code == 302
    page = dpmd.get(where)
    assert "42 orang hadir (15 laki-laki, 27 perempuan)" in text(page)
    home = dpmd.get(HOME)
    assert "Desa Modelomo Kabila Bone 13-04-2023 diadakan 42 15 27 20 dari 30" in table(home, "acara")
    assert "Desa Modelomo" not in table(home, "belum")
    assert "Desa Molutabu Kabila Bone belum pernah 96 20-04-2023" in table(home, "belum")
    assert "2 dari 165 desa dan kelurahan pernah dikunjungi; 163 belum pernah." in text(home)


def test_the_villages_to_choose_begin_with_those_never_visited_and_keep_what_was_chosen(example):
    dpmd = desks.seated("dpmd")
    page = dpmd.get(f"{PLAN}?desa={HUANGOBOTU}").content.decode()
    assert page.count('name="desa"') == 26  # the 25 that need it most, and the one that was asked for
    assert re.search(rf'value="{HUANGOBOTU}" checked', page)
    assert page.index(HUANGOBOTU) > page.rindex("belum pernah dikunjungi")
    wrong = dpmd.post(PLAN, {"desa": [HUANGOBOTU], "hari": "12-04-2023", "tim": "Yusna"})
    assert (wrong.status_code, "harinya sudah lewat" in text(wrong)) == (422, True)
    assert re.search(rf'value="{HUANGOBOTU}" checked', wrong.content.decode())
    none = dpmd.post(PLAN, {"hari": "20-04-2023", "tim": "Yusna"})
    assert "desanya belum dipilih" in text(none)
    foreign = dpmd.post(PLAN, {"desa": [desks.ABROAD], "hari": "20-04-2023", "tim": "Yusna"})
    assert "desanya belum dipilih" in text(foreign)


def test_what_followed_cannot_be_judged_yet_and_the_page_says_why(example):
    said = text(desks.seated("sekda").get(HOME))
    assert "30 hari: belum dapat dinilai, 30 hari sesudah kunjungan belum lewat." in said
    assert "90 hari: belum dapat dinilai" in said


def test_a_branch_of_bpjs_plans_its_own_and_does_not_tell_of_others(example):
    bpjs = desks.seated("bpjs")
    answer = bpjs.post(f"{HOME}kampanye/", {
        "nama": "Kerja Keras Bebas Cemas", "tujuan": "Pasar", "mulai": "13-04-2023", "sampai": "30-04-2023",
        "wilayah": "ini",
    })  # fmt: skip
    assert answer.status_code == 302
    campaign = models.Campaign.objects.latest("pk")
    assert (campaign.owner, campaign.region_id) == ("bpjs", "75.03")
    assert "Catat acara" not in text(bpjs.get(address(example)))
    wrong = bpjs.post(f"{address(example)}catat/", {"hari": "20-03-2023", "pria": "1", "wanita": "1"})
    assert (wrong.status_code, "tidak diatur kantor Anda" in text(wrong)) == (422, True)


def test_names_are_for_the_office_that_keeps_them_and_who_opened_them_is_recorded(example):
    form = desks.seated("dpmd").get(f"{address(example)}catat/").content.decode()
    assert "Hartin Ulo" in form
    last = journal.View.objects.order_by("-id").first()
    assert (last.kind, last.about, last.what, last.persons) == ("list", HUANGOBOTU, "nama acara", 2)
    for role in ("bpjs", "sekda", "auditor", "operator", "camat"):
        visitor = desks.seated(role)
        assert "Hartin" not in visitor.get(address(example)).content.decode()
    assert "Hartin" not in desks.seated("bpjs").get(f"{address(example)}catat/").content.decode()


def test_a_photo_is_kept_small_shown_to_few_and_taken_back(example):
    dpmd, where = desks.seated("dpmd"), address(example)
    sent = uploadedfile.SimpleUploadedFile("IMG_1.jpg", visited.picture((2600, 1300)), "image/jpeg")
    assert dpmd.post(f"{where}foto/", {"foto": sent}).status_code == 302
    photo = dpmd.get(f"{where}foto/2/")
    assert (photo["Content-Type"], photo.content[:3], len(photo.content) < 150_000) == (
        "image/jpeg", b"\xff\xd8\xff", True,
    )  # fmt: skip
    assert desks.seated("operator").get(f"{where}foto/2/").status_code == 403
    wrong = dpmd.post(f"{where}foto/", {"foto": uploadedfile.SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    assert (wrong.status_code, "bukan foto yang dapat dibaca" in text(wrong)) == (422, True)
    assert "Belum ada foto" in text(dpmd.post(f"{where}foto/"))
    assert dpmd.post(f"{where}hapus/", {"alasan": "Permintaan peserta"}).status_code == 302
    assert dpmd.get(f"{where}foto/2/").status_code == 404
    assert "2 nama, sudah dihapus atas permintaan" in text(dpmd.get(where))


def test_the_sheet_has_the_events_own_address_and_no_name(example):
    answer = desks.seated("operator").get(f"{address(example)}daftar-hadir/")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert queries.by_code(models.Event.objects.get(key=example.event).code).region == HUANGOBOTU


def test_a_village_sees_its_own_events_on_its_page(example):
    page = text(desks.seated("operator").get(f"/wilayah/{HUANGOBOTU}/penyuluhan/"))
    assert "1 dari 1 desa dan kelurahan pernah dikunjungi; 0 belum pernah." in page
    assert "Molutabu" not in page


def test_the_list_leaves_as_a_file_with_the_same_rows(example):
    answer = desks.seated("sekda").get(f"{HOME}?tabel=acara&bentuk=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[2].startswith("Desa Huangobotu;Kabila Bone;20-03-2023;diadakan;42;15;27;31 dari 40;")
    assert len(lines) == 3
