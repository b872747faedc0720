"""The pages about who a person is: asked by one office, decided by another, both versions to be seen."""

from __future__ import annotations

import html

from lindung.registers.claims import facts as claims
from lindung.registers.claims import operations as claim_operations
from lindung.registers.workers import models
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.interfaces.web import desks

PLACE = f"/wilayah/{desks.VILLAGE}"
GROUNDS = {"alasan": "diminta orangnya", "dokumen": "KTP"}


def page(role: str, path: str) -> str:
    response = desks.seated(role).get(path)
    assert response.status_code == 200, response.content.decode()[:400]
    return html.unescape(response.content.decode())


def last() -> str:
    return f"{PLACE}/data-orang/{models.Change.objects.order_by('-id').first().pk}/"


def test_the_operator_asks_and_the_camat_agrees_and_then_she_is_called_so(example):
    person = example.persons[desks.VILLAGE]
    worker = f"{PLACE}/pekerja/{person}/"
    assert f"{worker}perbaiki/" in page("operator", worker)
    assert f"{worker}perbaiki/" not in page("auditor", worker)
    form = {"nik": "", "nama": "Aminah Tuli", "lahir": "13-06-1980", "jk": "P"}
    refused = desks.seated("operator").post(f"{worker}perbaiki/", form | {"alasan": "salah ketik", "dokumen": ""})
    assert (refused.status_code, "Isian ini belum diisi" in refused.content.decode()) == (422, True)
    taken = desks.seated("operator").post(f"{worker}perbaiki/", form | GROUNDS)
    assert (taken.status_code, taken["Location"]) == (302, worker)
    shown = page("operator", worker)
    assert "Koreksi data: Nama" in shown and "Menunggu orang kedua" in shown and "Aminah Tuli" not in shown
    assert "Setujui" not in page("operator", last())
    waits = page("camat", last())
    assert "<s>Aminah Bakari</s> menjadi <b>Aminah Tuli</b>" in waits and "diminta orangnya" in waits
    assert last() in page("camat", "/untuk-anda/persetujuan/")
    assert desks.seated("camat").post(last(), {"keputusan": "setuju"}).status_code == 302
    shown = page("operator", worker)
    assert "<h1>Aminah Tuli</h1>" in shown and "Disetujui 13-04-2023" in shown
    assert "<h1>Aminah Bakari</h1>" in page("operator", f"{worker}?diketahui=2023-04-12")


def test_who_asked_does_not_decide(example):
    person = example.persons[desks.VILLAGE]
    form = {"nik": "", "nama": "Aminah Tuli", "lahir": "13-06-1950", "jk": "P"} | GROUNDS
    desks.seated("dpmd").post(f"{PLACE}/pekerja/{person}/perbaiki/", form)
    assert "Setujui" not in page("dpmd", last())
    refused = desks.seated("dpmd").post(last(), {"keputusan": "setuju"})
    assert (refused.status_code, "harus diputuskan orang lain" in refused.content.decode()) == (422, True)
    waits = page("camat", last())
    assert "Periksa dulu" in waits and "tersirat dalam NIK" in waits


def test_two_rows_of_one_woman_are_merged_and_split_again(example):
    one, other = (example.persons[code] for code in (desks.VILLAGE, desks.NEIGHBOUR))
    nik = str(workers.nik_of(other))
    asked = desks.seated("operator").post(f"{PLACE}/pekerja/{one}/gabung/", {"nik": nik} | GROUNDS)
    assert asked.status_code == 302
    change = models.Change.objects.order_by("-id").first()
    assert (change.region_id, change.kind) == ("75.03.08", "merge")
    decide = f"/wilayah/75.03.08/data-orang/{change.pk}/"
    assert desks.NEIGHBOUR in page("camat", decide)
    assert desks.seated("operator").get(decide).status_code == 404
    assert desks.seated("camat").post(decide, {"keputusan": "setuju"}).status_code == 302
    shown = page("camat", f"/wilayah/{desks.NEIGHBOUR}/pekerja/{other}/")
    assert "Sudah" in shown or "lebih dulu" in shown or desks.VILLAGE in shown
    undone = desks.seated("camat").post(decide, {"keputusan": "pisah"} | GROUNDS)
    assert undone.status_code == 302
    again = undone["Location"]
    assert "Memisahkan kembali" in page("dpmd", again)
    assert desks.seated("dpmd").post(again, {"keputusan": "setuju"}).status_code == 302
    assert "dipisah kembali 13-04-2023" in page("camat", decide)


def test_what_was_recorded_while_two_were_one_is_listed_before_and_after_they_are_split(example):
    one, other = (example.persons[code] for code in (desks.VILLAGE, desks.NEIGHBOUR))
    nik = str(workers.nik_of(other))
    desks.seated("operator").post(f"{PLACE}/pekerja/{one}/gabung/", {"nik": nik} | GROUNDS)
    merge = f"/wilayah/75.03.08/data-orang/{models.Change.objects.order_by('-id').first().pk}/"
    desks.seated("camat").post(merge, {"keputusan": "setuju"})
    told = f"Kartu diserahkan, {desks.VILLAGE}, 13-04-2023"
    assert told not in page("camat", merge)
    for what in ("printed", "handed_over"):
        step = claims.CardStep(desks.VILLAGE, one, what, chronicle.MONITORING_DAY, "orangnya", "", 9)
        claim_operations.record_card(step=step, stamp=chronicle.Chronicle.stamp(chronicle.MONITORING_DAY))
    shown = page("camat", merge)
    assert told in shown and "Bila dipisah kembali" in shown
    split = desks.seated("camat").post(merge, {"keputusan": "pisah"} | GROUNDS)["Location"]
    assert told in page("dpmd", split)
    desks.seated("dpmd").post(split, {"keputusan": "setuju"})
    for at in (merge, split):
        assert told in page("camat", at) and "catat lagi pada namanya" in page("camat", at)


def test_a_nik_that_nobody_bears_is_said_at_its_field(example):
    person = example.persons[desks.VILLAGE]
    answer = desks.seated("operator").post(f"{PLACE}/pekerja/{person}/gabung/", {"nik": "7503015306809999"} | GROUNDS)
    assert (answer.status_code, "Tidak ada orang tercatat dengan NIK itu" in answer.content.decode()) == (422, True)
