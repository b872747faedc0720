"""The worker's stories: what an office drops becomes what the registers hold, within what that office may write."""

from __future__ import annotations

import datetime as dt
import pathlib
import tempfile
import threading
from typing import Any

import pytest
from django.db import transaction

from lindung.interfaces import monitor, works
from lindung.interfaces.intake.jobs import facts
from lindung.interfaces.reports import document
from lindung.monitoring import facts as facts_of_day
from lindung.registers.enrolment import models as enrolment
from lindung.registers.funding import models as funding
from tests import conftest
from tests.interfaces import desks
from tests.interfaces.desks import DAY, KERAMAT, MERANTI
from tests.officer import folder as folders
from tests.officer import people

pytestmark = pytest.mark.django_db
ROSTER = "NO;NIK;NAMA;TGL LAHIR;DESA\n"
PAYMENTS = "KODE DESA;KODE IURAN;TANGGAL BAYAR;PERIODE AWAL;JUMLAH BULAN;JUMLAH TK;NOMINAL;KETERANGAN\n"
OF_KERAMAT = f"{KERAMAT};100007368787;05-01-2023;01-2023;12;100;20160000;\n"


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch) -> pathlib.Path:
    """Where the worker reads: afterwards nothing may be left in it."""
    folder = tmp_path / "sementara"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def known(known_at: dt.date = DAY) -> dict[str, Any]:
    return document.as_json(monitor.regency_day("75.03", year=2023, on=DAY, known_at=known_at))


def place(code: str) -> facts_of_day.PlaceDay:
    day = monitor.regency_day("75.03", year=2023, on=DAY, known_at=DAY)
    return next(one for one in day.places if one.code == code)


def village(code: str = KERAMAT, office: str = "Pemerintah Desa Keramat"):
    return desks.desk(office, code, role="operator", person="Operator Contoh")


def done(by, job) -> facts.Outcome:
    while works.run_one(works.new_worker()):
        pass
    found = desks.seen(by, job)
    assert (found.state, found.refusal) == ("done", "")
    return found.outcome


def rows(*persons: people.Person, village: str, start: int = 1) -> str:
    return "".join(f"{n};{p.nik};{p.name};{p.born:%d-%m-%Y};{village}\n" for n, p in enumerate(persons, start))


def small(path: pathlib.Path) -> folders.OfficerFolder:
    """Keramat paid for 100 and lists 100, one of them twice; Meranti lists 60, two with a mistake."""
    folder, drawn = folders.OfficerFolder(path), people.People(7, DAY)
    folder.budget(KERAMAT)
    folder.budget(MERANTI)
    folder.paid(KERAMAT, dt.date(2023, 1, 5))
    hundred = drawn.many(99)
    folder.roster(KERAMAT, [*hundred, hundred[0]])
    wrong = [drawn.mistaken("nik_length"), drawn.mistaken("category_state")]
    folder.roster(MERANTI, [*drawn.many(58), *wrong])
    folder.leftover("scan.pdf", b"%PDF-1.4 tanda tangan")
    folder.leftover("catatan.html", b"<p>rapat</p>")
    folder.write()
    return folder


def test_a_zip_dropped_by_the_regency_gives_the_figures_of_the_command_line(tmp_path):
    small(tmp_path / "berkas")
    with transaction.atomic():
        monitor.take(
            tmp_path / "berkas", regency="75.03", year=2023, quota=None, on=DAY, received_on=DAY,
            by=conftest.OFFICER, at=conftest.MORNING,
        )  # fmt: skip
        by_command = known()
        transaction.set_rollback(True)
    officer = desks.desk()
    done(officer, desks.send(officer, kiriman__zip=desks.zip_of(tmp_path / "berkas")))
    assert known() == by_command
    assert place(KERAMAT).paid


def test_the_outcome_says_of_each_file_what_was_understood_and_what_to_mend(tmp_path, temporary):
    small(tmp_path / "berkas")
    officer = desks.desk()
    outcome = done(officer, desks.send(officer, kiriman__zip=desks.zip_of(tmp_path / "berkas")))
    said = {
        file.name: (file.budgets, file.payments, file.people, file.counted, file.kinds, file.read)
        for file in outcome.files
    }
    assert said == {
        "Pembayaran BPJS.xlsx": (0, 1, 0, 0, {}, True),
        "Rekap anggaran 2023.xlsx": (2, 0, 0, 0, {}, True),
        f"daftar/{KERAMAT}-Keramat.xlsx": (0, 0, 100, 99, {"duplicate_in_file": 1}, True),
        f"daftar/{MERANTI}-Meranti.xlsx": (0, 0, 60, 58, {"nik_length": 1, "category_state": 1}, True),
        "scan.pdf": (0, 0, 0, 0, {"file_ignored": 1}, True),
        "catatan.html": (0, 0, 0, 0, {}, False),
    }
    assert (outcome.total("people"), outcome.total("problems"), outcome.total("warnings")) == (160, 3, 1)
    assert list(temporary.iterdir()) == []


