"""Reading who sits where."""

from __future__ import annotations

import datetime as dt

from django.apps import apps
from django.conf import settings
from django.contrib.auth import hashers
from django.db import connection
from django.utils import crypto, dateparse, timezone

from lindung.platform.access import facts, models, walls
from lindung.platform.access import limits as table

_DESK = """
    SELECT a.password, a.person_name, a.example, p.office_id, o.name, p.role, t.region, e.shown_on,
        a.told, COALESCE(a.password_at, a.created_at)
    FROM access_post p JOIN access_account a ON a.id = p.account_id JOIN access_office o ON o.id = p.office_id
    LEFT JOIN access_territory t ON t.office_id = p.office_id AND t.starts_on <= %(on)s
        AND (t.ends_before IS NULL OR t.ends_before > %(on)s)
    LEFT JOIN access_example e ON e.id = (SELECT min(id) FROM access_example)
    WHERE a.id = %(account)s AND a.is_active AND p.starts_on <= %(on)s
        AND (p.ends_before IS NULL OR p.ends_before > %(on)s)
    ORDER BY p.starts_on DESC, p.id DESC, t.region
"""
"""One statement: it is asked with the first page after every write."""


def desk_of(account_id: int, *, on: dt.date, proof: str | None = None) -> facts.Desk | None:
    """The post that an account holds on ``on``: the latest begun. None where it holds none, or is closed.

    The scope is the office's territories of that day; an office without any sees nothing. An account that belongs to an
    example opens nothing but an example. ``proof``: the digest of the password that a session was begun with; another
    password since then ends the session.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DESK, {"on": on.isoformat(), "account": account_id})
        rows = cursor.fetchall()
    if not rows:
        return None
    password, person_name, of_example, office_id, office_name, role, _, example, told, since = rows[0]
    if of_example and example is None:
        return None
    digest = models.Account(password=password).get_session_auth_hash()
    if proof is not None and not crypto.constant_time_compare(proof, digest):
        return None
    held = frozenset(row[6] for row in rows if row[3] == office_id and row[6] is not None)
    shown_on = dt.date.fromisoformat(str(example)) if example else None  # SQLite hands a raw query's day over as text
    return facts.Desk(
        account_id, person_name, office_id, office_name, role, facts.Scope(held), shown_on,
        bool(of_example), bool(told), _moment(since),
    )  # fmt: skip


def _moment(said: object) -> dt.datetime:
    """SQLite hands a raw query's moment over as text without its zone; they are all in UTC."""
    found = said if isinstance(said, dt.datetime) else dateparse.parse_datetime(str(said))
    if found is None:
        raise ValueError(said)
    return timezone.make_aware(found, dt.UTC) if timezone.is_naive(found) else found


def limits() -> table.Limits:
    """How strict signing in is here: the national checklist's column where ``LINDUNG_BSSN`` asks for it."""
    return table.BSSN if settings.BSSN else table.ASVS


def account(name: str) -> int | None:
    """The id of the account that signs in under ``name``, or None."""
    return models.Account.objects.filter(name=name.strip().lower()).values_list("id", flat=True).first()


def territories() -> dict[str, set[str]]:
    """The regions that each office answers for, or ever did."""
    found: dict[str, set[str]] = {}
    for office, region in models.Territory.objects.values_list("office__name", "region"):
        found.setdefault(office, set()).add(region)
    return found


def person(account_id: int) -> facts.Person:
    """Who an account belongs to. Raises where there is none."""
    name, person_name = models.Account.objects.values_list("name", "person_name").get(pk=account_id)
    return facts.Person(name, person_name)


def password_is(account_id: int, typed: str) -> bool:
    """Whether this is the account's password."""
    kept = models.Account.objects.values_list("password", flat=True).get(pk=account_id)
    return hashers.check_password(typed, kept)


def example_accounts() -> dict[str, int]:
    """The accounts that belong to example data: id by name."""
    return dict(models.Account.objects.filter(example=True).order_by("id").values_list("name", "id"))


def example_day() -> dt.date | None:
    """The day that the example here is about; None where the data are real."""
    return models.Example.objects.order_by("id").values_list("shown_on", flat=True).first()


def stray_examples() -> list[str]:
    """Accounts of an example where the data are real: they open nothing, and nobody should find them there."""
    if models.Example.objects.exists():
        return []
    return sorted(models.Account.objects.filter(example=True, is_active=True).values_list("name", flat=True))


def without_post(*, on: dt.date) -> list[str]:
    """Open accounts that hold no post on ``on`` or later."""
    seated = models.Post.objects.exclude(ends_before__lte=on).values("account_id")
    return sorted(models.Account.objects.filter(is_active=True).exclude(pk__in=seated).values_list("name", flat=True))


def unwalled() -> list[str]:
    """Tables of villages and people whose second wall, in PostgreSQL, is down. SQLite has none."""
    return walls.missing(connection.alias, apps)
