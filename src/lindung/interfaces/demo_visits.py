"""Outreach in the example: a campaign over some villages of Bone Bolango, with who came and whether they understood.

Villages are real; who came, and how many, is invented.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from lindung.interfaces import demo
from lindung.platform.access import facts as access
from lindung.platform.access import queries as desks
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.regions import queries as regions
from lindung.registers.outreach import facts, operations, queries

_BEGAN, _ENDS = dt.date(2023, 2, 1), dt.date(2023, 7, 1)
_TEAM = "Yusna Hulalata, Dinas PMD\nWahab Lamato, BPJS Ketenagakerjaan"
_MATERIALS = "Brosur manfaat, formulir pendaftaran, pengeras suara"
_EVERY = 18
"""Of the villages in the order of their codes each of so many is visited: nine of 160."""
_FIRST_VISIT = dt.date(2023, 2, 9)
_CAME = ((15, 27), (22, 19), (9, 31), (30, 12), (18, 18), (11, 25), (26, 30), (7, 14), (20, 33))
_RIGHT = (28, 25, 31, 20, 22, 30, 41, 15, 36)


def tell(*, at: dt.datetime) -> None:
    """Told once; a folder that has it is left as it is."""
    account = desks.account("dpmd")
    desk = desks.desk_of(account, on=demo.ON) if account else None
    with scope.everything("data contoh"):
        if desk is not None and not queries.campaigns(demo.REGENCY, known_at=demo.ON):
            _tell(desk, at)


def _tell(desk: access.Desk, at: dt.datetime) -> None:
    with transaction.atomic():
        journal.act(by=desk.actor)
        villages = [str(one.code) for one in regions.within(demo.REGENCY, on=demo.ON) if one.kind == "desa"]
        campaign = operations.start(
            wanted=facts.Wanted(
                "Kerja Keras Bebas Cemas", "Setiap desa tahu siapa yang membayar dan ke mana melapor", _BEGAN, _ENDS,
                (demo.REGENCY,),
            ),
            desk=desk, stamp=_stamp(desk, at, _BEGAN),
        )  # fmt: skip
        for number, village in enumerate(villages[::_EVERY]):
            _visit(village, number, campaign, desk, at)
        _ahead([villages[5], villages[45]], campaign, desk, at)


def _visit(village: str, number: int, campaign: uuid.UUID, desk: access.Desk, at: dt.datetime) -> None:
    on = _FIRST_VISIT + dt.timedelta(days=3 * number)
    plan = facts.Plan(on, _TEAM, _MATERIALS, "09.00", campaign)
    (event,) = operations.plan(villages=[village], wanted=plan, desk=desk, stamp=_stamp(desk, at, _BEGAN))
    men, women = _CAME[number % len(_CAME)]
    right = _RIGHT[number % len(_RIGHT)]
    asked = min(men + women, right + 6)
    answers = {
        one.key: facts.Answered(max(0, right - 5 * place), asked)
        for place, one in enumerate(queries.questions(on=on))
    }  # fmt: skip
    told = facts.Told(on, men, women, answers)
    operations.hold(event=event, told=told, desk=desk, stamp=_stamp(desk, at, on))


def _ahead(villages: list[str], campaign: uuid.UUID, desk: access.Desk, at: dt.datetime) -> None:
    """One is still to come, one was called off."""
    stamp = _stamp(desk, at, demo.ON)
    for village, days in zip(villages, (7, 12), strict=True):
        plan = facts.Plan(demo.ON + dt.timedelta(days=days), _TEAM, _MATERIALS, "09.00", campaign)
        (event,) = operations.plan(villages=[village], wanted=plan, desk=desk, stamp=stamp)
    operations.cancel(event=event, reason="Bersamaan dengan musyawarah desa", desk=desk, stamp=stamp)


def _stamp(desk: access.Desk, at: dt.datetime, on: dt.date) -> journal_facts.Stamp:
    return journal_facts.Stamp(desk.actor, at, uuid.uuid4(), on)
