"""The village's and the worker's page: what each office sees there, and the same rows as files."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re

import openpyxl
import pytest
from django import http, test

from lindung.interfaces.web import days, links
from lindung.interfaces.web.components import steps
from lindung.platform.access import operations as desks
from lindung.registers.workers import models as workers
from tests import chronicle
from tests.chronicle import HUANGOBOTU, MONITORING_DAY, PAUWO, QUARTER_END, TALUMOPATU
from tests.interfaces import desks as officers

pytestmark = pytest.mark.django_db

ON = "?per=2023-04-13&diketahui=2023-04-13"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Every test begins with the same journal, so a day kept by another test would pass for its own."""
    days._shared_days.clear()


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def signed_in(role: str, *regions: str) -> test.Client:
    """Someone at a desk of that role over those regions, who has just signed in."""
    stamp = chronicle.Chronicle.stamp(chronicle.NEW_YEAR)
    account = desks.open_account(
        name=role, person_name="Contoh", password="tiga ekor kambing", example=False, stamp=stamp
    )
    office = desks.open_office(name=f"Kantor {role}", regions=regions, starts_on=dt.date(2015, 1, 1), stamp=stamp)
    desks.appoint(account_id=account, office_id=office, role=role, starts_on=dt.date(2015, 1, 1), stamp=stamp)
    client = test.Client()
    officers.sit(client, role)
    return client


def page(client: test.Client, code: str, more: str = "") -> str:
    answer = client.get(f"/wilayah/{code}/{ON}{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def file(client: test.Client, code: str, table: str) -> list[list[str]]:
    answer = client.get(f"/wilayah/{code}/{ON}&tabel={table}&bentuk=csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]


def rows_of(markup: str, section: str) -> int:
    part = markup[markup.index(f'aria-labelledby="{section}"') :]
    return part[: part.index("</section>")].count('<th role="rowheader"')


def states(markup: str) -> list[str]:
    return re.findall(r'<span class="state s\d">.*?</svg>([^<]+)</span>', markup)


# The four steps


def test_the_steps_of_a_village_that_has_done_nothing(regency):
    markup = page(signed_in("camat", "75.03.01"), TALUMOPATU)
    assert states(markup) == ["Belum melapor", "Belum ada", "Belum membayar", "Belum ada"]
    assert markup.count('<li class="next">') == 1


def test_the_steps_of_a_village_at_quota(regency):
    regency.target(3, region=TALUMOPATU)
    regency.budget(TALUMOPATU)
    regency.listed(TALUMOPATU, chronicle.people(3))
    regency.paid(TALUMOPATU, QUARTER_END, heads=3)
    markup = page(signed_in("camat", "75.03.01"), TALUMOPATU)
    assert states(markup) == ["Selesai", "Selesai", "Selesai", "Mencapai kuota"]
    assert "Daftar pekerja (3/3)" in markup
    assert '<li class="next">' not in markup


def taken(regency, code: str = TALUMOPATU, problems: int = 0) -> list[steps.Step]:
    to = links.Links(days.Asked(2023, MONITORING_DAY, MONITORING_DAY), code)
    return steps.of(regency.village(code), to, problems=problems)


def test_the_first_step_that_is_not_done_comes_next_whatever_came_later(regency):
    assert steps.following(taken(regency)).key == "anggaran"
    regency.paid(TALUMOPATU, QUARTER_END)
    assert steps.following(taken(regency)).key == "anggaran"
    regency.budget(TALUMOPATU)
    regency.listed(TALUMOPATU, chronicle.people(84))
    step = steps.following(taken(regency, problems=2))
    assert (step.key, step.href, step.state) == ("pekerja", f"/wilayah/{TALUMOPATU}/pekerja/", "Belum lengkap")
    assert step.title == "Daftar pekerja (84/100)"
    assert step.detail == "84 nama sah dari 84 yang didaftarkan; 2 baris perlu diperbaiki"


def test_a_village_whose_cover_ended_pays_again(regency):
    regency.target(3, region=TALUMOPATU)
    regency.budget(TALUMOPATU)
    regency.listed(TALUMOPATU, chronicle.people(3))
    regency.paid(TALUMOPATU, dt.date(2023, 1, 5), months=3, heads=3)
    step = steps.following(taken(regency))
    assert (step.key, step.state, step.action) == ("perlindungan", "Berakhir", "Hitung iuran")


def test_a_kelurahan_has_no_quota_to_fall_short_of(regency):
    regency.listed(PAUWO, chronicle.people(2))
    regency.paid(PAUWO, QUARTER_END, heads=2)
    assert [(one.title, one.done) for one in taken(regency, PAUWO)[1:]] == [
        ("Daftar pekerja", True), ("Pembayaran", True), ("Perlindungan", True),
    ]  # fmt: skip


# Tables


def story(regency) -> None:
    aminah = chronicle.someone(name="Aminah Bakari")
    regency.budget(TALUMOPATU)
    code = regency.paid(TALUMOPATU, QUARTER_END, heads=2)
    regency.paid(TALUMOPATU, dt.date(2023, 2, 1), first="2022-01", heads=1)
    regency.listed(HUANGOBOTU, [aminah, chronicle.someone(name=HOSTILE)], held=[("nik_length", "7503")])
    regency.listed(TALUMOPATU, [aminah, chronicle.someone(name="Hajar Nusi")])
    regency.confirmed(code, [aminah])


def test_every_table_is_as_long_on_the_page_as_in_its_file(regency):
    story(regency)
    client = signed_in("dpmd", "75.03")
    for code, keys in (
        (TALUMOPATU, ("anggaran", "pembayaran", "pekerja", "bulan")),
        (HUANGOBOTU, ("masalah", "temuan")),
    ):
        markup = page(client, code)
        for key in keys:
            assert rows_of(markup, key) == len(file(client, code, key)) > 0
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(f"/wilayah/{TALUMOPATU}/{ON}&tabel=pekerja&bentuk=xlsx").content)
    ).worksheets[0]
    assert [sheet.cell(7, column).value for column in (1, 4, 10)] == ["Aminah Bakari", "P", 5]


