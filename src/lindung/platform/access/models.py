"""Tables of access."""

from django.contrib.auth import base_user
from django.db import models


class Accounts(base_user.BaseUserManager["Account"]):
    """Looks accounts up by the name that is typed; capital letters make no difference."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(name=(username or "").strip().lower())


class Account(base_user.AbstractBaseUser):
    """A person who signs in. ``example`` accounts belong to example data and open nothing else."""

    PRIVACY = {
        "open": {"id", "example", "is_active", "created_at"},
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


class Office(models.Model):
    """An office: of a village, a district, the regency, a branch of BPJS, a province, the nation."""

    PRIVACY = {"open": {"id", "name", "created_at"}}

    name = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()


class Territory(models.Model):
    """A subtree of regions that an office answers for, over a span of days; ``region`` is the code at its top."""

    PRIVACY = {"open": {"id", "office", "region", "starts_on", "ends_before"}}

    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    region = models.CharField(max_length=13)
    starts_on = models.DateField()
    ends_before = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "region", "starts_on"], name="one_territory_a_start")]


class Post(models.Model):
    """A person in an office, in a role, over a span of days. Handing over ends one post and begins another."""

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
