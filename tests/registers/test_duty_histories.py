"""Whatever comes, in whatever order: a duty is open or closed, the line is walked step by step, due on working days."""

from __future__ import annotations

import datetime as dt
import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from lindung.kernel import law
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal
from lindung.platform.journal import queries as chain
from lindung.platform.regions import operations as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup import facts, operations, queries
from tests import chronicle
from tests.conftest import OFFICER

BOOK = rulebook.shipped()
LINES = {
    "kades": ("kades", "camat", "sekda", "bupati"), "camat": ("camat", "sekda", "bupati"),
    "dpmd": ("dpmd", "sekda", "bupati"), "bpjs": ("bpjs", "sekda", "bupati"),
}  # fmt: skip
VILLAGES = (chronicle.TALUMOPATU, chronicle.DUNGGALA)
KEYS = [(kind, village) for kind in ("not_budgeted", "not_paid") for village in VILLAGES]
DAYS = some.lists(
    some.tuples(
        some.integers(0, 40),
        some.sets(some.sampled_from(KEYS)),
        some.sampled_from(["", "done", "ask", "let be", "not let be"]),
    ),
    min_size=1,
    max_size=8,
)


class Histories(TestCase):
    @settings(max_examples=10, suppress_health_check=list(HealthCheck))
    @given(
        days=DAYS, office=some.sampled_from(sorted(LINES)), start=some.dates(dt.date(2023, 1, 2), dt.date(2025, 12, 1))
    )
    def test_every_history_keeps_the_rules(self, days, office, start):
        regions.take_regency(code="75.03", stamp=stamp(start))
        on = start
        for wait, there, act in days:
            on += dt.timedelta(days=wait)
            found = [facts.Found(kind, village, 2023, office, "x") for kind, village in sorted(there)]
            bring(found, on)
            before = chain.last_line()
            assert bring(found, on).nothing
            assert chain.last_line() == before
            people_act(act, on)
            holds(on, office)
        for past in range((on - start).days + 1):
            holds(start + dt.timedelta(days=past), office, known_at=on)


def bring(found: list[facts.Found], on: dt.date) -> facts.Brought:
    return operations.bring_in(
        within="75.03", year=2023, found=found, proof_of=lambda region: facts.Proof(), book=BOOK, on=on, stamp=stamp(on)
    )


def desk(role: access.Role) -> access.Desk:
    scope = access.Scope(frozenset({"75.03"}))
    return access.Desk(chronicle.account(role), role.title(), 1, f"Kantor {role}", role, scope)


def stamp(on: dt.date) -> journal.Stamp:
    return journal.Stamp(OFFICER, dt.datetime(on.year, on.month, on.day, 2, tzinfo=dt.UTC), uuid.uuid4(), on)


def people_act(act: str, on: dt.date) -> None:
    for one in queries.duties("75.03", on=on, known_at=on, state="open"):
        if act == "done":
            operations.answer(duty=one.key, reply=facts.Reply("done"), desk=desk("camat"), stamp=stamp(on))
        elif act == "ask" and one.waits is None:
            request = facts.Request("x", "1", on + dt.timedelta(days=9))
            operations.propose_waiver(duty=one.key, request=request, desk=desk("camat"), stamp=stamp(on))
        elif act.endswith("let be") and one.waits is not None:
            operations.decide_waiver(waiver=one.waits.id, approve=act == "let be", desk=desk("sekda"), stamp=stamp(on))


def holds(on: dt.date, office: str, *, known_at: dt.date | None = None) -> None:
    known = queries.duties("75.03", on=on, known_at=known_at or on)
    assert len({(one.kind, one.region) for one in known}) == len(known)
    for one in known:
        assert (one.state == "open") == (one.closing is None)
        assert tuple(step.office for step in one.steps) == LINES[office][: len(one.steps)]
        assert [step.number for step in one.steps] == list(range(len(one.steps)))
        assert all(law.is_workday(BOOK, step.due_on) for step in one.steps)
        for earlier, later in zip(one.steps, one.steps[1:], strict=False):
            assert later.reached_on == law.add_workdays(BOOK, earlier.due_on, 1)
        spans_follow(queries.history(one.key, on=on, known_at=known_at or on))


def spans_follow(history: tuple[facts.Event, ...]) -> None:
    """Opened, then closed, then opened again, on days that never go back."""
    turns = [one for one in history if one.kind in ("opened", "reopened", "closed")]
    expected = ["opened", "closed"] + ["reopened", "closed"] * len(turns)
    assert [one.kind for one in turns] == expected[: len(turns)]
    assert [one.on for one in turns] == sorted(one.on for one in turns)
    for number in {one.round for one in history}:
        closed = [one.on for one in history if one.round == number and one.kind == "closed"]
        steps = [one.on for one in history if one.round == number and one.kind == "escalated"]
        assert not closed or all(day <= closed[0] for day in steps)
