"""Tables of meetings. Nothing here is ever changed: how a meeting stands follows from its rows."""

import uuid

from django.db import models

from lindung.platform.access import scope


class Meeting(models.Model):
    """A meeting of a regency or a district that was called; ``chair``: the office that leads it and closes it."""

    APPEND_ONLY = True
    SEALED_BY = {
        "meetings.called": (
            "key", "region_id", "topic", "held_on", "begins", "place", "chair", "office", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "key", "region", "held_on", "begins", "chair", "office", "account", "received_on", "recorded_at",
        },
        "personal": {"topic", "place"},
    }  # fmt: skip
    objects = scope.Scoped()

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    topic = models.TextField()
    held_on = models.DateField()
    begins = models.CharField(max_length=5)
    place = models.TextField()
    chair = models.CharField(max_length=10)
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Item(models.Model):
    """A point of the agenda: of a taking of the day's findings (1, 2, …: the last one stands), or added by hand (0)."""

    APPEND_ONLY = True
    SEALED_BY = dict.fromkeys(
        ("meetings.agenda_taken", "meetings.item_added"),
        ("meeting_id", "taking", "number", "section", "kind", "region_id", "sentence", "received_on"),
    )
    PRIVACY = {
        "open": {
            "id", "meeting", "taking", "number", "section", "kind", "region", "received_on", "recorded_at",
        },
        "personal": {"sentence"},
    }  # fmt: skip
    objects = scope.Scoped("meeting__region__code")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    taking = models.IntegerField()
    number = models.IntegerField()
    section = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    sentence = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "taking", "number"], name="each_point_once")]


class Attendance(models.Model):
    """Who came for an office, or had it excused; what is written later of the same office stands."""

    APPEND_ONLY = True
    SEALED_BY = {"meetings.attended": ("meeting_id", "office", "name", "said", "words", "received_on")}
    PRIVACY = {
        "open": {"id", "meeting", "said", "received_on", "recorded_at"},
        "personal": {"office", "name", "words"},
    }
    objects = scope.Scoped("meeting__region__code")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    office = models.TextField()
    name = models.TextField()
    said = models.CharField(max_length=10)
    words = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Statement(models.Model):
    """What somebody said in the meeting of a region, its evidence pending: no figure counts it. ``duty``: the key of
    the duty to hand the evidence in."""

    APPEND_ONLY = True
    SEALED_BY = {
        "meetings.stated": (
            "meeting_id", "number", "region_id", "about", "speaker", "amount", "words", "evidence", "due_on", "duty",
            "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "meeting", "number", "region", "about", "amount", "due_on", "duty", "received_on", "recorded_at",
        },
        "personal": {"speaker", "words", "evidence"},
    }  # fmt: skip
    objects = scope.Scoped("region__code")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="statements")
    number = models.IntegerField()
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=12)
    speaker = models.TextField()
    amount = models.BigIntegerField(null=True)
    words = models.TextField()
    evidence = models.TextField()
    due_on = models.DateField()
    duty = models.UUIDField(unique=True)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="each_statement_once")]


class Decision(models.Model):
    """What the meeting decided: who does what about which region by when. It is a duty, whose key is ``duty``."""

    APPEND_ONLY = True
    SEALED_BY = {
        "meetings.decided": (
            "meeting_id", "number", "region_id", "office", "sentence", "due_on", "duty", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "meeting", "number", "region", "office", "due_on", "duty", "received_on", "recorded_at",
        },
        "personal": {"sentence"},
    }  # fmt: skip
    objects = scope.Scoped("meeting__region__code")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    number = models.IntegerField()
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=10)
    sentence = models.TextField()
    due_on = models.DateField()
    duty = models.UUIDField(unique=True)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="each_decision_once")]


class Minutes(models.Model):
    """The chair closed the meeting, once: its summary, and the digest of all that stood in the minutes then."""

    APPEND_ONLY = True
    SEALED_BY = {
        "meetings.closed": ("meeting_id", "summary", "digest", "office", "account_id", "received_on")
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "meeting", "digest", "office", "account", "received_on", "recorded_at"},
        "personal": {"summary"},
    }
    objects = scope.Scoped("meeting__region__code")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    summary = models.TextField()
    digest = models.CharField(max_length=64)
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Addendum(models.Model):
    """What was put right or added after the minutes were closed."""

    APPEND_ONLY = True
    SEALED_BY = {"meetings.addendum": ("meeting_id", "number", "words", "office", "account_id", "received_on")}
    PRIVACY = {
        "open": {"id", "meeting", "number", "office", "account", "received_on", "recorded_at"},
        "personal": {"words"},
    }
    objects = scope.Scoped("meeting__region__code")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    number = models.IntegerField()
    words = models.TextField()
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="each_addendum_once")]
