"""Villagers register themselves: one question a page, gone on with by a code, told what became of it; nothing that is
answered to a NIK or a code says whether it is known."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
import time_machine
from django.db import connection
from django.db.models import QuerySet
from django.test import utils

from lindung.interfaces import retention
from lindung.interfaces.intake import models
from lindung.interfaces.intake.applications import facts, operations
from lindung.interfaces.web import assets
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.workers import queries as workers
from lindung.registers.workers.consents import queries as consents
from tests.interfaces.web import applicants, desks
from tests.interfaces.web.applicants import ANSWERS, NIKS, OTHERS, Applicant, body, status


def plain(response) -> str:
    """A page without what is drawn anew for each answer: the form's token, and the code of the draft."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body(response))
    return re.sub(r"<b>[2-9A-Z-]{19}</b>", "", text)


def begun() -> QuerySet[models.Application]:
    """All that was not there before: the example has applications of its own."""
    return models.Application.objects.filter(begun_at__gt=desks.chronicle.Chronicle.stamp(desks.DAY).at)


def waiting(place: str = desks.VILLAGE) -> list[models.Application]:
    return list(begun().filter(region=place, submitted_at__isnull=False).order_by("submitted_at"))


def at(one: models.Application, verb: str = "") -> str:
    return f"/wilayah/{one.region_id}/permohonan/{one.pk}/{verb}"


def accepted(one: models.Application, nik: str, *, role: str = "operator", **more: str):
    return desks.seated(role).post(at(one, "terima/"), {"nik": nik, "tempat": "daftar", "kelompok": "lainnya", **more})


# The story


def test_three_villagers_apply_and_the_village_and_bpjs_answer(example):
    codes = [
        Applicant().applies(event="HUANGO-1"), Applicant().applies(OTHERS[0]),
        Applicant().applies(OTHERS[1], route="mandiri"),
    ]  # fmt: skip
    assert [("Sedang diperiksa" in body(status(code))) for code in codes] == [True] * 3
    assert workers.ids_of(NIKS) == {}
    first, second, third = waiting()
    page = body(desks.seated("operator").get(f"/wilayah/{desks.VILLAGE}/permohonan/"))
    assert (
        "Yusna Podungge" in page
        and "HUANGO-1" in page
        and "Menunggu keputusan: 3 permohonan" in page
        and "Idrus" not in page
    )
    assert NIKS[0] not in body(desks.seated("operator").get(at(first)))
    assert accepted(first, NIKS[0]).status_code == 302
    assert accepted(second, NIKS[1], tempat="tunggu").status_code == 302
    assert desks.seated("bpjs").post(at(third, "terima/"), {"nik": NIKS[2]}).status_code == 302
    ids = workers.ids_of(NIKS)
    (held,) = enrolment.in_force(year=2023, known_at=desks.DAY, village=desks.VILLAGE)
    assert ids[NIKS[0]] in enrolment.persons_on(held.listing_id)
    order = rulebook.book().waiting_order[0].value
    waits = movements.waiting(desks.VILLAGE, known_at=desks.DAY, order=order)
    assert [one.who.id for one in waits] == [ids[NIKS[1]]]
    assert enrolment.villages_listing(ids[NIKS[2]], year=2023, known_at=desks.DAY) == []
    assert {consents.latest(one, known_at=desks.DAY).consent.way for one in ids.values()} == {"online"}
    said = [body(status(code)) for code in codes]
    assert "Anda ada pada daftar pekerja desa." in said[0] and "sampai 31 Desember 2023" in said[0]
    assert "daftar tunggu desa" in said[1] and "Bayar iuran sendiri" in said[2]
    names = ("Yusna", "Rizal", "Idrus", "Huangobotu", *NIKS)
    assert [name for page in said for name in names if name in page] == []


def test_who_is_declined_reads_why_and_what_to_do(example):
    code = Applicant().applies()
    (one,) = waiting()
    assert desks.seated("kades").post(at(one, "tolak/"), {"alasan": "wilayah"}).status_code == 302
    assert "Ajukan di desa tempat tinggal." in body(status(code))
    assert desks.seated("kades").post(at(one, "tolak/"), {"alasan": "nik"}).status_code == 404


def test_a_card_that_differs_and_a_row_that_fails_its_checks_are_not_taken(example):
    Applicant().applies()
    Applicant().applies({**OTHERS[0], "pekerjaan": {"lain": "Pegawai negeri sipil"}})
    first, second = waiting()
    assert "tidak sama dengan yang diajukan" in body(accepted(first, NIKS[1]))
    assert accepted(second, NIKS[1]).status_code == 422
    assert workers.ids_of(NIKS) == {}


# Saved at every step


def test_a_draft_is_gone_on_with_on_another_phone(example):
    phone, other = Applicant(), Applicant()
    phone.chooses()
    phone.says("nama")
    phone.says("nik")
    code = phone.code
    assert other.get("/daftar/isi/nama/")["Location"] == "/daftar/lanjut/"
    assert other.post("/daftar/lanjut/", {"kode": code.lower().replace("-", " ")})["Location"] == "/daftar/isi/lahir/"
    assert "Yusna Podungge" in body(other.get("/daftar/isi/nama/"))
    other.get("/daftar/selesai/")
    assert other.get("/daftar/isi/nama/")["Location"] == "/daftar/lanjut/"
    assert "Belum dikirim." in body(status(code))


