"""Tables of access."""

from django.contrib.auth import base_user, hashers
from django.db import models


class Accounts(base_user.BaseUserManager["Account"]):
    """Looks accounts up by the name that is typed; capital letters make no difference."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(name=(username or "").strip().lower())


class Account(base_user.AbstractBaseUser):
    """A person who signs in. ``example`` accounts belong to example data and open nothing else.

    ``told``: somebody else chose the password and knows it; the holder's first act is to choose their own.
    """

    SEALED_BY = {"access.account_opened": ("name", "example")}
    PRIVACY = {
        "open": {"id", "example", "is_active", "created_at", "told", "password_at"},
        "personal": {"name", "person_name"},
        "secret": {"password"},
    }
    last_login = None  # what was done stands in the journal; a sign-in writes no row of its own
    USERNAME_FIELD = "name"
    objects = Accounts()

    name = models.CharField(max_length=60, unique=True)
    person_name = models.TextField()
    is_active = models.BooleanField(default=True)
    example = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    told = models.BooleanField(default=False)
    password_at = models.DateTimeField(null=True)

    def check_password(self, raw_password: str | None) -> bool:
        """Whether it is right. Django would store one that was hashed at another cost anew, in nobody's name."""
        return hashers.check_password(raw_password, self.password)


class Office(models.Model):
    """An office: of a village, a district, the regency, a branch of BPJS, a province, the nation."""

    PRIVACY = {"open": {"id", "name", "created_at"}}

    name = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()


class Territory(models.Model):
    """A subtree of regions that an office answers for, over a span of days; ``region`` is the code at its top."""

    SEALED_BY = {"access.office_given": ("office__name", "region", "starts_on")}
    PRIVACY = {"open": {"id", "office", "region", "starts_on", "ends_before"}}

    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    region = models.CharField(max_length=13)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "region", "starts_on"], name="one_territory_a_start")]


class Post(models.Model):
    """A person in an office, in a role, over a span of days. Handing over ends one post and begins another."""

    SEALED_BY = {"access.appointed": ("account_id", "office_id", "role", "starts_on")}
    PRIVACY = {"open": {"id", "account", "office", "role", "starts_on", "ends_before"}}

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    role = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "starts_on"], name="post_of_account")]


class Example(models.Model):
    """That the data here are an example, and the day they are about: set once, when an example is written."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "shown_on", "marked_at"}}

    shown_on = models.DateField()
    marked_at = models.DateTimeField()


class Proposal(models.Model):
    """What one person of a regency asks for that takes a second one: a post that sees the whole regency, or a new
    password or second factor for somebody who holds one. ``leaves``: whose post ends as this one begins."""

    APPEND_ONLY = True
    PRIVACY = {
        "open": {"id", "kind", "account", "office", "role", "starts_on", "leaves", "proposed_by", "proposed_at"},
    }

    kind = models.CharField(max_length=10)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    starts_on = models.DateField()
    leaves = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()


class Decision(models.Model):
    """What the second person said to a proposal: once."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "proposal", "approved", "decided_by", "decided_at"}}

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT)
    approved = models.BooleanField()
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()


class Session(models.Model):
    """A browser that signed in, or is about to. The key that it holds is kept as a digest only, what the session knows
    is sealed: a copy of the database opens nobody's session."""

    NO_ACTOR = "a sign-in is under way before anybody is known, and every page that is read moves it"
    PRIVACY = {
        "open": {"id", "began_at", "seen_at", "ends_at"},
        "personal": {"account", "address", "device"},
        "secret": {"digest", "content_sealed"},
    }
    SEALED = {"content_sealed": lambda row: row.digest.encode()}

    digest = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True)
    content_sealed = models.BinaryField()
    address = models.CharField(max_length=45)
    device = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)


class Factor(models.Model):
    """What somebody has besides a password: an app that shows codes, or a passkey. ``last_step``: the step of the last
    code that was taken, for each opens once; of a passkey the count of its signatures."""

    PRIVACY = {
        "open": {"id", "kind", "created_at", "used_at", "last_step"},
        "personal": {"account", "label"},
        "secret": {"content_sealed"},
    }
    SEALED = {"content_sealed": lambda row: f"factor:{row.account_id}".encode()}

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    kind = models.CharField(max_length=10)
    label = models.CharField(max_length=60)
    content_sealed = models.BinaryField()
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """A code on paper for whoever lost the second factor: kept as a keyed digest, good once."""

    PRIVACY = {"open": {"id", "created_at", "used_at"}, "personal": {"account"}, "secret": {"digest"}}

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Token(models.Model):
    """What a program shows instead of signing in: kept as a keyed digest, good until a day or until it is ended."""

    SEALED_BY = {"access.token_issued": ("account_id", "ends_before")}
    PRIVACY = {"open": {"id", "account", "ends_before", "created_at", "ended_at"}, "secret": {"digest"}}

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, unique=True)
    ends_before = models.DateField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Guesses(models.Model):
    """How often in a row a sign-in under one name, from one address or with one account's codes failed, and until when
    no other is looked at. Of the name or address only a keyed digest: people type passwords where the name belongs."""

    NO_ACTOR = "counts tries of people who are not known yet; whom a right one lets in stands in the journal"
    PRIVACY = {"open": {"id", "failures", "last_at", "until_at"}, "secret": {"digest"}}

    digest = models.CharField(max_length=64, unique=True)
    failures = models.IntegerField()
    last_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
