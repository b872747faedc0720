"""Tables of the journal."""

from django.db import models


class Document(models.Model):
    """A file as it was received. Facts point to it with sheet and row; what is known on a day follows from it.

    ``batch`` groups what came in together; ``received_on`` is declared, ``recorded_at`` is the system's clock.
    """

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "batch", "name", "sha256", "size", "received_on", "recorded_at"}}

    batch = models.UUIDField()
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["received_on", "name"], name="document_by_day")]


class Line(models.Model):
    """One write: who, for which office, what, about what, when, why; chained to the line before it."""

    APPEND_ONLY = True
    PRIVACY = {
        "open": {
            "id", "at", "actor", "office", "verb", "about", "batch", "why", "details",
            "row_count", "rows_root", "previous", "digest",
        }
    }  # fmt: skip

    at = models.DateTimeField()
    actor = models.TextField()
    office = models.TextField()
    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    batch = models.UUIDField(null=True)
    why = models.TextField()
    details = models.TextField()
    row_count = models.IntegerField()
    rows_root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)
