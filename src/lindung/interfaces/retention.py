"""What has been kept for as long as the books say, and letting it go: sessions, counts of tries, what deliveries left
behind, kept pages, and the data of people of whom nothing was recorded for years.

People are let go as by their own wish: two officers, the person's key destroyed; money, lists and the chain stay.
"""

from __future__ import annotations

import datetime as dt
import uuid
import zoneinfo
from dataclasses import dataclass

from django.db import transaction

from lindung.interfaces import subjects
from lindung.interfaces.intake.applications import operations as applications
from lindung.interfaces.intake.applications import queries as application_queries
from lindung.interfaces.intake.jobs import operations as jobs
from lindung.interfaces.intake.jobs import queries as job_queries
from lindung.interfaces.web import operations as kept
from lindung.interfaces.web import queries as kept_days
from lindung.kernel import law, values
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.access.guessing import queries as guesses
from lindung.platform.access.sessions import operations as sessions
from lindung.platform.access.sessions import queries as session_queries
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import queries as claims
from lindung.registers.claims.grievances import operations as complaining
from lindung.registers.claims.grievances import queries as grievances
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.followup.papers import operations as paper_operations
from lindung.registers.followup.papers import queries as papers
from lindung.registers.funding import queries as funding
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity

_JAKARTA = zoneinfo.ZoneInfo("Asia/Jakarta")
KINDS = {
    "session": "Sesi yang berakhir",
    "guess": "Hitungan percobaan masuk",
    "upload": "Berkas kiriman yang tertinggal",
    "outcome": "Hasil pembacaan kiriman",
    "kept_day": "Halaman yang disimpan",
    "grievance": "Isi keluhan yang sudah dijawab",
    "duty_file": "Berkas lampiran tugas yang selesai",
    "draft": "Permohonan yang belum dikirim",
    "application": "Isi permohonan yang sudah diputuskan",
    "person": "Data orang",
}


