"""Reading who sits where."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.utils import crypto

from lindung.platform.access import facts, models

_DESK = """
    SELECT a.password, a.person_name, a.example, p.office_id, o.name, p.role, t.region, e.shown_on
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
    password, person_name, of_example, office_id, office_name, role, _, example = rows[0]
    if of_example and example is None:
        return None
    digest = models.Account(password=password).get_session_auth_hash()
    if proof is not None and not crypto.constant_time_compare(proof, digest):
        return None
    held = frozenset(row[6] for row in rows if row[3] == office_id and row[6] is not None)
    shown_on = dt.date.fromisoformat(str(example)) if example else None  # SQLite hands a raw query's day over as text
    return facts.Desk(account_id, person_name, office_id, office_name, role, facts.Scope(held), shown_on)


def account(name: str) -> int | None:
    """The id of the account that signs in under ``name``, or None."""
    return models.Account.objects.filter(name=name.strip().lower()).values_list("id", flat=True).first()


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
