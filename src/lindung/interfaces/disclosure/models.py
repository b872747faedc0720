"""Tables of disclosure: what was asked, what the second person said, what was fetched. No file is among them."""

from django.db import models

from lindung.platform.access import scope


class Export(models.Model):
    """Somebody asks for a list with full NIK: which list of which region, as of which day as known on which, and why.

    ``persons_digest``: of the persons on it when it was asked for; what was agreed to is exactly them.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "disclosure.asked": (
            "region", "listed", "year", "as_on", "known_on", "persons", "persons_digest", "asked_by_id", "office_id",
            "role",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "listed", "year", "as_on", "known_on", "persons", "persons_digest", "asked_by", "office",
            "role", "asked_at",
        },
        "personal": {"reason"},
    }  # fmt: skip
    objects = scope.Scoped("region")

    region = models.CharField(max_length=13)
    listed = models.CharField(max_length=40)
    year = models.IntegerField()
    as_on = models.DateField()
    known_on = models.DateField()
    persons = models.IntegerField()
    persons_digest = models.CharField(max_length=64)
    reason = models.TextField()
    asked_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("access.Office", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="export_by_account")]


class ExportDecision(models.Model):
    """What the second person said: once. ``ends_at``: from then on it is not fetched any more."""

    APPEND_ONLY = True
    SEALED_BY = {"disclosure.decided": ("export_id", "approved", "decided_by_id")}
    PRIVACY = {"open": {"id", "export", "approved", "decided_by", "decided_at", "ends_at"}}
    objects = scope.Scoped("export__region")

    export = models.OneToOneField(Export, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    ends_at = models.DateTimeField()


class Fetch(models.Model):
    """A file left: ``number`` is that in the file and in the record of views."""

    APPEND_ONLY = True
    SEALED_BY = {"disclosure.fetched": ("export_id", "number")}
    PRIVACY = {"open": {"id", "export", "number", "fetched_at"}}
    objects = scope.Scoped("export__region")

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="fetches")
    number = models.UUIDField(unique=True)
    fetched_at = models.DateTimeField()
