"""What was kept long enough: listed first, let go by two people; money, lists and the chain are whole after it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import pytest
from django.db import connection

from lindung.interfaces import proof, retention, subjects
from lindung.interfaces.intake import models as intake
from lindung.interfaces.reports import document
from lindung.interfaces.web import models as web
from lindung.kernel import law
from lindung.platform.access import facts as access_facts
from lindung.platform.access import models as access_models
from lindung.platform.access import operations as access
from lindung.platform.journal import models as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import facts as claims
from lindung.registers.claims import operations as following
from lindung.registers.claims.grievances import facts as grievance_facts
from lindung.registers.claims.grievances import operations as grievances
from lindung.registers.workers import models as workers
from lindung.registers.workers import operations as worker_operations
from lindung.registers.workers import queries as persons
from tests import chronicle, everything
from tests.chronicle import DUNGGALA, TALUMOPATU
from tests.interfaces import test_subjects

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2034, 1, 2, 1, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def regency(stamp) -> chronicle.Chronicle:
    """Two workers of 2023, one of them with a case that nobody decided; two officers; what ten years left lying."""
    told = chronicle.Chronicle()
    crowd = chronicle.people(2)
    told.budget(TALUMOPATU)
    code = told.paid(TALUMOPATU, chronicle.QUARTER_END, heads=2)
    told.listed(TALUMOPATU, crowd)
    told.confirmed(code, crowd)
    who = persons.by_nik(crowd[1].nik).id
    day = dt.date(2023, 3, 10)
    report = claims.Report(TALUMOPATU, who, "death", day, day, "Kepala dusun", "")
    following.open_case(report=report, standing=claims.Standing("confirmed", (), day), stamp=stamp)
    for name, role in (("siti", "dpmd"), ("rahmat", "sekda")):
        office = access.open_office(name=name, regions=["75.03"], starts_on=chronicle.NEW_YEAR, stamp=stamp)
        account = access.open_account(
            name=name, person_name=name, password="lima-kata-yang-panjang", example=False, stamp=stamp
        )
        access.appoint(account_id=account, office_id=office, role=role, starts_on=chronicle.NEW_YEAR, stamp=stamp)
    left_lying(office, NOW)
    told.crowd, told.office = crowd, office
    return told


def left_lying(office: int, now: dt.datetime) -> None:
    """Of everything one that is old enough and one that is not."""
    for days in (10, 4000):
        at = now - dt.timedelta(days=days)
        key = uuid.uuid4()
        access_models.Session.objects.create(digest=key.hex, began_at=at, seen_at=at, ends_at=at, content_sealed=b"")
        access_models.Guesses.objects.create(digest=key.hex, failures=1, last_at=at)
        job = intake.Job.objects.create(
            id=key, state="done", regency="75.03", year=2023, received_on=at.date(), office_id=office, created_at=at,
            finished_at=at, outcome="{}",
        )  # fmt: skip
        if days > 10:
            intake.Upload.objects.create(job=job, name="daftar.xlsx", size=1, content_sealed=b"")
        _applied(days, at)
        objected(at.date())
        answered(at.date())
    empty = {"glance": "", "page_id": "", "page_en": "", "summary": b"", "evidence": b""}
    old = now.date() - dt.timedelta(days=30)
    web.KeptDay.objects.create(regency="75.03", year=2023, as_on=old, known_on=old, version=1, **empty)


def objected(on: dt.date) -> None:
    """Somebody of Talumopatu objected on a day and was answered."""
    said, key = grievance_facts.Said(TALUMOPATU, "other", "Kartu salah nama"), uuid.uuid4()
    stamp, desk = chronicle.Chronicle.stamp(on), access_facts.Desk(
        chronicle.account("siti"), "Siti", 1, "Desa", "kades", access_facts.Scope(frozenset({TALUMOPATU}))
    )  # fmt: skip
    grievances.lodge(said=said, key=key, book=rulebook.shipped(), stamp=stamp)
    grievances.answer(key=key, region=TALUMOPATU, words="Sudah dibetulkan", desk=desk, stamp=stamp)


def answered(on: dt.date) -> None:
    """A duty that was answered with a file ended on a day."""
    everything.duty(TALUMOPATU if on.year > 2030 else DUNGGALA, chronicle.Chronicle.stamp(on))


def _applied(days: int, at: dt.datetime) -> None:
    """A draft, and an application that was declined."""
    stamp = chronicle.Chronicle.stamp(at.date())
    stamp = dataclasses.replace(stamp, at=at)
    draft, declined = (everything.applied(TALUMOPATU, None, stamp) for _ in range(2))
    intake.Application.objects.filter(pk=draft).update(submitted_at=None)
    intake.ApplicationDecision.objects.create(
        application_id=declined, outcome="declined", reason="nik", account_id=chronicle.account("siti"),
        received_on=at.date(), recorded_at=at,
    )  # fmt: skip


def counts(due: retention.Due) -> dict[str, int]:
    return {one.what: one.count for one in due.kinds}


WRITES = ("INSERT", "UPDATE", "DELETE")


def test_what_is_due_is_listed_with_its_rule_and_nothing_is_written(regency):
    def none(execute, sql, params, many, context):
        assert not sql.lstrip().upper().startswith(WRITES), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(none):
        due = retention.due(on=TODAY)
    assert counts(due) == dict.fromkeys(retention.KINDS, 1)
    assert due.held == 1
    person = next(one for one in due.kinds if one.what == "person")
    assert (person.until, person.kept, person.confidence) == (dt.date(2024, 1, 2), "disimpan 10 tahun", "inference")
    assert "jadwal retensi arsip kabupaten" in person.source


def test_a_year_before_nobody_is_due(regency):
    assert counts(retention.due(on=dt.date(2033, 12, 31)))["person"] == 0


def test_two_people_let_it_go_and_money_figures_and_chain_are_whole(regency):
    whole = document.as_json(regency.day())
    due = retention.due(on=TODAY)
    done = retention.apply(due=due, account="siti", second="rahmat", at=NOW)
    assert done == dict.fromkeys(retention.KINDS.values(), 1)
    gone, stays = (workers.Person.objects.get(pk=persons.by_nik(one.nik).id) for one in regency.crowd)
    assert (gone.name, bytes(gone.key_sealed), gone.erased_at) == ("", b"", NOW)
    assert (stays.erased_at, bool(stays.key_sealed)) == (None, True)
    assert counts(retention.due(on=TODAY)) == dict.fromkeys(retention.KINDS, 0)
    assert document.as_json(regency.day()) == whole
    found = proof.look()
    assert (found.breaks, found.unguarded) == ((), ())
    people = [one for one in found.rows if one.table in ("workers_person", "coverage_member", "funding_receipt")]
    assert [(one.table, one.differs, one.loose) for one in people if one.differs or one.loose] == []
    line = journal.Line.objects.get(verb="retention.applied")
    assert '"second": "rahmat"' in line.details


def test_one_person_alone_or_a_day_to_come_lets_nothing_go(regency):
    due = retention.due(on=TODAY)
    with pytest.raises(worker_operations.ErasureNeedsSecond):
        retention.apply(due=due, account="siti", second="siti", at=NOW)
    with pytest.raises(subjects.NotYourOffice):
        retention.apply(due=due, account="siti", second="tidak.ada", at=NOW)
    with pytest.raises(retention.AheadOfToday):
        retention.apply(due=retention.due(on=dt.date(2035, 1, 1)), account="siti", second="rahmat", at=NOW)
    assert counts(retention.due(on=TODAY)) == counts(due)


@pytest.mark.parametrize(
    ("rule", "on", "until"),
    [
        (law.Retention("person", years=10), dt.date(2034, 1, 1), dt.date(2024, 1, 1)),
        (law.Retention("person", years=1), dt.date(2024, 2, 29), dt.date(2023, 2, 28)),
        (law.Retention("session", days=30), dt.date(2034, 3, 1), dt.date(2034, 1, 30)),
    ],
)
def test_years_are_counted_on_the_calendar_and_days_one_by_one(rule, on, until):
    assert retention.ended_by(rule, on) == until


# By the command


def test_the_command_lists_and_without_two_accounts_lets_nothing_go(tmp_path):
    kept = tmp_path / "data" / "l.sqlite3"
    kept.parent.mkdir()
    assert test_subjects.command(kept, "-c", test_subjects.TELL, str(kept)).returncode == 0

    def retain(*said: str, typed: str = ""):
        return test_subjects.command(
            kept, "-m", "lindung.interfaces.cli", "retain", "--db", str(kept), *said, typed=typed
        )

    listed = retain()
    assert listed.returncode == 0, listed.stderr
    assert "Data orang: 0 (sampai" in listed.stdout and "disimpan 10 tahun" in listed.stdout
    alone = retain("--apply", "--account", "siti", "--second", "siti")
    assert (alone.returncode, "[masa-simpan-perlu-dua-akun]" in alone.stderr) == (1, True)
    both = ("--apply", "--account", "siti", "--second", "rahmat")
    wrong = retain(*both, typed="lima-kata-yang-panjang\nsalah\n")
    assert (wrong.returncode, "[akun-atau-sandi-keliru]" in wrong.stderr) == (1, True)
    done = retain(*both, typed="lima-kata-yang-panjang\nlima-kata-yang-panjang\n")
    assert done.returncode == 0, done.stderr
    assert "Dihapus, Data orang: 0" in done.stdout
    checked = test_subjects.command(kept, "-m", "lindung.interfaces.cli", "check", "--db", str(kept))
    assert checked.returncode == 0, checked.stdout + checked.stderr
