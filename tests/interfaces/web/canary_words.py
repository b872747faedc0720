"""A word for each region and each text of each table, and which columns take none. Read off the models: a column that
is new is filled, or fails the test until somebody says why it holds no free text."""

from __future__ import annotations

import functools
import string
from collections.abc import Mapping

from django.apps import apps
from django.db import models

from tests.interfaces.web import desks

VILLAGES = (desks.VILLAGE, desks.NEIGHBOUR, desks.ELSEWHERE, desks.ABROAD)
REGIONS = (*VILLAGES, "75.03.08", "75.03.01", "75.04.01", "75.03", "75.04")
"""Two villages of one district, one of another, one of another regency; and what they lie in."""
NO_FREE_TEXT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "journal.Document.sha256", "journal.Line.rows_root", "journal.Line.previous", "journal.Line.digest",
            "journal.Shown.digest", "journal.View.shown", "journal.View.previous", "journal.View.digest",
            "access.Session.digest", "access.RecoveryCode.digest", "access.Token.digest", "access.Guesses.digest",
            "workers.OwnCode.digest", "grievances.Grievance.digest", "grievances.TextKey.key_sealed",
            "intake.Application.digest", "intake.Application.key_sealed",
            "claims.CardIssue.serial", "claims.CardIssue.key_id", "claims.CardIssue.digest",
            "workers.AskedCode.digest",
            "access.Account.password",
            "enrolment.Listing.digest", "workers.Person.key_sealed", "disclosure.Export.persons_digest",
            "enrolment.Submission.persons_digest", "letters.Letter.digest", "letters.Letter.check_code",
            "followup.Attachment.sha256", "reporting.Snapshot.sha256",
            "reporting.SnapshotDecision.journal_head",
            "reporting.SnapshotDecision.signature", "reporting.SnapshotDecision.signer",
            "meetings.Minutes.digest",
            "audit.Sample.head", "audit.Sample.seed",
            "outreach.Event.code", "outreach.Photo.sha256", "followup.File.sha256",
        ),
        "a digest or a key",
    ),
    **dict.fromkeys(
        (
            "journal.Line.verb", "journal.View.role", "journal.View.kind", "journal.View.address", "access.Post.role",
            "access.Proposal.kind", "access.Proposal.role", "access.Factor.kind", "access.Session.address",
            "regions.Version.kind", "funding.Budget.stage", "funding.Sighting.basis", "coverage.Cover.basis",
            "enrolment.Entry.category", "workers.Person.sex", "intake.Note.kind", "intake.Job.state",
            "intake.Job.refusal_code", "intake.Job.worker", "rulebook.Amendment.kind", "rulebook.Amendment.parameter",
            "rulebook.Amendment.confidence", "enrolment.Departure.reason", "enrolment.Waiting.group",
            "enrolment.CalledName.source", "funding.RegencyBudget.stage",
            "enrolment.DepartureCorrection.reason", "workers.Change.kind", "workers.Change.parts",
            "funding.Evidence.stage", "funding.Evidence.kind", "claims.CardStep.step", "claims.Case.event",
            "claims.CardRevocation.reason",
            "claims.Case.state", "claims.CaseDocument.code", "claims.CaseDecision.outcome", "disclosure.Export.listed",
            "disclosure.Export.role", "enrolment.Submission.group", "workers.Consent.way",
            "letters.Letter.kind", "letters.Letter.finding",
            "letters.Wording.kind", "letters.Official.post", "letters.Official.standing",
            "followup.Duty.kind", "followup.Round.office",
            "followup.Step.office", "followup.Step.informed", "followup.Answer.said", "followup.Answer.obstacle",
            "followup.Answer.role", "followup.Closing.why", "followup.File.media", "meetings.Meeting.begins",
            "meetings.Meeting.chair",
            "meetings.Item.section", "meetings.Item.kind", "meetings.Attendance.said", "meetings.Statement.about",
            "meetings.Decision.office",
            "support.Support.kind", "grievances.Grievance.kind", "grievances.Grievance.informed",
            "grievances.Passing.office", "audit.Visit.outcome", "intake.Application.route",
            "intake.ApplicationDecision.outcome", "intake.ApplicationDecision.reason",
            "intake.ApplicationDecision.placed", "outreach.Campaign.owner", "outreach.Event.owner",
            "outreach.Event.begins", "outreach.Answer.question", "outreach.Attendance.consent",
        ),
        "one word out of a closed list, or an address that the system took itself",
    ),
    **dict.fromkeys(
        (
            "regions.Region.code", "regions.Outline.path", "access.Territory.region", "intake.Job.regency",
            "intake.Job.scope", "web.KeptDay.regency", "rulebook.Amendment.region", "disclosure.Export.region",
        ),
        "codes of regions, or the line of an outline",
    ),
    **dict.fromkeys(
        (
            "claims.Case.receipts", "funding.YearClose.figures", "funding.Bill.book_version",
            "funding.YearClose.book_version", "rulebook.Amendment.value", "rulebook.Amendment.cases",
            "support.Evaluation.answers", "grievances.Grievance.line",
            "reporting.Snapshot.rests_on",
        ),
        "numbers, versions and tables of the books: read by the system, which refuses any other",
    ),
    **dict.fromkeys(
        ("workers.Phone.number_sealed", "workers.AskedCode.nik_sealed", "workers.AskedCode.code_sealed"),
        "digits: the system takes nothing else",
    ),
    **dict.fromkeys(
        ("web.KeptDay.glance", "web.KeptDay.page_id", "web.KeptDay.page_en", "web.KeptDay.published"),
        "written from the other tables; made anew from the words in them",
    ),
}  # fmt: skip
"""Columns that no one can put a word into, and why."""


def text_columns() -> list[tuple[type[models.Model], models.Field]]:
    """Every column of ours that holds text, and every sealed one."""
    return [
        (model, field)
        for model in apps.get_models()
        if model.__module__.startswith("lindung.")
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) or field.name.endswith("_sealed")
    ]


def label(model: type[models.Model], column: str) -> str:
    return f"{model._meta.label}.{column}"


@functools.cache
def _numbers() -> dict[str, int]:
    return {label(model, field.name): at for at, (model, field) in enumerate(text_columns())}


def word(column: str, region: str) -> str:
    """«Zqx», the region, the column: nothing that occurs by chance."""
    letters, at = string.ascii_lowercase, _numbers()[column]
    return f"Zqx{letters[REGIONS.index(region)]}{letters[at // 26]}{letters[at % 26]}"
