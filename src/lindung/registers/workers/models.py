"""Tables of persons."""

import uuid

from django.db import models

from lindung.platform.access import scope
from lindung.registers.workers import sealing


class Person(models.Model):
    """A person by NIK. ``nik_sealed`` and ``particulars_sealed`` open only with the row's own data key, that one only
    with the vault's ring, and all of them only with this row's id.

    ``index_key``: the number of the key that ``nik_index`` was made with. ``stated_seal``: of name, birth date and sex
    under the data key. ``erased_at``: since then the data key is destroyed, name and birth date are blanked; the index
    stays, so that whoever is listed again is seen to have been here.
    """

    PRIVACY = {
        "open": {"id", "index_key", "stated_seal", "recorded_at", "erased_at"},
        "personal": {"name", "born_on", "sex"},
        "secret": {"key_sealed", "nik_sealed", "nik_index", "particulars_sealed"},
    }
    SEALED = {"key_sealed": sealing.key_about}
    OWN_SEALED = {"nik_sealed", "particulars_sealed"}
    INDEXED = {"nik_index": ("index_key", sealing.nik_of)}
    objects = scope.Scoped(None)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key_sealed = models.BinaryField()
    nik_sealed = models.BinaryField()
    nik_index = models.BinaryField(max_length=16, unique=True)
    index_key = models.PositiveSmallIntegerField()
    name = models.TextField()
    born_on = models.DateField()
    sex = models.CharField(max_length=1)
    particulars_sealed = models.BinaryField()
    stated_seal = models.BinaryField(max_length=16)
    recorded_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)


class Erasure(models.Model):
    """A person asked that their data be erased: who brought it forward, and why. It waits for a second person."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "proposed_by", "proposed_at"}, "personal": {"person", "reason"}}
    objects = scope.Scoped(None)

    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    reason = models.TextField()
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()


class ErasureDecision(models.Model):
    """What the second person said to it: once."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "erasure", "approved", "decided_by", "decided_at"}}
    objects = scope.Scoped(None)

    erasure = models.OneToOneField(Erasure, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()


class Change(models.Model):
    """Somebody asks that what is recorded of who a person is be changed: ``correct`` what was stated (``parts`` says
    what), ``merge`` the other person into this one because they are one human, or ``split`` them again (``undoes``: the
    merge). It waits for a second person.

    ``said_sealed``: the statement as it should be; ``reason_sealed``: why, and which paper was seen. Both under this
    person's data key, bound to ``key``.
    """

    APPEND_ONLY = True
    SEALED_BY = {
        "workers.change_proposed": (
            "key", "region_id", "kind", "person_id", "other_id", "parts", "said_sealed", "reason_sealed", "undoes_id",
            "proposed_by", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "key", "region", "kind", "parts", "undoes", "proposed_by", "received_on", "recorded_at"},
        "personal": {"person", "other"},
        "secret": {"said_sealed", "reason_sealed"},
    }
    OWN_SEALED = {"said_sealed", "reason_sealed"}
    objects = scope.Scoped()

    key = models.UUIDField(unique=True)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    kind = models.CharField(max_length=8)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="merges")
    parts = models.CharField(max_length=30)
    said_sealed = models.BinaryField()
    reason_sealed = models.BinaryField()
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="splits")
    proposed_by = models.CharField(max_length=60)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="correct", other=None, undoes=None)
                | models.Q(kind="merge", other__isnull=False, undoes=None, parts="")
                | models.Q(kind="split", other__isnull=False, undoes__isnull=False, parts=""),
                name="a_change_says_what_it_changes",
            ),
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="nobody_merges_with_themselves"),
        ]


class ChangeDecision(models.Model):
    """What the second person said to it: once. Of a correction ``before_sealed`` keeps what stood until then, under the
    person's data key; the seals are the person's ``stated_seal`` before and after."""

    APPEND_ONLY = True
    SEALED_BY = {
        "workers.change_decided": (
            "change_id", "approved", "before_sealed", "seal_before", "seal_after", "decided_by", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {
            "id", "change", "approved", "seal_before", "seal_after", "decided_by", "received_on", "recorded_at",
        },
        "secret": {"before_sealed"},
    }  # fmt: skip
    OWN_SEALED = {"before_sealed"}
    objects = scope.Scoped("change__region__code")

    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    before_sealed = models.BinaryField()
    seal_before = models.BinaryField(max_length=16)
    seal_after = models.BinaryField(max_length=16)
    decided_by = models.CharField(max_length=60)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class FormerNik(models.Model):
    """A NIK that a person bore until it was corrected: whoever asks by it, or lists it again, is led to them.

    Sealed under the ring, because its index has to be made anew with each key; blanked when the person is erased.
    """

    PRIVACY = {
        "open": {"id", "change", "index_key", "until_on"},
        "personal": {"person"},
        "secret": {"nik_sealed", "nik_index"},
    }
    SEALED = {"nik_sealed": sealing.former_about}
    INDEXED = {"nik_index": ("index_key", sealing.former_nik_of)}
    objects = scope.Scoped("change__region__code")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_niks")
    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="former_nik")
    nik_sealed = models.BinaryField()
    nik_index = models.BinaryField(max_length=16)
    index_key = models.PositiveSmallIntegerField()
    until_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["nik_index"], name="former_nik_by_index")]


