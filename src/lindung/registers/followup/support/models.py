"""Tables of evaluations and support. Nothing here is ever changed: the latest evaluation of a quarter counts."""

from django.db import models

from lindung.platform.access import scope


class Evaluation(models.Model):
    """A village as its camat saw it in a quarter. ``answers``: [question, answer] by their codes, as JSON."""

    APPEND_ONLY = True
    SEALED_BY = {
        "support.evaluated": (
            "region_id", "year", "quarter", "answers", "note", "office", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "year", "quarter", "answers", "office", "account", "received_on", "recorded_at",
        },
        "personal": {"note"},
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    quarter = models.IntegerField()
    answers = models.TextField()
    note = models.TextField()
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quarter__gte=1, quarter__lte=4), name="a_year_has_four_quarters")
        ]
        indexes = [models.Index(fields=["region", "year", "quarter"], name="evaluation_by_quarter")]


class Support(models.Model):
    """Help that a village was given on a day."""

    APPEND_ONLY = True
    SEALED_BY = {
        "support.given": (
            "region_id", "given_on", "kind", "result", "next_step", "next_on", "office", "account_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "given_on", "kind", "next_on", "office", "account", "received_on", "recorded_at",
        },
        "personal": {"result", "next_step"},
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    given_on = models.DateField()
    kind = models.CharField(max_length=10)
    result = models.TextField()
    next_step = models.TextField()
    next_on = models.DateField(null=True)
    office = models.CharField(max_length=200)
    account = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_on=None) | models.Q(next_on__gte=models.F("given_on")), name="next_step_later"
            )
        ]
        indexes = [models.Index(fields=["region", "given_on"], name="support_by_day")]
