"""Reading jobs. A job is its office's: for another it does not exist."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import msgspec

from lindung.interfaces.intake import models
from lindung.interfaces.intake.jobs import facts
from lindung.platform.vault import queries as vault

_COLUMNS = (
    "id", "state", "regency", "year", "received_on", "office_name", "sender_name", "files", "files_read", "created_at",
    "started_at", "finished_at", "refusal_code", "refusal",
)  # fmt: skip
_outcomes = msgspec.json.Decoder(facts.Outcome)


def job(job_id: uuid.UUID, *, office_id: int) -> facts.Job | None:
    """A job of that office, with its outcome once there is one."""
    row = models.Job.objects.filter(pk=job_id, office_id=office_id).values_list(*_COLUMNS, "outcome").first()
    return None if row is None else facts.Job(*row[:-1], _outcomes.decode(row[-1]) if row[-1] else None)


def jobs(*, office_id: int, most: int = 50) -> list[facts.Job]:
    """The latest jobs of an office, newest first, without what came of them."""
    rows = models.Job.objects.filter(office_id=office_id).order_by("-created_at", "id")
    return [facts.Job(*row, None) for row in rows.values_list(*_COLUMNS)[:most]]


def anything_waiting() -> bool:
    return models.Job.objects.filter(state="waiting").exists()


def workers() -> set[str]:
    """The workers in whose hands jobs are."""
    return set(models.Job.objects.filter(state="reading").values_list("worker", flat=True))


def uploads(job_id: uuid.UUID) -> list[facts.Waiting]:
    """The sealed files of a job, by name."""
    return [facts.Waiting(*row) for row in _uploads(job_id).order_by("name").values_list("id", "name")]


def content(upload_id: uuid.UUID) -> bytes:
    """What is in a sealed file. Raises SealBroken."""
    sealed = models.Upload.objects.values_list("content_sealed", flat=True).get(pk=upload_id)
    return vault.opened_bytes(sealed, about=b"upload" + upload_id.bytes)


def _uploads(job_id: uuid.UUID) -> Any:
    return models.Upload.objects.filter(job_id=job_id)


def left_behind(*, before: dt.datetime) -> int:
    """How many files of deliveries that have ended before a moment are still there."""
    return models.Upload.objects.filter(job__finished_at__lt=before).count()


def told(*, before: dt.datetime) -> int:
    """How many deliveries that ended before a moment still say what came of them."""
    return models.Job.objects.filter(finished_at__lt=before).exclude(outcome="").count()
