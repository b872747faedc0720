"""Tables of the rulebook. The law is nobody's secret: no scope narrows it."""

from django.db import models


class Amendment(models.Model):
    """A dated entry that is to follow another one, as it was proposed: in the form of the books, with its cases."""

    APPEND_ONLY = True
    SEALED_BY = {
        "rulebook.proposed": (
            "kind", "region", "parameter", "value", "starts_on", "ends_before", "repeals", "source", "confidence",
            "label", "note", "cases", "proposed_by_id", "proposed_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "kind", "region", "parameter", "value", "starts_on", "ends_before", "repeals", "source", "confidence",
            "label", "note", "cases", "proposed_by", "proposed_at", "proposed_on",
        }
    }  # fmt: skip

    kind = models.CharField(max_length=10)
    region = models.CharField(max_length=13)
    parameter = models.CharField(max_length=40)
    value = models.TextField()
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)
    repeals = models.BooleanField()
    source = models.TextField()
    confidence = models.CharField(max_length=10)
    label = models.TextField()
    note = models.TextField()
    cases = models.TextField()
    proposed_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_on = models.DateField()


class AmendmentDecision(models.Model):
    """What the second person said to an amendment: once. ``decided_on``: since when it is known."""

    APPEND_ONLY = True
    SEALED_BY = {"rulebook.decided": ("amendment_id", "approved", "reason", "decided_by_id", "decided_on")}
    PRIVACY = {"open": {"id", "amendment", "approved", "reason", "decided_by", "decided_at", "decided_on"}}

    amendment = models.OneToOneField(Amendment, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    reason = models.TextField()
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
