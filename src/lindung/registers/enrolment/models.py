"""Tables of enrolment."""

import uuid

from django.db import models

from lindung.platform.access import scope


class Listing(models.Model):
    """A village's list for a year as it came in with one batch; ``digest`` tells an unchanged list from a new one.

    A list that was extended by hand is a listing of its own, with the digest of the list that it extends.
    """

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "region", "year", "batch", "received_on", "recorded_at", "declared", "digest"}}
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    batch = models.UUIDField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
    declared = models.IntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["year", "region", "received_on"], name="listing_by_village")]


class Entry(models.Model):
    """A person on a list, in the category that their occupation puts them in, and where that row stands."""

    APPEND_ONLY = True
    PRIVACY = {
        "open": {"id", "listing", "category", "document", "sheet", "row"},
        "personal": {"person", "occupation"},
    }
    objects = scope.Scoped("listing__region__code")

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    category = models.CharField(max_length=20)
    occupation = models.TextField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()


class HeldRow(models.Model):
    """A row of a list that is a person but can't be counted until it is mended; its content is sealed."""

    APPEND_ONLY = True
    PRIVACY = {
        "open": {"id", "listing", "problems", "document", "sheet", "row"},
        "secret": {"content_sealed"},
    }
    SEALED = {"content_sealed": lambda row: b"held"}  # carried on to the list that follows, hence bound to no row
    objects = scope.Scoped("listing__region__code")

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT)
    problems = models.TextField()
    content_sealed = models.BinaryField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()


class Departure(models.Model):
    """A person's last day on a village's list, and why."""

    APPEND_ONLY = True
    SEALED_BY = {"enrolment.left": ("region_id", "person_id", "last_on", "reason", "evidence_sealed", "received_on")}
    PRIVACY = {
        "open": {"id", "region", "last_on", "received_on", "recorded_at"},
        "personal": {"person", "reason"},
        "secret": {"evidence_sealed"},
    }
    OWN_SEALED = {"evidence_sealed"}  # under the person's data key: an erasure takes it along
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    last_on = models.DateField()
    reason = models.CharField(max_length=20)
    evidence_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "person", "last_on"], name="one_departure_on_a_day")]


class DepartureCorrection(models.Model):
    """A departure was recorded wrongly: it happened on another day or for another reason, or (with neither) not at all.
    The one that is known last stands."""

    APPEND_ONLY = True
    SEALED_BY = {
        "enrolment.departure_corrected": (
            "departure_id", "last_on", "reason", "why_sealed", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "departure", "last_on", "received_on", "recorded_at"},
        "personal": {"reason"},
        "secret": {"why_sealed"},
    }
    OWN_SEALED = {"why_sealed"}
    objects = scope.Scoped("departure__region__code")

    departure = models.ForeignKey(Departure, on_delete=models.PROTECT, related_name="corrections")
    last_on = models.DateField(null=True)
    reason = models.CharField(max_length=20)
    why_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on=None, reason="") | (models.Q(last_on__isnull=False) & ~models.Q(reason="")),
                name="corrected_day_and_reason_or_neither",
            )
        ]


class Waiting(models.Model):
    """A person who waits for a place on a village's list, in a group of the book's order, since a day."""

    APPEND_ONLY = True
    SEALED_BY = {"enrolment.waits": ("region_id", "person_id", "group", "listed_on", "evidence_sealed", "received_on")}
    PRIVACY = {
        "open": {"id", "region", "listed_on", "received_on", "recorded_at"},
        "personal": {"person", "group"},
        "secret": {"evidence_sealed"},
    }
    OWN_SEALED = {"evidence_sealed"}
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    group = models.CharField(max_length=30)
    listed_on = models.DateField()
    evidence_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "person", "listed_on"], name="waits_once_since_a_day")]


class WaitingEnd(models.Model):
    """A person was taken off a waiting list, and why: once. Who wishes again begins again, behind whoever waits."""

    APPEND_ONLY = True
    SEALED_BY = {"enrolment.wait_ended": ("waiting_id", "why_sealed", "received_on")}
    PRIVACY = {"open": {"id", "waiting", "received_on", "recorded_at"}, "secret": {"why_sealed"}}
    OWN_SEALED = {"why_sealed"}
    objects = scope.Scoped("waiting__region__code")

    waiting = models.OneToOneField(Waiting, on_delete=models.PROTECT, related_name="end")
    why_sealed = models.BinaryField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Entrance(models.Model):
    """A person on a village's list from a day on, in a place that was free; a departure is replaced at most once."""

    APPEND_ONLY = True
    SEALED_BY = {
        "enrolment.replaced": ("region_id", "person_id", "starts_on", "departure_id", "waiting_id", "received_on")
    }
    PRIVACY = {
        "open": {"id", "region", "starts_on", "departure", "waiting", "received_on", "recorded_at"},
        "personal": {"person"},
    }
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    starts_on = models.DateField()
    departure = models.OneToOneField(Departure, on_delete=models.PROTECT, null=True)
    waiting = models.OneToOneField(Waiting, on_delete=models.PROTECT, null=True)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "person", "starts_on"], name="one_entrance_on_a_day")]


