"""Between a budget and a payment: whom BPJS knows, and whose it is to act."""

from __future__ import annotations

import pytest

from lindung.monitoring import facts
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, NEW_YEAR, QUARTER_END, TALUMOPATU

pytestmark = pytest.mark.django_db


def kinds(regency: chronicle.Chronicle, village: str = TALUMOPATU) -> set[str]:
    return {one.kind for one in regency.day(MONITORING_DAY).findings if one.region == village}


def found(regency: chronicle.Chronicle, kind: str) -> facts.Finding:
    (one,) = [found for found in regency.day(MONITORING_DAY).findings if found.kind == kind]
    return one


def test_a_village_that_budgeted_and_has_nobody_at_bpjs_is_said_where_lists_are_sent():
    regency = chronicle.Chronicle()
    regency.budget(TALUMOPATU)
    assert "budgeted_not_registered" not in kinds(regency)
    neighbours = chronicle.people(2)
    regency.listed(DUNGGALA, neighbours, received_on=NEW_YEAR)
    regency.submitted(DUNGGALA, neighbours)
    finding = found(regency, "budgeted_not_registered")
    assert finding.sentence == (
        "Desa Talumopatu sudah menganggarkan Rp20.160.000 tetapi belum seorang pun terdaftar di BPJS Ketenagakerjaan. "
        "Ajukan daftarnya."
    )
    assert (finding.office, finding.responsible) == ("kades", "Kepala Desa Talumopatu, Kec. Tapa")
    regency.paid(TALUMOPATU, QUARTER_END)
    assert "budgeted_not_registered" not in kinds(regency)


def test_people_whom_bpjs_accepted_and_nobody_ever_paid_for():
    regency = chronicle.Chronicle()
    regency.budget(TALUMOPATU)
    persons = chronicle.people(3)
    regency.listed(TALUMOPATU, persons)
    assert "not_paid" in kinds(regency)
    regency.answered(TALUMOPATU, persons)
    finding = found(regency, "registered_not_paid")
    assert "sudah menerima 3 orang dari Desa Talumopatu" in finding.sentence
    assert finding.since.isoformat() == "2023-04-01"
    assert "not_paid" not in kinds(regency)
    regency.paid(TALUMOPATU, QUARTER_END)
    assert "registered_not_paid" not in kinds(regency)


def test_whose_it_is_stands_beside_the_words_as_a_value():
    regency = chronicle.Chronicle()
    regency.no_budget(TALUMOPATU)
    offices = {one.kind: one.office for one in regency.day(MONITORING_DAY).findings}
    assert offices == {"milestone_missed": "sekda", "not_reporting": "camat", "not_budgeted": "camat"}
