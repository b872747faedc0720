"""A word of its own in every text of every table, for each region of the example: where one comes to light, it says
which column of which region it stood in.

The columns are read off the models. One that is neither filled nor said to hold no free text fails the test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models

from lindung.interfaces.intake import models as intake
from lindung.interfaces.intake.applications import sealing as applications
from lindung.interfaces.web import operations as kept
from lindung.kernel.cards import tokens
from lindung.platform.access import models as access
from lindung.platform.access import scope
from lindung.platform.journal import guards
from lindung.platform.journal import models as journal
from lindung.platform.journal import operations as journalling
from lindung.platform.vault import queries as vault
from lindung.registers.audit import models as audit
from lindung.registers.audit import queries as auditing
from lindung.registers.claims import models as claims
from lindung.registers.claims import queries as claim_queries
from lindung.registers.claims.cards import queries as issued
from lindung.registers.claims.grievances import models as grievances
from lindung.registers.claims.grievances import queries as complaints
from lindung.registers.enrolment import models as enrolment
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.enrolment.names import queries as names
from lindung.registers.followup import models as followup
from lindung.registers.followup.papers import queries as paper_queries
from lindung.registers.outreach import models as outreach
from lindung.registers.outreach import queries as reaching
from lindung.registers.workers import models as workers
from lindung.registers.workers import queries as worker_queries
from lindung.registers.workers import sealing
from lindung.registers.workers.changes import queries as changes
from lindung.registers.workers.consents import queries as consents
from tests import chronicle
from tests.interfaces.web import canary_story, desks
from tests.interfaces.web import canary_words as words


@dataclass(frozen=True, slots=True)
class Planted:
    """The example with another regency's people in it, and every word: which column of which region it fills."""

    example: desks.Example
    words: Mapping[str, tuple[str, str]]

    @property
    def filled(self) -> dict[str, set[str]]:
        """Per column the regions that have a word in it."""
        found: dict[str, set[str]] = {}
        for column, region in self.words.values():
            found.setdefault(column, set()).add(region)
        return found


def plant(example: desks.Example) -> Planted:
    """Rows in every table for every region, and a word in every text of them."""
    journalling.act(by=chronicle.OFFICER)
    here, abroad = chronicle.Chronicle(), chronicle.Chronicle("75.04")
    on_all_lists = chronicle.someone(name="Empat Desa")
    for village in words.VILLAGES:
        canary_story.village(abroad if village == desks.ABROAD else here, village, on_all_lists)
    for region in words.REGIONS:
        example = canary_story.office(example, region)
    canary_story.propose_abroad(example)
    canary_story.ask_at_every_seat(example)
    found = dict(_sealed())
    for region in words.REGIONS:
        found |= canary_story.lines(region)
    found |= _fill()
    kept.keep_all(example_day=desks.DAY)
    return Planted(example, found)


def _sealed() -> Iterator[tuple[str, tuple[str, str]]]:
    """The words that the stories sealed: each is opened to see that it is there. A NIK is a word by itself."""
    for person in workers.Person.objects.filter(name="Aminah Bakari"):
        text = json.dumps(sealing.particulars(person.id, bytes(person.key_sealed), bytes(person.particulars_sealed)))
        yield from _found_in(text, "workers.Person.particulars_sealed")
    for row in enrolment.HeldRow.objects.all():
        yield from _found_in(vault.opened(bytes(row.content_sealed), about=b"held"), "enrolment.HeldRow.content_sealed")
    for upload in intake.Upload.objects.all():
        content = vault.opened_bytes(upload.content_sealed, about=b"upload" + upload.id.bytes).decode()
        yield from _found_in(content, "intake.Upload.content_sealed")
    for one in intake.Application.objects.all():
        said = applications.opened(one.pk, bytes(one.key_sealed), bytes(one.said_sealed))
        yield from _found_in(said["nama"], "intake.Application.said_sealed")
    for session in access.Session.objects.all():
        text = vault.opened(session.content_sealed, about=session.digest.encode())
        yield from _found_in(text, "access.Session.content_sealed")
    for factor in access.Factor.objects.all():
        text = vault.opened(factor.content_sealed, about=f"factor:{factor.account_id}".encode())
        yield from _found_in(text, "access.Factor.content_sealed")
    for key, region in _whose(workers.Person):
        yield sealing.nik_of(workers.Person.objects.get(pk=key)), ("workers.Person.nik_sealed", region)
        yield str(key), ("workers.Person.id", region)
    yield from _sealed_with_their_person()
    yield from _sealed_by_itself()
    for key, region in _whose(intake.Job):
        yield str(key), ("intake.Job.id", region)


