"""Tables of letters."""

import uuid

from django.db import models

from lindung.platform.access import scope


class Wording(models.Model):
    """A regency's own words for a kind of letter, as JSON: the latest that is known holds. No village's data."""

    APPEND_ONLY = True
    SEALED_BY = {"letters.worded": ("region_id", "kind", "level", "parts", "received_on")}
    PRIVACY = {"open": {"id", "region", "kind", "level", "parts", "received_on", "recorded_at"}}

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    level = models.IntegerField()
    parts = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Official(models.Model):
    """Who holds a post of a region from a day on; without a name nobody does."""

    APPEND_ONLY = True
    SEALED_BY = {
        "letters.official_named": (
            "region_id", "post", "name", "nip", "rank", "standing", "starts_on", "decree", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "region", "post", "standing", "starts_on", "decree", "received_on", "recorded_at"},
        "personal": {"name", "nip", "rank"},
    }
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    post = models.CharField(max_length=10)
    name = models.TextField()
    nip = models.CharField(max_length=30)
    rank = models.TextField()
    standing = models.CharField(max_length=10)
    starts_on = models.DateField()
    decree = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Letter(models.Model):
    """A letter that was issued: its place in a book of numbers, and all that it says.

    ``issuer``: whose book; ``region``: which it is about, and by which it is found. ``code``: of the filing plan, which
    has a book each year; ``check_code``: printed on it, so that anybody can ask whether it is genuine.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "letters.issued": (
            "kind", "issuer_id", "region_id", "finding", "code", "year", "sequence", "number", "dated_on", "place",
            "addressee", "wording", "content", "digest", "check_code", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "kind", "issuer", "region", "finding", "code", "year", "sequence", "number", "dated_on", "place",
            "wording", "digest", "check_code", "batch", "received_on", "recorded_at",
        },
        "personal": {"addressee", "content"},
    }  # fmt: skip
    objects = scope.Scoped()

    kind = models.CharField(max_length=20)
    issuer = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(max_length=30)
    code = models.CharField(max_length=20)
    year = models.IntegerField()
    sequence = models.IntegerField()
    number = models.CharField(max_length=100)
    dated_on = models.DateField()
    place = models.CharField(max_length=100)
    addressee = models.TextField()
    wording = models.CharField(max_length=40)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    check_code = models.CharField(max_length=20, unique=True)
    batch = models.UUIDField(default=uuid.uuid4)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "code", "year", "sequence"], name="a_number_once_a_book"),
            models.UniqueConstraint(fields=["issuer", "number"], name="a_number_once_an_office"),
            models.CheckConstraint(condition=models.Q(sequence__gt=0), name="books_begin_with_one"),
        ]
        indexes = [models.Index(fields=["region", "dated_on"], name="letter_by_region")]


class Withdrawal(models.Model):
    """A letter no longer holds, since a day. Its number stays taken."""

    APPEND_ONLY = True
    SEALED_BY = {"letters.withdrawn": ("letter_id", "reason", "received_on")}
    PRIVACY = {"open": {"id", "letter", "reason", "received_on", "recorded_at"}}
    objects = scope.Scoped("letter__region__code")

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
