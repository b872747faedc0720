"""A village's list goes to BPJS by its pages: proposed by the operator, approved by the Dinas PMD, fetched by the
branch."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from lindung.platform.journal import models as journal
from lindung.registers.enrolment import models as enrolment
from lindung.registers.workers import operations as erasing
from lindung.registers.workers import queries as workers
from tests import chronicle, offices
from tests.interfaces.web import colleagues, desks

VILLAGE = desks.VILLAGE
HOME = f"/wilayah/{VILLAGE}/pengajuan/"
SAID = {
    "wadah": "SD", "nomor_wadah": "sd000001", "surat": "560/15/2023", "tanggal_surat": "13-04-2023", "sk": "7/2023",
    "tanggal_sk": "20-02-2023", "pks": "PKS/12/2023", "pks_mulai": "01-01-2023", "pks_sampai": "31-12-2023",
    "paling_banyak": "",
}  # fmt: skip


def text(answer) -> str:
    return answer.content.decode()


def proposed(role: str = "operator", **said: str) -> str:
    answer = desks.seated(role).post(f"{HOME}baru/", SAID | said)
    assert answer.status_code == 302
    return answer["Location"]


def approved() -> str:
    where = proposed()
    assert desks.seated("dpmd").post(where, {"tindakan": "setuju"}).status_code == 302
    return where


def took(answer) -> bool:
    return "attachment" in answer.headers.get("Content-Disposition", "")


def test_the_operator_proposes_the_regency_approves_and_the_branch_fetches(example):
    branch = desks.seated("bpjs")
    where = proposed()
    assert not took(branch.post(where, {"tindakan": "xlsx"}))
    assert desks.seated("operator").post(where, {"tindakan": "setuju"}).status_code == 400
    assert desks.seated("bpjs").post(where, {"tindakan": "setuju"}).status_code == 400
    assert desks.seated("dpmd").post(where, {"tindakan": "setuju"}).status_code == 302
    answer = branch.post(where, {"tindakan": "xlsx"})
    assert took(answer)
    assert answer["Cache-Control"] == "no-store, private"
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book["DAFTAR PESERTA"]
    found = {cell.value for cell in sheet["B"] if re.fullmatch(r"\d{16}", str(cell.value))}
    waiting = enrolment.SubmittedName.objects.filter(submission_id=example.submission).values_list("person_id")[0][0]
    people = set(enrolment.Entry.objects.filter(listing__region__code=VILLAGE).values_list("person_id", flat=True))
    assert found == {str(workers.nik_of(one)) for one in people - {waiting}}
    assert len(found) == 2
    view = journal.View.objects.order_by("-id").first()
    assert (view.kind, view.about, view.persons, view.account) == ("export_nik", VILLAGE, 2, example.accounts["bpjs"])
    assert view.reason == "Pengajuan ke BPJS, surat 560/15/2023 tanggal 13-04-2023"
    assert view.export.hex[:12] in answer["Content-Disposition"]
    assert {row[0].value: row[1].value for row in book["Tentang unduhan"].iter_rows()}["Alasan"] == view.reason


def test_who_proposed_does_not_approve_a_colleague_does(example):
    colleagues.seat_head()
    where = proposed("dpmd")
    assert desks.seated("dpmd").post(where, {"tindakan": "setuju"}).status_code == 400
    assert "Menunggu keputusan orang kedua" in text(desks.seated("dpmd").get(where))
    assert desks.seated("kepala.dpmd").post(where, {"tindakan": "setuju"}).status_code == 302


def test_only_the_branch_and_who_proposed_fetch_and_not_too_often(example):
    where = approved()
    for role in ("kades", "camat", "sekda", "dpmd", "auditor"):
        assert not took(desks.seated(role).post(where, {"tindakan": "xlsx"})), role
    operator = desks.seated("operator")
    assert [took(operator.post(where, {"tindakan": "xlsx"})) for _ in range(4)] == [True, True, True, False]
    assert took(desks.seated("bpjs").post(where, {"tindakan": "xlsx"}))


def test_an_agreement_that_ended_is_refused_in_words_and_nothing_is_written(example):
    before = enrolment.Submission.objects.count()
    answer = desks.seated("operator").post(f"{HOME}baru/", SAID | {"pks_sampai": "31-03-2023"})
    assert answer.status_code == 422
    assert "PKS PKS/12/2023 berlaku dari 01-01-2023 sampai 31-03-2023" in text(answer)
    assert "560/15/2023" in text(answer)
    assert enrolment.Submission.objects.count() == before


@pytest.mark.parametrize(("said", "message"), [({"sk": ""}, "belum diisi"), ({"tanggal_sk": "kemarin"}, "kemarin"),
                                               ({"paling_banyak": "-1"}, "bukan banyaknya orang")])  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(example, said, message):
    answer = desks.seated("operator").post(f"{HOME}baru/", SAID | said)
    assert answer.status_code == 422
    assert message in text(answer)


def test_not_more_than_so_many_are_sent(example):
    where = proposed(paling_banyak="1")
    number = int(where.rstrip("/").rpartition("/")[2])
    assert enrolment.SubmittedName.objects.filter(submission_id=number).count() == 1


def test_the_page_of_the_village_says_who_can_go_and_counts_who_went(example):
    operator = desks.seated("operator")
    assert "2 nama dapat diajukan." in text(operator.get(HOME))
    approved()
    after = text(operator.get(HOME))
    assert "0 nama dapat diajukan." in after
    assert "Pada pengajuan yang masih menunggu" in after
    assert "2 diajukan ke BPJS" in text(operator.get(f"/wilayah/{VILLAGE}/"))


def test_no_page_shows_a_nik_in_clear(example):
    where = approved()
    niks = [str(workers.nik_of(one)) for one in enrolment.Entry.objects.values_list("person_id", flat=True)]
    for path in (HOME, where, f"{where}surat/", f"{where}?tabel=nama&bentuk=csv", f"{HOME}?tabel=calon&bentuk=csv"):
        said = text(desks.seated("dpmd").get(path))
        assert not [nik for nik in niks if nik in said], path


def test_demand_29_the_covering_letter_says_how_many_in_digits_and_words_and_who_signs(example):
    where = proposed()
    draft = text(desks.seated("operator").get(f"{where}surat/"))
    assert "RANCANGAN" in draft
    desks.seated("dpmd").post(where, {"tindakan": "setuju"})
    letter = text(desks.seated("operator").get(f"{where}surat/"))
    assert "RANCANGAN" not in letter
    for part in (
        "560/15/2023", "13 April 2023", "2 (dua) orang", "Kepala Kantor Cabang BPJS Ketenagakerjaan",
        "Keputusan Kepala Desa Nomor 7/2023 tanggal 20 Februari 2023",
        "Perjanjian Kerja Sama Nomor PKS/12/2023, berlaku 1 Januari 2023 sampai dengan 31 Desember 2023",
        "Kepala Dinas Pemberdayaan Masyarakat dan Desa", "Kepala Desa", "Desa Huangobotu",
    ):  # fmt: skip
        assert part in letter, part


def test_a_file_with_somebody_erased_since_does_not_leave(example):
    where = approved()
    person = enrolment.SubmittedName.objects.order_by("-id").values_list("person_id", flat=True)[0]
    stamp, asked = offices.stamp(), {"person_id": person, "reason": "surat 1", "account": "siti"}
    number = erasing.propose_erasure(**asked, stamp=stamp)
    born_on = chronicle.someone().born_on
    erasing.decide_erasure(erasure_id=number, approved=True, account="rahmat", born_on=born_on, stamp=stamp)
    answer = desks.seated("bpjs").post(where, {"tindakan": "xlsx"})
    assert (answer.status_code, took(answer)) == (422, False)
    assert enrolment.SubmissionFetch.objects.count() == 0


def test_the_monthly_list_of_changes_is_a_page_and_a_file_with_masked_nik(example):
    path = f"/wilayah/{VILLAGE}/perubahan/"
    dpmd = desks.seated("dpmd")
    assert "Januari 2023: 3 masuk, 0 keluar, 0 berubah." in text(dpmd.get(f"{path}?per=2023-01-31"))
    assert "April 2023: 0 masuk, 0 keluar, 0 berubah." in text(dpmd.get(path))
    answer = dpmd.get("/wilayah/75.03/perubahan/?per=2023-01-31&diketahui=2023-04-13&bentuk=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    came = [row for row in rows if row[3] == "Masuk daftar"]
    assert len(came) == 12
    assert all("••••" in row[1] for row in came)


def test_more_names_than_money_are_warned_of_and_not_stopped(example):
    assert "hanya cukup untuk" not in text(desks.seated("operator").get(HOME))
    told = chronicle.Chronicle.of("75.03")
    told.budget(VILLAGE, heads=2, name="perubahan.xlsx", received_on=desks.DAY)
    told.listed(VILLAGE, chronicle.people(5), received_on=desks.DAY)
    warning = (
        "nama sudah diterima, menunggu atau dapat diajukan, sedangkan anggaran atau pembayaran desa hanya cukup untuk "
        "3 orang"
    )
    assert f"5 {warning}" in text(desks.seated("operator").get(HOME))
    where = proposed()
    assert f"5 {warning}" in text(desks.seated("dpmd").get(where))
    assert desks.seated("dpmd").post(where, {"tindakan": "setuju"}).status_code == 302
    assert warning not in text(desks.seated("dpmd").get(where))
