"""Reading what went to BPJS, as known on a day."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from lindung.registers.enrolment import models
from lindung.registers.enrolment.submissions import facts
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.changes import queries as identity

_AT_ONCE = 900


def digest(persons: Iterable[uuid.UUID]) -> str:
    """Of a set of persons."""
    return hashlib.sha256(b"".join(sorted(one.bytes for one in persons))).hexdigest()


def submissions(region: str, *, known_at: dt.date) -> list[facts.Submission]:
    """The submissions of the villages of ``region``, the latest first."""
    return _submissions(known_at, region__code__within=region)


def submission(submission_id: int, *, region: str, known_at: dt.date) -> facts.Submission | None:
    """One of a village's; None: there is none."""
    return next(iter(_submissions(known_at, pk=submission_id, region_id=region)), None)


def naming(person: uuid.UUID, *, known_at: dt.date) -> list[facts.Submission]:
    """The submissions on which a person stands, the latest first."""
    return _submissions(known_at, names__person_id__in=identity.who([person], known_at=known_at).all_of([person]))


def _submissions(known_at: dt.date, **which: Any) -> list[facts.Submission]:
    rows = models.Submission.objects.filter(received_on__lte=known_at, **which).select_related("proposed_by")
    found = list(rows.order_by("-id"))
    decisions = models.SubmissionDecision.objects.filter(submission__in=[one.pk for one in found])
    decided = {
        one.submission_id: one for one in decisions.filter(received_on__lte=known_at).select_related("decided_by")
    }
    approved = [one.submission_id for one in decided.values() if one.approved]
    answered: dict[int, int] = dict.fromkeys(approved, 0)
    for submission_id, _person, said in _answers(_names(submission_id__in=approved), known_at):
        answered[submission_id] += said
    return [_submission(row, decided.get(row.pk), answered.get(row.pk, 0)) for row in found]


def _submission(
    row: models.Submission, decision: models.SubmissionDecision | None, answered: int
) -> facts.Submission:  # fmt: skip
    wanted = facts.Wanted(
        row.region_id, row.year, row.group, row.group_number, facts.Paper(row.letter_number, row.letter_on),
        facts.Paper(row.decree_number, row.decree_on),
        facts.Agreement(row.agreement_number, row.agreement_starts_on, row.agreement_last_on),
    )  # fmt: skip
    state: facts.State = "waiting"
    if decision is not None:
        state = "refused" if not decision.approved else "answered" if answered >= row.persons else "sent"
    return facts.Submission(
        id=row.pk,
        wanted=wanted,
        persons=row.persons,
        persons_digest=row.persons_digest,
        proposed_by=row.proposed_by_id,
        proposer=row.proposed_by.person_name,
        proposed_on=row.received_on,
        state=state,
        answered=answered,
        decided_by=decision.decided_by_id if decision else None,
        decider=decision.decided_by.person_name if decision else "",
        decided_on=decision.received_on if decision else None,
        decided_at=decision.recorded_at if decision else None,
    )


_Name = tuple[int, str, uuid.UUID, dt.datetime | None]
"""A name of a submission: its number, the village, the person, when it was sent (None: it waits)."""


def _names(**which: Any) -> list[_Name]:
    rows = models.SubmittedName.objects.filter(**which).exclude(submission__decision__approved=False)
    columns = ("submission_id", "submission__region_id", "person_id", "submission__decision__recorded_at")
    return list(rows.order_by("id").values_list(*columns))


def _answers(names: Sequence[_Name], known_at: dt.date | None = None) -> list[tuple[int, uuid.UUID, bool]]:
    """Of each of these names, whether BPJS answered about them after they were sent."""
    heard: dict[tuple[str, uuid.UUID], dt.datetime] = {}
    persons = list({name[2] for name in names})
    for start in range(0, len(persons), _AT_ONCE):
        rows = models.Answer.objects.filter(person_id__in=persons[start : start + _AT_ONCE])
        if known_at is not None:
            rows = rows.filter(document__received_on__lte=known_at)
        for region, person, at in rows.values_list("region_id", "person_id", "document__recorded_at"):
            heard[region, person] = max(at, heard.get((region, person), at))
    return [
        (number, person, sent is not None and (region, person) in heard and heard[region, person] > sent)
        for number, region, person, sent in names
    ]


def persons_of(submission_id: int) -> list[uuid.UUID]:
    """Who is on a submission, as they are known now."""
    rows = models.SubmittedName.objects.filter(submission_id=submission_id).order_by("id")
    persons = list(rows.values_list("person_id", flat=True))
    who = identity.who(persons, known_at=identity.NOW)
    return list(dict.fromkeys(map(who.of, persons)))


