"""A folder taken: once or twice, earlier or later, whole or not at all, and never with a NIK in clear."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import pathlib
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from lindung.interfaces import monitor
from lindung.interfaces.reports import document
from lindung.platform.journal import queries as journal
from lindung.platform.regions import operations as regions
from lindung.platform.vault import queries as vault
from lindung.registers.coverage import operations as coverage
from lindung.registers.enrolment import operations as enrolment
from lindung.registers.funding import operations as funding
from lindung.registers.workers import operations as workers
from tests import conftest
from tests.officer import folder as folders
from tests.officer import people, truth
from tests.officer import random as draws

pytestmark = pytest.mark.django_db
DAY, LATER = dt.date(2023, 4, 13), dt.date(2023, 4, 20)
KERAMAT, MERANTI, PAUWO = "75.03.01.2028", "75.03.01.2029", "75.03.02.1011"
YEAR_OF_100 = 20_160_000


def take(folder: pathlib.Path, regency: str = "75.03", received_on: dt.date = DAY, **different: Any) -> None:
    said = {"year": 2023, "quota": 100, "on": DAY, "by": conftest.OFFICER, "at": conftest.MORNING, **different}
    monitor.take(folder, regency=regency, received_on=received_on, **said)


def known(known_at: dt.date = DAY, regency: str = "75.03", on: dt.date = DAY, year: int = 2023) -> dict[str, Any]:
    return document.as_json(monitor.regency_day(regency, year=year, on=on, known_at=known_at))


def counts() -> dict[str, int]:
    """Rows of every table."""
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def small(path: pathlib.Path) -> folders.OfficerFolder:
    """Keramat paid for 100 and lists 100, Meranti only lists 60."""
    folder = folders.OfficerFolder(path)
    drawn = people.People(7, DAY)
    folder.budget(KERAMAT)
    folder.budget(MERANTI)
    folder.paid(KERAMAT, dt.date(2023, 1, 5))
    folder.roster(KERAMAT, drawn.many(100))
    folder.roster(MERANTI, drawn.many(60))
    return folder


@pytest.mark.parametrize(("regency", "seed"), [("75.03", 3), ("75.03", 8), ("11.01", 2)])
def test_the_same_folder_twice_changes_nothing(tmp_path: pathlib.Path, regency: str, seed: int) -> None:
    draws.random_folder(tmp_path, seed, regency, 2023, DAY, 100)
    take(tmp_path, regency)
    rows, figures, head = counts(), known(regency=regency), journal.head()
    assert rows["journal.Document"] > 5
    take(tmp_path, regency)
    assert (counts(), known(regency=regency), journal.head()) == (rows, figures, head)
    take(tmp_path, regency, received_on=LATER)
    assert (counts(), known(regency=regency), journal.head()) == (rows, figures, head)
    assert journal.first_break() is None


def test_before_the_day_it_was_received_nothing_is_known(tmp_path: pathlib.Path) -> None:
    small(tmp_path).write()
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04 terpotong")
    take(tmp_path)
    before = known(known_at=dt.date(2023, 4, 12))
    assert (before["villages"], before["known_at"]) == (160, "2023-04-12")
    for figure in ("reported", "budgeted", "declared", "enrolled_valid", "paid", "paid_total_rupiah", "protected"):
        assert before[figure] == 0, figure
    assert (before["problems"], before["warnings"], before["enrolled_by_village"]) == ([], [], {})
    assert len(before["not_reporting"]) == 160
    assert known(known_at=DAY)["paid"] == 1


def test_a_corrected_list_replaces_its_villages_and_the_earlier_day_keeps_the_old_one(tmp_path: pathlib.Path) -> None:
    first, second = folders.OfficerFolder(tmp_path / "1"), folders.OfficerFolder(tmp_path / "2")
    drawn = people.People(5, DAY)
    sound = drawn.many(40)
    first.roster(KERAMAT, [*sound[:30], drawn.mistaken("nik_length")])
    first.roster(MERANTI, drawn.many(20))
    second.roster(KERAMAT, sound)
    first.write()
    second.write()
    take(tmp_path / "1")
    earlier = known()
    take(tmp_path / "2", received_on=LATER)
    assert earlier["enrolled_by_village"] == {KERAMAT: 30, MERANTI: 20}
    assert [problem["kind"] for problem in earlier["problems"]] == ["nik_length"]
    assert known() == earlier
    later = known(known_at=LATER)
    assert later["enrolled_by_village"] == {KERAMAT: 40, MERANTI: 20}
    assert (later["declared"], later["problems"]) == (60, [])


def test_a_shorter_list_that_replaces_a_longer_one_is_pointed_out(tmp_path: pathlib.Path) -> None:
    first, second = folders.OfficerFolder(tmp_path / "1"), folders.OfficerFolder(tmp_path / "2")
    drawn = people.People(5, DAY)
    first.roster(KERAMAT, drawn.many(30))
    second.roster(KERAMAT, drawn.many(4), name=f"{KERAMAT} susulan")
    first.write()
    second.write()
    take(tmp_path / "1")
    take(tmp_path / "2", received_on=LATER)
    (said,) = known(known_at=LATER)["warnings"]
    assert (said["kind"], said["file"]) == ("roster_replaced", f"daftar/{KERAMAT} susulan.xlsx")
    assert "30 nama" in said["message"]
    assert "4 nama" in said["message"]


def test_a_recap_sent_again_with_one_more_payment_adds_only_that(tmp_path: pathlib.Path) -> None:
    folder = small(tmp_path / "1")
    folder.write()
    take(tmp_path / "1")
    before = counts()
    folder.path = tmp_path / "2"
    folder.paid(MERANTI, dt.date(2023, 4, 18), months=9, first="04-2023", heads=60)
    folder.write()
    take(tmp_path / "2", received_on=LATER)
    more = {name: count - before[name] for name, count in counts().items() if count != before[name]}
    assert more == {"journal.Document": 1, "journal.Line": 3, "funding.Receipt": 1, "coverage.Cover": 1}
    assert (known()["paid"], known()["paid_total_rupiah"]) == (1, YEAR_OF_100)
    later = known(known_at=LATER, on=LATER)
    assert (later["paid"], later["paid_total_rupiah"]) == (2, YEAR_OF_100 + 60 * 9 * 16_800)
    assert later["protected"] == 160


def test_a_payment_that_vanishes_from_a_later_recap_was_received_all_the_same(tmp_path: pathlib.Path) -> None:
    """Money goes only by a reversal."""
    folder = small(tmp_path / "1")
    folder.write()
    take(tmp_path / "1")
    folder.payments.clear()
    folder.path = tmp_path / "2"
    folder.paid(MERANTI, dt.date(2023, 4, 18), heads=60)
    folder.write()
    take(tmp_path / "2", received_on=LATER)
    assert known(known_at=LATER, on=LATER)["paid"] == 2


@pytest.mark.parametrize(
    ("room", "verb"),
    [
        (funding, "record_budgets"),
        (funding, "record_receipts"),
        (coverage, "cover"),
        (enrolment, "take_lists"),
        (workers, "take"),
        (workers, "_insert"),
        (enrolment, "_listing"),
    ],
)
def test_a_failure_in_the_middle_leaves_nothing(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, room: Any, verb: str
) -> None:
    small(tmp_path).write()
    regions.take_regency(code="75.03", stamp=conftest.stamp_on(DAY))
    before, head = counts(), journal.head()
    with monkeypatch.context() as broken:
        broken.setattr(room, verb, failing_after(getattr(room, verb)))
        with pytest.raises(PowerCut):
            take(tmp_path)
    assert (counts(), journal.head()) == (before, head)
    take(tmp_path)
    assert (known()["paid"], known()["declared"], known()["at_quota"]) == (1, 160, 1)


class PowerCut(Exception):
    pass


def failing_after(verb: Callable[..., Any]) -> Callable[..., Any]:
    """The verb, done, and then a failure: as late as it can be."""

    def fail(*given: Any, **named: Any) -> Any:
        verb(*given, **named)
        raise PowerCut

    return fail


@pytest.mark.parametrize("code", ["7504", "75.99", "75", "75.03.01", "", "Bone Bolango"])
def test_a_regency_that_is_none_is_refused_before_anything_is_read(tmp_path: pathlib.Path, code: str) -> None:
    small(tmp_path).write()
    before = counts()
    with pytest.raises(regions.RegencyUnknown, match="bukan kode kabupaten"):
        take(tmp_path, code)
    assert counts() == before


def test_a_folder_that_is_missing_or_empty_is_refused(tmp_path: pathlib.Path) -> None:
    with pytest.raises(monitor.FolderMissing, match="Periksa alamatnya"):
        take(tmp_path / "tiada")
    with pytest.raises(monitor.FolderEmpty, match="tidak memuat berkas"):
        take(tmp_path)


def test_kelurahan_stand_apart(tmp_path: pathlib.Path) -> None:
    folder = folders.OfficerFolder(tmp_path)
    drawn = people.People(11, DAY)
    for place in (KERAMAT, PAUWO):
        folder.budget(place)
        folder.paid(place, dt.date(2023, 1, 5))
        folder.roster(place, drawn.many(100, place[:8]))
    folder.write()
    take(tmp_path)
    day = known()
    assert (day["regions"], day["villages"], day["kelurahan"]) == (165, 160, 5)
    for figure, count in (("paid", 1), ("budgeted", 1), ("enrolled_valid", 100), ("protected", 100)):
        assert (day[figure], day["kelurahan_apart"][figure]) == (count, count), figure
    assert (day["at_quota"], day["kelurahan_apart"]["at_quota"]) == (1, 0)
    assert day["enrolled_by_village"] == {KERAMAT: 100}
    assert day["districts"]["75.03.02"]["villages"] == 7


def test_a_city_without_a_single_desa(tmp_path: pathlib.Path) -> None:
    """Kota Gorontalo: fifty kelurahan, no quota, no target, and no division by nought."""
    folder = folders.OfficerFolder(tmp_path, "75.71")
    huangobotu = "75.71.04.1001"
    folder.paid(huangobotu, dt.date(2023, 1, 5), heads=40)
    folder.roster(huangobotu, people.People(3, DAY).many(40, "75.71.04"))
    folder.write()
    take(tmp_path, "75.71")
    day = known(regency="75.71")
    assert (day["regions"], day["villages"], day["kelurahan"]) == (50, 0, 50)
    assert (day["paid"], day["target_workers"], day["at_quota"], day["not_reporting"]) == (0, 0, 0, [])
    assert day["kelurahan_apart"]["paid_total_rupiah"] == 40 * 12 * 16_800
    assert day["kelurahan_apart"]["enrolled_valid"] == 40


def test_what_only_all_lists_together_show(tmp_path: pathlib.Path) -> None:
    """Twice in a file, in two villages, too young and too old on the day of the first payment."""
    folder = folders.OfficerFolder(tmp_path)
    drawn = people.People(13, DAY)
    twice, both, *sound = drawn.many(8)
    paid_on = dt.date(2023, 1, 5)
    still, no_longer = (drawn.one(born=dt.date(1958, 1, day)) for day in (6, 5))
    already, not_yet = (drawn.one(born=dt.date(2005, 1, day)) for day in (5, 6))
    folder.paid(KERAMAT, paid_on)
    keramat = folder.roster(KERAMAT, [twice, both, *sound, twice, still, no_longer, already, not_yet])
    meranti = folder.roster(MERANTI, [drawn.one(), both])
    folder.write()
    take(tmp_path)
    day = known()
    rows = [entry.row for entry in keramat.entries[0]]
    assert {(problem["file"], problem["row"], problem["kind"]) for problem in day["problems"]} == {
        (keramat.name, rows[8], "duplicate_in_file"),
        (keramat.name, rows[10], "age_over"),
        (keramat.name, rows[12], "age_under"),
        (meranti.name, meranti.entries[0][1].row, "duplicate_other_village"),
    }
    assert day["enrolled_by_village"] == {KERAMAT: 10, MERANTI: 1}
    assert (day["declared"], day["enrolled_valid"]) == (15, 11)


@pytest.mark.parametrize(("seed", "regency", "year"), [(1, "75.03", 2023), (2, "73.08", 2024), (4, "91.03", 2026)])
def test_folders_at_random_give_their_truth(tmp_path: pathlib.Path, seed: int, regency: str, year: int) -> None:
    on = dt.date(year, 4, 13)
    _folder, expected = draws.random_folder(tmp_path, seed, regency, year, on, 60)
    take(tmp_path, regency, on, year=year, on=on, quota=60)
    day = known(on, regency, on, year)
    districts = expected.figures()["districts"]
    figures = {name: value for name, value in expected.figures().items() if name not in ("districts", "problems")}
    assert {name: day[name] for name in figures} == figures
    assert {code: {name: day["districts"][code][name] for name in of} for code, of in districts.items()} == districts
    assert {(problem["file"], problem["row"], problem["kind"]) for problem in day["problems"]} == expected.problems


KEEPING = """
import datetime as dt, pathlib, sys
import lindung.interfaces.cli
from lindung.interfaces import monitor, store
from lindung.kernel import values
from lindung.platform.access import scope
folder, kept = map(pathlib.Path, sys.argv[1:])
day = dt.date(2023, 4, 13)
store.open_kept(kept)
said = {"regency": "75.03", "year": 2023, "on": day}
with scope.everything("uji"):
    monitor.take(folder, **said, quota=100, received_on=day, by=values.Actor("a", "b"), at=dt.datetime.now(dt.UTC))