def _sealed_with_their_person() -> Iterator[tuple[str, tuple[str, str]]]:
    """What was told about people in words, under the key of each."""
    for person in enrolment.CalledName.objects.values_list("person_id", flat=True):
        for name in names.names_about(person, known_at=desks.DAY):
            yield from _found_in(name.name, "enrolment.CalledName.name_sealed")
    for case in claims.Case.objects.all():
        told, reasons = claim_queries.told(case.key)
        yield from _found_in(told, "claims.Case.told_sealed")
        for reason in reasons:
            yield from _found_in(reason, "claims.CaseDecision.reason_sealed")
        told_of = claim_queries.case(case.key, known_at=case.received_on)
        yield from _found_in(told_of.reporter, "claims.Case.reporter_sealed")
        for paper in told_of.held:
            yield from _found_in(paper.evidence, "claims.CaseDocument.evidence_sealed")
        for step in claim_queries.cards_of(case.person_id, known_at=case.received_on):
            yield from _found_in(step.received_by, "claims.CardStep.received_by_sealed")
            yield from _found_in(step.evidence, "claims.CardStep.evidence_sealed")
        for text in issued.texts(issued.of_person(case.person_id, known_at=case.received_on)).values():
            name = tokens.of_text(text).name
            yield from _found_in(name, "claims.CardIssue.token_sealed")
    for drawn in audit.Drawn.objects.all():
        yield from _found_in(auditing.note(drawn.pk), "audit.Visit.note_sealed")
    for one in consents.within("75", known_at=chronicle.MONITORING_DAY).values():
        yield from _found_in(one.consent.shown_by, "workers.Consent.shown_by_sealed")
        yield from _found_in(one.withdrawal_shown_by, "workers.ConsentWithdrawal.shown_by_sealed")
    yield from _restated()
    for column, known in movement_evidence():
        yield from _found_in(known, column)


def _sealed_by_itself() -> Iterator[tuple[str, tuple[str, str]]]:
    """What somebody told who may be nobody's worker: a complaint, and who came to an event."""
    for complaint in grievances.Grievance.objects.all():
        said = complaints.told(complaint.key)
        yield from _found_in(said.words, "grievances.Grievance.words_sealed")
        yield from _found_in(said.contact, "grievances.Grievance.contact_sealed")
        yield from _found_in(said.answer, "grievances.Answer.words_sealed")
    for event in outreach.Event.objects.all():
        for name in reaching.names(event.key, known_at=desks.DAY):
            yield from _found_in(name, "outreach.Attendance.names_sealed")
        photo = reaching.photo(event.key, 1, known_at=desks.DAY) or b""
        yield from _found_in(photo.decode("latin-1"), "outreach.Photo.content_sealed")
    for key in followup.File.objects.values_list("key", flat=True):
        yield from _found_in((paper_queries.content(key) or b"").decode("latin-1"), "followup.File.content_sealed")


def _restated() -> Iterator[tuple[str, tuple[str, str]]]:
    """What was asked to be corrected about people, both versions, and the NIK that they no longer bear."""
    for change in changes.changes("75", known_at=chronicle.MONITORING_DAY):
        yield from _found_in(change.grounds.reason, "workers.Change.reason_sealed")
        yield from _found_in(change.said.name, "workers.Change.said_sealed")
        yield from _found_in(change.before.name if change.before else "", "workers.ChangeDecision.before_sealed")
    for key, region in _whose(workers.FormerNik):
        former = workers.FormerNik.objects.get(pk=key)
        yield sealing.former_nik_of(former), ("workers.FormerNik.nik_sealed", region)


def movement_evidence() -> Iterator[tuple[str, str]]:
    """What shows that somebody left or waits, opened."""
    opened, key = worker_queries.opened_note, "person__key_sealed"
    for one in enrolment.Departure.objects.values_list("person_id", key, "evidence_sealed", "region_id", "last_on"):
        yield "enrolment.Departure.evidence_sealed", opened(*one[:3], about=movements.about_departure(*one[3:]))
    for one in enrolment.Waiting.objects.values_list("person_id", key, "evidence_sealed", "region_id", "listed_on"):
        yield "enrolment.Waiting.evidence_sealed", opened(*one[:3], about=movements.about_wish(*one[3:]))
    for person in enrolment.Departure.objects.values_list("person_id", flat=True):
        for one in movements.moves_of(person, known_at=chronicle.MONITORING_DAY):
            if one.what == "mended":
                yield "enrolment.DepartureCorrection.why_sealed", one.evidence
    for person in enrolment.Waiting.objects.values_list("person_id", flat=True):
        for one in movements.moves_of(person, known_at=chronicle.MONITORING_DAY):
            if one.what == "wait_ended":
                yield "enrolment.WaitingEnd.why_sealed", one.evidence


