"""Reading who sits where."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from lindung.platform.access import facts, models


def desk_of(account_id: int, *, on: dt.date, example: bool) -> facts.Desk | None:
    """The post that an account holds on ``on``: the latest begun. None where it holds none, or is closed.

    The scope is the office's territories of that day; an office without any sees nothing. An account that belongs to an
    example opens nothing but an ``example``.
    """
    open_here = {} if example else {"account__example": False}
    post = (
        models.Post.objects.filter(_on(on), account_id=account_id, account__is_active=True, **open_here)
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


def example_accounts() -> dict[str, int]:
    """The accounts that belong to example data: id by name."""
    return dict(models.Account.objects.filter(example=True).order_by("id").values_list("name", "id"))


def example_day() -> dt.date | None:
    """The day that the example here is about; None where the data are real."""
    return models.Example.objects.order_by("id").values_list("shown_on", flat=True).first()