def test_the_same_zip_again_changes_nothing_and_says_so(tmp_path):
    small(tmp_path / "berkas")
    officer, content = desks.desk(), desks.zip_of(tmp_path / "berkas")
    first = done(officer, desks.send(officer, kiriman__zip=content))
    figures = known()
    again = done(officer, desks.send(officer, kiriman__zip=content))
    assert known() == figures
    assert ({file.known for file in first.files}, {f.known for f in again.files if f.read}) == ({False}, {True})
    assert again.total("people") == first.total("people")


def test_two_hundred_lines_of_a_file_are_kept_and_all_are_counted():
    officer = desks.desk()
    content = "DESA KERAMAT KECAMATAN TAPA\nNO;NIK;NAMA\n" + "".join(f"{n};75030113067;Warga\n" for n in range(1, 301))
    (file,) = done(officer, desks.send(officer, daftar__csv=content)).files
    assert (len(file.lines), file.kinds, file.problems) == (200, {"nik_length": 300}, 300)
    assert (file.lines[0].row, file.lines[0].column) == (3, "NIK")


# Within what the sender may write


def test_a_village_writes_its_own_rows_and_is_told_once_a_sheet_of_its_neighbours():
    drawn = people.People(5, DAY)
    own, theirs = drawn.many(3), drawn.many(2)
    operator = village()
    content = ROSTER + rows(*own, village="Keramat") + rows(*theirs, village="Meranti", start=4)
    (file,) = done(operator, desks.send(operator, daftar__csv=content)).files
    assert (file.people, file.kinds) == (3, {"out_of_scope": 1})
    assert (file.lines[0].row, file.lines[0].message[:81]) == (
        5, "Baris tentang wilayah di luar kewenangan kantor Anda; tidak dicatat. Jumlahnya pa",
    )  # fmt: skip
    assert (place(KERAMAT).declared, place(MERANTI).declared) == (3, 0)
    assert [problem["kind"] for problem in known()["problems"]] == ["out_of_scope"]


def test_nothing_is_kept_about_a_neighbours_row():
    drawn = people.People(6, DAY)
    own, theirs = drawn.one(), drawn.one()
    content = "NO;NIK;NAMA;JK;DESA\n" + f"1;{own.nik};{own.name};{own.sex};Keramat\n"
    content += f"2;{theirs.nik};{theirs.name};{'P' if theirs.sex == 'L' else 'L'};Meranti\n"
    operator = village()
    (file,) = done(operator, desks.send(operator, daftar__csv=content)).files
    assert file.kinds == {"out_of_scope": 1}


def test_a_village_cannot_take_back_the_money_of_another_by_its_code():
    officer, operator = desks.desk(), village(MERANTI, "Pemerintah Desa Meranti")
    done(officer, desks.send(officer, bayar__csv=PAYMENTS + OF_KERAMAT))
    taken_back = f"{MERANTI};100007368787;10-04-2023;01-2023;12;100;-20160000;PEMBATALAN\n"
    (file,) = done(operator, desks.send(operator, batal__csv=PAYMENTS + taken_back)).files
    assert file.kinds == {"reversal_unmatched": 1}
    assert not funding.Reversal.objects.exists()
    assert place(KERAMAT).paid


def test_money_whose_village_is_not_known_counts_for_the_regency_only_on_the_regencys_word():
    unknown = PAYMENTS.replace("KODE DESA", "DESA") + OF_KERAMAT.replace(KERAMAT, "Entah")
    operator, officer = village(), desks.desk()
    (file,) = done(operator, desks.send(operator, bayar__csv=unknown)).files
    assert file.kinds == {"village_unknown": 1, "out_of_scope": 1}
    assert "Uang tidak dicatat." in " ".join(line.message for line in file.lines)
    assert not funding.Receipt.objects.exists()
    (file,) = done(officer, desks.send(officer, bayar__csv=unknown)).files
    assert file.kinds == {"village_unknown": 1}
    assert funding.Receipt.objects.get().region_id == "75.03"


def test_files_of_one_name_from_two_villages_are_two_documents():
    broken = "NO;NIK;NAMA\n1;75030113067;Warga\n"
    for code, name in ((KERAMAT, "Keramat"), (MERANTI, "Meranti")):
        operator = village(code, f"Pemerintah Desa {name}")
        title = f"DESA {name.upper()} KECAMATAN TAPA\n"
        (file,) = done(operator, desks.send(operator, daftar__csv=title + broken)).files
        assert file.name == "daftar.csv"
    shown = {problem["file"] for problem in known()["problems"]}
    assert shown == {"Pemerintah Desa Keramat/daftar.csv", "Pemerintah Desa Meranti/daftar.csv"}


