"""Tables of funding."""

from django.db import models

from lindung.platform.access import scope


class Budget(models.Model):
    """What a village's budget says about the contributions of a year; amount 0 is a declaration that there is none."""

    APPEND_ONLY = True
    SEALED_BY = {
        "funding.budgeted": (
            "region_id", "year", "stage", "fund", "heads", "months", "amount", "reference", "decided_on",
            "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "year", "stage", "fund", "heads", "months", "amount", "reference", "decided_on",
            "document", "sheet", "row",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    stage = models.CharField(max_length=12)
    fund = models.TextField()
    heads = models.IntegerField(null=True)
    months = models.IntegerField(null=True)
    amount = models.BigIntegerField()
    reference = models.TextField()
    decided_on = models.DateField(null=True)
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="budget_not_negative")]
        indexes = [models.Index(fields=["year", "region"], name="budget_by_village")]


class RegencyBudget(models.Model):
    """What a regency's own budget says about the contributions of a year: a line of its DPA, with the SK behind it."""

    APPEND_ONLY = True
    SEALED_BY = {
        "funding.regency_budgeted": (
            "region_id", "year", "stage", "fund", "heads", "months", "amount", "dpa", "dpa_on", "sk", "sk_on",
            "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "year", "stage", "fund", "heads", "months", "amount", "dpa", "dpa_on", "sk", "sk_on",
            "document", "sheet", "row",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    stage = models.CharField(max_length=4)
    fund = models.TextField()
    heads = models.IntegerField(null=True)
    months = models.IntegerField(null=True)
    amount = models.BigIntegerField()
    dpa = models.TextField()
    dpa_on = models.DateField(null=True)
    sk = models.TextField()
    sk_on = models.DateField(null=True)
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="regency_budget_not_negative")]
        indexes = [models.Index(fields=["region", "year"], name="budget_by_regency")]


class Receipt(models.Model):
    """Money that BPJS received: for whom (heads), from which month, for how many months. ``key`` makes it one."""

    APPEND_ONLY = True
    SEALED_BY = {
        "funding.received": (
            "key", "region_id", "code", "group_number", "group_name", "paid_on", "first_month", "months", "heads",
            "amount", "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "key", "region", "code", "group_number", "group_name", "paid_on", "first_month", "months", "heads",
            "amount", "document", "sheet", "row",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    key = models.CharField(max_length=64, unique=True)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    code = models.TextField()
    group_number = models.TextField()
    group_name = models.TextField()
    paid_on = models.DateField()
    first_month = models.DateField()
    months = models.IntegerField()
    heads = models.IntegerField()
    amount = models.BigIntegerField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, heads__gte=0, months__gte=1), name="receipt_is_money_for_months"
            )
        ]
        indexes = [models.Index(fields=["region", "paid_on"], name="receipt_by_village")]


class Bill(models.Model):
    """What BPJS asks for under a kode iuran. What came in is in the receipts of the same code; a bill never changes."""

    APPEND_ONLY = True
    SEALED_BY = {
        "funding.billed": (
            "region_id", "code", "group_number", "group_name", "issued_on", "due_on", "first_month", "months", "heads",
            "amount", "replaces_id", "book_version", "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "code", "group_number", "group_name", "issued_on", "due_on", "first_month", "months",
            "heads", "amount", "replaces", "book_version", "document", "sheet", "row",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    code = models.TextField(unique=True)
    group_number = models.TextField()
    group_name = models.TextField()
    issued_on = models.DateField()
    due_on = models.DateField(null=True)
    first_month = models.DateField()
    months = models.IntegerField()
    heads = models.IntegerField()
    amount = models.BigIntegerField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    book_version = models.TextField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, heads__gte=1, months__gte=1), name="bill_asks_for_heads_and_months"
            )
        ]


class Acknowledgement(models.Model):
    """The number of the paper by which BPJS acknowledged money under a bill's kode iuran; several, where it came in
    several sums."""

    APPEND_ONLY = True
    SEALED_BY = {"funding.acknowledged": ("bill_id", "number", "document_id", "sheet", "row")}
    PRIVACY = {"open": {"id", "bill", "number", "document", "sheet", "row"}}
    objects = scope.Scoped("bill__region__code")

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT)
    number = models.TextField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bill", "number"], name="each_acknowledgement_once")]


class BilledName(models.Model):
    """A person on the list behind a kode iuran, before or after it was paid."""

    APPEND_ONLY = True
    SEALED_BY = {"funding.names_billed": ("bill_id", "person_id")}
    PRIVACY = {"open": {"id", "bill"}, "personal": {"person"}}
    objects = scope.Scoped("bill__region__code")

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bill", "person"], name="one_name_per_bill")]


