"""The lines of budget and payment recaps: what each says of money, and what becomes of what is not said."""

from __future__ import annotations

import datetime as dt
import pathlib
from typing import Any

import pytest

from lindung.interfaces import monitor
from lindung.interfaces.intake import money
from lindung.interfaces.reports import document
from lindung.kernel import values
from tests import conftest
from tests.interfaces.intake import DAY, csv, gathered, notes_of, tables_in

BUDGET = ["Kode Desa", "Sumber Dana", "Jumlah Pekerja", "Jumlah Bulan", "Pagu", "Tgl Perdes", "Keterangan"]
PAYMENT = ["Kode Desa", "Kode Iuran", "Tanggal Bayar", "Periode", "Jumlah Bulan", "Jumlah TK", "Nominal", "Keterangan"]
KERAMAT, MERANTI = "75.03.01.2028", "75.03.01.2029"
YEAR_OF_100 = 20_160_000  # 100 people × 12 months × Rp16.800
pytestmark = pytest.mark.django_db


def budget(*line: Any) -> money.BudgetRow:
    (table,) = tables_in([BUDGET, [*line]])
    (row,) = money.budgets(table)
    return row


def payment(*line: Any) -> money.PaymentRow:
    (table,) = tables_in([PAYMENT, [*line]])
    (row,) = money.payments(table, year=2023)
    return row