def test_what_is_said_lies_sealed_and_the_code_as_a_digest(example):
    phone = Applicant()
    phone.chooses()
    phone.says("nama")
    (row,) = begun()
    stored = repr([getattr(row, field.name) for field in row._meta.concrete_fields if field.name != "region"])
    assert "Yusna" not in stored and phone.code.replace("-", "") not in stored


def test_an_answer_can_be_changed_until_it_is_sent_and_never_after(example):
    phone = Applicant()
    phone.chooses()
    for step in ANSWERS:
        phone.says(step)
    assert phone.says("nama", nama="Yusna P.")["Location"] == "/daftar/periksa/"
    assert phone.says("nik", nik=NIKS[1])["Location"] == "/daftar/isi/lahir/"
    phone.says("lahir", hari="14", bulan="6", tahun="1981")
    assert "Yusna P." in body(phone.get("/daftar/periksa/"))
    phone.post("/daftar/periksa/")
    assert phone.says("nama", nama="Lain")["Location"] == "/daftar/terima/"
    with pytest.raises(operations.NotADraft):
        operations.save(
            application=waiting()[0].pk, said={"nama": "x"}, stamp=desks.chronicle.Chronicle.stamp(desks.DAY)
        )


@pytest.mark.parametrize(
    ("step", "typed", "says"),
    [
        ("nama", {"nama": ""}, "Nama belum ditulis."),
        ("nik", {"nik": "75030852"}, "yang ditulis 8"),
        ("nik", {"nik": "7503089203790001"}, "tidak mungkin benar"),
        ("lahir", {"hari": "31", "bulan": "2", "tahun": "1979"}, "Tanggal itu tidak ada."),
        ("lahir", {"hari": "13", "bulan": "3", "tahun": "1979"}, "berbeda dengan yang ada di dalam NIK"),
        ("pekerjaan", {"pekerjaan": ""}, "Pekerjaan belum dipilih."),
        ("telepon", {"telepon": "abc"}, "Nomor HP itu tidak dapat dibaca."),
        ("setuju", {"setuju": ""}, "Tanpa persetujuan Anda"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_above(example, step, typed, says):
    phone = Applicant()
    phone.chooses()
    phone.says("nik")
    answer = phone.post(f"/daftar/isi/{step}/", typed)
    assert (answer.status_code, body(answer).count(says)) == (422, 2)


def test_a_draft_that_nobody_goes_on_with_is_let_go_after_thirty_days(example):
    phone, now = Applicant(), dt.datetime.now(dt.UTC)
    phone.chooses()
    code = phone.code
    with time_machine.travel(now + dt.timedelta(days=29), tick=False):
        assert status(code).status_code == 200
    with time_machine.travel(now + dt.timedelta(days=31), tick=False):
        assert plain(status(code)) == plain(status("AAAA-BBBB-CCCC-DDDD"))
        assert retention.let_drafts_go(at=dt.datetime.now(dt.UTC)) == 1
        assert retention.let_drafts_go(at=dt.datetime.now(dt.UTC)) == 0
    assert not begun().exists()


# Squatting


def test_whoever_uses_anothers_nik_stops_nobody(example):
    squatter, person = Applicant(), Applicant()
    squatter.applies({"nama": {"nama": "Orang Lain"}})
    person.applies()
    first, second = waiting()
    page = body(desks.seated("operator").get(at(second)))
    assert "1 permohonan lain memakai NIK yang sama" in page
    assert accepted(second, NIKS[0]).status_code == 302
    assert "sudah ada pada daftar" in body(desks.seated("operator").get(at(first)))
    assert "sudah ada pada daftar" in body(accepted(first, NIKS[0]))
    assert desks.seated("operator").post(at(first, "tolak/"), {"alasan": "nama"}).status_code == 302


def test_what_lies_outside_is_held_for_the_regency_which_decides(example):
    Applicant().applies(village=desks.ELSEWHERE)
    Applicant().applies()
    (one,) = waiting()
    page = body(desks.seated("operator").get(at(one)))
    assert "Ditahan untuk diperiksa kabupaten." in page and "Talumopatu" not in page
    assert "ditahan untuk diperiksa kabupaten" in body(accepted(one, NIKS[0]))
    assert "1 permohonan lain" in body(desks.seated("dpmd").get(at(one)))
    assert accepted(one, NIKS[0], role="dpmd").status_code == 302


def test_another_regency_holds_nobody(example):
    Applicant().applies(village=desks.ABROAD)
    Applicant().applies()
    assert accepted(waiting()[0], NIKS[0]).status_code == 302


# At the counter


def test_who_fills_it_in_for_somebody_never_accepts_it(example):
    clerk = desks.seated("operator")
    begun = clerk.post(f"/wilayah/{desks.VILLAGE}/permohonan/baru/", {"jalur": "desa", "acara": ""})
    phone = Applicant()
    phone.cookies["daftar"] = begun.cookies["daftar"].value
    for step in ANSWERS:
        assert phone.says(step).status_code == 302
    phone.post("/daftar/periksa/")
    (one,) = waiting()
    assert "Diisikan petugas di loket" in body(clerk.get(at(one)))
    assert "bukan Anda yang menerimanya" in body(accepted(one, NIKS[0]))
    assert accepted(one, NIKS[0], role="kades").status_code == 302
    person = workers.ids_of(NIKS)[NIKS[0]]
    assert consents.latest(person, known_at=desks.DAY).consent.way == "oral"


@pytest.mark.parametrize("village", [desks.NEIGHBOUR, desks.ABROAD])
def test_only_in_ones_own_village(example, village):
    answer = desks.seated("operator").post(f"/wilayah/{village}/permohonan/baru/", {"jalur": "desa", "acara": ""})
    assert answer.status_code == 404


# No oracle


def asked(visitor: Applicant, nik: str) -> tuple[int, str, int]:
    """What is answered to a NIK, on every page on which it could show, and after how many statements."""
    other = {"nik": {"nik": nik}, "lahir": born(nik)}
    with utils.CaptureQueriesContext(connection) as told:
        visitor.chooses()
        answers = [visitor.says(step, **other.get(step, {})) for step in ANSWERS]
        answers += [visitor.post("/daftar/periksa/"), visitor.get("/daftar/terima/")]
        answers.append(status(visitor.code))
    said = "".join(f"{one.status_code}{one.headers.get('Location', '')}{plain(one)}" for one in answers)
    return answers[-1].status_code, hashlib.sha256(said.encode()).hexdigest(), len(told)


def born(nik: str) -> dict[str, str]:
    day = workers.values.Nik(nik).born_on(desks.DAY)
    return {"hari": str(day.day), "bulan": str(day.month), "tahun": str(day.year)}


def test_a_nik_on_a_list_a_pending_one_and_an_unknown_one_are_answered_alike(example):
    person = example.persons[desks.VILLAGE]
    Applicant().applies()
    status("AAAA-BBBB-CCCC-DDDD")  # whoever comes first from an address finds no count of it
    known = {asked(Applicant(), nik) for nik in (workers.nik_of(person), NIKS[0], NIKS[1], NIKS[2])}
    assert len(known) == 1
    assert next(iter(known))[0] == 200


def test_wrong_unknown_and_expired_codes_are_the_same_bytes_after_the_same_statements(example):
    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(days=40), tick=False):
        old = Applicant()
        old.chooses()
        expired = old.code
    status("AAAA-BBBB-CCCC-DDDD")  # whoever comes first from an address finds no count of it
    told = set()
    for code in (expired, "AAAA-BBBB-CCCC-DDDD", "", "x" * 5000, "kode saya"):
        for path in ("/status/", "/daftar/lanjut/"):
            with utils.CaptureQueriesContext(connection) as statements:
                answer = desks.Visitor().post(path, {"kode": code})
            told.add((path, answer.status_code, plain(answer), len(statements)))
    assert len(told) == 2


def test_who_guesses_is_made_to_wait_and_told_until_when(example):
    answers = [status(f"AAAA-BBBB-CCCC-{number:04}") for number in range(31)]
    assert [answers[0].status_code, answers[29].status_code, answers[30].status_code] == [422, 422, 429]
    assert 0 < int(answers[30]["Retry-After"]) <= 60
    held = desks.Visitor()
    held.cookies["daftar"] = "AAAABBBBCCCCDDDD"
    assert held.get("/daftar/isi/nama/").status_code == 429


def test_drafts_are_begun_no_faster_than_an_event_needs(example):
    answers = [Applicant().chooses() for _ in range(61)]
    assert [answers[0].status_code, answers[59].status_code, answers[60].status_code] == [302, 302, 429]
    assert "Coba lagi" in body(answers[60]) and answers[60]["Retry-After"]
    assert begun().count() == 60


# Light


def test_every_page_with_its_stylesheet_is_lighter_than_ten_kilobytes(example):
    phone, sizes = Applicant(), {}
    css = len(assets.all_assets()["public.css"].body)
    for address in ("/daftar/", "/daftar/tempat/?jalur=desa&di=75.03", "/daftar/tempat/?jalur=desa&di=75.03.08"):
        sizes[address] = len(phone.get(address).content)
    phone.chooses()
    for step in facts.STEPS:
        sizes[step] = len(phone.get(f"/daftar/isi/{step}/").content)
        sizes[f"{step} salah"] = len(phone.post(f"/daftar/isi/{step}/", {}).content)
        phone.says(step)
    for address in ("/daftar/periksa/", "/daftar/lanjut/", "/status/", "/daftar/selesai/"):
        sizes[address] = len(Applicant(headers={}).get(address).content) or len(phone.get(address).content)
    phone.post("/daftar/lanjut/", {"kode": applicants.NIKS[0]})
    assert {page: size + css for page, size in sizes.items() if size + css >= 10_000} == {}
