"""Reading what an administrator may see: offices, posts, accounts and proposals wholly within their scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from lindung.platform.access import facts as access
from lindung.platform.access import models
from lindung.platform.access.administration import facts


def may_fill(desk: access.Desk, role: str, regions: Iterable[str]) -> bool:
    """Whether this desk may put somebody into a post of that role in an office over these regions: a role that it
    fills, and one region of that role's level within what it sees itself. An office over all districts is a regency."""
    codes = list(regions)
    if role not in facts.APPOINTS.get(desk.role, frozenset()) or len(codes) != 1:
        return False
    return desk.scope.covers(codes[0]) and codes[0].count(".") + 1 == facts.LEVEL[role]


def territories(office_ids: Iterable[int], *, on: dt.date) -> dict[int, frozenset[str]]:
    """The regions of offices from ``on``: also those that begin later, so that none slips past a scope."""
    rows = models.Territory.objects.filter(office_id__in=list(office_ids)).exclude(ends_before__lte=on)
    found: dict[int, set[str]] = defaultdict(set)
    for office, region in rows.values_list("office_id", "region"):
        found[office].add(region)
    return {office: frozenset(codes) for office, codes in found.items()}


def offices(desk: access.Desk, *, on: dt.date) -> list[facts.Office]:
    """Every office wholly within the desk's scope, with the posts that the desk may fill, by region."""
    rows = models.Territory.objects.exclude(ends_before__lte=on).values_list("office_id", "office__name", "region")
    names: dict[int, str] = {}
    regions: dict[int, set[str]] = defaultdict(set)
    for office, name, region in rows:
        names[office] = name
        regions[office].add(region)
    within = {office for office, codes in regions.items() if all(map(desk.scope.covers, codes))}
    posts: dict[int, list[facts.Post]] = defaultdict(list)
    for post in _posts(models.Post.objects.filter(office_id__in=within).exclude(ends_before__lte=on), on=on):
        if may_fill(desk, post.role, post.regions):
            posts[post.office_id].append(post)
    found = [facts.Office(office, names[office], frozenset(regions[office]), tuple(posts[office])) for office in within]
    return sorted(found, key=lambda office: (min(office.regions), office.name))


def _posts(rows: Iterable[models.Post], *, on: dt.date) -> list[facts.Post]:
    rows = list(rows.select_related("account", "office").order_by("starts_on", "id"))  # type: ignore[attr-defined]
    regions = territories({row.office_id for row in rows} or _NO_OFFICE, on=on)
    return [
        facts.Post(
            row.account_id, row.account.name, row.account.person_name, row.office_id, row.office.name, row.role,
            regions.get(row.office_id, frozenset()), row.starts_on, row.ends_before,
        )
        for row in rows
    ]  # fmt: skip


_NO_OFFICE = {0}
"""Asked for where there is none, so that the number of questions does not say that there is none."""


def account(desk: access.Desk, account_id: int, *, on: dt.date) -> facts.Account | None:
    """An account that this desk may look after: every post that it holds or will hold, or held last, and everything
    that waits for it is one that the desk may fill. None: there is none, or it is not theirs, which looks the same and
    asks the database as much."""
    row = models.Account.objects.filter(pk=account_id).first()
    held = _posts(models.Post.objects.filter(account_id=account_id), on=on)
    current = [post for post in held if post.ends_before is None or post.ends_before > on]
    waiting = [one for one in proposals(desk, on=on, waiting_only=False) if one.account_id == account_id]
    if row is None or account_id == desk.account_id or row.example != desk.example_account:
        return None
    about = current or held[-1:]
    theirs = all(may_fill(desk, post.role, post.regions) for post in about)
    if not theirs or not (about or any(one.kind == "post" for one in waiting)):
        return None
    wide = any(post.role in access.REGENCY_ROLES for post in about)
    still = tuple(one for one in waiting if one.approved is None)
    return facts.Account(account_id, row.name, row.person_name, row.is_active, tuple(held), still, wide)


def proposals(desk: access.Desk, *, on: dt.date, waiting_only: bool = True) -> list[facts.Proposal]:
    """What is proposed within the desk's scope, the latest first."""
    rows = models.Proposal.objects.select_related(
        "account", "office", "leaves", "proposed_by", "decision", "decision__decided_by"
    ).order_by("-id")
    if waiting_only:
        rows = rows.filter(decision__isnull=True)
    rows = list(rows)
    regions = territories({row.office_id for row in rows}, on=on)
    return [_proposal(row) for row in rows if _within(desk, regions.get(row.office_id, frozenset()))]


def proposal(desk: access.Desk, proposal_id: int, *, on: dt.date) -> facts.Proposal | None:
    return next((one for one in proposals(desk, on=on, waiting_only=False) if one.id == proposal_id), None)


def _within(desk: access.Desk, codes: frozenset[str]) -> bool:
    return bool(codes) and all(map(desk.scope.covers, codes))


def _proposal(row: models.Proposal) -> facts.Proposal:
    decision = getattr(row, "decision", None)
    return facts.Proposal(
        row.pk, row.kind, row.account_id, row.account.name, row.account.person_name, row.office.name, row.role,
        row.starts_on, row.leaves.person_name if row.leaves else "", row.proposed_by_id,
        row.proposed_by.person_name, row.proposed_at,
        decision.approved if decision else None, decision.decided_by.person_name if decision else "",
    )  # fmt: skip
