"""Tables of duties. Nothing here is ever changed: how a duty stands follows from its rows."""

import uuid

from django.db import models

from lindung.platform.access import scope


class Duty(models.Model):
    """What it is about: a finding's kind, region and year; or what a person opened (kind «keputusan»)."""

    APPEND_ONLY = True
    SEALED_BY = {"followup.named": ("key", "region_id", "kind", "year", "received_on")}
    PRIVACY = {"open": {"id", "key", "region", "kind", "year", "received_on", "recorded_at"}}
    objects = scope.Scoped()

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    year = models.IntegerField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "year"], condition=~models.Q(kind="keputusan"), name="one_duty_per_finding"
            )
        ]


class Round(models.Model):
    """A stretch for which a duty is open. ``evidence``: [file, sheet, row] of each row, as JSON. A finding that comes
    back opens the next."""

    APPEND_ONLY = True
    SEALED_BY = dict.fromkeys(
        ("followup.opened", "followup.opened_by_hand"),
        (
            "duty_id", "number", "opened_on", "office", "sentence", "evidence", "missing", "due_on", "reference",
            "received_on",
        ),
    )  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "duty", "number", "opened_on", "office", "evidence", "missing", "due_on", "received_on",
            "recorded_at",
        },
        "personal": {"sentence", "reference"},
    }  # fmt: skip
    objects = scope.Scoped("duty__region__code")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="rounds")
    number = models.IntegerField()
    opened_on = models.DateField()
    office = models.CharField(max_length=10)
    sentence = models.TextField()
    evidence = models.TextField()
    missing = models.IntegerField()
    due_on = models.DateField()
    reference = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "number"], name="each_round_once")]


class Step(models.Model):
    """A round came to the next office along the line, who has until ``due_on``; ``informed``: offices, comma between.
    ``reached_on`` is the line's day, however late it was noticed."""

    APPEND_ONLY = True
    SEALED_BY = {
        "followup.escalated": ("round_id", "number", "office", "reached_on", "due_on", "informed", "received_on")
    }
    PRIVACY = {
        "open": {
            "id", "round", "number", "office", "reached_on", "due_on", "informed", "received_on", "recorded_at",
        }
    }  # fmt: skip
    objects = scope.Scoped("round__duty__region__code")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    number = models.IntegerField()
    office = models.CharField(max_length=10)
    reached_on = models.DateField()
    due_on = models.DateField()
    informed = models.CharField(max_length=60)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="each_step_of_a_round_once"),
            models.UniqueConstraint(fields=["round", "office"], name="each_office_once_a_round"),
            models.CheckConstraint(condition=models.Q(due_on__gte=models.F("reached_on")), name="step_due_after_it"),
        ]


class Answer(models.Model):
    """What an office said of a round. ``promised_on``: the day of the invitation, or by which it promises."""

    APPEND_ONLY = True
    SEALED_BY = {
        "followup.answered": (
            "round_id", "said", "promised_on", "obstacle", "words", "role", "office", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "round", "said", "promised_on", "obstacle", "role", "office", "account", "received_on",
            "recorded_at",
        },
        "personal": {"words"},
    }  # fmt: skip
    objects = scope.Scoped("round__duty__region__code")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers")
    said = models.CharField(max_length=12)
    promised_on = models.DateField(null=True)
    obstacle = models.CharField(max_length=20)
    words = models.TextField()
    role = models.CharField(max_length=20)
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Attachment(models.Model):
    """A letter by its number and day, or a file by its name and digest, that goes with a round."""

    APPEND_ONLY = True
    SEALED_BY = {
        "followup.attached": (
            "round_id", "reference", "dated_on", "name", "sha256", "size", "office", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "round", "dated_on", "sha256", "size", "office", "account", "received_on", "recorded_at"},
        "personal": {"reference", "name"},
    }
    objects = scope.Scoped("round__duty__region__code")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="attachments")
    reference = models.TextField()
    dated_on = models.DateField(null=True)
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class File(models.Model):
    """The file of an attachment, sealed; taken back, its content is blanked. Its name stands at the attachment."""

    APPEND_ONLY = True
    SEALED_BY = {"followup.kept": ("key", "attachment_id", "media", "size", "sha256", "received_on")}
    PRIVACY = {
        "open": {"id", "key", "attachment", "media", "size", "sha256", "received_on", "recorded_at"},
        "secret": {"content_sealed"},
    }
    SEALED = {"content_sealed": lambda row: b"duty-paper" + row.key.bytes}
    objects = scope.Scoped("attachment__round__duty__region__code")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="file")
    media = models.CharField(max_length=40)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Waiver(models.Model):
    """One person asks that a round be let be, with a reason and a paper."""

    APPEND_ONLY = True
    SEALED_BY = {
        "followup.waiver_proposed": (
            "round_id", "reason", "reference", "ends_before", "proposed_by_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "round", "ends_before", "proposed_by", "received_on", "recorded_at"},
        "personal": {"reason", "reference"},
    }
    objects = scope.Scoped("round__duty__region__code")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="waivers")
    reason = models.TextField()
    reference = models.TextField()
    ends_before = models.DateField(null=True)
    proposed_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class WaiverDecision(models.Model):
    """What the second person said: once."""

    APPEND_ONLY = True
    SEALED_BY = {"followup.waiver_decided": ("waiver_id", "approved", "decided_by_id", "received_on")}
    PRIVACY = {"open": {"id", "waiver", "approved", "decided_by", "received_on", "recorded_at"}}
    objects = scope.Scoped("waiver__round__duty__region__code")

    waiver = models.OneToOneField(Waiver, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Closing(models.Model):
    """A round ended on a day: by the data, a waiver, or a second person. ``proof``: its rows and figures, as JSON."""

    APPEND_ONLY = True
    SEALED_BY = {"followup.closed": ("round_id", "closed_on", "why", "proof", "received_on")}
    PRIVACY = {"open": {"id", "round", "closed_on", "why", "proof", "received_on", "recorded_at"}}
    objects = scope.Scoped("round__duty__region__code")

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="closing")
    closed_on = models.DateField()
    why = models.CharField(max_length=10)
    proof = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
