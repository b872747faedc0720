"""From an event in the village to a card that can be checked without a network: three who came to Huangobotu."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import pypdf
from django import test

from lindung.interfaces.reports.cards import keys as key_files
from lindung.kernel import values
from lindung.kernel.cards import verdicts
from lindung.platform.vault.cards import queries as vault
from lindung.registers.claims.cards import queries as cards
from lindung.registers.outreach import models as outreach
from lindung.registers.workers import facts as persons
from lindung.registers.workers import queries as workers
from tests import chronicle
from tests.interfaces.web import desks
from tests.interfaces.web.applicants import NIKS, OTHERS, Applicant, body, status

HERE = f"/wilayah/{desks.VILLAGE}/"
BORN = (dt.date(1979, 3, 12), dt.date(1981, 6, 14), dt.date(1990, 1, 1))
NAMES = ("Yusna Podungge", "Rizal Hulopi", "Idrus Umara")


def read(role: str, path: str) -> str:
    answer = desks.seated(role).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(answer.content.decode())))


def done(role: str, path: str, said: dict[str, object]) -> None:
    answer = desks.seated(role).post(path, said)
    assert answer.status_code == 302, body(answer)[-1500:]


def test_an_event_is_held_three_register_the_village_verifies_bpjs_answers_and_each_card_says_covered(example):
    # The Dinas PMD plans an event; on its day 42 come
    plan = {"desa": [desks.VILLAGE], "hari": "13-04-2023", "jam": "09:00", "tim": "Yusna Hulalata", "bahan": ""}
    done("dpmd", "/wilayah/75.03/penyuluhan/rencana/", plan)
    event = outreach.Event.objects.latest("pk")
    where = f"{HERE}acara/{event.key}/"
    done("dpmd", f"{where}catat/", {"hari": "13-04-2023", "pria": "15", "wanita": "27"})
    # Three register themselves with the code on the sheet, on their own phones
    codes = [Applicant().applies(other, event=event.code) for other in (None, *OTHERS)]
    assert "3 orang" in read("dpmd", where)
    assert workers.ids_of(NIKS) == {}
    # The village looks at each card and takes them onto its list
    waiting = re.findall(rf'href="({HERE}permohonan/[0-9a-f-]{{36}}/)"', body(
        desks.seated("operator").get(f"{HERE}permohonan/")
    ))  # fmt: skip
    for path in dict.fromkeys(waiting):
        page = read("operator", path)
        for name, nik in zip(NAMES, NIKS, strict=True):
            if name in page:
                done("operator", f"{path}terima/", {"nik": nik, "tempat": "daftar", "kelompok": "lainnya"})
    ids = workers.ids_of(NIKS)
    assert len(ids) == 3
    assert all("Anda ada pada daftar pekerja desa." in body(status(code)) for code in codes)
    verdict = [f"{HERE}pekerja/{ids[nik]}/putusan/?per=2023-04-13&diketahui=2023-04-13" for nik in NIKS]
    named = "TERLINDUNGI Namanya ada pada daftar BPJS untuk pembayaran di bawah ini."
    assert [named in read("operator", one) for one in verdict] == [False] * 3
    # The village pays for them; BPJS accepts them and sends the names behind the payment
    told = chronicle.Chronicle.of("75.03")
    three = [
        persons.Claimed(values.Nik(nik), name, born, "P" if name.startswith("Yusna") else "L")
        for nik, name, born in zip(NIKS, NAMES, BORN, strict=True)
    ]
    code = told.paid(desks.VILLAGE, chronicle.MONITORING_DAY, first="2023-04", months=9, heads=3)
    told.answered(desks.VILLAGE, three, accepted_on=chronicle.MONITORING_DAY)
    told.listed_behind(code, desks.VILLAGE, three)
    # Cards are issued in one act and printed; anybody can check them with what the site gives to everybody
    done("operator", f"{HERE}kartu/terbit/", {"siapa": ""})
    sheet = pypdf.PdfReader(io.BytesIO(desks.seated("operator").get(f"{HERE}kartu/cetak/").content))
    assert [name for name in NAMES if name not in " ".join(sheet.pages[0].extract_text().split())] == []
    anybody = test.Client()
    keys = key_files.read(anybody.get("/kartu/kunci.json").content.decode(), name="kunci.json")
    revoked = anybody.get("/kartu/dicabut").content
    held = cards.in_hand(desks.VILLAGE, known_at=desks.DAY)
    for nik in NIKS:
        (text,) = cards.texts([held[ids[nik]]]).values()
        found = verdicts.verdict(text, on=desks.DAY, keys=keys, holds=vault.is_signed, revoked=revoked)
        assert found.answer == "valid"
    # And the ledger answers the question that a family would ask
    for path in verdict:
        page = read("operator", path)
        assert named in page
        assert f"Rp453.600 untuk 3 orang × 9 bulan; kode iuran {code}" in page
