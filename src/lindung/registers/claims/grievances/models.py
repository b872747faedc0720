"""Tables of grievances. Texts are sealed under a key of the grievance's own, which alone can be destroyed."""

from typing import Any

from django.db import models

from lindung.platform.access import scope


def key_about(row: Any) -> bytes:
    """What a grievance's data key is bound to."""
    return b"grievance" + row.grievance_id.to_bytes(8, "big")


class Grievance(models.Model):
    """Somebody objected. ``line``: [office, last day] of each office that is asked in turn, as JSON, by the law of the
    day it was lodged; ``informed``: the offices told from the second on. ``digest``: of the code that was told once."""

    APPEND_ONLY = True
    SEALED_BY = {
        "grievances.lodged": (
            "key", "region_id", "kind", "digest", "line", "informed", "words_sealed", "contact_sealed", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "key", "region", "kind", "line", "informed", "received_on", "recorded_at"},
        "secret": {"digest", "words_sealed", "contact_sealed"},
    }
    OWN_SEALED = {"words_sealed", "contact_sealed"}
    objects = scope.Scoped()

    key = models.UUIDField(unique=True)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    line = models.TextField()
    informed = models.CharField(max_length=60)
    words_sealed = models.BinaryField()
    contact_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "received_on"], name="grievance_by_village")]


class TextKey(models.Model):
    """The data key of a grievance's texts. Without it they are gone."""

    PRIVACY = {"open": {"id", "grievance"}, "secret": {"key_sealed"}}
    SEALED = {"key_sealed": key_about}
    objects = scope.Scoped("grievance__region__code")

    grievance = models.OneToOneField(Grievance, on_delete=models.PROTECT, related_name="text_key")
    key_sealed = models.BinaryField()


class Passing(models.Model):
    """An office asked the next one before its own time was over."""

    APPEND_ONLY = True
    SEALED_BY = {"grievances.passed_on": ("grievance_id", "office", "due_on", "account_id", "received_on")}
    PRIVACY = {"open": {"id", "grievance", "office", "due_on", "account", "received_on", "recorded_at"}}
    objects = scope.Scoped("grievance__region__code")

    grievance = models.ForeignKey(Grievance, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=10)
    due_on = models.DateField()
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grievance", "office"], name="asked_once_an_office")]


class Answer(models.Model):
    """What an office answered: once."""

    APPEND_ONLY = True
    SEALED_BY = {
        "grievances.answered": ("grievance_id", "words_sealed", "office", "account_id", "received_on"),
    }
    PRIVACY = {
        "open": {"id", "grievance", "office", "account", "received_on", "recorded_at"},
        "secret": {"words_sealed"},
    }
    OWN_SEALED = {"words_sealed"}
    objects = scope.Scoped("grievance__region__code")

    grievance = models.OneToOneField(Grievance, on_delete=models.PROTECT, related_name="answer")
    words_sealed = models.BinaryField()
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
