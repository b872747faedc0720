"""One transfer of the bank pays several kode iuran: its parts come to it, its proof is used once, each part taken back
at most once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from lindung.interfaces.intake import transferring
from lindung.monitoring import coherence
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import guards
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as chain
from lindung.registers.funding import models
from lindung.registers.funding.transfers import facts, operations, queries
from tests import chronicle
from tests.chronicle import MONITORING_DAY, TALULOBUTU, TALUMOPATU

pytestmark = pytest.mark.django_db

JANUARY_5, FEBRUARY_5 = dt.date(2023, 1, 5), dt.date(2023, 2, 5)
FARMERS, FISHERS = "230100000001", "230100000002"


@pytest.fixture
def regency() -> chronicle.Chronicle:
    """Talumopatu paid its farmers (10 × 12 months) and its fishers (5 × 12) on one day."""
    told = chronicle.Chronicle()
    told.paid(TALUMOPATU, JANUARY_5, heads=10, code=FARMERS)
    told.paid(TALUMOPATU, JANUARY_5, heads=5, code=FISHERS)
    return told


def known(on: dt.date = MONITORING_DAY) -> list[facts.KnownTransfer]:
    return queries.within("75.03", known_at=on)


def taken_back(regency, number: int, *codes: str, on: dt.date = FEBRUARY_5) -> None:
    parts = {part.code: part.receipt_id for part in queries.one(number).parts}
    stamp = regency.stamp(on)
    receipts = frozenset(parts[code] for code in codes) if codes else None
    back = facts.TakenBack(number, on, "salah kelompok", regency.place(stamp, "batal.xlsx"), receipts)
    transferring.withdraw(back=back, stamp=stamp)


def standing() -> dict[str, bool]:
    (one,) = known()
    return {part.code: part.reversed_on is None for part in one.parts}


def test_one_transfer_pays_two_kode_iuran(regency):
    """§7.17: one transfer covering several wadah."""
    regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS])
    (one,) = known()
    assert (one.amount, [(part.code, part.amount) for part in one.parts]) == (
        3_024_000, [(FARMERS, 2_016_000), (FISHERS, 1_008_000)],
    )  # fmt: skip
    assert coherence.look().faults == ()


def test_parts_that_do_not_come_to_the_transfer_are_refused_with_the_difference(regency):
    with pytest.raises(operations.PartsDiffer, match=r"Rp3\.024\.000: selisih Rp1\.000"):
        regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS], amount=3_025_000)
    assert models.Transfer.objects.count() == 0


def test_said_again_it_is_the_same_transfer(regency):
    first = regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS])
    again = regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS], reference="ft-23 004", bank="SULUTGO")
    assert (first == again, models.Transfer.objects.count()) == (True, 1)


def test_a_proof_used_for_other_money_is_refused_and_says_where_it_was_used(regency):
    regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS])
    with pytest.raises(operations.ProofUsed, match=r"05-01-2023 untuk Rp2\.016\.000 .kode iuran 230100000001; tr"):
        regency.transferred(TALUMOPATU, JANUARY_5, [FISHERS])
    other = regency.paid(TALULOBUTU, JANUARY_5, heads=1)
    here = access.Scope(frozenset({TALULOBUTU}))
    with scope.within(here), pytest.raises(operations.ProofUsed, match="pembayar lain") as refused:
        regency.transferred(TALULOBUTU, JANUARY_5, [other])
    assert FARMERS not in str(refused.value)


def test_without_a_bank_the_payer_vouches_for_the_number(regency):
    other = regency.paid(TALULOBUTU, JANUARY_5, heads=1)
    regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS], bank="", reference="7")
    regency.transferred(TALULOBUTU, JANUARY_5, [other], bank="", reference="7")
    assert len(known()) == 2


def test_the_database_itself_knows_a_proof_once(regency):
    regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS])
    row = models.Transfer.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.act(by=chronicle.OFFICER)
        models.Transfer.objects.create(**{**row, "id": None})
    part = models.TransferPart.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.act(by=chronicle.OFFICER)
        models.TransferPart.objects.create(**{**part, "id": None})


def test_a_payment_is_part_of_one_transfer_and_of_its_day(regency):
    regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS])
    with pytest.raises(operations.PartTaken):
        regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS], reference="FT23005")
    with pytest.raises(operations.PartNotOfTheDay):
        regency.transferred(TALUMOPATU, FEBRUARY_5, [FISHERS], reference="FT23006")


def test_a_part_is_taken_back_once_and_the_rest_stands(regency):
    number = regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS])
    taken_back(regency, number, FISHERS)
    assert standing() == {FARMERS: True, FISHERS: False}
    assert regency.village(TALUMOPATU, FEBRUARY_5).protected == 10
    with pytest.raises(operations.NothingToTakeBack):
        taken_back(regency, number, FISHERS)
    taken_back(regency, number)
    assert standing() == {FARMERS: False, FISHERS: False}
    with pytest.raises(operations.NothingToTakeBack):
        taken_back(regency, number)
    books = coherence.look()
    assert (books.faults, books.refunded) == ((), 3_024_000)


def test_what_was_taken_back_later_was_not_known_earlier(regency):
    number = regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS])
    taken_back(regency, number)
    (then,) = known(dt.date(2023, 2, 4))
    assert len(then.standing) == 2


def test_a_transfer_is_not_taken_back_before_it_was_made(regency):
    number = regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS])
    with pytest.raises(operations.TakenBackTooEarly):
        taken_back(regency, number, on=dt.date(2023, 1, 4))
    with pytest.raises(operations.NoTransfer):
        stamp = regency.stamp(FEBRUARY_5)
        back = facts.TakenBack(number + 1, FEBRUARY_5, "salah", regency.place(stamp, "batal.xlsx"))
        transferring.withdraw(back=back, stamp=stamp)


def test_check_finds_a_transfer_whose_parts_were_changed(regency):
    regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS])
    with connection.cursor() as cursor:
        for name in guards.wanted(connection, chronicle.apps)["funding_transfer"]:
            cursor.execute(
                f"DROP TRIGGER {name}" + (" ON funding_transfer" if connection.vendor == "postgresql" else "")
            )
        cursor.execute("UPDATE funding_transfer SET amount = amount + 1")
    (fault,) = coherence.look().faults
    assert (fault.kind, fault.facts["amount"], fault.facts["parts"]) == ("transfer", 3_024_001, 3_024_000)


def test_the_lines_agree_with_what_is_kept(regency):
    regency.transferred(TALUMOPATU, JANUARY_5, [FARMERS, FISHERS])
    found = {one.table: (one.read, one.differs, one.loose) for one in chain.agreement([])}
    assert {table: said for table, said in found.items() if "transfer" in table} == {
        "funding_transfer": (1, None, 0), "funding_transferpart": (1, None, 0),
    }  # fmt: skip