class Answer(models.Model):
    """What BPJS answered about a person of a village: accepted with a membership number on a day, or, with no such day,
    rejected with a reason. Said again it is no second row; a different answer is one of its own."""

    APPEND_ONLY = True
    SEALED_BY = {
        "enrolment.answered": (
            "region_id", "person_id", "membership", "accepted_on", "reason", "document_id", "sheet", "row",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "region", "accepted_on", "document", "sheet", "row"},
        "personal": {"person", "membership", "reason"},
    }
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    membership = models.TextField()
    accepted_on = models.DateField(null=True)
    reason = models.TextField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(accepted_on__isnull=False, reason="") & ~models.Q(membership=""))
                | (models.Q(accepted_on__isnull=True) & ~models.Q(reason="")),
                name="accepted_with_a_number_or_rejected_with_a_reason",
            )
        ]


class CalledName(models.Model):
    """A name that BPJS or a village's list gives a person of a place, where it is not the one known before. Sealed
    under the person's own data key: an erasure takes it along."""

    APPEND_ONLY = True
    SEALED_BY = {"enrolment.called": ("key", "region_id", "person_id", "source", "document_id", "sheet", "row")}
    PRIVACY = {
        "open": {"id", "key", "region", "source", "document", "sheet", "row"},
        "personal": {"person"},
        "secret": {"name_sealed"},
    }
    OWN_SEALED = {"name_sealed"}
    objects = scope.Scoped()

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)
    source = models.CharField(max_length=10)
    name_sealed = models.BinaryField()
    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()


class Submission(models.Model):
    """A village's names for BPJS, with the papers that go along: the covering letter, the kades's decree, and the
    agreement (PKS) with its validity. It waits for a second person; ``group`` is the kind of group that BPJS keeps it
    under (wadah), ``group_number`` that group's number where it has one.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "enrolment.proposed": (
            "region_id", "year", "group", "group_number", "letter_number", "letter_on", "decree_number", "decree_on",
            "agreement_number", "agreement_starts_on", "agreement_last_on", "persons", "persons_digest",
            "proposed_by_id", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "region", "year", "group", "group_number", "letter_number", "letter_on", "decree_number", "decree_on",
            "agreement_number", "agreement_starts_on", "agreement_last_on", "persons", "persons_digest", "proposed_by",
            "received_on", "recorded_at",
        }
    }  # fmt: skip
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    year = models.IntegerField()
    group = models.CharField(max_length=10)
    group_number = models.CharField(max_length=20)
    letter_number = models.CharField(max_length=60)
    letter_on = models.DateField()
    decree_number = models.CharField(max_length=60)
    decree_on = models.DateField()
    agreement_number = models.CharField(max_length=60)
    agreement_starts_on = models.DateField()
    agreement_last_on = models.DateField()
    persons = models.IntegerField()
    persons_digest = models.CharField(max_length=64)
    proposed_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class SubmittedName(models.Model):
    """A person of a submission."""

    APPEND_ONLY = True
    SEALED_BY = {"enrolment.names_proposed": ("submission_id", "person_id")}
    PRIVACY = {"open": {"id", "submission"}, "personal": {"person"}}
    objects = scope.Scoped("submission__region__code")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="names")
    person = models.ForeignKey("workers.Person", on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "person"], name="submitted_once_in_a_submission")]


class SubmissionDecision(models.Model):
    """What the second person said: once. Approved, the list went to BPJS on ``received_on``."""

    APPEND_ONLY = True
    SEALED_BY = {"enrolment.submission_decided": ("submission_id", "approved", "decided_by_id", "received_on")}
    PRIVACY = {"open": {"id", "submission", "approved", "decided_by", "received_on", "recorded_at"}}
    objects = scope.Scoped("submission__region__code")

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    decided_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class SubmissionFetch(models.Model):
    """The file for BPJS left, with every NIK in clear; ``number`` is that in the file and in the record of views."""

    APPEND_ONLY = True
    SEALED_BY = {"enrolment.submission_fetched": ("submission_id", "number", "fetched_by_id")}
    PRIVACY = {"open": {"id", "submission", "number", "fetched_by", "recorded_at"}}
    objects = scope.Scoped("submission__region__code")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="fetches")
    number = models.UUIDField(unique=True)
    fetched_by = models.ForeignKey("access.Account", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
