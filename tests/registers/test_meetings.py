"""A meeting: called, its agenda taken from what stands open, what was said and decided, its minutes closed once."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.journal import models as lines
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup import facts as duties
from lindung.registers.followup import operations as followup_operations
from lindung.registers.followup import queries as followup
from lindung.registers.followup.meetings import facts, operations, queries
from lindung.registers.funding import queries as funding
from tests import offices
from tests.conftest import OFFICER

pytestmark = pytest.mark.django_db

APRIL_6, APRIL_13, APRIL_14 = dt.date(2023, 4, 6), dt.date(2023, 4, 13), dt.date(2023, 4, 14)
MAY_5 = dt.date(2023, 5, 5)
CALL = facts.Call(
    "75.03", "Rapat monev 1 Desa 100 Pekerja Rentan", APRIL_13, "09.00", "Aula Kantor Bupati, Suwawa", "sekda"
)
SAYS = facts.Stated(
    offices.KERAMAT, "budgeted", "Kepala Desa Keramat", 20_160_000, "Dianggarkan pada perubahan APBDes.",
    "Perdes Perubahan APBDes", MAY_5,
)  # fmt: skip
GATHER = facts.Resolved("75.03.01", "camat", "Kumpulkan kepala desa yang belum menganggarkan.", MAY_5)


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    offices.tell()


def stamp(on: dt.date) -> journal.Stamp:
    return journal.Stamp(OFFICER, dt.datetime(on.year, on.month, on.day, 2, tzinfo=dt.UTC), uuid.uuid4(), on)


def called(call: facts.Call = CALL, *, by: str = "rina.dpmd", on: dt.date = APRIL_6) -> uuid.UUID:
    return operations.call(wanted=call, desk=offices.desk(by), stamp=stamp(on))


def take(key: uuid.UUID, *points: tuple[facts.Section, str], on: dt.date = APRIL_13) -> None:
    told = [facts.Point(section, "not_budgeted", offices.KERAMAT, sentence) for section, sentence in points]
    operations.take_agenda(meeting=key, points=told, desk=offices.desk("rina.dpmd"), stamp=stamp(on))


def state(key: uuid.UUID, stated: facts.Stated = SAYS, *, on: dt.date = APRIL_13) -> uuid.UUID:
    return operations.state(
        meeting=key, stated=stated, desk=offices.desk("rina.dpmd"), book=rulebook.shipped(), stamp=stamp(on)
    )


def decide(key: uuid.UUID, resolved: facts.Resolved = GATHER, *, by: str = "rina.dpmd") -> uuid.UUID:
    return operations.decide(
        meeting=key, resolved=resolved, desk=offices.desk(by), book=rulebook.shipped(), stamp=stamp(APRIL_13)
    )


def close(key: uuid.UUID, *, by: str = "sekda", on: dt.date = APRIL_13) -> None:
    operations.close(
        meeting=key, summary="Lima desa menganggarkan pada perubahan.", desk=offices.desk(by), stamp=stamp(on)
    )


def attend(key: uuid.UUID, office: str, said: facts.Attended, name: str = "", *, on: dt.date = APRIL_13) -> None:
    one = facts.Attending(office, name, said)
    operations.attend(meeting=key, attending=one, desk=offices.desk("rina.dpmd"), stamp=stamp(on))


def held(key: uuid.UUID, *, known_at: dt.date = APRIL_13) -> facts.Meeting:
    found = queries.meeting(key, known_at=known_at)
    assert found is not None
    return found


# 13 April 2023: the Sekda gathers the camat


def test_13_april_2023_the_sekda_gathers_the_camat_about_the_villages_without_a_budget():
    key = called()
    take(key, ("not_budgeted", "Desa Keramat belum menganggarkan iuran untuk 100 pekerja rentan."))
    attend(key, "Camat Tapa", "present", "Wahab Lamato")
    attend(key, "Camat Pinogu", "excused")
    state(key)
    duty = decide(key)
    close(key)
    now = held(key)
    assert [one.sentence for one in now.agenda] == [
        "Desa Keramat belum menganggarkan iuran untuk 100 pekerja rentan."
    ]  # fmt: skip
    assert (now.count("present"), now.count("excused"), now.count("absent")) == (1, 1, 0)
    assert (now.statements[0].stated, now.decisions[0].resolved, now.decisions[0].duty) == (SAYS, GATHER, duty)
    assert (now.minutes.person, now.minutes.closed_on) == ("Sekda", APRIL_13)
    opened = followup.duty(duty, on=APRIL_13, known_at=APRIL_13)
    assert (opened.office, opened.region, opened.due_on, opened.kind) == ("camat", "75.03.01", MAY_5, duties.BY_HAND)


def test_what_was_not_known_yet_is_not_in_it():
    key = called()
    take(key, ("paid", "55 desa sudah membayar."))
    assert queries.meeting(key, known_at=dt.date(2023, 4, 5)) is None
    assert held(key, known_at=APRIL_6).agenda == ()
    assert [one.closed for one in queries.meetings(known_at=APRIL_6)] == [False]


# The agenda


def test_the_agenda_stands_in_the_order_of_the_fields_own_pack():
    key = called()
    given: tuple[facts.Section, ...] = (
        "claims",
        "short",
        "coverage",
        "instructions",
        "paid",
        "not_budgeted",
        "obstacles",
    )
    take(key, *((one, f"Tentang {one}.") for one in given))
    assert [one.section for one in held(key).agenda] == [
        "coverage", "not_budgeted", "paid", "short", "obstacles", "instructions", "claims",
    ]  # fmt: skip


def test_a_later_taking_stands_in_the_place_of_the_first_and_what_was_added_stays():
    key = called()
    take(key, ("paid", "54 desa sudah membayar."), on=APRIL_6)
    own = facts.Point("other", "", "75.03", "Jadwal penyerahan santunan.")
    operations.add_item(meeting=key, point=own, desk=offices.desk("sekda"), stamp=stamp(APRIL_6))
    take(key, ("paid", "55 desa sudah membayar."))
    now = held(key)
    assert ([one.sentence for one in now.agenda], now.taken_on) == (
        ["55 desa sudah membayar.", "Jadwal penyerahan santunan."], APRIL_13,
    )  # fmt: skip
    assert held(key, known_at=APRIL_6).agenda[0].sentence == "54 desa sudah membayar."


# What is said counts nowhere


def test_what_a_kades_says_is_no_budget_and_its_evidence_is_owed():
    key = called()
    duty = state(key)
    assert funding.budgets("75.03", year=2023, known_at=dt.date.max) == {}
    owed = followup.duty(duty, on=APRIL_13, known_at=APRIL_13)
    assert (owed.office, owed.region, owed.due_on) == ("kades", offices.KERAMAT, MAY_5)
    assert owed.sentence == (
        "Serahkan bukti: Perdes Perubahan APBDes. Disampaikan di rapat: Dianggarkan pada perubahan APBDes."
    )
    assert [one.stated for one in queries.stated_of(offices.KERAMAT, known_at=APRIL_13)] == [SAYS]
    assert queries.stated_of(offices.MERANTI, known_at=APRIL_13) == ()


def test_evidence_that_was_handed_in_is_seen_by_a_second_person_and_the_duty_ends():
    duty = state(called())
    operator = offices.desk("siti.keramat")
    followup_operations.answer(duty=duty, reply=duties.Reply("done"), desk=operator, stamp=stamp(APRIL_14))
    followup_operations.confirm(duty=duty, desk=offices.desk("rina.dpmd"), stamp=stamp(MAY_5))
    assert followup.duty(duty, on=MAY_5, known_at=MAY_5).state == "closed"


def test_a_village_reads_what_was_said_of_it_and_not_the_meeting():
    key = called()
    state(key)
    with scope.within(offices.desk("siti.keramat").scope):
        assert len(queries.stated_of(offices.KERAMAT, known_at=APRIL_13)) == 1
        assert queries.meeting(key, known_at=APRIL_13) is None


# Attendance


def test_what_is_written_later_of_an_office_stands():
    key = called()
    attend(key, "Camat Tapa", "absent")
    attend(key, "Camat Tapa", "present", "Wahab Lamato")
    assert held(key).attendance == (facts.Attending("Camat Tapa", "Wahab Lamato", "present"),)


def test_before_its_day_nobody_can_have_come():
    key = called()
    with pytest.raises(operations.MeetingAhead) as refused:
        attend(key, "Camat Tapa", "present", "Wahab Lamato", on=APRIL_6)
    assert "13-04-2023" in str(refused.value)


# Closing


def test_the_minutes_are_closed_once_and_then_only_addenda_follow():
    key = called()
    with pytest.raises(operations.MeetingOpen):
        operations.add_addendum(meeting=key, words="Ralat.", desk=offices.desk("sekda"), stamp=stamp(APRIL_13))
    close(key)
    for again in (close, decide, state, lambda one: attend(one, "Camat Tapa", "absent"), lambda one: take(one)):
        with pytest.raises(operations.MeetingClosed):
            again(key)
    words = "Desa Meranti hadir juga."
    operations.add_addendum(meeting=key, words=words, desk=offices.desk("rina.dpmd"), stamp=stamp(APRIL_14))
    assert [(one.number, one.words, one.added_on) for one in held(key, known_at=APRIL_14).addenda] == [
        (1, words, APRIL_14)
    ]  # fmt: skip
    assert held(key).addenda == ()


def test_only_the_chair_closes():
    key = called()
    with pytest.raises(operations.NotYourMeeting) as refused:
        close(key, by="rina.dpmd")
    assert "menutup notula: sekda" in str(refused.value)


def test_the_digest_is_that_of_what_stood_in_the_minutes():
    key = called()
    decide(key)
    close(key)
    now = held(key)
    assert now.minutes.digest == queries.digest(now, now.minutes.summary)
    assert now.minutes.digest != queries.digest(now, "Enam desa.")


# Whose it is


def test_a_camat_gathers_the_own_district_and_no_other():
    tapa = facts.Call("75.03.01", "Rapat kecamatan", APRIL_13, "13.30", "Kantor Camat Tapa", "camat")
    key = called(tapa, by="camat.tapa")
    duty = decide(key, facts.Resolved(offices.KERAMAT, "kades", "Susun Perdes perubahan.", MAY_5), by="camat.tapa")
    close(key, by="camat.tapa")
    assert followup.duty(duty, on=APRIL_13, known_at=APRIL_13).office == "kades"
    with pytest.raises(operations.CallIncomplete, match="di luar wilayah kantor Anda"):
        called(facts.Call("75.03.08", "Rapat", APRIL_13, "09.00", "Kantor", "camat"), by="camat.tapa")


def test_another_regency_finds_no_such_meeting():
    key = called()
    with pytest.raises(operations.NoMeeting):
        decide(key, by="dpmd.pohuwato")
    with scope.within(offices.desk("dpmd.pohuwato").scope):
        assert queries.meetings(known_at=APRIL_13) == ()


def test_a_village_calls_no_meeting():
    with pytest.raises(operations.NotYourMeeting):
        called(by="siti.keramat")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"topic": " "}, "acaranya belum ditulis"),
        ({"place": ""}, "tempatnya belum ditulis"),
        ({"begins": "9 pagi"}, "jamnya tidak seperti 09.00"),
        ({"held_on": dt.date(2023, 4, 5)}, "harinya sudah lewat"),
        ({"chair": "camat"}, "pimpinan rapatnya tidak sesuai dengan wilayahnya"),
        ({"region": offices.KERAMAT}, "wilayahnya bukan kabupaten atau kecamatan"),
    ],
)
def test_a_call_that_lacks_something_is_refused(said: dict[str, object], fault: str):
    whole = {name: getattr(CALL, name) for name in CALL.__dataclass_fields__}
    with pytest.raises(operations.CallIncomplete, match=fault):
        called(facts.Call(**(whole | said)))
    assert fault in operations.FAULTS


def test_a_statement_that_lacks_something_opens_no_duty():
    key = called()
    for said in (
        facts.Stated("75.04.01.2003", "paid", "", None, "Sudah.", "Bukti bayar", MAY_5),
        facts.Stated(offices.KERAMAT, "paid", "", 0, "Sudah.", "Bukti bayar", MAY_5),
        facts.Stated(offices.KERAMAT, "paid", "", None, "Sudah.", " ", MAY_5),
        facts.Stated(offices.KERAMAT, "paid", "", None, "", "Bukti bayar", MAY_5),
    ):
        with pytest.raises(operations.EntryIncomplete):
            state(key, said)
    with pytest.raises(followup_operations.WantedIncomplete):
        state(key, facts.Stated(offices.KERAMAT, "paid", "", None, "Sudah.", "Bukti", dt.date(2023, 4, 22)))
    assert held(key).statements == ()
    assert followup.duties("75.03", on=MAY_5, known_at=MAY_5) == ()


def test_each_act_is_one_line_and_no_name_stands_in_any():
    key = called()
    attend(key, "Camat Tapa", "present", "Wahab Lamato")
    close(key)
    said = lines.Line.objects.filter(verb__startswith="meetings.")
    assert [one.verb for one in said] == ["meetings.called", "meetings.attended", "meetings.closed"]
    assert not any("Wahab" in f"{one.details} {one.why} {one.about}" for one in said)
