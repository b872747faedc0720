"""Tables of reporting."""

from django.db import models

from lindung.platform.access import scope


class Snapshot(models.Model):
    """A quarter's report of a regency as it was proposed: ``packed`` are its canonical bytes, compressed.

    ``rests_on``: the versions of program, law book and form that made it, as JSON. It holds counts and sentences of
    offices, never a person, so that it outlives every erasure.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "reporting.proposed": (
            "region_id", "year", "quarter", "as_on", "known_on", "sha256", "rests_on", "proposed_by_id", "proposer",
            "office", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "year", "quarter", "as_on", "known_on", "packed", "sha256", "rests_on", "proposed_by",
            "office", "received_on", "recorded_at",
        },
        "personal": {"proposer"},
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    quarter = models.IntegerField()
    as_on = models.DateField()
    known_on = models.DateField()
    packed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    rests_on = models.TextField()
    proposed_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    proposer = models.TextField()
    office = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quarter__gte=1, quarter__lte=4), name="four_quarters_a_year")
        ]


class SnapshotDecision(models.Model):
    """What the second person said to a snapshot: once.

    ``journal_head``: the last digest of the journal before it; ``signature`` of the instance over the approval, empty
    where it was refused.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "reporting.decided": (
            "snapshot_id", "approved", "reason", "journal_head", "signature", "signer", "decided_by_id", "decider",
            "office", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "snapshot", "approved", "reason", "journal_head", "signature", "signer", "decided_by", "office",
            "received_on", "recorded_at",
        },
        "personal": {"decider"},
    }  # fmt: skip
    objects = scope.Scoped("snapshot__region__code")

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    reason = models.TextField()
    journal_head = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    signer = models.CharField(max_length=64)
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    decider = models.TextField()
    office = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class HistoryYear(models.Model):
    """What another book says of a year before this one was kept: of two lines about a year the later holds."""

    APPEND_ONLY = True
    SEALED_BY = {
        "reporting.history": ("region_id", "year", "people", "villages", "budget", "source", "received_on"),
    }
    PRIVACY = {
        "open": {
            "id", "region", "year", "people", "villages", "budget", "source", "received_on", "recorded_at",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    people = models.IntegerField(null=True)
    villages = models.IntegerField(null=True)
    budget = models.BigIntegerField(null=True)
    source = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