def _found_in(text: str, column: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for region in words.REGIONS:
        if words.word(column, region) in text:
            yield words.word(column, region), (column, region)


def _fill() -> dict[str, tuple[str, str]]:
    """Put a word before the text of every column that takes one, by plain SQL with the guards down."""
    with connection.cursor() as cursor:
        for table, triggers in guards.wanted(connection, apps).items():
            for name in triggers:
                cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    found: dict[str, tuple[str, str]] = {}
    for model, field in words.text_columns():
        column = words.label(model, field.name)
        if column in words.NO_FREE_TEXT or column in TOLD or field.name.endswith("_sealed"):
            continue
        for key, region in _whose(model):
            if column == "access.Account.name" or region not in words.REGIONS:
                continue
            said = words.word(column, region)
            _put(model, field, key, said)
            found[said] = (column, region)
    for region in words.REGIONS:
        name = words.word("access.Account.name", region)
        found[name] = ("access.Account.name", region)
        found[words.word("intake.Job.outcome", region)] = ("intake.Job.outcome", region)
    return found


TOLD = {
    "journal.Line.actor", "journal.Line.office", "journal.Line.about", "journal.Line.why", "journal.Line.details",
    "journal.View.actor", "journal.View.office", "journal.View.about", "journal.View.what", "journal.View.reason",
    "intake.Job.outcome",
}  # fmt: skip
"""Columns whose words are told by operations: chained lines, and what is written as JSON."""

EMPTY_SAYS = {"enrolment.Answer.membership", "enrolment.Answer.reason"}
"""Where nothing stands, somebody was accepted or rejected; the other rows bear the word."""


def _put(model: type[models.Model], field: models.Field, key: object, said: str) -> None:
    table, own = model._meta.db_table, model._meta.pk
    with connection.cursor() as cursor:
        stored = own.get_db_prep_value(key, connection)
        cursor.execute(f'SELECT "{field.column}" FROM {table} WHERE "{own.column}" = %s', [stored])
        before = cursor.fetchone()[0] or ""
        if not before and words.label(model, field.name) in EMPTY_SAYS:
            return
        if str(before).startswith(("[", "{")):  # JSON of the system's own; what it quotes stands inside
            text = before.replace("perbaiki.", said)
        else:
            text = before if said in before else f"{said} {before}"[: field.max_length or None]
        cursor.execute(f'UPDATE {table} SET "{field.column}" = %s WHERE "{own.column}" = %s', [text, stored])


def _whose(model: type[models.Model]) -> list[tuple[object, str]]:
    """Each row's key with the region that it is about; rows of several regions have no word of one of them."""
    manager = model._meta.default_manager
    path = manager.path if isinstance(manager, scope.Scoped) else None
    rows = manager.values_list("pk", path or OF_REGION[model._meta.label]) if path else _unscoped(model)
    of: dict[object, set[str]] = {}
    for key, region in rows:
        if region:
            of.setdefault(key, set()).add(region)
    return [(key, next(iter(found))) for key, found in of.items() if len(found) == 1]


OF_REGION = {
    "regions.Version": "region_id", "regions.Outline": "region_id", "programmes.Target": "region_id",
    "programmes.Milestone": "region_id", "access.Account": "post__office__territory__region",
    "access.Office": "territory__region", "access.Session": "account__post__office__territory__region",
    "access.Factor": "account__post__office__territory__region", "intake.Job": "office__territory__region",
    "intake.Upload": "job__office__territory__region", "workers.Person": "entry__listing__region_id",
    "workers.Erasure": "person__entry__listing__region_id",
    "workers.ErasureDecision": "erasure__person__entry__listing__region_id",
    "rulebook.Amendment": "region", "rulebook.AmendmentDecision": "amendment__region",
    "letters.Wording": "region_id", "funding.YearClose": "region_id", "funding.Reopening": "close__region_id",
}  # fmt: skip
"""How a row of a table without a region of its own leads to one."""
OF_DOCUMENT = (
    "budget__region_id", "receipt__region_id", "entry__listing__region_id", "heldrow__listing__region_id",
    "cover__region_id", "reversal__receipt__region_id", "member__receipt__region_id",
)  # fmt: skip


def _unscoped(model: type[models.Model]) -> Iterator[tuple[object, str]]:
    if model is journal.Document:
        for path in OF_DOCUMENT:
            yield from model.objects.values_list("pk", path).distinct()
    elif model._meta.label in OF_REGION:
        yield from model._meta.default_manager.values_list("pk", OF_REGION[model._meta.label]).distinct()


def unfilled(planted: Planted) -> list[str]:
    """Text columns without a word at home and abroad of which nobody said that they hold no free text."""
    filled = planted.filled
    return [
        column
        for column in (words.label(model, field.name) for model, field in words.text_columns())
        if column not in words.NO_FREE_TEXT and len({region[:5] for region in filled.get(column, ())}) < 2
    ]