class Transfer(models.Model):
    """One sum that a payer sent, whose parts are the receipts of several kode iuran. ``issuer`` and ``proof`` are bank
    (or payer) and reference without case and marks: one proof is used once."""

    APPEND_ONLY = True
    SEALED_BY = {
        "funding.transferred": (
            "region_id", "bank", "reference", "issuer", "proof", "paid_on", "amount", "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "bank", "reference", "issuer", "proof", "paid_on", "amount", "document", "sheet", "row",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    bank = models.TextField()
    reference = models.TextField()
    issuer = models.TextField()
    proof = models.TextField()
    paid_on = models.DateField()
    amount = models.BigIntegerField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "proof"], name="one_transfer_for_a_proof"),
            models.CheckConstraint(condition=models.Q(amount__gt=0) & ~models.Q(proof=""), name="transfer_is_money"),
        ]


class TransferPart(models.Model):
    """A receipt that a transfer paid: of at most one, and whole."""

    APPEND_ONLY = True
    SEALED_BY = {"funding.transfer_split": ("transfer_id", "receipt_id")}
    PRIVACY = {"open": {"id", "transfer", "receipt"}}
    objects = scope.Scoped("transfer__region__code")

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="parts")
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT)


class Sighting(models.Model):
    """A receipt (or its reversal) that a document states which came in earlier than the one it was first taken from.

    What is known on a day follows from the earliest statement, in whatever order files are loaded.
    """

    APPEND_ONLY = True
    SEALED_BY = {"funding.sighted": ("receipt_id", "basis", "document_id")}
    PRIVACY = {"open": {"id", "receipt", "basis", "document"}}
    objects = scope.Scoped("receipt__region__code")

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="sightings")
    basis = models.CharField(max_length=10)
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt", "basis", "document"], name="one_sighting_per_document")
        ]


class Reversal(models.Model):
    """A receipt taken back, whole, once."""

    APPEND_ONLY = True
    SEALED_BY = {"funding.reversed": ("receipt_id", "reversed_on", "reason", "document_id", "sheet", "row")}
    PRIVACY = {"open": {"id", "receipt", "reversed_on", "reason", "document", "sheet", "row"}}
    objects = scope.Scoped("receipt__region__code")

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT)
    reversed_on = models.DateField()
    reason = models.TextField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()


class Evidence(models.Model):
    """A document that proves a stage of a budget: as a file that came in, or as a number with its day. Said again, the
    later one stands."""

    APPEND_ONLY = True
    SEALED_BY = {
        "funding.evidenced": (
            "region_id", "year", "stage", "kind", "reference", "dated_on", "document_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "year", "stage", "kind", "reference", "dated_on", "document", "received_on", "recorded_at",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    stage = models.CharField(max_length=12)
    kind = models.CharField(max_length=30)
    reference = models.TextField()
    dated_on = models.DateField(null=True)
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT, null=True)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "year"], name="evidence_by_budget")]


class YearClose(models.Model):
    """A regency's year is closed: by whom, when, with which figures, kept as values. That it is says no secret of any
    village, and villages have to know it."""

    APPEND_ONLY = True
    SEALED_BY = {"funding.year_closed": ("region_id", "year", "figures", "book_version", "closed_by_id", "closed_on")}
    PRIVACY = {"open": {"id", "region", "year", "figures", "book_version", "closed_by", "closed_on", "recorded_at"}}

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    figures = models.TextField()
    book_version = models.CharField(max_length=12)
    closed_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField()
    recorded_at = models.DateTimeField()


class Reopening(models.Model):
    """A closed year is to be opened again, and why: it waits for a second person."""

    APPEND_ONLY = True
    SEALED_BY = {"funding.reopening_proposed": ("close_id", "reason", "proposed_by_id")}
    PRIVACY = {"open": {"id", "close", "reason", "proposed_by", "proposed_at"}}

    close = models.ForeignKey(YearClose, on_delete=models.PROTECT, related_name="reopenings")
    reason = models.TextField()
    proposed_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()


class ReopeningDecision(models.Model):
    """What the second person said to it: once."""

    APPEND_ONLY = True
    SEALED_BY = {"funding.reopening_decided": ("reopening_id", "approved", "decided_by_id", "decided_on")}
    PRIVACY = {"open": {"id", "reopening", "approved", "decided_by", "decided_on", "decided_at"}}

    reopening = models.OneToOneField(Reopening, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    decided_at = models.DateTimeField()