class AheadOfToday(values.Refusal):
    code = "masa-simpan-belum-tiba"
    sentence = "{day} belum tiba: yang dihapus hanya yang masa simpannya sudah habis hari ini. Jalankan tanpa --on."


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing: how many are due, what ended until when, and the rule."""

    what: str
    name: str
    count: int
    until: dt.date
    kept: str
    source: str
    confidence: law.Confidence


@dataclass(frozen=True, slots=True)
class Due:
    """All that is due on a day; ``held``: people who would be, but for an open case."""

    on: dt.date
    kinds: tuple[Kind, ...]
    persons: tuple[uuid.UUID, ...]
    held: int

    def until(self, what: str) -> dt.datetime:
        day = next(one.until for one in self.kinds if one.what == what)
        return dt.datetime.combine(day, dt.time.min, dt.UTC)


def due(*, on: dt.date) -> Due:
    """What is due on a day. Nothing is written."""
    rules = {one.value.what: one for one in rulebook.book().retention if on in one.span and one.value.what in KINDS}
    until = {what: ended_by(rule.value, on) for what, rule in rules.items()}
    persons, held = _persons(until["person"])
    moment = {what: dt.datetime.combine(day, dt.time.min, dt.UTC) for what, day in until.items()}
    counts = {
        "session": session_queries.ended(before=moment["session"]),
        "guess": guesses.old(before=moment["guess"]),
        "upload": job_queries.left_behind(before=moment["upload"]),
        "outcome": job_queries.told(before=moment["outcome"]),
        "kept_day": kept_days.kept(before=until["kept_day"]),
        "grievance": grievances.over(before=until["grievance"]).count(),
        "duty_file": papers.over(before=until["duty_file"]).count(),
        "draft": application_queries.left_behind(before=moment["draft"]),
        "application": application_queries.decided(before=moment["application"]),
        "person": len(persons),
    }
    kinds = tuple(
        Kind(what, KINDS[what], counts[what], until[what], _kept(rule.value), rule.source, rule.confidence)
        for what, rule in rules.items()
    )
    return Due(on, kinds, tuple(persons), held)


def ended_by(rule: law.Retention, on: dt.date) -> dt.date:
    """What ended before this day is kept no longer on ``on``. Years are counted on the calendar: 29 February ends with
    February."""
    day = on - dt.timedelta(days=rule.days)
    try:
        return day.replace(year=day.year - rule.years)
    except ValueError:
        return day.replace(year=day.year - rule.years, day=28)


def _kept(rule: law.Retention) -> str:
    said = [f"{count} {unit}" for count, unit in ((rule.years, "tahun"), (rule.days, "hari")) if count]
    return f"disimpan {' '.join(said) or '0 hari'}"


def _persons(until: dt.date) -> tuple[list[uuid.UUID], int]:
    """Everybody of whom the last year that anything was recorded in ended before ``until``."""
    old = workers.unerased(before=dt.datetime.combine(until, dt.time.min, dt.UTC))
    last = workers.recorded_days(old)
    for found in (
        *enrolment.last_days(old),
        *coverage.last_days(old),
        *claims.last_days(old),
        funding.last_billed(old),
    ):
        for person, day in found.items():
            last[person] = max(day or last[person], last[person])
    open_ = claims.with_open_cases()
    who = identity.everybody(known_at=identity.NOW)
    for one in [person for person in last if person in who.survivor or person in who.survivor.values()]:
        last[one] = max(last.get(other, last[one]) for other in who.all_of([one]))  # kept as long as any of them
    open_ |= {other for one in open_ for other in who.all_of([one])}
    ended = [one for one in old if dt.date(last[one].year, 12, 31) < until]
    return [one for one in ended if one not in open_], sum(one in open_ for one in ended)


def apply(*, due: Due, account: str, second: str, at: dt.datetime) -> dict[str, int]:
    """Let go of what is due; returns how many of each. One transaction: all of it, or nothing.

    Raises AheadOfToday, NotYourOffice, PasswordNotOwn, ErasureNeedsSecond, ErasureWaits.
    """
    by = subjects.office_of(account, on=at.date())
    with transaction.atomic():
        journal.act(by=by)
        if due.on > at.astimezone(_JAKARTA).date():  # the day by which the command counts
            raise AheadOfToday(day=due.on)
        subjects.office_of(second, on=at.date())
        done = _let_go(due, journal_facts.Stamp(by, at, uuid.uuid4(), at.date()))
        for person in due.persons:
            if workers.erased(person):  # with somebody whom they were merged with
                continue
            number = subjects.propose(person_id=person, reason="masa simpan berakhir", account=account, at=at)
            subjects.decide(erasure_id=number, approved=True, account=second, at=at)
        done[KINDS["person"]] = len(due.persons)
        stamp = journal_facts.Stamp(by, at, uuid.uuid4(), at.date())
        details = {"second": second, **done}
        journal.record(verb="retention.applied", about=due.on.isoformat(), rows=[], stamp=stamp, details=details)
    return done


def _let_go(due: Due, stamp: journal_facts.Stamp) -> dict[str, int]:
    ended = session_queries.ended(before=due.until("session"))
    sessions.forget_ended(at=due.until("session"))
    files, told = jobs.forget(
        uploads_before=due.until("upload"), outcomes_before=due.until("outcome"), stamp=stamp
    )  # fmt: skip
    drafts, said = applications.forget(
        drafts_before=due.until("draft"), decided_before=due.until("application"), stamp=stamp
    )  # fmt: skip
    days = kept.forget_days(before=None if due.persons else due.until("kept_day").date())
    return {
        KINDS["session"]: ended,
        KINDS["guess"]: guessing.forget_old(before=due.until("guess"), stamp=stamp),
        KINDS["upload"]: files,
        KINDS["outcome"]: told,
        KINDS["kept_day"]: days,
        KINDS["grievance"]: complaining.forget_texts(before=due.until("grievance").date(), stamp=stamp),
        KINDS["duty_file"]: paper_operations.forget_old(before=due.until("duty_file").date(), stamp=stamp),
        KINDS["draft"]: drafts,
        KINDS["application"]: said,
    }


_SCHEDULER = values.Actor("penjadwal", "Lindung")
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def let_drafts_go(*, at: dt.datetime) -> int:
    """Let go of applications that nobody went on with for as long as the books say; returns how many.

    Nobody meant them to be recorded yet: this asks for no two officers, and happens by itself.
    """
    before = at - application_queries.kept("draft", at.date())
    if not application_queries.left_behind(before=before):
        return 0
    stamp = journal_facts.Stamp(_SCHEDULER, at, uuid.uuid4(), at.date())
    return applications.forget(drafts_before=before, decided_before=_NEVER, stamp=stamp)[0]
