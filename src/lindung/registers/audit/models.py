"""Tables of field samples. Nothing here is ever changed: the latest visit of a person counts."""

import uuid

from django.db import models

from lindung.platform.access import scope


class Sample(models.Model):
    """Persons of a regency drawn on a day from those who stood on valid lists on ``as_on``. ``head``: the digest of the
    journal's last line then; with the day it makes the seed. One a quarter: nobody draws until they like what comes.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "audit.drawn": (
            "region_id", "year", "quarter", "drawn_on", "as_on", "per_hundred", "head", "seed", "population",
            "villages", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "year", "quarter", "drawn_on", "as_on", "per_hundred", "head", "seed", "population",
            "villages", "account", "received_on", "recorded_at",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    quarter = models.IntegerField()
    drawn_on = models.DateField()
    as_on = models.DateField()
    per_hundred = models.IntegerField()
    head = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    population = models.IntegerField()
    villages = models.IntegerField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "quarter"], name="one_sample_a_quarter"),
            models.CheckConstraint(
                condition=models.Q(per_hundred__gte=1, per_hundred__lte=100), name="a_share_of_a_hundred"
            ),
        ]


class Drawn(models.Model):
    """A person of a sample, in the village on whose list they stood."""

    APPEND_ONLY = True
    SEALED_BY = {"audit.persons_drawn": ("sample_id", "region_id", "person_id")}
    PRIVACY = {"open": {"id", "sample", "region"}, "personal": {"person"}}
    objects = scope.Scoped()

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="drawn")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "region", "person"], name="each_person_drawn_once")]


class Visit(models.Model):
    """What was found of a drawn person. ``note_sealed``: under the person's data key, so that an erasure takes it."""

    APPEND_ONLY = True
    SEALED_BY = {"audit.visited": ("key", "drawn_id", "outcome", "visited_on", "account_id", "received_on")}
    PRIVACY = {
        "open": {"id", "key", "drawn", "visited_on", "account", "received_on", "recorded_at"},
        "personal": {"outcome"},
        "secret": {"note_sealed"},
    }
    OWN_SEALED = {"note_sealed"}
    objects = scope.Scoped("drawn__region__code")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    drawn = models.ForeignKey(Drawn, on_delete=models.PROTECT, related_name="visits")
    outcome = models.CharField(max_length=12)
    visited_on = models.DateField()
    note_sealed = models.BinaryField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
