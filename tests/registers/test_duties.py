"""A duty: opened by a finding, asked along the line, answered, let be by two people, closed by the data's proof."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import pytest

from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup import facts, operations, queries
from tests import offices
from tests.conftest import OFFICER

pytestmark = pytest.mark.django_db

APRIL_13 = dt.date(2023, 4, 13)
DUE = dt.date(2023, 5, 5)
"""Ten working days on: Idul Fitri with its joint leave and 1 May lie between."""
SEKDA_ON, SEKDA_DUE = dt.date(2023, 5, 8), dt.date(2023, 5, 15)
BUPATI_ON, BUPATI_DUE = dt.date(2023, 5, 16), dt.date(2023, 5, 24)
"""Ascension, 18 May, is no working day."""
ROW = facts.Evidence("rekap.xlsx", "Rekap", 12)
SILENT = facts.Found(
    "not_budgeted", offices.KERAMAT, 2023, "camat", "Desa Keramat belum menganggarkan iuran untuk 100 pekerja rentan.",
    (ROW,), 100,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _offices(db: None) -> None:
    offices.tell()


def stamp(on: dt.date) -> journal.Stamp:
    return journal.Stamp(OFFICER, dt.datetime(on.year, on.month, on.day, 2, tzinfo=dt.UTC), uuid.uuid4(), on)


def morning(on: dt.date, *found: facts.Found, proof: facts.Proof | None = None) -> facts.Brought:
    """The findings of a day come in."""
    return operations.bring_in(
        within="75.03",
        year=2023,
        found=found,
        proof_of=lambda region: proof or facts.Proof(),
        book=rulebook.shipped(),
        on=on,
        stamp=stamp(on),
    )


def duty(on: dt.date, *, known_at: dt.date | None = None, kind: str = "not_budgeted") -> facts.Duty:
    (found,) = [one for one in queries.duties("75.03", on=on, known_at=known_at or on) if one.kind == kind]
    return found


def desk(name: str) -> access.Desk:
    return offices.desk(name)


def say(name: str, day: dt.date, said: facts.Said, **more: object) -> None:
    reply = facts.Reply(said, **more)  # type: ignore[arg-type]
    operations.answer(duty=duty(day).key, reply=reply, desk=desk(name), stamp=stamp(day))


def kinds(on: dt.date) -> list[tuple[str, dt.date]]:
    return [(one.kind, one.on) for one in queries.history(duty(on).key, on=on, known_at=on)]


# Opened by a finding


def test_a_finding_becomes_a_duty_of_its_office_with_ten_working_days():
    brought = morning(APRIL_13, SILENT)
    one = duty(APRIL_13)
    assert brought == facts.Brought(opened=(one.key,))
    assert (one.state, one.office, one.due_on, one.days_late, one.missing) == ("open", "camat", DUE, 0, 100)
    assert (one.sentence, one.evidence, one.round) == (SILENT.sentence, (ROW,), 1)
    assert duty(dt.date(2023, 5, 9), known_at=APRIL_13).days_late == 4


def test_the_same_day_a_second_time_writes_nothing():
    morning(APRIL_13, SILENT)
    assert morning(APRIL_13, SILENT).nothing
    morning(dt.date(2023, 6, 1), SILENT)
    assert morning(dt.date(2023, 6, 1), SILENT).nothing


def test_two_findings_of_a_village_are_two_duties():
    morning(APRIL_13, SILENT, dataclasses.replace(SILENT, kind="list_problems", office="kades"))
    assert {one.kind for one in queries.duties("75.03.01", on=APRIL_13, known_at=APRIL_13)} == {
        "not_budgeted", "list_problems",
    }  # fmt: skip


def test_what_has_gone_on_is_not_written_anew():
    morning(APRIL_13, SILENT)
    with pytest.raises(operations.DayBefore) as refused:
        morning(dt.date(2023, 4, 12), SILENT)
    assert "13-04-2023" in str(refused.value)


# Along the line


def test_nobody_acts_and_it_reaches_the_sekda_on_the_next_working_day():
    morning(APRIL_13, SILENT)
    assert morning(DUE, SILENT).nothing
    assert morning(SEKDA_ON, SILENT).escalated == ((duty(DUE).key, "sekda"),)
    one = duty(SEKDA_ON)
    assert (one.office, one.due_on, one.step.informed) == ("sekda", SEKDA_DUE, ("dpmd",))
    assert one.days_late == 3


def test_the_line_ends_with_the_bupati():
    morning(APRIL_13, SILENT)
    late = dt.date(2023, 12, 29)
    morning(late, SILENT)
    assert [one.office for one in duty(late).steps] == ["camat", "sekda", "bupati"]
    assert morning(dt.date(2023, 12, 31), SILENT).nothing


def test_after_days_without_a_computer_the_steps_bear_the_days_of_the_line():
    morning(APRIL_13, SILENT)
    back = dt.date(2023, 5, 22)
    morning(back, SILENT)
    steps = [(one.office, one.reached_on, one.due_on) for one in duty(back).steps]
    assert steps[1:] == [("sekda", SEKDA_ON, SEKDA_DUE), ("bupati", BUPATI_ON, BUPATI_DUE)]
    assert duty(back, known_at=dt.date(2023, 5, 21)).office == "camat"


def test_a_village_is_followed_by_its_camat_and_bpjs_by_the_sekda():
    morning(
        APRIL_13,
        dataclasses.replace(SILENT, kind="not_paid", office="kades"),
        dataclasses.replace(SILENT, kind="payment_amount", office="bpjs"),
    )
    morning(SEKDA_ON, *(dataclasses.replace(SILENT, kind=kind) for kind in ("not_paid", "payment_amount")))
    assert duty(SEKDA_ON, kind="not_paid").office == "camat"
    assert duty(SEKDA_ON, kind="payment_amount").office == "sekda"


# Answers


def test_what_an_office_says_is_kept_and_closes_nothing():
    morning(APRIL_13, SILENT)
    say("camat.tapa", dt.date(2023, 4, 17), "invited", on=dt.date(2023, 4, 18))
    say("camat.tapa", dt.date(2023, 4, 26), "not_possible", obstacle="dana_desa", words="Tahap I belum cair.")
    say("camat.tapa", dt.date(2023, 4, 27), "done")
    one = duty(dt.date(2023, 4, 27))
    assert (one.state, one.last_answer.reply.said) == ("open", "done")
    assert (one.last_answer.office, one.last_answer.role) == ("Kecamatan Tapa", "camat")
    assert [answer.reply.said for answer in one.answers] == ["invited", "not_possible", "done"]
    assert duty(dt.date(2023, 4, 20)).last_answer.reply.said == "invited"


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (facts.Reply("promised"), "tanggal janjinya belum ditulis"),
        (facts.Reply("promised", dt.date(2023, 4, 12)), "sudah lewat"),
        (facts.Reply("not_possible"), "kendalanya belum dipilih"),
        (facts.Reply("not_possible", obstacle="lain", words=" "), "belum dijelaskan"),
        (facts.Reply("selesai"), "tidak dikenal"),
    ],
)
def test_half_an_answer_is_not_taken(reply, fault):
    morning(APRIL_13, SILENT)
    with pytest.raises(operations.AnswerIncomplete, match=fault):
        operations.answer(duty=duty(APRIL_13).key, reply=reply, desk=desk("camat.tapa"), stamp=stamp(APRIL_13))


def test_who_only_reads_does_not_answer_and_out_of_scope_is_not_there():
    morning(APRIL_13, SILENT)
    key = duty(APRIL_13).key
    with pytest.raises(operations.NotYourDuty):
        operations.answer(duty=key, reply=facts.Reply("done"), desk=desk("provinsi"), stamp=stamp(APRIL_13))
    with scope.within(desk("kades.meranti").scope), pytest.raises(operations.NoDuty):
        operations.answer(duty=key, reply=facts.Reply("done"), desk=desk("kades.meranti"), stamp=stamp(APRIL_13))


def test_a_letter_goes_with_it_by_number_and_day():
    morning(APRIL_13, SILENT)
    paper = facts.Paper("005/117/Kec.Tapa", dt.date(2023, 4, 12))
    operations.attach(duty=duty(APRIL_13).key, paper=paper, desk=desk("camat.tapa"), stamp=stamp(APRIL_13))
    (event,) = [
        one for one in queries.history(duty(APRIL_13).key, on=APRIL_13, known_at=APRIL_13) if one.kind == "attached"
    ]
    assert (event.paper, event.person) == (paper, "Camat.Tapa")
    for half, refusal in (
        (facts.Paper("005/117"), operations.PaperIncomplete),
        (facts.Paper("005/117", DUE), operations.PaperAhead),
    ):
        with pytest.raises(refusal):
            operations.attach(duty=duty(APRIL_13).key, paper=half, desk=desk("camat.tapa"), stamp=stamp(APRIL_13))


# Closed by the data, open again


def test_the_data_close_it_with_their_rows_and_it_goes_on_when_the_finding_returns():
    morning(APRIL_13, SILENT)
    key = duty(APRIL_13).key
    proof = facts.Proof((facts.Evidence("perubahan.xlsx", "APBDes", 4),), {"budget_rupiah": 20_160_000})
    closed_on, back_on = dt.date(2023, 4, 28), dt.date(2023, 6, 5)
    assert morning(closed_on, proof=proof).closed == (key,)
    one = duty(closed_on)
    assert (one.state, one.closing) == ("closed", facts.Closing(closed_on, "data", proof))
    with pytest.raises(operations.DutyClosed, match="28-04-2023"):
        say("camat.tapa", closed_on, "done")

    assert morning(back_on, SILENT).reopened == (key,)
    one = duty(back_on)
    assert (one.key, one.round, one.state, one.office, one.answers) == (key, 2, "open", "camat", ())
    assert one.due_on == dt.date(2023, 6, 19)
    assert duty(dt.date(2023, 5, 1), known_at=back_on).state == "closed"
    assert kinds(back_on) == [("opened", APRIL_13), ("closed", closed_on), ("reopened", back_on)]


def test_a_closed_duty_is_not_escalated():
    morning(APRIL_13, SILENT)
    assert morning(dt.date(2023, 6, 5)).escalated == ()


# Let be


def ask(name: str = "camat.tapa", **more: object) -> int:
    request = facts.Request("Desa digabung, APBDes bersama.", "140/9/2023", **more)  # type: ignore[arg-type]
    return operations.propose_waiver(duty=duty(APRIL_13).key, request=request, desk=desk(name), stamp=stamp(APRIL_13))


def decide(number: int, name: str, *, approve: bool = True) -> None:
    operations.decide_waiver(waiver=number, approve=approve, desk=desk(name), stamp=stamp(APRIL_13))


def test_two_people_let_it_be_and_the_finding_does_not_open_it_again():
    morning(APRIL_13, SILENT)
    number = ask()
    assert duty(APRIL_13).waits.request.reference == "140/9/2023"
    decide(number, "sekda")
    one = duty(APRIL_13)
    assert (one.state, one.closing.why, one.waivers[0].decider) == ("closed", "waiver", "Sekda")
    assert morning(dt.date(2023, 9, 1), SILENT).nothing


def test_a_waiver_with_an_end_holds_until_then():
    morning(APRIL_13, SILENT)
    decide(ask(ends_before=dt.date(2023, 7, 3)), "rina.dpmd")
    assert morning(dt.date(2023, 7, 2), SILENT).nothing
    assert morning(dt.date(2023, 7, 3), SILENT).reopened == (duty(APRIL_13).key,)


def test_nobody_lets_their_own_duty_be():
    morning(APRIL_13, SILENT)
    number = ask("rina.dpmd")
    with pytest.raises(operations.WaiverThere):
        ask()
    with pytest.raises(operations.WaiverNeedsSecond):
        decide(number, "rina.dpmd")
    with pytest.raises(operations.NotYourDuty):
        decide(number, "camat.tapa")
    decide(number, "yusuf.dpmd", approve=False)
    assert duty(APRIL_13).state == "open"
    with pytest.raises(operations.NoWaiver):
        decide(number, "sekda")
    assert [one for one, _ in kinds(APRIL_13)] == ["opened", "waiver_proposed", "waiver_refused"]


@pytest.mark.parametrize(
    "request_", [facts.Request(" ", "1"), facts.Request("x", ""), facts.Request("x", "1", APRIL_13)]
)
def test_a_request_says_why_on_what_paper_and_ends_later(request_):
    morning(APRIL_13, SILENT)
    with pytest.raises(operations.WaiverIncomplete):
        operations.propose_waiver(
            duty=duty(APRIL_13).key, request=request_, desk=desk("camat.tapa"), stamp=stamp(APRIL_13)
        )


# Opened by hand


def by_hand(**more: object) -> uuid.UUID:
    said = {"region": "75.03.01", "sentence": "Kumpulkan delapan kepala desa.", "office": "camat"} | more
    return operations.open_by_hand(
        wanted=facts.Wanted(**said),
        desk=desk("sekda"),
        book=rulebook.shipped(),
        stamp=stamp(APRIL_13),  # type: ignore[arg-type]
    )


def test_what_a_meeting_decided_is_closed_by_a_second_person():
    key = by_hand(reference="Berita acara 1/2023")
    assert morning(APRIL_13).nothing
    with pytest.raises(operations.NotToBeConfirmed, match="belum ada yang menjawab"):
        operations.confirm(duty=key, desk=desk("sekda"), stamp=stamp(APRIL_13))
    operations.answer(duty=key, reply=facts.Reply("done"), desk=desk("camat.tapa"), stamp=stamp(APRIL_13))
    operations.confirm(duty=key, desk=desk("sekda"), stamp=stamp(APRIL_13))
    one = queries.duty(key, on=APRIL_13, known_at=APRIL_13)
    assert (one.by_hand, one.closing.why, one.due_on) == (True, "confirmed", DUE)


def test_who_did_it_does_not_confirm_it_and_a_finding_is_confirmed_by_nobody():
    key = by_hand()
    operations.answer(duty=key, reply=facts.Reply("done"), desk=desk("sekda"), stamp=stamp(APRIL_13))
    with pytest.raises(operations.NotToBeConfirmed, match="orang lain"):
        operations.confirm(duty=key, desk=desk("sekda"), stamp=stamp(APRIL_13))
    morning(APRIL_13, SILENT)
    say("camat.tapa", APRIL_13, "done")
    with pytest.raises(operations.NotToBeConfirmed, match="hilang dari data"):
        operations.confirm(duty=duty(APRIL_13).key, desk=desk("sekda"), stamp=stamp(APRIL_13))


def test_two_decisions_about_one_district_are_two_duties_and_go_along_the_line():
    by_hand()
    by_hand(sentence="Kirim daftar pekerja.", due_on=dt.date(2023, 4, 18))
    assert len(queries.duties("75.03.01", on=APRIL_13, known_at=APRIL_13)) == 2
    assert [office for _, office in morning(dt.date(2023, 4, 26)).escalated] == ["sekda"]


@pytest.mark.parametrize(
    "more",
    [
        {"sentence": " "}, {"office": "lurah"}, {"region": "75.04"}, {"due_on": dt.date(2023, 4, 12)},
        {"due_on": dt.date(2023, 4, 22)},
    ],
)  # fmt: skip
def test_half_a_decision_is_not_taken(more):
    with pytest.raises(operations.WantedIncomplete):
        by_hand(**more)
