"""Tables of cards and cases."""

import uuid

from django.db import models

from lindung.platform.access import scope


class CardStep(models.Model):
    """A person's card was printed, handed over, or signed for on a day."""

    APPEND_ONLY = True
    SEALED_BY = {
        "claims.card": (
            "region_id", "person_id", "number", "step", "happened_on", "received_by_sealed", "evidence_sealed",
            "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "region", "number", "step", "happened_on", "received_on", "recorded_at"},
        "personal": {"person"},
        "secret": {"received_by_sealed", "evidence_sealed"},
    }
    OWN_SEALED = {"received_by_sealed", "evidence_sealed"}  # under the person's data key: an erasure takes it along
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    number = models.IntegerField()
    step = models.CharField(max_length=12)
    happened_on = models.DateField()
    received_by_sealed = models.BinaryField()
    evidence_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "person", "number", "step"], name="each_step_of_a_card_once")
        ]


class CardIssue(models.Model):
    """A card that was made for a person: signed, and to be printed again as it is.

    ``number``: as of ``CardStep``; ``serial``: what the card calls itself; ``ends_before``: the first day not paid for;
    ``expires_on``: the first after the grace; ``digest``: of the signed text, ``token_sealed`` the text itself.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "claims.card_issued": (
            "region_id", "person_id", "number", "serial", "issued_on", "starts_on", "ends_before", "expires_on",
            "key_id", "digest", "token_sealed", "batch", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "region", "number", "issued_on", "starts_on", "ends_before", "expires_on", "key_id", "digest",
                 "batch", "received_on", "recorded_at"},
        "personal": {"person", "serial"},
        "secret": {"token_sealed"},
    }  # fmt: skip
    OWN_SEALED = {"token_sealed"}  # with the name in it: an erasure takes it along
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    number = models.IntegerField()
    serial = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField()
    starts_on = models.DateField()
    ends_before = models.DateField()
    expires_on = models.DateField()
    key_id = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    token_sealed = models.BinaryField()
    batch = models.UUIDField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "person", "number"], name="a_card_is_issued_once"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_before"), ends_before__lte=models.F("expires_on")),
                name="a_card_is_of_some_days",
            ),
        ]


class CardRevocation(models.Model):
    """A card no longer holds, since a day, for a reason: once, and for ever."""

    APPEND_ONLY = True
    SEALED_BY = {"claims.card_revoked": ("issue_id", "reason", "revoked_on", "received_on")}
    PRIVACY = {"open": {"id", "issue", "reason", "revoked_on", "received_on", "recorded_at"}}
    objects = scope.Scoped("issue__region__code")

    issue = models.OneToOneField(CardIssue, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=12)
    revoked_on = models.DateField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Case(models.Model):
    """A death or accident of a person who was covered, or in the grace, on its day.

    ``state``, ``receipts`` (ids, comma between) and ``member_since_on``: how the person stood on that day and on what
    it rests, as known when the case was opened. ``told_sealed``: the course of it, which may speak of health.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "claims.opened": (
            "key", "region_id", "person_id", "event", "event_on", "reported_on", "reporter_sealed", "state",
            "receipts", "member_since_on", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "key", "region", "reported_on", "state", "receipts", "member_since_on", "received_on",
                 "recorded_at"},
        "personal": {"person", "event", "event_on"},
        "secret": {"reporter_sealed", "told_sealed"},
    }  # fmt: skip
    OWN_SEALED = {"reporter_sealed", "told_sealed"}
    objects = scope.Scoped()

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    event = models.CharField(max_length=12)
    event_on = models.DateField()
    reported_on = models.DateField()
    reporter_sealed = models.BinaryField()
    state = models.CharField(max_length=12)
    receipts = models.TextField()
    member_since_on = models.DateField(null=True)
    told_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "event", "event_on"], name="one_case_per_event"),
            models.CheckConstraint(
                condition=models.Q(event_on__lte=models.F("reported_on")), name="event_before_report"
            ),
        ]
        indexes = [models.Index(fields=["region", "reported_on"], name="case_by_village")]


class CaseDocument(models.Model):
    """A paper that the book asks for is at hand since a day."""

    APPEND_ONLY = True
    SEALED_BY = {"claims.document_held": ("case_id", "code", "held_on", "evidence_sealed", "received_on")}
    PRIVACY = {
        "open": {"id", "case", "code", "held_on", "received_on", "recorded_at"},
        "secret": {"evidence_sealed"},
    }
    OWN_SEALED = {"evidence_sealed"}
    objects = scope.Scoped("case__region__code")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    code = models.CharField(max_length=30)
    held_on = models.DateField()
    evidence_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="each_paper_once")]


class CaseDecision(models.Model):
    """What BPJS decided: money on a day, under a reference that no other payment of the case bears; or a rejection,
    whose reason may speak of health and is sealed."""

    APPEND_ONLY = True
    SEALED_BY = dict.fromkeys(
        ("claims.paid", "claims.rejected"),
        ("key", "case_id", "outcome", "decided_on", "amount", "reference", "received_on"),
    )
    PRIVACY = {
        "open": {"id", "key", "case", "outcome", "decided_on", "received_on", "recorded_at"},
        "personal": {"amount", "reference"},
        "secret": {"reason_sealed"},
    }
    OWN_SEALED = {"reason_sealed"}
    objects = scope.Scoped("case__region__code")

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10)
    decided_on = models.DateField()
    amount = models.BigIntegerField(null=True)
    reference = models.TextField()
    reason_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "reference"], name="one_decision_per_reference"),
            models.CheckConstraint(
                condition=models.Q(outcome="paid", amount__gt=0) | models.Q(outcome="rejected", amount=None),
                name="paid_is_money_rejected_is_none",
            ),
        ]
