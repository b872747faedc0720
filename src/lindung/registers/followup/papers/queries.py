"""Reading what was kept."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.resources
import tomllib
import uuid

from django.db.models import QuerySet

from lindung.platform.vault import queries as vault
from lindung.registers.followup import facts as duties
from lindung.registers.followup import models
from lindung.registers.followup.papers import facts, rules


@functools.cache
def kinds() -> tuple[facts.Kind, ...]:
    """What may be sent."""
    book = tomllib.loads(importlib.resources.files(__package__).joinpath("lampiran.toml").read_text("utf-8"))
    return tuple(
        facts.Kind(
            one["name"], one["media"], one["ending"],
            tuple((at, bytes.fromhex(begins)) for at, begins in one["begins"]), one["most"], one.get("picture", False),
        )
        for one in book["kind"]
    )  # fmt: skip


def kept(sent: facts.Sent) -> facts.Kept:
    """The file as it would be kept; a picture takes seconds, for which nobody else should have to wait with writing.

    Raises FileEmpty, FileNotOfAKind, FileTooLarge, FileNamedByNik, NotAPhoto.
    """
    return rules.kept(sent, kinds())


def most(*, picture: bool) -> str:
    """How large a document or a picture may be: «2 MB»."""
    return rules.megabytes(min(one.most for one in kinds() if one.picture is picture))


def files(duty: uuid.UUID, *, known_at: dt.date) -> dict[int, facts.File]:
    """The files of a duty by the attachment with which they came."""
    rows = models.File.objects.filter(attachment__round__duty__key=duty, received_on__lte=known_at)
    there = set(rows.exclude(content_sealed=b"").values_list("pk", flat=True))
    return {
        row.attachment_id: facts.File(
            row.key, row.attachment.name, row.media, row.size, row.attachment.account_id, row.pk in there
        )
        for row in rows.select_related("attachment").defer("content_sealed")
    }


def file(duty: uuid.UUID, key: uuid.UUID, *, known_at: dt.date) -> facts.File | None:
    """One file of a duty; None: there is no such one."""
    return next((one for one in files(duty, known_at=known_at).values() if one.key == key), None)


def sent_before(duty: duties.Duty, digest: str, account: int) -> uuid.UUID | None:
    """The same file from the same person in this round, where it is still there."""
    rows = models.File.objects.filter(
        attachment__round__duty__key=duty.key, attachment__round__number=duty.round, attachment__account_id=account,
        sha256=digest,
    )  # fmt: skip
    return rows.exclude(content_sealed=b"").values_list("key", flat=True).first()


def content(key: uuid.UUID) -> bytes | None:
    """A file, opened; None: there is none, or it was taken back. Raises SealBroken."""
    row = models.File.objects.filter(key=key).exclude(content_sealed=b"").first()
    return vault.opened_bytes(row.content_sealed, about=b"duty-paper" + row.key.bytes) if row else None


def over(*, before: dt.date) -> QuerySet[models.File]:
    """Files that are still there of rounds that ended before a day."""
    rows = models.File.objects.exclude(content_sealed=b"")
    return rows.filter(attachment__round__closing__closed_on__lt=before)