def test_payments_say_what_each_is_on_the_day(regency):
    story(regency)
    found = file(signed_in("bpjs", "75.03"), TALUMOPATU, "pembayaran")
    assert [(row[1], row[3], row[5]) for row in found] == [
        ("01-02-2023", "1", "tunggakan tahun lalu"), ("31-03-2023", "2", "untuk tahun ini"),
    ]  # fmt: skip


def test_a_nik_is_never_whole_on_the_page_or_in_a_file(regency):
    regency.listed(TALUMOPATU, chronicle.people(3), held=[("nik_length", "7503015306800")])
    client = signed_in("dpmd", "75.03")
    said = page(client, TALUMOPATU) + str(file(client, TALUMOPATU, "pekerja")) + page(client, TALUMOPATU, "&tahun=2023")
    assert "7503••••••••" in said
    assert not re.search(r"\d{13,16}", re.sub(r"2301\d{8}", "", said))


def test_a_name_that_is_markup_is_text(regency):
    story(regency)
    markup = page(signed_in("dpmd", "75.03"), HUANGOBOTU)
    assert HOSTILE not in markup
    assert html.escape(HOSTILE) in markup


def test_the_other_village_is_named_to_who_sees_both_and_to_nobody_else(regency):
    story(regency)
    seen = page(signed_in("dpmd", "75.03"), HUANGOBOTU)
    assert "Talumopatu" in seen
    for role, region in (("kades", HUANGOBOTU), ("camat", "75.03.08")):
        client = signed_in(role, region)
        hidden = page(client, HUANGOBOTU) + str(file(client, HUANGOBOTU, "temuan"))
        assert "sudah diterima BPJS sebagai peserta desa lain" in hidden
        assert not re.search(rf"Talumopatu|{re.escape(TALUMOPATU)}", hidden)


def test_a_page_that_is_none_or_not_ones_own_is_not_there(regency):
    client = signed_in("camat", "75.03.01")
    for code in (HUANGOBOTU, "75.03.01.9999", "75.02.01.2001"):
        assert client.get(f"/wilayah/{code}/{ON}").status_code == 404
    assert client.get(f"/wilayah/{TALUMOPATU}/?per=kemarin").status_code == 400


