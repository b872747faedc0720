"""Typing one budget, one payment, one worker: a file's checks, claims and journal, each message at its field."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django import test

from lindung.interfaces import monitor
from lindung.interfaces.web import models
from lindung.platform.journal import models as journal
from lindung.platform.journal import queries as journal_queries
from lindung.registers.funding import models as funding
from tests import chronicle
from tests.chronicle import MONITORING_DAY, TALULOBUTU, TALUMOPATU
from tests.interfaces.web import typists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_monitoring_day")]


@pytest.fixture
def dpmd(regency) -> test.Client:
    return typists.sit("dpmd", "75.03")


# What is typed is recorded, and told


def test_a_budget_that_is_typed_is_the_villages_budget(dpmd):
    assert typists.saved(typists.send(dpmd, "anggaran")) == f"/wilayah/{TALUMOPATU}/?tersimpan=anggaran"
    assert {name: typists.figures()[name] for name in ("budget_rupiah", "budget_heads", "funds")} == {
        "budget_rupiah": 20_160_000, "budget_heads": 100, "funds": ("ADD",),
    }  # fmt: skip
    (fact,) = funding.Budget.objects.all()
    assert (fact.reference, fact.decided_on, fact.heads) == ("3/2022", dt.date(2022, 12, 28), 100)


def test_a_payment_that_is_typed_covers_people_until_the_end_of_the_year(dpmd):
    assert typists.saved(typists.send(dpmd, "pembayaran")).endswith("?tersimpan=pembayaran")
    seen = typists.figures()
    assert (seen["paid_rupiah"], seen["protected"], seen["cover_ends_before"]) == (8_064_000, 40, dt.date(2024, 1, 1))


def test_a_worker_that_is_typed_begins_the_villages_list(dpmd):
    assert typists.saved(typists.send(dpmd, "pekerja")).endswith("?tersimpan=pekerja")
    assert (typists.figures()["declared"], typists.figures()["valid"]) == (1, 1)


def test_the_villages_page_says_what_was_saved_and_shows_it(dpmd):
    page = dpmd.get(typists.saved(typists.send(dpmd, "anggaran"))).content.decode()
    assert "Anggaran tersimpan." in page
    assert "Rp20.160.000" in page
    assert "Formulir web anggaran " in page
    assert "(13-04-2023 09.30 WITA)" in page


def test_the_day_that_pages_open_with_is_computed_anew(dpmd):
    kept = models.KeptDay.objects
    assert kept.count() == 0
    typists.send(dpmd, "anggaran")
    assert (kept.get().as_on, kept.get().version) == (MONITORING_DAY, journal_queries.last_line())


@pytest.mark.parametrize(("page", "verb"), [
    ("anggaran", "funding.budgeted"), ("pembayaran", "funding.received"), ("pekerja", "enrolment.added"),
])  # fmt: skip
def test_the_journal_says_who_typed_it_for_which_office(dpmd, page, verb):
    form = uuid.uuid4()
    typists.saved(typists.send(dpmd, page, form=str(form)))
    line = journal.Line.objects.get(verb=verb)
    assert (line.actor, line.office, line.batch, line.at) == ("Contoh Dpmd", "Kantor dpmd", form, typists.MORNING)
    assert journal_queries.first_break() is None
    document = journal.Document.objects.get(batch=form)
    assert (document.received_on, document.name) == (
        MONITORING_DAY, f"Formulir web {page} {form.hex[:8]} (13-04-2023 09.30 WITA)",
    )  # fmt: skip


def test_the_same_facts_by_form_and_by_file_come_to_the_same_figures(dpmd, tmp_path):
    files = {
        "Rekap anggaran 2023": "Kode Desa;Desa;Sumber Dana;Jumlah Pekerja;Jumlah Bulan;Pagu (Rp);Nomor Perdes;"
        f"Tanggal Perdes\n{TALULOBUTU};Talulobutu;ADD;100;12;20.160.000;3/2022;28-12-2022\n",
        "Pembayaran BPJS": "Kode Desa;Nama Wadah;Kode Iuran;Tanggal Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal\n"
        f"{TALULOBUTU};Pekerja Rentan Talulobutu;230100000002;12-04-2023;01-2023;12;40;8.064.000\n",
        f"{TALULOBUTU} Talulobutu": "NO;NIK;NAMA;TANGGAL LAHIR;JK;PEKERJAAN\n"
        "1;7503045207800001;Aminah Bakari;12-07-1980;P;Nelayan\n",
    }
    for name, content in files.items():
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    monitor.take(
        tmp_path, regency="75.03", year=2023, quota=100, on=MONITORING_DAY, received_on=None, by=chronicle.OFFICER,
        at=typists.MORNING,
    )  # fmt: skip
    for page in typists.SHEETS:
        typists.saved(typists.send(dpmd, page))
    assert typists.figures(TALUMOPATU) == typists.figures(TALULOBUTU)
    assert typists.figures()["budget_heads"] == 100
    assert (typists.figures()["valid"], typists.figures()["paid_heads"]) == (1, 40)


# Every fault at its field, and nothing recorded


@pytest.mark.parametrize(("page", "different", "field", "words"), [
    ("anggaran", {"amount": "dua puluh juta"}, "amount", "«dua puluh juta» bukan rupiah bulat"),
    ("anggaran", {"amount": ""}, "amount", "Tulis pagu, atau «belum dianggarkan»"),
    ("anggaran", {"amount": "-5"}, "amount", "«-5» bukan rupiah bulat"),
    ("anggaran", {"year": "23"}, "year", "«23» tidak terbaca. Tulis seperti 2023"),
    ("anggaran", {"stage": "lunas"}, "stage", "«lunas» tidak terbaca"),
    ("anggaran", {"heads": "seratus"}, "heads", "«seratus» tidak terbaca"),
    ("anggaran", {"months": "121"}, "months", "«121» tidak terbaca"),
    ("anggaran", {"decided_on": "31-02-2023"}, "decided_on", "«31-02-2023» tidak terbaca. Tulis seperti 13-04-2023"),
    ("anggaran", {"decided_on": "14-04-2023"}, "decided_on", "14-04-2023 belum tiba; hari ini 13-04-2023"),
    ("anggaran", {"fund": "a" * 201}, "fund", "lebih dari 200 huruf"),
    ("pembayaran", {"code": ""}, "code", "Kode iuran belum diisi"),
    ("pembayaran", {"paid_on": ""}, "paid_on", "Tanggal bayar belum diisi"),
    ("pembayaran", {"paid_on": "kemarin"}, "paid_on", "«kemarin» tidak terbaca"),
    ("pembayaran", {"paid_on": "2023-04-14"}, "paid_on", "belum tiba"),
    ("pembayaran", {"period": "13-2023"}, "period", "«13-2023» tidak terbaca. Tulis seperti 01-2023"),
    ("pembayaran", {"months": "0"}, "months", "«0» tidak terbaca"),
    ("pembayaran", {"heads": "-5"}, "heads", "«-5» tidak terbaca"),
    ("pembayaran", {"amount": "-8.064.000"}, "amount", "lebih dari nol"),
    ("pekerja", {"nik": ""}, "nik", "NIK tidak diisi. Isi 16 angka dari KTP"),
    ("pekerja", {"nik": typists.NIK[:15]}, "nik", "NIK berisi 15 angka, seharusnya 16"),
    ("pekerja", {"nik": typists.NIK.replace("4", "O")}, "nik", "NIK memuat «O»"),
    ("pekerja", {"nik": "99" + typists.NIK[2:]}, "nik", "(99) bukan kode provinsi"),
    ("pekerja", {"nik": "7503047206780003"}, "nik", "(720678) bukan tanggal lahir"),
    ("pekerja", {"nik": "7503041306780000"}, "nik", "0000 tidak pernah diterbitkan"),
    ("pekerja", {"name": ""}, "name", "Isi nama sesuai KTP"),
    ("pekerja", {"birth": "14-06-1979"}, "birth", "tertulis 14-06-1979, menurut NIK 13-06-1978"),
    ("pekerja", {"occupation": "Kepala Desa"}, "occupation", "«Kepala Desa» menerima upah"),
    ("pekerja", {"occupation": "PNS"}, "occupation", "«PNS» bukan pekerja rentan"),
    ("pekerja", {"nik": "7503041304580003", "birth": ""}, "nik", "Berusia 65 tahun pada 13-04-2023 (hari pemantauan)"),
    ("pekerja", {"nik": "7503041404060003", "birth": ""}, "nik", "Berusia 16 tahun pada 13-04-2023"),
])  # fmt: skip
def test_each_fault_is_said_at_its_field_and_nothing_is_recorded(dpmd, page, different, field, words):
    before = journal.Line.objects.count()
    answer = typists.send(dpmd, page, **different)
    found = typists.faults(answer)
    assert list(found) == [field]
    assert words in found[field]
    assert journal.Line.objects.count() == before
    assert journal.Document.objects.count() == 0


def test_what_was_typed_stays_in_the_form(dpmd):
    said = typists.send(dpmd, "pekerja", nik="75030413", name='Siti "Ani" <b>').content.decode()
    assert 'value="75030413"' in said
    assert "Siti &quot;Ani&quot; &lt;b&gt;" in said
    assert '<option value="L" selected>' in said
    assert 'value="Hajar Nusi"' in said


def test_a_field_that_was_emptied_does_not_fill_itself_again(dpmd):
    said = typists.send(dpmd, "anggaran", months="", amount="x").content.decode()
    assert re.search(r'name="months" type="text" value=""', said)


def test_sixty_four_years_and_364_days_may_still_be_added(dpmd):
    typists.saved(typists.send(dpmd, "pekerja", nik="7503041404580003", birth="14-04-1958"))
    assert typists.figures()["valid"] == 1


def test_age_is_taken_on_the_day_of_the_villages_first_payment(regency, dpmd):
    regency.paid(TALUMOPATU, dt.date(2023, 1, 10), heads=1)
    typists.saved(typists.send(dpmd, "pekerja", nik="7503041304580003", birth="13-04-1958"))
    regency.paid(TALULOBUTU, dt.date(2023, 4, 13), heads=1)
    found = typists.faults(typists.send(dpmd, "pekerja", TALULOBUTU, nik="7503041304580005", birth="13-04-1958"))
    assert "Berusia 65 tahun pada 13-04-2023 (hari pembayaran pertama)" in found["nik"]


# What is worth a second look is said before it is saved


@pytest.mark.parametrize(("page", "different", "words"), [
    ("anggaran", {"amount": "20.000.000"}, "Yang dihitung: cukup untuk 99 orang"),
    ("anggaran", {"reference": "", "decided_on": ""}, "Ada pagu tanpa nomor atau tanggal Perdes"),
    ("pembayaran", {"amount": "8.000.000"}, "menurut tarif adalah Rp8.064.000 (selisih -Rp64.000)"),
    ("pekerja", {"sex": "P"}, "Tertulis P, menurut NIK laki-laki"),
    ("pekerja", {"birth": "13 Jnu 1978"}, "Tanggal lahir «13 Jnu 1978» tidak terbaca; dipakai tanggal dari NIK"),
])  # fmt: skip
def test_what_is_odd_is_said_first_and_saved_when_it_is_meant(dpmd, page, different, words):
    form = str(uuid.uuid4())
    (said,), carried = typists.warnings(typists.send(dpmd, page, form=form, **different))
    assert words in said
    assert journal.Document.objects.count() == 0
    typists.saved(typists.send(dpmd, page, form=form, looked_at=carried, **different))
    assert journal.Document.objects.count() == 1


def test_a_warning_that_was_not_on_the_page_is_not_passed_over(dpmd):
    _, carried = typists.warnings(typists.send(dpmd, "anggaran", amount="20.000.000"))
    (said,), _ = typists.warnings(typists.send(dpmd, "anggaran", amount="2.000.000", looked_at=carried))
    assert "Rp2.000.000" in said


def test_a_kode_iuran_used_for_other_money_is_pointed_out(dpmd):
    typists.saved(typists.send(dpmd, "pembayaran"))
    (said,), _ = typists.warnings(typists.send(dpmd, "pembayaran", heads="20", amount="4.032.000"))
    assert "sudah dipakai pada 12-04-2023 untuk 40 orang, Rp8.064.000" in said
