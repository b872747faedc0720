"""Reading who sits where."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from lindung.platform.access import facts, models


def desk_of(account_id: int, *, on: dt.date) -> facts.Desk | None:
    """The post that an account holds on ``on``: the latest begun. None where it holds none, or is closed.

    The scope is the office's territories of that day; an office without any sees nothing.
    """
    post = (
        models.Post.objects.filter(_on(on), account_id=account_id, account__is_active=True)
        .order_by("-starts_on", "-id")
        .values_list("account__person_name", "office_id", "office__name", "role")
        .first()
    )
    if post is None:
        return None
    person_name, office_id, office_name, role = post
    held = models.Territory.objects.filter(_on(on), office_id=office_id).values_list("region", flat=True)
    return facts.Desk(account_id, person_name, office_id, office_name, role, facts.Scope(frozenset(held)))


def _on(day: dt.date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_before__isnull=True) | Q(ends_before__gt=day))


def account(name: str) -> int | None:
    """The id of the account that signs in under ``name``, or None."""
    return models.Account.objects.filter(name=name.strip().lower()).values_list("id", flat=True).first()


def example_accounts() -> list[str]:
    """Names of the accounts that belong to example data."""
    return list(models.Account.objects.filter(example=True).order_by("id").values_list("name", flat=True))


def may_sign_in(account_id: int, *, example: bool) -> bool:
    """Whether the account is open here: an example account only where the data are an example."""
    found = models.Account.objects.filter(id=account_id, is_active=True).values_list("example", flat=True).first()
    return found is not None and (example or not found)