def found(folder: pathlib.Path, *, on: dt.date = DAY, **files: str) -> dict[str, Any]:
    """The finding on these files."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    monitor.take(
        folder, regency="75.03", year=2023, quota=100, on=on, received_on=on, by=conftest.OFFICER, at=conftest.MORNING
    )  # fmt: skip
    return document.as_json(monitor.regency_day("75.03", year=2023, on=on, known_at=on))


def kinds(found: dict[str, Any]) -> list[tuple[int, str]]:
    return sorted((note["row"], note["kind"]) for note in (*found["problems"], *found["warnings"]))


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("", "perdes"), ("Perdes 3/2022", "perdes"), ("sudah ditetapkan", "perdes"), ("APBDes", "perdes"),
        ("Perubahan APBDes", "perubahan"), ("P-APBDes", "perubahan"), ("APBDes-P 2023", "perubahan"),
        ("Rancangan APBDes", "rapbdes"), ("RAPBDes", "rapbdes"), ("draf", "rapbdes"), ("RKPDes 2023", "rkpdes"),
        ("evaluasi camat", "evaluasi"),
    ],
)  # fmt: skip
def test_the_stage_of_a_budget(said: str, stage: str) -> None:
    assert budget(KERAMAT, "ADD", 100, 12, YEAR_OF_100, "31-12-2022", said).stage == stage


def test_a_line_of_a_budget_recap() -> None:
    row = budget(KERAMAT, "ADD", "100 orang", "12 bulan", "Rp20.160.000,-", "31-12-2022", "")
    assert (row.number, row.fund, row.heads, row.months, row.amount) == (2, "ADD", 100, 12, YEAR_OF_100)
    assert (row.decided_on, row.blank, row.unreadable) == (dt.date(2022, 12, 31), False, "")


@pytest.mark.parametrize("words", ["belum dianggarkan", "BELUM ADA", "nihil", "tidak dianggarkan", "-", "0", "kosong"])
@pytest.mark.parametrize("column", [1, 4, 6])
def test_nothing_declared_is_said_not_blank(words: str, column: int) -> None:
    line: list[Any] = [KERAMAT, None, None, None, None, None, None]
    line[column] = words
    row = budget(*line)
    assert (row.blank, row.unreadable, row.amount, row.fund) == (False, "", 0, "")


def test_a_line_without_figures_and_without_words_is_blank() -> None:
    assert budget(KERAMAT, None, None, None, None, None, None).blank
    assert budget(KERAMAT, "ADD", None, None, None, None, None).blank
    assert not budget(KERAMAT, "ADD", 100, 12, None, None, None).blank


def test_declared_nothing_is_reported_and_blank_is_not(tmp_path: pathlib.Path) -> None:
    rows = [[KERAMAT, "", "", "", "", "", "belum dianggarkan"], [MERANTI, "", "", "", "", "", ""]]
    figures = found(tmp_path, rekap=csv(BUDGET, *rows))
    assert figures["not_budgeted"] == [KERAMAT]
    assert MERANTI in figures["not_reporting"]
    assert (3, "budget_blank") in kinds(figures)


def test_an_amount_in_words_is_not_zero_rupiah(tmp_path: pathlib.Path) -> None:
    figures = found(tmp_path, rekap=csv(BUDGET, [KERAMAT, "ADD", 100, 12, "dua puluh juta", "31-12-2022", ""]))
    (problem,) = figures["problems"]
    assert (problem["row"], problem["kind"], problem["column"]) == (2, "budget_incomplete", "Pagu")
    assert "«dua puluh juta» bukan rupiah bulat" in problem["message"]
    assert KERAMAT in figures["not_reporting"]


def test_an_amendment_replaces_and_a_draft_adds_nothing(tmp_path: pathlib.Path) -> None:
    rows = [
        [KERAMAT, "ADD", 40, 12, 8_064_000, "31-12-2022", ""],
        [KERAMAT, "ADD", 100, 12, YEAR_OF_100, "01-03-2023", "Perubahan APBDes"],
        [MERANTI, "DD", 100, 12, YEAR_OF_100, "", "Rancangan APBDes"],
    ]
    figures = found(tmp_path, rekap=csv(BUDGET, *rows))
    assert (figures["budgeted"], figures["budget_total_rupiah"], figures["budget_heads"]) == (1, YEAR_OF_100, 100)
    assert figures["not_budgeted"] == [MERANTI]


def test_figures_beyond_all_sense_are_not_budgeted_for() -> None:
    assert budget(KERAMAT, "ADD", 100, 12, "9" * 25, "", "").unreadable == "9" * 25
    assert budget(KERAMAT, "ADD", "9" * 25, 999_999_999, YEAR_OF_100, "13-04-0023", "").months is None
    assert budget(KERAMAT, "ADD", "9" * 25, 12, YEAR_OF_100, "13-04-0023", "").heads is None
    assert budget(KERAMAT, "ADD", -1, -12, YEAR_OF_100, "", "").heads is None
    assert budget(KERAMAT, "ADD", -1, -12, YEAR_OF_100, "", "").months is None
    assert budget(KERAMAT, "ADD", 100, 12, YEAR_OF_100, "13-04-0023", "").decided_on is None


def test_totals_and_signatures_are_no_lines() -> None:
    (table,) = tables_in(
        [
            BUDGET,
            [KERAMAT, "ADD", 100, 12, YEAR_OF_100, None, None],
            ["JUMLAH", None, 100, None, YEAR_OF_100],
            [None, None, None, None, "Mengetahui, Kepala Dinas"],
            [None, None, None, None, None, "NIP 19780613"],
            [None, "Total", None, None, YEAR_OF_100],
        ]
    )
    assert [row.number for row in money.budgets(table)] == [2]


def test_a_line_of_a_payment_recap() -> None:
    row = payment(KERAMAT, "230100000017", "02-01-2023", "01-2023", 12, 100, "Rp 20.160.000", None)
    assert (row.number, row.code, row.paid_on) == (2, "230100000017", dt.date(2023, 1, 2))
    assert (row.first_month, row.months, row.heads, row.amount) == (values.Month(2023, 1), 12, 100, YEAR_OF_100)
    assert (row.reversal, row.guessed) == (False, ())


@pytest.mark.parametrize(
    ("period", "first", "months"),
    [
        ("Jan-Des 2023", values.Month(2023, 1), 12),
        ("Januari s.d. Maret 2023", values.Month(2023, 1), 3),
        ("10-2022 s.d. 12-2022", values.Month(2022, 10), 3),
        ("Nov-22 s.d. Apr-23", values.Month(2022, 11), 6),
        ("Jan 2023", values.Month(2023, 1), None),
    ],
)
def test_the_months_of_a_period_that_says_its_end(period: str, first: values.Month, months: int | None) -> None:
    row = payment(KERAMAT, "1", "02-01-2023", period, None, 100, YEAR_OF_100, None)
    assert (row.first_month, row.months) == (first, months)


def test_the_months_that_an_amount_pays_for_are_inferred_and_said(tmp_path: pathlib.Path) -> None:
    figures = found(tmp_path, rekap=csv(PAYMENT, [KERAMAT, "1", "02-01-2023", "01-2023", "", 40, 8_064_000, ""]))
    assert (figures["paid_total_rupiah"], figures["paid_heads"], figures["protected"]) == (8_064_000, 40, 40)
    (said,) = [note for note in figures["warnings"] if note["kind"] == "payment_guessed"]
    assert (said["row"], "menurut nominal 12 bulan" in said["message"]) == (2, True)


def test_months_that_no_amount_explains_are_asked_for(tmp_path: pathlib.Path) -> None:
    figures = found(tmp_path, rekap=csv(PAYMENT, [KERAMAT, "1", "02-01-2023", "01-2023", "", 40, 8_000_001, ""]))
    assert (figures["paid"], figures["paid_total_rupiah"], figures["protected"]) == (1, 8_000_001, 0)
    (warning,) = figures["warnings"]
    assert (warning["row"], warning["kind"]) == (2, "payment_unclear")
    assert "jumlah bulan" in warning["message"]


def test_money_without_a_number_of_people_counts_for_nobody(tmp_path: pathlib.Path) -> None:
    figures = found(tmp_path, rekap=csv(PAYMENT, [KERAMAT, "1", "02-01-2023", "01-2023", 12, "?", 8_064_000, ""]))
    assert (figures["paid"], figures["paid_total_rupiah"], figures["paid_heads"]) == (1, 8_064_000, 0)
    assert kinds(figures) == [(2, "payment_unclear")]


@pytest.mark.parametrize("day", ["tgl 2", "13-04-0023", "31-02-2023"])
def test_a_payment_without_a_readable_day_counts_from_the_day_it_was_received(tmp_path: pathlib.Path, day: str) -> None:
    figures = found(tmp_path, rekap=csv(PAYMENT, [KERAMAT, "1", day, "01-2023", 12, 100, YEAR_OF_100, ""]))
    assert (figures["paid"], figures["paid_total_rupiah"]) == (1, YEAR_OF_100)
    (said,) = [note for note in figures["warnings"] if note["kind"] == "payment_guessed"]
    assert "dianggap 13-04-2023, hari berkas diterima" in said["message"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ([12, "9" * 25], "payment_incomplete"),
        (["9" * 25, "5.000.000"], "payment_unclear"),
        ([99_999, "5.000.000"], "payment_unclear"),
    ],
)
def test_figures_beyond_all_sense_stop_nothing(tmp_path: pathlib.Path, line: list[Any], kind: str) -> None:
    months, amount = line
    senseless = [MERANTI, "1", "02-01-2023", "12-2099", months, 100, amount, ""]
    sound = [KERAMAT, "2", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""]
    figures = found(tmp_path, rekap=csv(PAYMENT, senseless, sound))
    assert (figures["paid"], figures["paid_total_rupiah"]) == (1, YEAR_OF_100)
    assert kinds(figures) == [(2, kind)]


@pytest.mark.parametrize(("heads", "amount"), [("100 orang", "dua puluh juta"), ("", "16,8 tujuh"), (100, "?")])
def test_an_amount_that_can_not_be_read_is_asked_for(tmp_path: pathlib.Path, heads: Any, amount: str) -> None:
    figures = found(tmp_path, rekap=csv(PAYMENT, [KERAMAT, "1", "02-01-2023", "01-2023", 12, heads, amount, ""]))
    assert kinds(figures) == [(2, "payment_incomplete")]


def test_a_village_that_is_only_listed_has_not_paid(tmp_path: pathlib.Path) -> None:
    rows = [[KERAMAT, "", "", "", "", "", "", "belum bayar"], [MERANTI, "", "", "", 0, 0, 0, ""]]
    assert kinds(found(tmp_path, rekap=csv(PAYMENT, *rows))) == []


def test_an_amount_that_is_not_heads_times_months_times_rate_counts_in_full_and_is_said(tmp_path: pathlib.Path) -> None:
    figures = found(tmp_path, rekap=csv(PAYMENT, [KERAMAT, "1", "02-01-2023", "01-2023", 12, 20, 4_082_000, ""]))
    assert figures["paid_total_rupiah"] == 4_082_000
    (said,) = figures["warnings"]
    assert (said["row"], said["kind"]) == (2, "payment_amount")
    assert "Rp4.082.000, sedangkan 20 orang × 12 bulan menurut tarif adalah Rp4.032.000" in said["message"]


def test_a_reversal_takes_back_the_receipt_of_its_code(tmp_path: pathlib.Path) -> None:
    rows = [
        [KERAMAT, "1", "01-04-2023", "01-2023", 12, 100, -YEAR_OF_100, "PEMBATALAN"],
        [KERAMAT, "1", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""],
        [MERANTI, "2", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""],
    ]
    figures = found(tmp_path, rekap=csv(PAYMENT, *rows))
    assert (figures["paid"], figures["paid_total_rupiah"], figures["protected"]) == (1, YEAR_OF_100, 100)
    assert kinds(figures) == []


def test_a_reversal_dated_after_the_day_does_not_count_yet(tmp_path: pathlib.Path) -> None:
    rows = [
        [KERAMAT, "1", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""],
        [KERAMAT, "1", "20-04-2023", "01-2023", 12, 100, -YEAR_OF_100, "batal"],
    ]
    assert found(tmp_path, rekap=csv(PAYMENT, *rows))["paid"] == 1


@pytest.mark.parametrize("amount", [-5_000_000, -YEAR_OF_100 - 1])
def test_a_reversal_of_another_amount_is_noted_and_the_money_stays(tmp_path: pathlib.Path, amount: int) -> None:
    rows = [
        [KERAMAT, "1", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""],
        [KERAMAT, "1", "01-04-2023", "01-2023", 12, 100, amount, "pembatalan sebagian"],
    ]
    figures = found(tmp_path, rekap=csv(PAYMENT, *rows))
    assert figures["paid_total_rupiah"] == YEAR_OF_100
    (said,) = figures["warnings"]
    assert (said["row"], said["kind"]) == (3, "reversal_unmatched")
    assert "Uang tetap dihitung diterima" in said["message"]


def test_a_receipt_on_two_recaps_counts_once(tmp_path: pathlib.Path) -> None:
    line = [KERAMAT, "1", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""]
    other = [MERANTI, "2", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""]
    figures = found(tmp_path, januari=csv(PAYMENT, line), maret=csv(PAYMENT, other, line))
    assert (figures["paid"], figures["paid_total_rupiah"]) == (2, 2 * YEAR_OF_100)
    (said,) = figures["warnings"]
    assert (said["file"], said["row"], said["kind"]) == ("maret.csv", 3, "payment_duplicate")
    assert "berkas januari.csv, baris 2" in said["message"]


def test_money_whose_village_is_unclear_is_the_regencys_and_money_of_elsewhere_is_not(tmp_path: pathlib.Path) -> None:
    names = ["Desa", "Kode Iuran", "Tanggal Bayar", "Periode", "Jumlah Bulan", "Jumlah TK", "Nominal", "Keterangan"]
    unclear = ["Tamboo", "1", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""]
    elsewhere = ["75.71.04.1001", "2", "02-01-2023", "01-2023", 12, 100, YEAR_OF_100, ""]
    delivery = gathered(tmp_path, nama=csv(names, unclear), kode=csv(PAYMENT, elsewhere))
    assert [(claim.region, claim.row.code) for claim in delivery.payments] == [("75.03", "1")]
    assert notes_of(delivery) == [("kode.csv", 2, "village_unknown"), ("nama.csv", 2, "village_ambiguous")]
    ours, theirs = sorted(note.message for note in delivery.notes)[::-1]
    assert "Uang dihitung diterima kabupaten, belum pada desa mana pun" in ours
    assert "Uang tidak dicatat" in theirs
