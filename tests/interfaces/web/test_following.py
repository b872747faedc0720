"""Cards, cases and renewals on the site: what each office sees, does, and is told."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import openpyxl
import pytest

from lindung.platform.journal import models as journal
from lindung.registers.claims import queries
from lindung.registers.enrolment.movements import queries as movements
from tests.interfaces.web import desks

VILLAGE = desks.VILLAGE


def page(role: str, path: str) -> str:
    response = desks.seated(role).get(path)
    assert response.status_code == 200, response.content.decode()[:400]
    return html.unescape(response.content.decode())


def sent(role: str, path: str, **said: str):
    return desks.seated(role).post(path, said)


def person_without_card(example) -> str:
    form = page("operator", f"/wilayah/{VILLAGE}/kartu/catat/")
    offered = re.findall(r'<option value="([0-9a-f-]{36})"', form)
    return next(one for one in offered if one != str(example.persons[VILLAGE]))


# Cards


def test_a_village_sees_who_has_no_card_yet(example):
    said = page("operator", f"/wilayah/{VILLAGE}/kartu/")
    assert "2 dari 3 nama sah belum memegang kartu." in said
    assert "4/2023" in said


def test_a_card_that_was_handed_over_is_recorded(example):
    person = person_without_card(example)
    answer = sent(
        "operator", f"/wilayah/{VILLAGE}/kartu/catat/", orang=person, langkah="handed_over", hari="05-04-2023",
        penerima="Peserta", bukti="", nomor="1",
    )  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, f"/wilayah/{VILLAGE}/kartu/")
    assert "1 dari 3 nama sah belum memegang kartu." in page("operator", f"/wilayah/{VILLAGE}/kartu/")


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(example):
    answer = sent("operator", f"/wilayah/{VILLAGE}/kartu/catat/", langkah="signed", hari="kemarin", penerima="Hasna")
    said = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Isian ini belum diisi" in said and 'value="Hasna"' in said


# Cases


def test_demand_20_a_report_for_whoever_was_covered_opens_a_case_with_its_standing(example):
    person = person_without_card(example)
    answer = sent(
        "kades", f"/wilayah/{VILLAGE}/kasus/lapor/", orang=person, kejadian="death", hari="05-04-2023",
        dilaporkan="06-04-2023", pelapor="Anak", keterangan="Demam tinggi",
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    said = page("kades", answer["Location"])
    assert "Potensi manfaat paling banyak Rp42.000.000." in said
    assert "BPJS yang memutuskan dan membayar" in said
    assert "Surat keterangan kematian atau akta kematian" in said
    assert "Demam" not in said


def test_demand_20_whoever_was_not_covered_is_refused_in_words(example):
    person = person_without_card(example)
    answer = sent(
        "kades", f"/wilayah/{VILLAGE}/kasus/lapor/", orang=person, kejadian="death", hari="05-02-2023",
        dilaporkan="06-04-2023", pelapor="Anak", keterangan="",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "pada 05-02-2023 orang ini tidak terlindung" in html.unescape(answer.content.decode())


@pytest.mark.parametrize(("role", "opens"), [("operator", False), ("bpjs", True), ("dpmd", True), ("auditor", True)])
def test_what_was_told_of_health_is_opened_only_by_who_may_and_only_when_asked(example, role, opens):
    path = f"/wilayah/{VILLAGE}/kasus/{example.case}/"
    assert "Jatuh dari pohon" not in page(role, path)
    assert ("Jatuh dari pohon" in page(role, f"{path}?keterangan=buka")) is opens
    assert (journal.View.objects.last().kind, journal.View.objects.last().persons) == ("person", 1)


def test_an_auditor_reads_no_name(example):
    assert "Aminah Bakari" in page("dpmd", f"/wilayah/{VILLAGE}/kasus/")
    said = page("auditor", f"/wilayah/{VILLAGE}/kasus/")
    assert "Aminah Bakari" not in said and "A••• B•••" in said
    assert "Aminah" not in page("auditor", f"/wilayah/{VILLAGE}/kasus/{example.case}/")


def test_bpjs_records_its_decision_and_a_village_only_papers(example):
    path = f"/wilayah/{VILLAGE}/kasus/{example.case}/catat/"
    assert 'value="dibayar"' not in page("operator", path)
    paper = sent("operator", path, yang="lkk_1", hari="04-04-2023", bukti="LKK 7")
    assert paper.status_code == 302
    paid = sent("bpjs", path, yang="dibayar", hari="12-04-2023", bukti="JKK-1", jumlah="1.500.000", alasan="")
    assert paid.status_code == 302
    found = queries.case(example.case, known_at=desks.DAY)
    assert ([one.code for one in found.held], found.paid) == (["lkk_1"], 1_500_000)
    refused = sent("operator", path, yang="dibayar", hari="12-04-2023", bukti="JKK-2", jumlah="5")
    assert (refused.status_code, len(queries.case(example.case, known_at=desks.DAY).decisions)) == (422, 1)


def test_a_case_that_waits_too_long_is_said(example):
    said = page("dpmd", "/wilayah/75.03/kasus/?per=01-06-2023")
    assert "1 kasus terbuka." in said
    assert "1 di antaranya lebih dari 30 hari" in said


# Replacement


def test_demand_19_somebody_leaves_and_a_place_that_is_paid_for_is_taken(example):
    person, at = person_without_card(example), f"/wilayah/{VILLAGE}/pergantian"
    new = {"nik": "7503085508900007", "nama": "Rahma Tuli", "pekerjaan": "Petani", "hari": "11-04-2023"}
    full = sent("operator", f"{at}/masuk/", **new)
    assert full.status_code == 422
    assert "yang didanai 3 orang, sedangkan 3 nama" in html.unescape(full.content.decode())
    gone = sent("operator", f"{at}/keluar/", orang=person, hari="10-04-2023", sebab="pindah", bukti="Surat 4")
    assert gone.status_code == 302
    assert sent("operator", f"{at}/masuk/", **new).status_code == 302
    said = page("operator", f"{at}/")
    assert "Rp134.400" in said  # eight months from May on, at 16,800
    assert "Sudah keluar" in page("operator", f"/wilayah/{VILLAGE}/")
    departure = movements.left(VILLAGE, known_at=dt.date(2023, 4, 13))[0].departure_id
    mended = {"catatan": str(departure), "sebab": "batal", "hari": "", "alasan": "salah orang"}
    crowded = sent("kades", f"{at}/betulkan/", **mended)  # Rahma has the place
    assert (crowded.status_code, "3 nama" in html.unescape(crowded.content.decode())) == (422, True)
    assert sent("kades", f"{at}/betulkan/", **mended | {"sebab": "meninggal"}).status_code == 302
    assert "Meninggal" in page("operator", f"{at}/")
    assert sent("kades", f"{at}/betulkan/", **mended | {"catatan": "9999"}).status_code == 422


def test_demand_19_who_waits_is_shown_with_what_put_them_there(example):
    at = f"/wilayah/{VILLAGE}/pergantian"
    for nik, name, group in (("7503085508900008", "Rahma", "lainnya"), ("7503085508900009", "Sarah", "desil_1_4")):
        assert sent("kades", f"{at}/tunggu/", nik=nik, nama=name, kelompok=group, bukti="").status_code == 302
    said = page("camat", f"{at}/")
    assert said.index("Sarah") < said.index("Rahma")
    assert "Dasar: Bawaan program" in said and "kesimpulan kami" in said
    first = re.search(r'value="(\d+)">1\. Sarah', page("kades", f"{at}/coret/"))
    assert first is not None
    assert sent("kades", f"{at}/coret/", orang=first[1], alasan="").status_code == 422
    assert sent("kades", f"{at}/coret/", orang=first[1], alasan="sudah didanai APBD").status_code == 302
    assert "Sarah" not in page("camat", f"{at}/")


def test_a_nik_that_is_none_is_said_at_its_field(example):
    answer = sent("kades", f"/wilayah/{VILLAGE}/pergantian/tunggu/", nik="123", nama="R", kelompok="lainnya")
    assert (answer.status_code, "NIK ini tidak sah" in html.unescape(answer.content.decode())) == (422, True)


# Renewals


def test_demand_30_the_calendar_is_a_page_and_a_workbook(example):
    path = "/wilayah/75.03/perpanjangan/?per=02-12-2023"
    assert "Yth. Kepala Desa Huangobotu" in page("sekda", path)
    response = desks.seated("sekda").get(f"{path}&tabel=perpanjangan&bentuk=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(one.startswith("Yth. Kepala Desa Huangobotu") and "31 Desember 2023" in one for one in said)
    assert "Tidak ada." in page("sekda", "/wilayah/75.03/perpanjangan/")
