"""The example shows one monev session: agenda, who came, a fact whose evidence is pending, a decision, minutes."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.interfaces import accounts, demo, demo_meetings
from lindung.registers.followup import queries as duties
from lindung.registers.followup.meetings import queries
from tests import chronicle
from tests.chronicle import HUANGOBOTU, TALUMOPATU

pytestmark = pytest.mark.django_db
AT = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
MOLUTABU = "75.03.08.2002"


def test_the_camat_held_one_session_and_its_decision_is_a_duty():
    told = chronicle.Chronicle()
    for village in (HUANGOBOTU, MOLUTABU, TALUMOPATU):
        told.budget(village)
    accounts.example_seats(shown_on=demo.ON, by=chronicle.OFFICER, at=AT)
    for _again in range(2):
        demo_meetings.tell(told.day(), at=AT)
    (one,) = queries.meetings(known_at=demo.ON)
    held = queries.meeting(one.key, known_at=demo.ON)
    assert (held.call.region, held.call.held_on, held.closed) == ("75.03.08", demo.ON, True)
    assert {point.region[:8] for point in held.agenda} == {"75.03.08"}
    assert any("Huangobotu sudah menganggarkan" in point.sentence for point in held.agenda)
    assert (held.count("present"), held.count("excused")) == (4, 1)
    (said,), (decided,) = held.statements, held.decisions
    assert (said.stated.region, said.stated.amount) == (HUANGOBOTU, 1_680_000)
    opened = {one.key: one for one in duties.duties(HUANGOBOTU, on=demo.ON, known_at=demo.ON)}
    assert {said.duty, decided.duty} == opened.keys()
    assert opened[decided.duty].sentence.startswith("Bayar iuran tahap pertama Desa Huangobotu")
