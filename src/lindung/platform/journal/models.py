"""Tables of the journal."""

from django.db import models


class Document(models.Model):
    """A file as it was received. Facts point to it with sheet and row; what is known on a day follows from it.

    ``batch`` groups what came in together; ``received_on`` is declared, ``recorded_at`` is the system's clock.
    """

    APPEND_ONLY = True
    SEALED_BY = {"intake.received": ("name", "sha256", "size")}
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


class Shown(models.Model):
    """A set of persons that was shown together, kept once however often: ``persons`` holds their ids, 16 bytes each, in
    the order of the ids, and ``digest`` is theirs."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"digest"}, "personal": {"persons"}}

    digest = models.CharField(max_length=64, primary_key=True)
    persons = models.BinaryField()


class View(models.Model):
    """Someone saw personal data, or was refused: a chain of its own, so that reading moves nothing that is remembered
    by the journal's last line.

    ``kind`` is one of ``facts.KINDS``, ``about`` a region, ``what`` the page or table; ``export`` numbers a file that
    left the system; ``times``: how often the same was refused within an hour, by this row's moment; ``reason``: what a
    NIK in clear was wanted for.
    """

    APPEND_ONLY = True
    PRIVACY = {
        "open": {
            "id", "at", "account", "actor", "office", "role", "kind", "about", "what", "persons", "shown", "export",
            "times", "previous", "digest",
        },
        "personal": {"address", "reason"},
    }  # fmt: skip

    at = models.DateTimeField()
    account = models.BigIntegerField()
    actor = models.TextField()
    office = models.TextField()
    role = models.CharField(max_length=20)
    address = models.TextField()
    kind = models.CharField(max_length=12)
    about = models.CharField(max_length=80)
    what = models.CharField(max_length=80)
    persons = models.IntegerField()
    shown = models.ForeignKey(Shown, on_delete=models.PROTECT, null=True)
    export = models.UUIDField(null=True, unique=True)
    times = models.IntegerField()
    reason = models.TextField(default="")
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["at", "account"], name="view_by_moment")]
