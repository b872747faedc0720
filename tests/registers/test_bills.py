"""A kode iuran is asked for, paid in part, in full or too much, expires, or is issued anew; it never changes."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.kernel import values
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import facts, models, operations
from lindung.registers.funding import queries as funding
from lindung.registers.workers import operations as workers
from tests import chronicle
from tests.chronicle import MONITORING_DAY, NEW_YEAR, TALUMOPATU

pytestmark = pytest.mark.django_db

CODE, ANEW = "230100000001", "230100000002"
FOR_40 = 40 * 12 * 16_800


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def billed(regency, code: str = CODE, *, on: dt.date = NEW_YEAR, replaces: str = "", **said) -> int:
    stamp = regency.stamp(said.pop("received_on", on))
    bill = facts.Bill(
        TALUMOPATU, code, "SD000001", "Pekerja Rentan", on, said.pop("due_on", dt.date(2023, 1, 31)),
        values.Month(2023, 1), 12, said.pop("heads", 40), said.pop("amount", FOR_40), replaces,
        rulebook.shipped().version, regency.place(stamp, "tagihan.xlsx"),
    )  # fmt: skip
    return operations.record_bills(bills=[bill], stamp=stamp)[code]


def state(on: dt.date, code: str = CODE, known_at: dt.date = MONITORING_DAY) -> str:
    (bill,) = [one for one in funding.bills(TALUMOPATU, known_at=known_at) if one.code == code]
    receipts = [one for one in funding.receipts(TALUMOPATU, known_at=known_at) if one.code == code]
    return bill.state(received=sum(one.amount for one in receipts if one.stands_on(on)), on=on)


def test_a_bill_waits_until_its_last_day_and_is_expired_after_it(regency):
    billed(regency)
    assert [state(NEW_YEAR), state(dt.date(2023, 1, 31)), state(dt.date(2023, 2, 1))] == ["open", "open", "expired"]


def test_what_came_in_under_its_code_says_whether_it_was_paid(regency):
    billed(regency)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 10), heads=10, code=CODE)
    assert [state(dt.date(2023, 1, 9)), state(dt.date(2023, 1, 10))] == ["open", "part"]
    regency.paid(TALUMOPATU, dt.date(2023, 1, 20), heads=30, code=CODE)
    assert [state(dt.date(2023, 1, 20)), state(dt.date(2023, 2, 1))] == ["paid", "paid"]
    regency.paid(TALUMOPATU, dt.date(2023, 1, 25), heads=1, code=CODE)
    assert state(dt.date(2023, 1, 25)) == "over"


def test_money_that_was_taken_back_leaves_the_bill_unpaid(regency):
    billed(regency)
    regency.paid(TALUMOPATU, dt.date(2023, 1, 10), heads=40, code=CODE)
    regency.reversed(CODE, dt.date(2023, 2, 5), amount=FOR_40)
    assert [state(dt.date(2023, 2, 4)), state(dt.date(2023, 2, 5))] == ["paid", "expired"]


def test_one_that_was_issued_anew_gives_its_place_to_the_new_one_once_that_is_known(regency):
    billed(regency)
    billed(regency, ANEW, on=dt.date(2023, 2, 3), due_on=None, replaces=CODE, received_on=dt.date(2023, 2, 10))
    assert state(dt.date(2023, 2, 4)) == "reissued"
    assert state(dt.date(2023, 2, 4), known_at=dt.date(2023, 2, 9)) == "expired"
    assert state(dt.date(2023, 4, 13), ANEW) == "open"


def test_the_same_bill_said_again_adds_nothing_and_another_under_its_code_is_refused(regency):
    assert billed(regency) == billed(regency)
    assert models.Bill.objects.count() == 1
    with pytest.raises(operations.BillDiffers):
        billed(regency, heads=41)


def test_what_replaces_a_bill_that_nobody_recorded_is_refused(regency):
    with pytest.raises(operations.BillReplacesNothing):
        billed(regency, ANEW, replaces="230199999999")
    assert models.Bill.objects.count() == 0


def test_the_list_behind_a_code_is_never_longer_than_its_heads(regency):
    bill = billed(regency, heads=2, amount=2 * 12 * 16_800)
    stamp = regency.stamp(NEW_YEAR)
    aminah, rahma, siti = workers.take(people=chronicle.people(3), stamp=stamp).values()
    assert operations.name_on_bill(bill_id=bill, persons=[aminah, rahma, aminah], stamp=stamp) == 2
    assert operations.name_on_bill(bill_id=bill, persons=[rahma], stamp=stamp) == 0
    with pytest.raises(operations.BillTooShort):
        operations.name_on_bill(bill_id=bill, persons=[siti], stamp=stamp)
    (known,) = funding.bills(TALUMOPATU, known_at=MONITORING_DAY)
    assert (known.names, known.book_version) == (2, rulebook.shipped().version)