print("taken", flush=True)
sys.stdin.readline()
"""


CUT_SHORT = """
import os
from django.db.migrations import recorder
done = recorder.MigrationRecorder.record_applied
calls = []
def cut(self, app, name):
    calls.append(name)
    if len(calls) == 3:
        os._exit(9)
    done(self, app, name)
recorder.MigrationRecorder.record_applied = cut
"""


def test_a_power_cut_while_the_database_is_made_leaves_none_and_the_next_run_makes_it(tmp_path: pathlib.Path) -> None:
    """Between making tables and recording that they are made, where Django's migration can't be taken up again."""
    small(tmp_path / "berkas").write()
    kept = tmp_path / "data" / "l.sqlite3"
    environment = os.environ | {
        "LINDUNG_KEYS": str(tmp_path / "kunci" / "kunci.json"),
        "DJANGO_SETTINGS_MODULE": "lindung.config.settings",
    }
    for script, code, said in (("import lindung.interfaces.cli" + CUT_SHORT + KEEPING, 9, ""), (KEEPING, 0, "taken\n")):
        command = [sys.executable, "-c", script, str(tmp_path / "berkas"), str(kept)]
        run = subprocess.run(command, env=environment, input="\n", capture_output=True, text=True, timeout=60)
        assert (run.returncode, run.stdout, kept.exists()) == (code, said, code == 0), run.stderr


def test_no_nik_lies_in_clear_in_anything_that_a_run_writes(tmp_path: pathlib.Path) -> None:
    """The database and its log while open, and every temporary file; sound NIK, wrong ones, damaged ones."""
    folder = folders.OfficerFolder(tmp_path / "berkas")
    drawn = people.People(17, DAY)
    wrong = [drawn.mistaken(kind) for kind in people.MISTAKES]
    folder.roster(KERAMAT, [*drawn.many(60), *wrong, *wrong[:2]], "B")
    folder.roster(MERANTI, drawn.many(30, prefix="750301"), numbers="damaged")
    folder.roster("75.03.01.2004", drawn.many(30, prefix="750301"), numbers="whole")
    slipped = drawn.many(5)
    folder.write()
    (folder.path / "75.03.01.2027.csv").write_text(
        "NIK;NAMA;TGL LAHIR;JK;PEKERJAAN\n"
        + "".join(f"{one.nik};{one.name} {one.nik};{one.nik};{one.nik};{one.nik}\n" for one in slipped)
    )
    temporary = tmp_path / "sementara"
    temporary.mkdir()
    environment = os.environ | {
        "LINDUNG_KEYS": str(tmp_path / "kunci" / "kunci.json"),
        "TMPDIR": str(temporary),
        "DJANGO_SETTINGS_MODULE": "lindung.config.settings",
    }
    command = [sys.executable, "-c", KEEPING, str(folder.path), str(tmp_path / "data" / "l.sqlite3")]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "taken\n"
        written = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
        written += b"".join(path.read_bytes() for path in temporary.rglob("*") if path.is_file())
        run.communicate("\n", timeout=30)
    assert b"nik_length" in written
    entries = itertools.chain.from_iterable(entry for file in folder.files for entry in file.entries)
    niks = {truth.digits(entry) for entry in entries} | {one.nik for one in slipped}
    assert len(niks) > 130
    for nik in niks:
        for form in (nik, nik[:15], nik[1:], f"{nik[:6]} {nik[6:12]} {nik[12:]}"):
            assert form.encode() not in written, form
            assert form.encode("utf-16-le") not in written, form
        assert vault.blind_index(nik) not in written
