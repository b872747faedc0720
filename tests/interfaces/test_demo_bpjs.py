"""The example shows what BPJS sent back: answers, lists behind kode iuran, months paid twice, two cases."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.interfaces import accounts, demo, demo_bpjs
from lindung.monitoring import reconciliation
from lindung.registers.claims import queries as claims
from lindung.registers.enrolment import queries as enrolment
from tests import chronicle
from tests.chronicle import HUANGOBOTU, TALUMOPATU

pytestmark = pytest.mark.django_db
AT = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
PAID_ON = dt.date(2023, 2, 1)


def test_two_villages_are_answered_one_worker_is_paid_for_twice_and_two_families_report_a_death():
    told, everybody = chronicle.Chronicle(), chronicle.people(20)
    for village, persons in ((HUANGOBOTU, everybody[:10]), (TALUMOPATU, everybody[10:])):
        told.budget(village)
        told.listed(village, persons, received_on=PAID_ON)
        told.paid(village, PAID_ON, heads=10)
    accounts.example_seats(shown_on=demo.ON, by=chronicle.OFFICER, at=AT)
    for _again in range(2):
        demo_bpjs.tell(at=AT)
    answers = enrolment.answers_within("75.03", known_at=demo.ON)
    assert sorted(one.reason for one in answers if one.accepted_on is None) == [
        "NIK tidak ditemukan di Dukcapil", "NIK tidak ditemukan di Dukcapil",
        "Sudah peserta penerima upah", "Sudah peserta penerima upah",
    ]  # fmt: skip
    assert len(answers) == 20
    of = reconciliation.of_regency(told.day())
    assert [one.kind for one in of.persons].count("double") == 1
    place = {str(one.code): one for one in told.day().places}[TALUMOPATU]
    assert (place.protected, place.confirmed, place.presumed, place.undetermined) == (10, 9, 0, 1)
    cases = claims.cases("75.03", known_at=demo.ON)
    assert sorted([decision.outcome for decision in one.decisions] for one in cases) == [[], ["paid"]]
