"""What is reported: one proposes, another answers, nothing is changed afterwards; years as other books tell them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.platform.vault import operations as vault_operations
from lindung.platform.vault import queries as vault
from lindung.registers.reporting import facts, models, operations, queries
from tests import chronicle, offices
from tests.chronicle import MONITORING_DAY, NEW_YEAR, QUARTER_END

FIRST = facts.Quarter("75.03", 2023, 1, QUARTER_END, QUARTER_END)
SECOND = facts.Quarter("75.03", 2023, 2, dt.date(2023, 6, 30), dt.date(2023, 6, 30))
BYTES = b'{"angka": 140}'


@pytest.fixture
def regency(db) -> chronicle.Chronicle:
    told = chronicle.Chronicle()
    for name in ("rina.dpmd", "yusuf.dpmd", "sekda", "camat.tapa"):
        offices.seat(name)
    return told


def proposed(
    quarter: facts.Quarter = FIRST, *, content: bytes = BYTES, by: str = "rina.dpmd", on: dt.date = MONITORING_DAY
) -> int:  # fmt: skip
    return operations.propose(
        desk=offices.desk(by), quarter=quarter, content=content, rests_on="{}", stamp=chronicle.Chronicle.stamp(on)
    )


def decided(number: int, *, by: str = "sekda", approve: bool = True, reason: str = "") -> None:
    operations.decide(
        desk=offices.desk(by), snapshot_id=number, approve=approve, reason=reason,
        stamp=chronicle.Chronicle.stamp(MONITORING_DAY),
    )  # fmt: skip


def test_what_was_proposed_is_kept_to_the_byte_and_waits(regency):
    number = proposed()
    found = queries.snapshot(number)
    assert queries.content(number) == BYTES
    assert (found.quarter, found.state, found.proposer, found.proposer_office) == (
        FIRST, "waiting", "Rina.Dpmd", "Dinas PMD Bone Bolango",
    )  # fmt: skip
    assert queries.approval(found) is None
    assert queries.before(SECOND) is None


def test_the_approval_says_who_on_which_head_of_the_journal_and_is_signed(regency):
    number = proposed()
    head = journal.head()
    decided(number)
    found = queries.snapshot(number)
    approval = queries.approval(found)
    assert (found.state, approval.decider, approval.journal_head) == ("approved", "Sekda", head)
    assert queries.before(SECOND) == found
    by, signature = bytes.fromhex(found.signer), bytes.fromhex(found.signature)
    assert vault.is_signed(queries.signed(approval), by=by, signature=signature)
    assert not vault.is_signed(queries.signed(approval) + b" ", by=by, signature=signature)


def test_the_key_that_signs_outlives_a_rotation_and_is_no_other_instances(regency):
    before = vault.signer()
    assert vault.signer() == before
    vault_operations.unlock_for_this_process()
    assert vault.signer() != before
    assert not vault.is_signed(b"x", by=b"short", signature=b"")


def test_who_proposed_does_not_approve_even_from_another_seat(regency):
    number = proposed()
    account = offices.account("rina.dpmd")
    seated = access.Desk(
        account, "Rina", 1, "Sekretariat Daerah", "sekda", access.Scope(frozenset({"75.03"}))
    )  # fmt: skip
    with pytest.raises(operations.ReportNeedsSecond):
        operations.decide(
            desk=seated, snapshot_id=number, approve=True, reason="", stamp=chronicle.Chronicle.stamp(MONITORING_DAY)
        )


@pytest.mark.parametrize("who", ["sekda", "camat.tapa"])
def test_only_the_dinas_proposes(regency, who):
    with pytest.raises(operations.NotYourReport):
        proposed(by=who)


@pytest.mark.parametrize("who", ["yusuf.dpmd", "camat.tapa"])
def test_only_the_sekda_answers(regency, who):
    number = proposed()
    with pytest.raises(operations.NotYourReport):
        decided(number, by=who)


def test_it_is_answered_once_and_sent_back_only_with_a_reason(regency):
    number = proposed()
    with pytest.raises(operations.ReportRefusalUnexplained):
        decided(number, approve=False, reason="  ")
    decided(number, approve=False, reason="Bone Raya belum masuk")
    found = queries.snapshot(number)
    assert (found.state, found.reason, found.signature) == ("refused", "Bone Raya belum masuk", "")
    assert queries.before(SECOND) is None
    with pytest.raises(operations.ReportDecided):
        decided(number)


def test_the_same_report_is_not_proposed_twice(regency):
    number = proposed()
    with pytest.raises(operations.ReportWaits) as refused:
        proposed()
    assert f"nomor {number}" in str(refused.value)


@pytest.mark.parametrize(
    ("quarter", "on", "day", "refusal"),
    [
        (1, dt.date(2022, 12, 31), MONITORING_DAY, operations.NotOfThisQuarter),
        (2, QUARTER_END, MONITORING_DAY, operations.NotOfThisQuarter),
        (1, dt.date(2024, 1, 1), dt.date(2024, 1, 2), operations.NotOfThisQuarter),
        (1, QUARTER_END, dt.date(2023, 3, 30), operations.NotKnownYet),
    ],
)
def test_a_report_is_about_days_of_its_quarter_that_have_come(regency, quarter, on, day, refusal):
    with pytest.raises(refusal):
        proposed(facts.Quarter("75.03", 2023, quarter, on, on), on=day)


def test_a_leap_day_and_the_last_of_december_are_days_of_their_quarters(regency):
    leap = facts.Quarter("75.03", 2024, 1, dt.date(2024, 2, 29), dt.date(2024, 2, 29))
    last = facts.Quarter("75.03", 2024, 4, dt.date(2024, 12, 31), dt.date(2024, 12, 31))
    for number, one in enumerate((leap, last)):
        assert proposed(one, content=BYTES + bytes([number]), on=one.on) > 0


@pytest.mark.sqlite
def test_bytes_that_were_changed_below_the_guards_are_neither_handed_out_nor_approved(regency):
    number = proposed()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER reporting_snapshot_no_update")
        models.Snapshot.objects.filter(pk=number).update(packed=queries.packed(BYTES.replace(b"140", b"160")))
    with pytest.raises(queries.SnapshotDamaged):
        queries.content(number)
    with pytest.raises(queries.SnapshotDamaged):
        decided(number)


def test_another_regency_sees_nothing_of_it(regency):
    number = proposed()
    with scope.within(access.Scope(frozenset({"75.04"}))):
        assert queries.snapshot(number) is None
        assert queries.snapshots() == []
        assert queries.history("75.03", known_at=MONITORING_DAY) == []


YEARS = (facts.Year(2018, 1150, None, None, "ANTARA 2023"), facts.Year(2022, None, 38, 685_000_000, "DPA 2022"))


def test_years_of_another_book_are_taken_once_and_the_later_line_holds(regency):
    def take(*years: facts.Year, on: dt.date = NEW_YEAR) -> int:
        return operations.take_history(region="75.03", years=years, stamp=chronicle.Chronicle.stamp(on))

    assert take(*YEARS) == 2
    assert take(*YEARS) == 0
    mended = facts.Year(2018, 1152, None, None, "ANTARA 2023, ralat")
    assert take(mended, YEARS[1], on=MONITORING_DAY) == 1
    assert queries.history("75.03", known_at=MONITORING_DAY) == [mended, YEARS[1]]
    assert queries.history("75.03", known_at=QUARTER_END) == list(YEARS)


def test_the_rows_are_those_that_the_journal_sealed(regency):
    decided(proposed())
    operations.take_history(region="75.03", years=YEARS, stamp=chronicle.Chronicle.stamp(NEW_YEAR))
    found = {one.table: one for one in journal.agreement([]) if one.table.startswith("reporting_")}
    assert {table: (one.read, one.differs, one.loose) for table, one in found.items()} == {
        "reporting_snapshot": (1, None, 0),
        "reporting_snapshotdecision": (1, None, 0),
        "reporting_historyyear": (1, None, 0),
    }
