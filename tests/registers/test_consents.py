"""Whether people agreed that their data are processed: facts that are added, and a withdrawal that is one more."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.kernel import law
from lindung.monitoring import submissions
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.workers import models
from lindung.registers.workers import operations as workers
from lindung.registers.workers import queries as persons
from lindung.registers.workers.consents import facts, operations, queries
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db
STAMP = chronicle.Chronicle.stamp(MONITORING_DAY)
MARCH = dt.date(2023, 3, 10)


@pytest.fixture
def hana(db) -> uuid.UUID:
    chronicle.Chronicle()
    one = chronicle.someone()
    return workers.take(people=[one], stamp=STAMP)[one.nik]


def agreed(person: uuid.UUID, *, on: dt.date = MARCH, way: facts.Way = "signature", shown_by: str = "", version="1"):
    given = facts.Consent(TALUMOPATU, person, version, on, way, shown_by)
    return operations.give(consent=given, account="siti", stamp=STAMP)


def withdrawn(person: uuid.UUID, on: dt.date) -> None:
    operations.withdraw(person=person, on=on, shown_by="surat 4", account="siti", stamp=STAMP)


def test_a_consent_says_to_which_text_when_how_and_who_recorded_it(hana):
    agreed(hana, way="thumbprint", shown_by="Kepala Dusun II", version="2026-1")
    known = queries.latest(hana, known_at=MONITORING_DAY)
    assert (known.consent.version, known.consent.given_on, known.consent.way) == ("2026-1", MARCH, "thumbprint")
    assert (known.consent.shown_by, known.recorded_by, known.state(MONITORING_DAY)) == (
        "Kepala Dusun II", "siti", "given",
    )  # fmt: skip
    assert "Kepala Dusun" not in str(list(models.Consent.objects.values()))


@pytest.mark.parametrize("way", ["thumbprint", "oral"])
def test_what_no_hand_shows_needs_a_witness(hana, way):
    with pytest.raises(operations.WitnessMissing):
        agreed(hana, way=way, shown_by=" ")
    agreed(hana, way="signature")


def test_a_withdrawal_is_a_fact_of_its_own_and_what_it_was_before_stays_known(hana):
    agreed(hana)
    withdrawn(hana, dt.date(2023, 4, 1))
    known = queries.latest(hana, known_at=MONITORING_DAY)
    assert (known.state(dt.date(2023, 3, 31)), known.state(dt.date(2023, 4, 1))) == ("given", "withdrawn")
    with pytest.raises(operations.NoConsent):
        withdrawn(hana, MONITORING_DAY)
    agreed(hana, on=dt.date(2023, 4, 5))
    assert queries.latest(hana, known_at=MONITORING_DAY).state(MONITORING_DAY) == "given"
    assert queries.latest(hana, known_at=dt.date(2023, 4, 12)) is None


def test_what_can_not_be_is_refused_in_words(hana):
    with pytest.raises(operations.ConsentAhead, match="14-04-2023 belum tiba"):
        agreed(hana, on=dt.date(2023, 4, 14))
    with pytest.raises(operations.NoConsent):
        withdrawn(hana, MARCH)
    agreed(hana)
    with pytest.raises(operations.ConsentThere, match="versi 1 sudah dicatat"):
        agreed(hana, on=dt.date(2023, 3, 11))
    with pytest.raises(operations.WithdrawnBeforeGiven, match="baru diberikan 10-03-2023"):
        withdrawn(hana, dt.date(2023, 3, 9))
    agreed(hana, version="2", on=dt.date(2023, 3, 12))


def test_a_neighbour_village_sees_no_consent_and_the_rows_are_what_their_lines_sealed(hana):
    agreed(hana)
    withdrawn(hana, MARCH)
    with scope.within(access.Scope(frozenset({DUNGGALA}))):
        assert queries.within("75.03", known_at=MONITORING_DAY) == {}
    weighed = {one.table: (one.read, one.differs, one.loose) for one in journal.agreement()}
    assert weighed["workers_consent"] == weighed["workers_consentwithdrawal"] == (1, None, 0)


def test_who_took_it_back_is_on_no_new_list_for_bpjs():
    told = chronicle.Chronicle()
    crowd = chronicle.people(2)
    told.listed(TALUMOPATU, crowd)
    who = [persons.by_nik(one.nik).id for one in crowd]
    agreed(who[0])
    assert set(submissions.can_go(submissions.candidates(told.day(), TALUMOPATU))) == set(who)
    withdrawn(who[0], dt.date(2023, 4, 1))
    found = submissions.candidates(told.day(), TALUMOPATU)
    assert {one.row.person.id: one.state for one in found} == {who[0]: "withdrawn", who[1]: "ready"}
    assert submissions.can_go(found) == [who[1]]


def test_the_text_is_dated_data_with_a_version_and_a_source():
    text = law.in_force(rulebook.shipped().consent_text, on=MONITORING_DAY, what="teks persetujuan")
    assert (text.value.version, text.confidence) == ("2026-1", "inference")
    said = " ".join(text.value.paragraphs)
    assert "menarik persetujuan ini kapan saja" in said
    assert "Bukti iuran yang sudah dibayar tetap disimpan" in said
