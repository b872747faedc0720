"""A recap of payments that says which transfer paid each line."""

from __future__ import annotations

import datetime as dt

import pytest

from lindung.interfaces.intake import columns
from lindung.monitoring import coherence
from lindung.registers.funding import queries as funding
from lindung.registers.funding.transfers import queries as transfers
from tests.interfaces.intake import notes_of
from tests.interfaces.intake.test_answers import take

pytestmark = pytest.mark.django_db
DAY, MAY_2 = dt.date(2023, 4, 13), dt.date(2023, 5, 2)
PAID = (
    "Kode Desa;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal;Bank;No Bukti Transfer;Jumlah Transfer;"
    "Ket\n"
)
FARMERS = "75.03.01.2004;230100000001;05-01-2023;01-2023;12;10;2016000;Bank SulutGo;FT23004;3024000;\n"
FISHERS = "75.03.01.2004;230100000002;05-01-2023;01-2023;12;5;1008000;SulutGo;FT-23004;;\n"
OTHERS = "75.03.01.2005;230100000003;05-01-2023;01-2023;12;5;1008000;Bank SulutGo;FT23004;;\n"


def known() -> list[tuple[int, list[str]]]:
    return [(one.amount, [part.code for part in one.parts]) for one in transfers.within("75.03", known_at=MAY_2)]


def codes() -> set[str]:
    return {one.code for one in funding.receipts("75.03", known_at=MAY_2)}


def test_the_lines_of_one_reference_are_one_transfer(tmp_path):
    taken = take(tmp_path / "april", DAY, bayar=PAID + FARMERS + FISHERS)
    assert (notes_of(taken.delivery), known()) == ([], [(3_024_000, ["230100000001", "230100000002"])])
    take(tmp_path / "lagi", MAY_2, rekap_kedua=PAID + FARMERS + FISHERS)
    take(tmp_path / "sebagian", MAY_2, sebagian=PAID + FISHERS)
    assert known() == [(3_024_000, ["230100000001", "230100000002"])]
    assert coherence.look().faults == ()


def test_what_does_not_come_to_the_transfer_is_received_and_said(tmp_path):
    """Money always counts as received; a difference is shown, never dropped."""
    taken = take(tmp_path / "april", DAY, bayar=PAID + FARMERS)
    assert notes_of(taken.delivery) == [("bayar.csv", 2, "transfer_unbalanced")]
    assert (codes(), known()) == ({"230100000001"}, [])


def test_a_reference_that_paid_something_else_is_refused_and_says_where(tmp_path):
    take(tmp_path / "april", DAY, bayar=PAID + FARMERS + FISHERS)
    taken = take(tmp_path / "mei", MAY_2, susulan=PAID + OTHERS)
    assert notes_of(taken.delivery) == [("susulan.csv", 2, "transfer_used")]
    (note,) = taken.delivery.notes
    assert "kode iuran 230100000001 dan 230100000002; bayar.csv, baris 2" in note.message
    assert codes() == {"230100000001", "230100000002"}


def test_a_transfer_that_paid_two_villages_is_of_the_district_that_holds_both(tmp_path):
    three = FARMERS.replace("3024000", "") + OTHERS
    take(tmp_path / "april", DAY, bayar=PAID + three)
    (one,) = transfers.within("75.03", known_at=DAY)
    assert (one.region, one.amount) == ("75.03.01", 3_024_000)


def test_taken_back_by_its_reference_it_goes_whole(tmp_path):
    take(tmp_path / "april", DAY, bayar=PAID + FARMERS + FISHERS)
    back = "75.03.01.2004;;10-04-2023;;;;3024000;Bank SulutGo;FT23004;;PEMBATALAN\n"
    taken = take(tmp_path / "mei", MAY_2, batal=PAID + back)
    assert notes_of(taken.delivery) == []
    assert {one.reversed_on for one in funding.receipts("75.03", known_at=MAY_2)} == {dt.date(2023, 4, 10)}
    taken = take(tmp_path / "lagi", MAY_2, batal_lagi=PAID + back.replace("3024000", "3024000 "))
    assert notes_of(taken.delivery) == []


def test_a_part_alone_is_taken_back_by_its_kode_iuran(tmp_path):
    take(tmp_path / "april", DAY, bayar=PAID + FARMERS + FISHERS)
    back = "75.03.01.2004;230100000002;10-04-2023;;;;-1008000;;;;PEMBATALAN\n"
    take(tmp_path / "mei", MAY_2, batal=PAID + back)
    (one,) = transfers.within("75.03", known_at=MAY_2)
    assert [part.code for part in one.standing] == ["230100000001"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("no bukti transfer", "transfer"), ("nomor referensi bank", "transfer"), ("jumlah transfer", "transfer_amount"),
        ("nama bank", "bank"), ("tgl transfer", "paid_on"), ("no bukti", "code"),
    ],
)  # fmt: skip
def test_headings_of_transfers(heading, field):
    assert columns.meaning(heading, "payment") == field


def test_without_another_column_the_transfers_number_is_the_code_as_before(tmp_path):
    headings = "Kode Desa;No Bukti Transfer;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal Transfer\n"
    take(tmp_path / "april", DAY, bayar=headings + "75.03.01.2004;FT23004;05-01-2023;01-2023;12;10;2016000\n")
    assert [(one.code, one.amount) for one in funding.receipts("75.03", known_at=DAY)] == [("FT23004", 2_016_000)]