def test_a_village_is_told_of_its_people_on_another_list_but_not_on_which():
    (person,) = people.People(9, DAY).many(1)
    for code, name in ((KERAMAT, "Keramat"), (MERANTI, "Meranti")):
        operator = village(code, f"Pemerintah Desa {name}")
        (file,) = done(operator, desks.send(operator, daftar__csv=ROSTER + rows(person, village=name))).files
    assert (file.kinds, file.counted) == ({"duplicate_other_village": 1}, 0)
    assert "Keramat" not in file.lines[0].message
    officer = desks.desk()
    (file,) = done(officer, desks.send(officer, daftar__csv=ROSTER + rows(person, village="Meranti"))).files
    assert "Keramat" in file.lines[0].message


def test_a_quota_set_before_stays_when_a_file_is_sent(tmp_path):
    small(tmp_path / "berkas")
    monitor.take(
        tmp_path / "berkas", regency="75.03", year=2023, quota=60, on=DAY, received_on=DAY, by=conftest.OFFICER,
        at=conftest.MORNING,
    )  # fmt: skip
    operator = village()
    done(operator, desks.send(operator, daftar__csv=ROSTER + rows(*people.People(4, DAY).many(2), village="Keramat")))
    assert known()["quota"] == 60


# What goes wrong


def test_a_delivery_without_any_table_is_refused_with_what_to_send():
    officer = desks.desk()
    job = desks.send(officer, halaman__html="<p>")
    assert works.run_one("satu")
    assert desks.seen(officer, job).refusal_code == "tidak-ada-tabel"


def test_one_bad_delivery_stops_neither_the_worker_nor_the_next(monkeypatch, capsys):
    officer, take, farmer = desks.desk(), monitor.take, "7503011306780003"
    bad = desks.send(officer, at=conftest.MORNING, a__csv=ROSTER)
    good = desks.send(officer, at=conftest.MORNING + dt.timedelta(minutes=1), b__csv=ROSTER)

    def fails_first(*said, **more):
        monkeypatch.setattr(monitor, "take", take)
        raise ZeroDivisionError(farmer)

    monkeypatch.setattr(monitor, "take", fails_first)
    works.loop(stop=threading.Event(), until_empty=True)
    assert (desks.seen(officer, bad).state, desks.seen(officer, bad).refusal_code) == ("refused", "kiriman-gagal")
    assert desks.seen(officer, good).state == "done"
    reported = capsys.readouterr().err
    assert "ZeroDivisionError" in reported
    assert farmer not in reported


def test_what_the_site_prepares_afterwards_is_prepared_and_may_fail(capsys):
    officer, prepared = desks.desk(), []
    desks.send(officer, a__csv=ROSTER)
    assert works.run_one("satu", after=prepared.append)
    assert prepared == ["75.03"]
    job = desks.send(officer, b__csv=ROSTER)
    assert works.run_one("satu", after=lambda regency: 1 // 0)
    assert desks.seen(officer, job).state == "done"
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_asked_to_stop_between_two_files_the_job_waits_and_nothing_is_taken(monkeypatch, temporary):
    officer, stop = desks.desk(), threading.Event()
    people_of_keramat = ROSTER + rows(*people.People(4, DAY).many(2), village="Keramat")
    job = desks.send(officer, a__csv=people_of_keramat, b__csv=ROSTER)
    content = works.queries.content
    monkeypatch.setattr(works.queries, "content", lambda key: stop.set() or content(key))
    works.loop(stop=stop)
    assert desks.seen(officer, job).state == "waiting"
    assert not enrolment.Listing.objects.exists()
    assert list(temporary.iterdir()) == []
    monkeypatch.setattr(works.queries, "content", content)
    assert done(officer, job).total("people") == 2


def test_only_one_file_lies_in_clear_and_only_while_it_is_read(monkeypatch, temporary):
    officer, in_clear = desks.desk(), []
    desks.send(officer, a__csv="NIK;1", b__csv="NIK;2", c__csv="NIK;3")
    read = works.monitor.reading.Reader.read

    def look(reader, path):
        files = [one for one in temporary.rglob("*") if one.is_file()]
        in_clear.append([one.name for one in files if one.stat().st_size])
        assert all(one.stat().st_mode & 0o077 == 0 for one in temporary.iterdir())
        return read(reader, path)

    monkeypatch.setattr(works.monitor.reading.Reader, "read", look)
    assert works.run_one("satu")
    assert in_clear == [["a.csv"], ["b.csv"], ["c.csv"]]
    assert list(temporary.iterdir()) == []
