"""The law of a region as known on a day: the shipped books with every approved amendment; who proposed and decided."""

from __future__ import annotations

import datetime as dt
import importlib.resources
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache

from lindung.kernel import law, values
from lindung.platform.access import facts as access
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import amending, facts, models, reading


class NoSuchVersion(values.Refusal):
    code = "versi-buku-tidak-ada"
    sentence = "Versi buku aturan {version} tidak dikenal di sini. Cari di catatan versi yang dipakai waktu itu."


@cache
def shipped() -> law.Book:
    """The law books that Lindung ships, read once, without any amendment. Raises BrokenBook."""
    return reading.read(importlib.resources.files("lindung.platform.rulebook") / "books")


def book(region: str = facts.NATION, known_at: dt.date | None = None) -> law.Book:
    """The law of a region: the shipped books with the amendments approved for it, those decided by ``known_at`` where
    that is asked. Without a region: what holds for every region here. The same amendments give the same Book."""
    held = tuple(
        one for one in _approved() if _holds(one.region, region) and (known_at is None or one.decided_on <= known_at)
    )
    return _amended(held) if held else shipped()


def _approved() -> list[facts.Amendment]:
    """In the order in which they were decided; overrides change no rule."""
    rows = models.Amendment.objects.filter(decision__approved=True).exclude(kind="override")
    return [_amendment(row) for row in _with_names(rows).order_by("decision__id")]


def _holds(amended: str, region: str) -> bool:
    if not amended:
        return True
    if region:
        return values.RegionCode(region).within(amended)
    here = [one.code for one in regions.taken()]
    return bool(here) and all(values.RegionCode(code).within(amended) for code in here)


@lru_cache(maxsize=64)
def _amended(held: tuple[facts.Amendment, ...]) -> law.Book:
    before = _amended(held[:-1]) if held[1:] else shipped()
    return amending.amended(before, held[-1], checked_on=held[-1].proposed_on)


def of_version(version: str, region: str = facts.NATION) -> law.Book:
    """The Book of a bill's ``book_version``, however many amendments came after it. Raises NoSuchVersion."""
    held = tuple(one for one in _approved() if _holds(one.region, region))
    for books in (shipped(), *(_amended(held[:count]) for count in range(1, len(held) + 1))):
        if books.version == version:
            return books
    raise NoSuchVersion(version=version)


# Amendments


def _with_names(rows):  # type: ignore[no-untyped-def]
    return rows.select_related("proposed_by", "decision", "decision__decided_by")


def _amendment(row: models.Amendment) -> facts.Amendment:
    decision = getattr(row, "decision", None)
    return facts.Amendment(
        row.pk, row.kind, row.region, row.parameter, row.value, row.starts_on, row.ends_before, row.repeals, row.source,
        row.confidence, row.label, row.note, row.cases, row.proposed_by_id, row.proposed_by.person_name,
        row.proposed_at, row.proposed_on,
        *(
            (decision.approved, decision.decided_by_id, decision.decided_by.person_name, decision.decided_on,
             decision.reason)
            if decision else ()
        ),
    )  # fmt: skip


def amendments(region: str) -> list[facts.Amendment]:
    """Every amendment that is about a region, one above it or one in it, the latest first: waiting ones too."""
    rows = _with_names(models.Amendment.objects.order_by("-id"))
    return [one for one in map(_amendment, rows) if _touches(one.region, region)]


def _touches(amended: str, region: str) -> bool:
    if not amended or not region:
        return True
    code = values.RegionCode(region)
    return code.within(amended) or values.RegionCode(amended).within(region)


def amendment(amendment_id: int) -> facts.Amendment | None:
    row = _with_names(models.Amendment.objects.filter(pk=amendment_id)).first()
    return _amendment(row) if row else None


def may_decide(desk: access.Desk, one: facts.Amendment) -> bool:
    """Whether it is this desk's to decide: another person than who proposed it, over the whole of what it changes."""
    return one.approved is None and desk.account_id != one.proposed_by and answers_for(desk, one.region, facts.DECIDES)


def answers_for(desk: access.Desk, region: str, roles: Iterable[str]) -> bool:
    """Whether a desk of one of these roles covers a region; what holds everywhere is the nation's."""
    if desk.role not in roles:
        return False
    return desk.role == "national" if region == facts.NATION else desk.scope.covers(region)


def preview(said: facts.Wish | facts.Amendment, *, checked_on: dt.date) -> tuple[law.Book, law.Book]:
    """The region's law before and after an amendment. Raises AmendmentBroken."""
    before = book(said.region)
    return before, amending.amended(before, said, checked_on=checked_on)


def weighed(one: facts.Amendment) -> tuple[tuple[facts.Outcome, ...], tuple[facts.Outcome, ...]]:
    """For whoever decides: the attached cases, and the months around it by payer and sector, before and after.

    Raises AmendmentBroken, CasesBroken.
    """
    before, after = preview(one, checked_on=one.proposed_on)
    starts = values.Month.of(one.starts_on)
    shown = amending.compared(before, after, starts=starts) if one.parameter in facts.OF_CONTRIBUTIONS else ()
    return amending.outcomes(before, after, amending.cases(one.cases)), shown


# Funds


def overrides(region: str, *, year: int, known_at: dt.date) -> list[facts.Override]:
    """Every approved override for a region, one above it or one in it, for a budget year, as known on a day."""
    rows = models.Amendment.objects.filter(
        kind="override", starts_on=dt.date(year, 1, 1), decision__approved=True, decision__decided_on__lte=known_at
    )
    found = [_amendment(row) for row in _with_names(rows).order_by("id")]
    return [_override(one) for one in found if _touches(one.region, region)]


def _override(one: facts.Amendment) -> facts.Override:
    said = tomllib.loads(f"value = {one.value}")["value"]
    return facts.Override(
        one.id, one.region, said["fund"], said["category"], one.starts_on.year, one.note, one.source, one.proposer,
        one.decider, one.decided_on or one.proposed_on,
    )  # fmt: skip


def used_for(
    found: Iterable[facts.Override], *, region: str, fund: str, category: law.Category
) -> facts.Override | None:
    """The override under which a fund pays for these people in a region."""
    for one in found:
        if (one.fund, one.category) == (fund, category) and _holds(one.region, region):
            return one
    return None


def fund_answer(region: str, *, fund: str, category: law.Category, year: int, known_at: dt.date) -> facts.FundAnswer:
    """May this fund pay for these people in that year and region: the rule, and the override where there is one."""
    verdict = law.fund_verdict(book(region, known_at), fund=fund, category=category, year=year)
    if verdict.status == "allowed":
        return facts.FundAnswer(verdict)
    found = overrides(region, year=year, known_at=known_at)
    return facts.FundAnswer(verdict, used_for(found, region=region, fund=fund, category=category))


def written(entry: law.Dated[object]) -> str:
    """An entry's value as the books write it."""
    return amending.as_written(entry.value)


def table_of(cases: Iterable[facts.Case]) -> str:
    """Cases as the table that is attached to an amendment."""
    return amending.written(cases)


def starting_from(region: str, parameter: str, *, on: dt.date, nth: int = 0) -> str:
    """The value in force as the books write it, to be changed: of several side by side the one at a place; or ''."""
    entries = getattr(book(region), parameter, ())
    found = [written(one) for one in entries if on in one.span]
    return found[nth] if nth < len(found) else ""
