"""Tables of programmes."""

from django.db import models


class Target(models.Model):
    """Quota (people, a minimum) of each village in ``region`` for a year."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "region", "year", "quota", "legal_basis", "received_on", "recorded_at"}}

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    quota = models.IntegerField()
    legal_basis = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Milestone(models.Model):
    """By the end of the day ``due_on``, ``per_mille`` of the villages should have paid."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "region", "year", "due_on", "per_mille", "legal_basis", "received_on", "recorded_at"}}

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    due_on = models.DateField()
    per_mille = models.IntegerField()
    legal_basis = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
