"""Tables of intake: notes on what came in, deliveries that wait for being read, and people who ask to be taken in."""

import uuid

from django.db import models

from lindung.interfaces.intake.applications import sealing
from lindung.platform.access import scope


class Note(models.Model):
    """What an officer should know about a file, sheet or row; ``kind`` is one of ``problems.ALL``.

    ``region`` is the village that the sheet is about, or the regency where it is about several.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "intake.noted": ("document_id", "region_id", "sheet", "row", "kind", "column", "message"),
    }
    PRIVACY = {"open": {"id", "document", "region", "sheet", "row", "kind", "column", "message"}}
    objects = scope.Scoped()

    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True)
    sheet = models.TextField()
    row = models.IntegerField()
    kind = models.CharField(max_length=40)
    column = models.TextField()
    message = models.TextField()


class Job(models.Model):
    """A delivery sent to the site: who sent it, how far its reading is, and what came of it.

    ``id`` is that of the form, so the same form sent twice is one job. ``scope`` holds what its office answered for
    when it was sent. ``worker`` holds it while it is read, last seen at ``seen_at``.
    """

    PRIVACY = {
        "open": {
            "id", "state", "regency", "year", "received_on", "office", "office_name", "scope", "files", "files_read",
            "tries", "worker", "created_at", "started_at", "seen_at", "finished_at", "refusal_code", "refusal",
        },
        "personal": {"sender_name", "outcome"},
    }  # fmt: skip

    id = models.UUIDField(primary_key=True)
    state = models.CharField(max_length=10, default="waiting")
    regency = models.CharField(max_length=5)
    year = models.IntegerField()
    received_on = models.DateField()
    office = models.ForeignKey("access.Office", on_delete=models.PROTECT)
    office_name = models.TextField()
    sender_name = models.TextField()
    scope = models.TextField()
    files = models.IntegerField(default=0)
    files_read = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    worker = models.TextField(default="")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    refusal_code = models.TextField(default="")
    refusal = models.TextField(default="")
    outcome = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="job_by_state"),
            models.Index(fields=["office", "created_at"], name="job_of_office"),
        ]


class Upload(models.Model):
    """A file of a job, sealed until it is read and removed when the job has ended."""

    PRIVACY = {"open": {"id", "job", "name", "size"}, "secret": {"content_sealed"}}
    SEALED = {"content_sealed": lambda row: b"upload" + row.id.bytes}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    job = models.ForeignKey(Job, on_delete=models.PROTECT)
    name = models.TextField()
    size = models.BigIntegerField()
    content_sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="one_upload_a_name")]


class Application(models.Model):
    """Somebody asks to be taken in: what they say of themselves, believed by nobody yet. A draft until
    ``submitted_at``; then it waits for a decision. Several may bear one NIK.

    ``digest``: of the code with which it is gone on with and looked at. What was said is sealed under a data key of its
    own; destroyed, nothing of it is left but that somebody asked. ``nik_index``: of a NIK that was submitted.
    """

    PRIVACY = {
        "open": {
            "id", "region", "route", "event", "begun_at", "saved_at", "submitted_at", "index_key",
        },
        "personal": {"helped_by"},
        "secret": {"digest", "key_sealed", "said_sealed", "nik_index"},
    }  # fmt: skip
    SEALED = {"key_sealed": sealing.key_about}
    OWN_SEALED = {"said_sealed"}
    INDEXED = {"nik_index": ("index_key", sealing.nik_of)}
    objects = scope.Scoped()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    route = models.CharField(max_length=8)
    event = models.CharField(max_length=16, default="")
    helped_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, null=True)
    digest = models.CharField(max_length=64, unique=True)
    key_sealed = models.BinaryField()
    said_sealed = models.BinaryField()
    nik_index = models.BinaryField(max_length=16, default=b"")
    index_key = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["region", "submitted_at"], name="application_by_village"),
            models.Index(fields=["nik_index"], name="application_by_nik"),
        ]


class ApplicationDecision(models.Model):
    """What the desk said to it: once. ``placed``: on the village's list, its waiting list, or as paying themselves."""

    APPEND_ONLY = True
    SEALED_BY = {
        "intake.application_decided": (
            "application_id", "outcome", "reason", "placed", "person_id", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "application", "outcome", "reason", "placed", "account", "received_on", "recorded_at"},
        "personal": {"person"},
    }
    objects = scope.Scoped("application__region__code")

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=20, default="")
    placed = models.CharField(max_length=10, default="")
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT, null=True)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
