"""The list of those who may be one person: whom an office sees, why, where it leads, and what puts a pair away."""

from __future__ import annotations

import dataclasses
import html

import pytest

from lindung.kernel import values
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import models
from lindung.registers.workers import queries as workers
from tests import chronicle, leaks
from tests.interfaces.web import desks

HERE, OF_ALL = f"/wilayah/{desks.VILLAGE}/data-orang/mirip/", "/wilayah/75.03/data-orang/mirip/"
GROUNDS = {"alasan": "dua baris, satu orang", "dokumen": "KK 7503010000000001"}


def page(role: str, path: str) -> str:
    response = desks.seated(role).get(path)
    assert response.status_code == 200, response.content.decode()[:400]
    return html.unescape(response.content.decode())


def slipped(one: workers_facts.Claimed, digit: int, **said: object) -> workers_facts.Claimed:
    """Somebody typed one digit of a NIK wrongly."""
    wrong = f"{one.nik[: digit - 1]}{(int(one.nik[digit - 1]) + 5) % 10}{one.nik[digit:]}"
    return dataclasses.replace(one, nik=values.Nik(leaks.made(wrong)), **said)


@pytest.fixture
def twice(example):
    """A woman of the village, and she again in the old spelling, with a slip in her NIK; the neighbour has one of her
    name and birth date, too."""
    story = chronicle.Chronicle.of("75.03")
    plain = dataclasses.replace(chronicle.someone(name="Juminten Yusuf"), particulars={"mother": "Siti Mohi"})
    old = slipped(plain, 14, name="Djuminten Jusuf", particulars={"mother": "St. Mohi", "phone": "0812"})
    story.listed(desks.VILLAGE, [plain, old])
    story.listed(desks.NEIGHBOUR, [slipped(plain, 13)])
    return [workers.ids_of([one.nik])[one.nik] for one in (plain, old)]


def test_each_office_sees_the_pairs_of_its_own_lists_with_reasons_and_masked(twice):
    plain, slip = twice
    shown = page("operator", HERE)
    assert "1 pasangan perlu diperiksa" in shown
    assert (
        "Tanggal lahir sama, nama sama bunyinya, ejaannya berbeda, NIK sama kecuali angka ke-14, nama ibu sama."
        in shown
    )
    assert str(workers.nik_of(plain)) not in shown and str(workers.nik_of(slip)) not in shown and "Mohi" not in shown
    assert page("dpmd", OF_ALL).count("Juminten Yusuf") == 4  # in three pairs: twice herself, and the neighbour's twice
    assert desks.seated("operator").get(OF_ALL).status_code == 404
    assert desks.seated("camat").get("/wilayah/75.03.08/data-orang/mirip/").status_code == 403


def test_a_pair_leads_to_its_proposal_and_once_denied_it_is_put_away(twice):
    plain, slip = twice
    at = f"/wilayah/{desks.VILLAGE}/pekerja/{slip}/gabung/?dengan={plain}"
    assert at in page("operator", HERE) and HERE in page("operator", f"/wilayah/{desks.VILLAGE}/pekerja/{slip}/")
    assert "Juminten Yusuf, 7503" in page("operator", at)
    taken = desks.seated("operator").post(at, {"orang": str(plain)} | GROUNDS)
    assert (taken.status_code, taken["Location"]) == (302, f"/wilayah/{desks.VILLAGE}/pekerja/{slip}/")
    change = models.Change.objects.order_by("-id").first()
    assert (change.kind, change.person_id, change.other_id) == ("merge", slip, plain)
    assert f"Diusulkan (nomor {change.pk}), menunggu orang kedua" in page("operator", HERE)
    desks.seated("camat").post(f"/wilayah/{desks.VILLAGE}/data-orang/{change.pk}/", {"keputusan": "tolak"})
    shown = page("operator", HERE)
    assert "0 pasangan perlu diperiksa" in shown and "Dua orang: penggabungan ditolak 13-04-2023" in shown


def test_whoever_stands_out_of_sight_is_asked_for_by_nik(twice, example):
    slip, other = twice[1], example.persons[desks.NEIGHBOUR]
    shown = page("operator", f"/wilayah/{desks.VILLAGE}/pekerja/{slip}/gabung/?dengan={other}")
    assert "NIK yang lain" in shown and "Orang yang lain" not in shown
