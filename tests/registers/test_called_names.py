"""What BPJS and the lists call a person: kept sealed where it is new, told apart only where the names differ."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.kernel import language
from lindung.platform.journal import models as journal
from lindung.platform.journal import queries as chain
from lindung.registers.enrolment import models
from lindung.registers.enrolment.names import queries as names
from lindung.registers.workers import operations as workers
from lindung.registers.workers import queries as people
from tests import chronicle
from tests.chronicle import MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db
LATER = dt.date(2023, 5, 2)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def told(person, known_at: dt.date = MONITORING_DAY) -> tuple[str, str] | None:
    who = people.by_nik(person.nik)
    found = names.otherwise("75.03", known_at=known_at, places=[(TALUMOPATU, who.id)])
    one = found.get((TALUMOPATU, who.id))
    return (one.on_list, one.by_bpjs) if one else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hj. AMINAH  Bakari", "aminah bakari"),
        ("Muh. Yusuf Dai", "MUHAMMAD YUSUF DAI"),
        ("M. Yusuf Dai", "Moh Yusuf Dai"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("St. Hajar", "Sitti Hajar"),
        ("Drs. H. Idrus Umara, M.Si", "IDRUS UMARA"),
        ("Nu'man Ali", "Numan Ali"),
    ],
)
def test_two_ways_to_write_one_name(one, other):
    assert language.plain_name(one) == language.plain_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Aminah Bakari", "Aminah B"), ("Aminah Bakari", "Amina Bakari"), ("Ali", "M. Ali")]
)
def test_two_names(one, other):
    assert language.plain_name(one) != language.plain_name(other)


def test_a_title_alone_is_a_name():
    assert language.plain_name("Ibu") == "ibu"


def test_bpjs_calls_her_otherwise_until_it_mends_the_name(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah])
    regency.called(TALUMOPATU, aminah, "Aminah Bakri")
    assert told(aminah) == ("Aminah Bakari", "Aminah Bakri")
    regency.called(TALUMOPATU, aminah, "AMINAH BAKARI", received_on=LATER)
    assert told(aminah, LATER) is None
    assert told(aminah) == ("Aminah Bakari", "Aminah Bakri")


def test_the_list_that_came_last_says_what_the_village_calls_her(regency):
    aminah = chronicle.someone(name="Amina Bakari")
    regency.listed(TALUMOPATU, [aminah])
    regency.called(TALUMOPATU, aminah, "Aminah Bakari")
    assert told(aminah) == ("Amina Bakari", "Aminah Bakari")
    regency.called(TALUMOPATU, aminah, "Aminah Bakari", source="daftar", received_on=LATER)
    assert told(aminah, LATER) is None


def test_a_name_said_again_adds_nothing(regency):
    aminah = chronicle.someone()
    assert [regency.called(TALUMOPATU, aminah, said) for said in ("Aminah Bakri", "Aminah Bakri", " ")] == [1, 0, 0]
    assert regency.called(TALUMOPATU, aminah, "Aminah Bakari", source="daftar") == 0


def test_the_name_is_nowhere_in_clear_and_goes_with_the_person(regency):
    aminah = chronicle.someone()
    regency.listed(TALUMOPATU, [aminah])
    regency.called(TALUMOPATU, aminah, "Aminah Zubaidah")
    assert b"Zubaidah" not in bytes(models.CalledName.objects.get().name_sealed)
    assert "Zubaidah" not in repr(list(journal.Line.objects.values()))
    who, stamp = people.by_nik(aminah.nik).id, regency.stamp(MONITORING_DAY)
    number = workers.propose_erasure(person_id=who, reason="surat", account="siti", stamp=stamp)
    workers.decide_erasure(
        erasure_id=number, approved=True, account="rahmat", born_on=aminah.born_on, stamp=stamp
    )  # fmt: skip
    assert names.names_about(who, known_at=MONITORING_DAY) == []
    assert names.otherwise("75.03", known_at=MONITORING_DAY, places=[(TALUMOPATU, who)]) == {}
    assert regency.called(TALUMOPATU, aminah, "Aminah Zubaidah") == 0


def test_the_lines_agree_with_what_is_kept(regency):
    regency.called(TALUMOPATU, chronicle.someone(), "Aminah Bakri")
    found = {one.table: (one.read, one.differs, one.loose) for one in chain.agreement([])}
    assert found["enrolment_calledname"] == (1, None, 0)