class Consent(models.Model):
    """A person agreed that their data are processed: to which version of the text, on which day, in which way, recorded
    by whom. ``shown_by_sealed``: the witness, or where the signed list is kept."""

    APPEND_ONLY = True
    SEALED_BY = {
        "workers.consented": (
            "region_id", "person_id", "version", "given_on", "way", "shown_by_sealed", "recorded_by", "received_on",
        )
    }  # fmt: skip
    PRIVACY = {
        "open": {"id", "region", "version", "given_on", "way", "recorded_by", "received_on", "recorded_at"},
        "personal": {"person"},
        "secret": {"shown_by_sealed"},
    }
    OWN_SEALED = {"shown_by_sealed"}  # under the person's data key: an erasure takes it along
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    version = models.CharField(max_length=20)
    given_on = models.DateField()
    way = models.CharField(max_length=12)
    shown_by_sealed = models.BinaryField()
    recorded_by = models.CharField(max_length=60)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "given_on"], name="consent_by_village")]


class ConsentWithdrawal(models.Model):
    """The person took it back: once."""

    APPEND_ONLY = True
    SEALED_BY = {
        "workers.consent_withdrawn": ("consent_id", "withdrawn_on", "shown_by_sealed", "recorded_by", "received_on")
    }
    PRIVACY = {
        "open": {"id", "consent", "withdrawn_on", "recorded_by", "received_on", "recorded_at"},
        "secret": {"shown_by_sealed"},
    }
    OWN_SEALED = {"shown_by_sealed"}
    objects = scope.Scoped("consent__region__code")

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, related_name="withdrawal")
    withdrawn_on = models.DateField()
    shown_by_sealed = models.BinaryField()
    recorded_by = models.CharField(max_length=60)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class OwnCode(models.Model):
    """A worker was given a code on paper with which they look at their own cover: kept as a keyed digest. The one that
    was given last is good, for a year."""

    APPEND_ONLY = True
    SEALED_BY = {"workers.code_given": ("region_id", "person_id", "digest", "given_by", "received_on")}
    PRIVACY = {
        "open": {"id", "region", "given_by", "received_on", "recorded_at"},
        "personal": {"person"},
        "secret": {"digest"},
    }
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, unique=True)
    given_by = models.CharField(max_length=60)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


class Phone(models.Model):
    """The number at which a person agreed, on a day, to be sent codes. The last one told holds; an empty one: they took
    it back."""

    APPEND_ONLY = True
    SEALED_BY = {
        "workers.phone_given": ("region_id", "person_id", "number_sealed", "agreed_on", "recorded_by", "received_on")
    }
    PRIVACY = {
        "open": {"id", "region", "agreed_on", "recorded_by", "received_on", "recorded_at"},
        "personal": {"person"},
        "secret": {"number_sealed"},
    }
    OWN_SEALED = {"number_sealed"}  # under the person's data key: an erasure takes it along
    objects = scope.Scoped()

    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    number_sealed = models.BinaryField()
    agreed_on = models.DateField()
    recorded_by = models.CharField(max_length=60)
    received_on = models.DateField()
    recorded_at = models.DateTimeField()


def asked_about(row: "AskedCode") -> bytes:
    """What the NIK and the code of a request are bound to."""
    return b"asked" + row.id.bytes


class AskedCode(models.Model):
    """Somebody asked for a code for a NIK, whether anybody bears it or not. Let go after a day."""

    NO_ACTOR = "anybody asks before they are known to be anyone; kept for a day, like the count of tries"
    PRIVACY = {
        "open": {"id", "asked_at", "dealt_at", "used_at"},
        "secret": {"nik_sealed", "code_sealed", "digest"},
    }
    SEALED = {"nik_sealed": asked_about, "code_sealed": asked_about}
    objects = scope.Scoped(None)

    id = models.UUIDField(primary_key=True)
    nik_sealed = models.BinaryField()
    code_sealed = models.BinaryField()
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField(db_index=True)
    dealt_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