# What BPJS answered


def test_the_answers_of_bpjs_stand_on_the_villages_and_the_persons_page_with_the_reason(regency):
    karim, idrus = chronicle.someone(name="Karim Adjuli"), chronicle.someone(name="Idrus Umara")
    regency.listed(TALUMOPATU, [karim, idrus])
    regency.answered(TALUMOPATU, [karim], [(idrus, "NIK tidak ditemukan di Dukcapil")])
    client = signed_in("dpmd", "75.03")
    seen = page(client, TALUMOPATU)
    assert "Jawaban BPJS" in seen
    assert "22000000000" in seen
    assert "BPJS menolak 1 orang pada daftar Desa Talumopatu" in seen
    assert "BPJS menolak orang ini: NIK tidak ditemukan di Dukcapil." in seen
    of_idrus = worker(client, TALUMOPATU, person("Idrus Umara")).content.decode()
    assert "NIK tidak ditemukan di Dukcapil" in of_idrus
    assert "Ditolak BPJS" in of_idrus
    assert "22000000000" in worker(client, TALUMOPATU, person("Karim Adjuli")).content.decode()


def test_who_is_known_only_by_an_answer_has_a_page(regency):
    regency.answered(TALUMOPATU, [chronicle.someone(name="Karim Adjuli")])
    client = signed_in("dpmd", "75.03")
    assert "22000000000" in worker(client, TALUMOPATU, person("Karim Adjuli")).content.decode()
    assert worker(client, HUANGOBOTU, person("Karim Adjuli")).status_code == 404


# One person


def person(name: str) -> str:
    return str(workers.Person.objects.get(name=name).pk)


def worker(client: test.Client, village: str, key: str, more: str = "") -> http.HttpResponse:
    return client.get(f"/wilayah/{village}/pekerja/{key}/{ON}{more}")


def test_the_list_leads_to_each_persons_page(regency):
    story(regency)
    client = signed_in("kades", TALUMOPATU)
    addresses = re.findall(r'href="(/wilayah/[\d.]+/pekerja/[0-9a-f-]{36}/)"', page(client, TALUMOPATU))
    assert len(addresses) == 2
    assert {client.get(address + ON).status_code for address in addresses} == {200}


def test_a_persons_page_says_what_holds_today_and_where_each_fact_came_from(regency):
    story(regency)
    markup = worker(signed_in("kades", TALUMOPATU), TALUMOPATU, person("Aminah Bakari")).content.decode()
    assert "<b>Terlindungi, pasti</b>, sampai 31 Desember 2023." in markup
    for fact in ("peserta bpjs.xlsx", f"daftar {TALUMOPATU}.xlsx", "pembayaran.xlsx", "7503••••••••"):
        assert fact in markup
    assert "31 Maret 2023 sampai 31 Desember 2023: Terlindungi, pasti" in markup


def test_the_rows_of_days_tile_the_year(regency):
    story(regency)
    client = signed_in("kades", TALUMOPATU)
    said = worker(client, TALUMOPATU, person("Aminah Bakari"), "&tabel=hari&bentuk=csv").content.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(said, newline=""), delimiter=";"))[1:]
    assert [row[:3] for row in found] == [
        ["01-01-2023", "30-03-2023", "Belum terlindungi"], ["31-03-2023", "31-12-2023", "Terlindungi, pasti"],
    ]  # fmt: skip


def test_a_person_is_found_only_under_a_village_whose_list_names_them_and_within_scope(regency):
    story(regency)
    hajar, aminah = person("Hajar Nusi"), person("Aminah Bakari")
    kades = signed_in("kades", HUANGOBOTU)
    assert worker(kades, HUANGOBOTU, hajar).status_code == 404
    assert worker(kades, TALUMOPATU, hajar).status_code == 404
    own = worker(kades, HUANGOBOTU, aminah).content.decode()
    assert not re.search(rf"Talumopatu|{re.escape(TALUMOPATU)}|peserta bpjs", own)
    assert worker(kades, HUANGOBOTU, "00000000-0000-0000-0000-000000000001").status_code == 404