def names_of(submission_id: int) -> list[facts.Identity]:
    """The persons of a submission by name, NIK masked."""
    rows = models.SubmittedName.objects.filter(submission_id=submission_id).order_by("person__name", "id")
    found = [workers.identity(*row) for row in rows.values_list(*workers.IDENTITY)]
    who = identity.who([one.id for one in found], known_at=identity.NOW)
    return list(dict.fromkeys(map(who.called, found)))


def sent(
    region: str, *, year: int, on: dt.date, known_at: dt.date, who: changes.Who | None = None
) -> list[facts.SentName]:  # fmt: skip
    """Everybody of ``region`` whose list for the year had gone to BPJS by a day."""
    day = min(on, known_at)
    rows = models.SubmittedName.objects.filter(
        submission__region__code__within=region, submission__year=year, submission__decision__approved=True,
        submission__decision__received_on__lte=day,
    )  # fmt: skip
    columns = ("submission__region_id", "person_id", "submission__decision__received_on")
    who = identity.given(who, known_at=known_at)
    return [
        facts.SentName(place, who.of(person), day)
        for place, person, day in rows.order_by("submission_id", "id").values_list(*columns)
    ]


def standing(persons: Iterable[uuid.UUID], *, but: int | None = None) -> facts.Standing:
    """How these persons stand with BPJS now; ``but``: a submission that is left out of account."""
    asked = list(persons)
    who = identity.who(asked, known_at=identity.NOW)
    wanted = who.all_of(asked)
    waiting, accepted = set[uuid.UUID](), set[uuid.UUID]()
    rejected: dict[uuid.UUID, tuple[dt.date, int]] = {}
    mended: set[uuid.UUID] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        names = [name for name in _names(person_id__in=part) if name[0] != but]
        waiting |= {who.of(person) for _number, person, said in _answers(names) if not said}
        columns = ("person_id", "accepted_on", "document__received_on", "document_id")
        answers = models.Answer.objects.filter(person_id__in=part)
        for one, accepted_on, received_on, document in answers.values_list(*columns):
            person = who.of(one)
            if accepted_on is not None:
                accepted.add(person)
            else:
                rejected[person] = max((received_on, document), rejected.get(person, (received_on, document)))
        entries = models.Entry.objects.filter(person_id__in=part)
        for one, received_on, document in entries.values_list("person_id", "document__received_on", "document_id"):
            person = who.of(one)
            if person in rejected and (received_on, document) > rejected[person]:
                mended.add(person)
    open_ = frozenset(rejected) - accepted - mended
    return facts.Standing(frozenset(waiting - accepted), frozenset(accepted), open_, frozenset(mended - accepted))


def in_clear(submission_id: int) -> list[facts.InClear]:
    """The persons of a submission with everything that its file says of them, in the order of the village's list;
    whoever was erased is not among them. Raises SealBroken."""
    rows = models.SubmittedName.objects.filter(submission_id=submission_id)
    region = models.Submission.objects.filter(pk=submission_id).values_list("region_id", flat=True).first()
    named = rows.values_list(*workers.IDENTITY, workers.PARTICULARS)
    opened = {row[0]: row for row in named if row[4]}
    who = identity.who(opened, known_at=identity.NOW)
    entries = models.Entry.objects.filter(listing__region_id=region, person_id__in=who.all_of(opened))
    listed = entries.order_by("listing_id", "id").values_list("person_id", "id", "occupation")
    on_list = {who.of(person): (at, occupation) for person, at, occupation in listed}
    found = {}
    for person, row in opened.items():
        at, occupation = on_list.get(who.of(person), (0, ""))
        found[who.of(person)] = at, _in_clear(who.of(person), row, occupation)
    return [one for _at, one in sorted(found.values(), key=lambda pair: pair[0])]


def _in_clear(person: uuid.UUID, row: tuple[Any, ...], occupation: str) -> facts.InClear:
    """``row``: the person's own, or that of somebody who was merged into them."""
    said, name, born_on, sex, key, nik, particulars = row
    opened = workers.opened_particulars(said, key, particulars)
    if said == person:
        return facts.InClear(person, workers.opened_nik(said, key, nik), name, born_on, sex, occupation, opened)
    one = identity.stands_here(person)
    return facts.InClear(person, one.nik, one.name, one.born_on, one.sex, occupation, opened)


def listed_as(listing_ids: Sequence[int], *, known_at: dt.date) -> dict[int, dict[uuid.UUID, str]]:
    """Per list: as what each person stands on it."""
    found: dict[int, dict[uuid.UUID, str]] = {}
    who = identity.everybody(known_at=known_at)
    for start in range(0, len(listing_ids), _AT_ONCE):
        entries = models.Entry.objects.filter(listing_id__in=listing_ids[start : start + _AT_ONCE])
        for listing, person, occupation in entries.order_by("id").values_list("listing_id", "person_id", "occupation"):
            found.setdefault(listing, {}).setdefault(who.of(person), occupation)
    return found
