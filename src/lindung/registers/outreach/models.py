"""Tables of outreach. Nothing here is ever changed: of what was told of an event the last stands."""

import uuid

from django.db import models

from lindung.platform.access import scope


class Campaign(models.Model):
    """A campaign in one regency. One over several has a row in each of them, under the same key: so each regency sees
    it, and only its own part."""

    APPEND_ONLY = True
    SEALED_BY = {
        "outreach.campaign_started": (
            "key", "region_id", "name", "aim", "starts_on", "ends_before", "owner", "office", "account_id",
            "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "key", "region", "name", "aim", "starts_on", "ends_before", "owner", "office", "account",
            "received_on", "recorded_at",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    key = models.UUIDField(default=uuid.uuid4)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    name = models.TextField()
    aim = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField()
    owner = models.CharField(max_length=10)
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "region"], name="one_campaign_a_regency"),
            models.CheckConstraint(
                condition=models.Q(ends_before__gt=models.F("starts_on")), name="a_campaign_has_a_day"
            ),
        ]


class Event(models.Model):
    """An event planned in a village for a day; ``code``: printed on its sheet, short and not to be guessed. ``owner``:
    the role of the office that planned it and alone tells how it went."""

    APPEND_ONLY = True
    SEALED_BY = {
        "outreach.planned": (
            "key", "code", "campaign_id", "region_id", "planned_on", "begins", "team", "materials", "owner", "office",
            "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "key", "code", "campaign", "region", "planned_on", "begins", "materials", "owner", "office",
            "account", "received_on", "recorded_at",
        },
        "personal": {"team"},
    }  # fmt: skip
    objects = scope.Scoped()

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    code = models.CharField(max_length=8, unique=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="events")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    planned_on = models.DateField()
    begins = models.CharField(max_length=5)
    team = models.TextField()
    materials = models.TextField()
    owner = models.CharField(max_length=10)
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "planned_on"], name="event_by_village")]


class Cancellation(models.Model):
    """An event was not held, and why: once. What is held after all is planned anew."""

    APPEND_ONLY = True
    SEALED_BY = {"outreach.cancelled": ("event_id", "reason", "account_id", "received_on")}
    PRIVACY = {"open": {"id", "event", "account", "received_on", "recorded_at"}, "personal": {"reason"}}
    objects = scope.Scoped("event__region__code")

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="cancellation")
    reason = models.TextField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Attendance(models.Model):
    """How an event went; told again, the later stands. ``names_sealed``: the names of those who agreed, by the sentence
    ``consent`` on ``consented_on``; blanked when they are taken back."""

    APPEND_ONLY = True
    SEALED_BY = {
        "outreach.held": (
            "key", "event_id", "held_on", "men", "women", "names", "consent", "consented_on", "account_id",
            "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "key", "event", "held_on", "men", "women", "names", "consent", "consented_on", "account",
            "received_on", "recorded_at",
        },
        "secret": {"names_sealed"},
    }  # fmt: skip
    SEALED = {"names_sealed": lambda row: b"attendance" + row.key.bytes}
    objects = scope.Scoped("event__region__code")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="attendances")
    held_on = models.DateField()
    men = models.IntegerField()
    women = models.IntegerField()
    names = models.IntegerField()
    consent = models.CharField(max_length=20)
    consented_on = models.DateField(null=True)
    names_sealed = models.BinaryField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(men__gte=0, women__gte=0, names__gte=0)
                & models.Q(names__lte=models.F("men") + models.F("women")),
                name="no_more_names_than_people",
            )
        ]


class Answer(models.Model):
    """How many of those who were asked one of the questions were right."""

    APPEND_ONLY = True
    SEALED_BY = {"outreach.answered": ("attendance_id", "question", "right", "asked")}
    PRIVACY = {"open": {"id", "attendance", "question", "right", "asked"}}
    objects = scope.Scoped("attendance__event__region__code")

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=20)
    right = models.IntegerField()
    asked = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attendance", "question"], name="each_question_once"),
            models.CheckConstraint(
                condition=models.Q(right__gte=0, asked__gt=0, right__lte=models.F("asked")),
                name="no_more_right_than_asked",
            ),
        ]


class Photo(models.Model):
    """A photo of an event, small and sealed; taken back, its content is blanked."""

    APPEND_ONLY = True
    SEALED_BY = {
        "outreach.pictured": (
            "key", "event_id", "number", "width", "height", "size", "sha256", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "key", "event", "number", "width", "height", "size", "sha256", "account", "received_on",
            "recorded_at",
        },
        "secret": {"content_sealed"},
    }  # fmt: skip
    SEALED = {"content_sealed": lambda row: b"photo" + row.key.bytes}
    objects = scope.Scoped("event__region__code")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="photos")
    number = models.IntegerField()
    width = models.IntegerField()
    height = models.IntegerField()
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content_sealed = models.BinaryField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="each_photo_once")]
