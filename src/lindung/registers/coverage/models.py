"""Tables of the protection ledger."""

from django.db import models

from lindung.platform.access import scope


class Cover(models.Model):
    """``heads`` more (after a reversal: fewer) are covered in ``region`` from ``starts_on`` until ``ends_before``."""

    APPEND_ONLY = True
    SEALED_BY = dict.fromkeys(
        ("coverage.covered", "coverage.withdrawn", "coverage.corrected"),
        ("region_id", "heads", "starts_on", "ends_before", "receipt_id", "document_id", "basis"),
    )
    PRIVACY = {"open": {"id", "region", "heads", "starts_on", "ends_before", "receipt", "document", "basis"}}
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    heads = models.IntegerField()
    starts_on = models.DateField()
    ends_before = models.DateField()
    receipt = models.ForeignKey("funding.Receipt", on_delete=models.PROTECT)
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    basis = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(starts_on__lt=models.F("ends_before")), name="cover_spans_days"),
            models.UniqueConstraint(fields=["receipt", "basis"], name="one_cover_per_receipt_and_basis"),
        ]
        indexes = [models.Index(fields=["region", "starts_on"], name="cover_by_village")]


class FundedMonth(models.Model):
    """A worker-month and the receipt whose it is: at most one for each package, by the database's own constraint.

    Derived from receipts, reversals and members, in the transaction that changes these; can be made anew from them.
    """

    PRIVACY = {"open": {"id", "package", "month", "receipt"}, "personal": {"person"}}
    objects = scope.Scoped("receipt__region__code")

    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT, db_index=False)
    package = models.CharField(max_length=12)
    month = models.DateField()
    receipt = models.ForeignKey("funding.Receipt", on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "package", "month"], name="a_worker_month_once")]


class Correction(models.Model):
    """A late payment of which BPJS is asked to let the old membership go on («koreksi iuran lanjutan»)."""

    APPEND_ONLY = True
    SEALED_BY = {"coverage.correction_asked": ("receipt_id", "letter", "reason", "asked_by")}
    PRIVACY = {"open": {"id", "receipt", "letter", "reason", "asked_by", "asked_at"}}
    objects = scope.Scoped("receipt__region__code")

    receipt = models.ForeignKey("funding.Receipt", on_delete=models.PROTECT)
    letter = models.TextField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()


class CorrectionDecision(models.Model):
    """What came of it, recorded by a second person: once."""

    APPEND_ONLY = True
    SEALED_BY = {"coverage.correction_decided": ("correction_id", "approved", "letter", "decided_by")}
    PRIVACY = {"open": {"id", "correction", "approved", "letter", "decided_by", "decided_at"}}
    objects = scope.Scoped("correction__receipt__region__code")

    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    letter = models.TextField()
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()


class Member(models.Model):
    """A person on BPJS's list for the kode iuran of a receipt, with BPJS's membership number and its own start."""

    APPEND_ONLY = True
    SEALED_BY = {
        "coverage.confirmed": (
            "receipt_id", "person_id", "membership", "starts_on", "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "receipt", "starts_on", "document", "sheet", "row"},
        "personal": {"person", "membership"},
    }
    objects = scope.Scoped("receipt__region__code")

    receipt = models.ForeignKey("funding.Receipt", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    membership = models.TextField()
    starts_on = models.DateField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "person"], name="one_membership_per_receipt")]


class ListedAhead(models.Model):
    """A person on BPJS's list for a kode iuran of which no receipt was known when the list came in.

    When the receipt comes in they become its members; that is seen there, not here. ``starts_on`` as BPJS records it,
    where its list says.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "coverage.kept_waiting": (
            "region_id", "code", "person_id", "membership", "starts_on", "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "region", "code", "starts_on", "document", "sheet", "row"},
        "personal": {"person", "membership"},
    }
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    code = models.TextField()
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    membership = models.TextField()
    starts_on = models.DateField(null=True)
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["code"], name="waiting_by_code")]
