"""Cards that reach their people, and cases: opened on the standing of the day, followed to what BPJS decided."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.kernel import law
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import facts, models, operations, queries
from lindung.registers.workers import operations as workers
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db
BOOK = rulebook.shipped()
COVERED = facts.Standing("confirmed", (7, 3), dt.date(2023, 1, 5))
MARCH_10 = dt.date(2023, 3, 10)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def somebody() -> uuid.UUID:
    one = chronicle.someone()
    return workers.take(people=[one], stamp=chronicle.Chronicle.stamp(MONITORING_DAY))[one.nik]


def report(person: uuid.UUID, **said) -> facts.Report:
    told = {"event": "death", "event_on": MARCH_10, "reported_on": dt.date(2023, 3, 14)} | said
    return facts.Report(TALUMOPATU, person, reporter="Kepala Dusun II", told="Sesak napas di kebun", **told)


def opened(person: uuid.UUID, standing: facts.Standing = COVERED, **said) -> uuid.UUID:
    stamp = chronicle.Chronicle.stamp(MONITORING_DAY)
    return operations.open_case(report=report(person, **said), standing=standing, stamp=stamp)


def case(key: uuid.UUID) -> facts.Case:
    found = queries.case(key, known_at=MONITORING_DAY)
    assert found is not None
    return found


# Demand 20: a report on a covered day opens a case


@pytest.mark.parametrize("state", ["confirmed", "presumed", "undetermined"])
def test_demand_20_a_report_on_a_covered_day_opens_a_case_that_shows_the_standing(regency, state):
    found = case(opened(somebody(), facts.Standing(state, (7, 3), dt.date(2023, 1, 5))))
    assert (found.state, found.receipts, found.member_since, found.uncertain) == (
        state, (3, 7), dt.date(2023, 1, 5), False,
    )  # fmt: skip
    assert (found.event, found.event_on, found.reporter) == ("death", MARCH_10, "Kepala Dusun II")


def test_demand_20_within_the_grace_a_case_is_opened_and_marked_uncertain(regency):
    assert case(opened(somebody(), facts.Standing("grace", (7,)))).uncertain


@pytest.mark.parametrize(("state", "why"), [("none", "tidak ada pembayaran"), ("ended", "sudah berakhir")])
def test_demand_20_who_was_not_covered_is_refused_with_why_and_what_next(regency, state, why):
    with pytest.raises(operations.NotCovered) as refused:
        opened(somebody(), facts.Standing(state))
    assert "pada 10-03-2023 orang ini tidak terlindung" in str(refused.value)
    assert why in str(refused.value)
    assert "kirim dulu lalu laporkan lagi" in str(refused.value)
    assert not models.Case.objects.exists()


def test_demand_20_days_open_run_from_the_report_until_bpjs_decides(regency):
    key = opened(somebody())
    assert case(key).days_open(dt.date(2023, 4, 13)) == 30
    paid = facts.Decision("paid", dt.date(2023, 4, 3), 42_000_000, "JKM-2023-001")
    operations.decide(case=key, decision=paid, reason="", stamp=regency.stamp(MONITORING_DAY))
    assert (case(key).days_open(dt.date(2023, 4, 13)), case(key).closed_on, case(key).paid) == (
        20, dt.date(2023, 4, 3), 42_000_000,
    )  # fmt: skip


def test_demand_20_the_checklist_is_ticked_paper_by_paper(regency):
    key = opened(somebody())
    held = facts.Held("surat_kematian", dt.date(2023, 3, 15), "474.3/12/2023")
    operations.hold_document(case=key, held=held, book=BOOK, stamp=regency.stamp(MONITORING_DAY))
    assert case(key).held == (held,)
    with pytest.raises(operations.PaperHeld, match="sudah dicatat ada sejak 15-03-2023"):
        operations.hold_document(case=key, held=held, book=BOOK, stamp=regency.stamp(MONITORING_DAY))
    with pytest.raises(operations.NoSuchPaper, match="lkk_1"):
        lkk = facts.Held("lkk_1", MARCH_10, "")
        operations.hold_document(case=key, held=lkk, book=BOOK, stamp=regency.stamp(MONITORING_DAY))


def test_the_checklist_is_data_of_the_book_with_source_and_confidence():
    papers = {
        event: [one.value.code for one in law.documents(BOOK, event=event, on=MARCH_10)]
        for event in ("death", "accident", "work_death")
    }
    assert {"surat_kematian", "kk", "ktp_ahli_waris"} <= set(papers["death"])
    assert "lkk_1" not in papers["death"]
    assert {"lkk_1", "lkk_2", "kronologi"} <= set(papers["accident"])
    assert {"lkk_1", "surat_kematian", "rekening"} <= set(papers["work_death"])
    lkk = next(one for one in law.documents(BOOK, event="accident", on=MARCH_10) if one.value.code == "lkk_1")
    assert (lkk.value.within_hours, lkk.confidence, "SI JANTAN" in lkk.source) == (48, "seen", True)


def test_nobody_dies_twice_and_an_accident_is_one_case(regency):
    person = somebody()
    opened(person, event="accident")
    opened(person, event="accident", event_on=dt.date(2023, 3, 11))
    with pytest.raises(operations.CaseThere, match="kecelakaan kerja, 10-03-2023"):
        opened(person, event="accident")
    opened(person)
    with pytest.raises(operations.CaseThere, match="meninggal, 10-03-2023"):
        opened(person, event="work_death", event_on=dt.date(2023, 3, 12))


def test_an_event_is_not_reported_before_it_happens_nor_in_days_to_come(regency):
    with pytest.raises(operations.ReportedBeforeEvent):
        opened(somebody(), event_on=dt.date(2023, 3, 15))
    with pytest.raises(operations.DayAhead, match="14-04-2023"):
        opened(somebody(), reported_on=dt.date(2023, 4, 14))


# What BPJS decided


def decided(key: uuid.UUID, decision: facts.Decision, reason: str = "") -> None:
    operations.decide(
        case=key, decision=decision, reason=reason, stamp=chronicle.Chronicle.stamp(MONITORING_DAY)
    )  # fmt: skip


def test_a_rejection_needs_a_reason_which_is_sealed_and_a_payment_may_follow(regency):
    key = opened(somebody())
    rejected = facts.Decision("rejected", dt.date(2023, 3, 20), None, "B/12/2023")
    with pytest.raises(operations.NotADecision, match="alasan penolakan"):
        decided(key, rejected)
    decided(key, rejected, "riwayat sakit jantung")
    decided(key, facts.Decision("paid", dt.date(2023, 4, 2), 10_000_000, "JKM-9"))
    assert [one.outcome for one in case(key).decisions] == ["rejected", "paid"]
    assert queries.told(key) == ("Sesak napas di kebun", ("riwayat sakit jantung", ""))


@pytest.mark.parametrize(
    ("decision", "fault"),
    [
        (facts.Decision("paid", dt.date(2023, 4, 2), None, "A"), "jumlah yang dibayar"),
        (facts.Decision("paid", dt.date(2023, 4, 2), 1, " "), "nomor surat"),
        (facts.Decision("paid", dt.date(2023, 3, 9), 1, "A"), "sebelum kejadian"),
        (facts.Decision("rejected", dt.date(2023, 4, 2), 5, "A"), "tidak disertai"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(regency, decision, fault):
    with pytest.raises(operations.NotADecision, match=fault):
        decided(opened(somebody()), decision, "sebab")


def test_the_same_payment_is_recorded_once(regency):
    key, paid = opened(somebody()), facts.Decision("paid", dt.date(2023, 4, 2), 42_000_000, "JKM-9")
    decided(key, paid)
    with pytest.raises(operations.DecisionThere, match="JKM-9"):
        decided(key, paid)
    assert case(key).paid == 42_000_000


# Health stays sealed, villages stay apart


def test_what_was_told_of_health_stands_in_no_column_and_no_line_in_clear(regency):
    key = opened(somebody())
    decided(key, facts.Decision("rejected", dt.date(2023, 3, 20), None, "B/12"), "riwayat sakit jantung")
    rows = [str(list(model.objects.values())) for model in (models.Case, models.CaseDecision)]
    assert "Sesak" not in "".join(rows) and "jantung" not in "".join(rows)
    lines = "".join(repr(one) for one in journal.lines_about(TALUMOPATU)) + repr(journal.lines_about(key.hex))
    assert "Sesak" not in lines and "jantung" not in lines


def test_whoever_is_erased_takes_along_what_was_told_of_their_health(regency):
    person, stamp = somebody(), chronicle.Chronicle.stamp(MONITORING_DAY)
    key = opened(person)
    decision = facts.Decision("rejected", MONITORING_DAY, None, "B/9/2023")
    operations.decide(case=key, decision=decision, reason="Sakit jantung sejak lama", stamp=stamp)
    assert queries.told(key) == ("Sesak napas di kebun", ("Sakit jantung sejak lama",))
    number = workers.propose_erasure(person_id=person, reason="surat 12", account="siti", stamp=stamp)
    workers.decide_erasure(
        erasure_id=number, approved=True, account="rahmat", born_on=dt.date(1980, 7, 1), stamp=stamp
    )  # fmt: skip
    assert queries.told(key) == ("", ("",))
    assert bytes(models.Case.objects.get().told_sealed)


def test_a_neighbour_village_sees_neither_case_nor_card(regency):
    person = somebody()
    key = opened(person)
    step = facts.CardStep(TALUMOPATU, person, "printed", MARCH_10)
    operations.record_card(step=step, stamp=regency.stamp(MONITORING_DAY))
    with scope.within(access.Scope(frozenset({DUNGGALA}))):
        assert queries.case(key, known_at=MONITORING_DAY) is None
        assert queries.cases("75.03", known_at=MONITORING_DAY) == []
        assert queries.cards("75.03", on=MONITORING_DAY, known_at=MONITORING_DAY) == {}


def test_what_came_in_later_was_not_known_before(regency):
    key = opened(somebody())
    assert queries.case(key, known_at=dt.date(2023, 4, 12)) is None


def test_the_rows_of_cards_and_cases_are_what_their_lines_sealed(regency):
    person = somebody()
    key = opened(person)
    decided(key, facts.Decision("paid", dt.date(2023, 4, 2), 42_000_000, "JKM-9"))
    held = facts.Held("kk", dt.date(2023, 3, 15), "ada")
    operations.hold_document(case=key, held=held, book=BOOK, stamp=regency.stamp(MONITORING_DAY))
    step = facts.CardStep(TALUMOPATU, person, "printed", MARCH_10)
    operations.record_card(step=step, stamp=regency.stamp(MONITORING_DAY))
    found = {one.table: (one.read, one.differs, one.loose) for one in journal.agreement([])}
    assert {table: said for table, said in found.items() if table.startswith("claims_case")} == dict.fromkeys(
        ("claims_case", "claims_casedocument", "claims_casedecision"), (1, None, 0)
    )
    assert found["claims_cardstep"] == (1, None, 0)


# Cards


def card(person: uuid.UUID, step: facts.Step, day: dt.date, **said) -> None:
    stamp = chronicle.Chronicle.stamp(MONITORING_DAY)
    operations.record_card(step=facts.CardStep(TALUMOPATU, person, step, day, **said), stamp=stamp)


def test_a_card_is_printed_handed_over_and_signed_for(regency):
    person = somebody()
    card(person, "printed", dt.date(2023, 2, 1))
    known = {"on": MONITORING_DAY, "known_at": MONITORING_DAY}
    assert not queries.cards(TALUMOPATU, **known)[person].reached
    card(person, "handed_over", dt.date(2023, 2, 5), received_by="Hasna Tuli", evidence="Tanda terima 4")
    card(person, "signed", dt.date(2023, 2, 5))
    found = queries.cards(TALUMOPATU, **known)[person]
    assert (found.printed_on, found.handed_over_on, found.signed_on) == (
        dt.date(2023, 2, 1), dt.date(2023, 2, 5), dt.date(2023, 2, 5),
    )  # fmt: skip
    assert (found.received_by, found.evidence, found.reached) == ("Hasna Tuli", "Tanda terima 4", True)
    assert not queries.cards(TALUMOPATU, on=dt.date(2023, 2, 4), known_at=MONITORING_DAY)[person].reached


def test_a_card_printed_anew_is_another_card(regency):
    person = somebody()
    card(person, "printed", dt.date(2023, 2, 1))
    card(person, "handed_over", dt.date(2023, 2, 5))
    card(person, "printed", dt.date(2023, 4, 1), number=2)
    found = queries.cards(TALUMOPATU, on=MONITORING_DAY, known_at=MONITORING_DAY)[person]
    assert (found.number, found.printed_on, found.handed_over_on) == (2, dt.date(2023, 4, 1), None)


def test_the_steps_of_a_card_keep_their_order(regency):
    person = somebody()
    with pytest.raises(operations.CardOutOfOrder, match="belum dicatat diserahkan"):
        card(person, "signed", dt.date(2023, 2, 5))
    card(person, "handed_over", dt.date(2023, 2, 5))
    card(person, "handed_over", dt.date(2023, 2, 5))
    with pytest.raises(operations.CardOutOfOrder, match="sudah dicatat diserahkan pada 05-02-2023"):
        card(person, "handed_over", dt.date(2023, 2, 6))
    with pytest.raises(operations.CardOutOfOrder, match="kartunya diserahkan pada 05-02-2023"):
        card(person, "printed", dt.date(2023, 2, 6))
    with pytest.raises(operations.DayAhead):
        card(person, "signed", dt.date(2023, 4, 14))
    assert models.CardStep.objects.count() == 1
