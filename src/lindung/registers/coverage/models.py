"""Tables of the protection ledger."""

from django.db import models

from lindung.platform.access import scope


class Cover(models.Model):
    """``heads`` more (after a reversal: fewer) are covered in ``region`` from ``starts_on`` until ``ends_before``."""

    APPEND_ONLY = True
    SEALED_BY = dict.fromkeys(
        ("coverage.covered", "coverage.withdrawn"),
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


class Waiting(models.Model):
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
