"""What proves a budget and what of it is missing; a year that is closed with its figures and opened again by two."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding.closing import operations as closing
from lindung.registers.funding.closing import queries as closes
from lindung.registers.funding.evidence import operations as evidence
from lindung.registers.funding.evidence import queries as proofs
from tests import chronicle, offices
from tests.chronicle import TALUMOPATU
from tests.offices import desk

pytestmark = pytest.mark.django_db
NEW_YEARS_EVE = dt.date(2023, 12, 31)
FIGURES = {"paid_total_rupiah": 20_160_000, "protected": 100}


@pytest.fixture
def regency() -> chronicle.Chronicle:
    story = chronicle.Chronicle()
    offices.tell(regencies=())
    return story


# Evidence


def missing(region: str = TALUMOPATU, stage: str = "perdes", *, known_at: dt.date = NEW_YEARS_EVE) -> tuple[str, ...]:
    return proofs.missing(rulebook.book("75.03"), region=region, year=2023, stage=stage, known_at=known_at)


def attached(kind: str, region: str = TALUMOPATU, *, on: dt.date = dt.date(2023, 2, 1), **said: object) -> None:
    words = {"reference": "3/2022", "dated_on": dt.date(2022, 12, 15)} | said
    evidence.attach(
        book=rulebook.book("75.03"), region=region, year=2023, stage="perdes", kind=kind,
        stamp=chronicle.Chronicle.stamp(on), **words,
    )  # fmt: skip


def test_what_is_missing_of_a_perdes_is_listed_until_it_is_there(regency):
    assert missing() == (
        "Perdes APBDes", "Lampiran APBDes dan RKA kegiatan", "SK penerima perlindungan", "Berita acara musyawarah desa",
    )  # fmt: skip
    attached("perdes")
    attached("ba_musdes", reference="", dated_on=None, document_id=_file(regency))
    assert missing() == ("Lampiran APBDes dan RKA kegiatan", "SK penerima perlindungan")
    assert len(missing(known_at=dt.date(2023, 1, 31))) == 4
    assert len(missing("75.03.01.2005")) == 4


def _file(regency: chronicle.Chronicle) -> int:
    stamp = regency.stamp(dt.date(2023, 2, 1))
    return regency.place(stamp, "berita acara.pdf").document_id


def test_the_regency_as_a_funder_has_a_checklist_of_its_own(regency):
    assert missing("75.03") == ("DPA kegiatan", "SK penetapan penerima", "Daftar penerima bernama")
    attached("dpa", "75.03")
    assert missing("75.03") == ("SK penetapan penerima", "Daftar penerima bernama")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"kind": "dpa"}, evidence.NotAsked),
        ({"kind": "perdes", "reference": " "}, evidence.NoProof),
        ({"kind": "perdes", "dated_on": None}, evidence.NoProof),
        ({"kind": "perdes", "dated_on": dt.date(2023, 2, 2)}, evidence.ProofAhead),
    ],
)
def test_evidence_says_what_it_is_and_where_it_stands(regency, said, refusal):
    with pytest.raises(refusal):
        attached(**said)


# Closing a year


def stamp(on: dt.date, hour: int = 1):
    at = dt.datetime.combine(on, dt.time(hour), tzinfo=dt.UTC)
    return dataclasses.replace(chronicle.Chronicle.stamp(on), at=at)


def close(by: str = "rina.dpmd", on: dt.date = NEW_YEARS_EVE, region: str = "75.03") -> int:
    return closing.close(
        desk=desk(by), region=region, year=2023, figures=FIGURES, book_version="abc", stamp=stamp(on)
    )  # fmt: skip


def closed(known_at: dt.date = dt.date(2024, 6, 1)):
    return closes.closed("75.03", year=2023, known_at=known_at)


def test_a_closed_year_keeps_its_figures_as_they_were(regency):
    close()
    found = closed()
    assert (found.figures, found.closed_by, found.closed_on) == (FIGURES, "Rina.Dpmd", NEW_YEARS_EVE)
    assert closed(dt.date(2023, 12, 30)) is None
    with pytest.raises(closing.AlreadyClosed):
        close("sekda")


@pytest.mark.parametrize(("by", "on"), [("rina.dpmd", dt.date(2023, 12, 30))])
def test_a_year_is_not_closed_before_it_is_over(regency, by, on):
    with pytest.raises(closing.YearNotOver):
        close(by, on)


@pytest.mark.parametrize("by", ["camat.tapa", "siti.keramat", "dpmd.pohuwato", "provinsi"])
def test_only_the_regencys_own_office_closes_its_year(regency, by):
    with pytest.raises(closing.NotYourYear):
        close(by)


def test_what_comes_in_after_the_close_is_taken_and_marked(regency):
    regency.budget(TALUMOPATU)
    regency.paid(TALUMOPATU, dt.date(2023, 3, 1), first="2022-06", months=6)
    close()
    assert closes.later(closed(), "75.03", known_at=dt.date(2024, 6, 1)) == ()
    late = stamp(dt.date(2024, 1, 20))
    place = regency.place(late, "setoran susulan.xlsx")
    receipts = [
        regency.receipt(TALUMOPATU, dt.date(2023, 12, 28), heads=40, months=1, first="2023-12", place=place),
        regency.receipt(TALUMOPATU, dt.date(2024, 1, 10), heads=40, months=6, first="2024-01", place=place),
        regency.receipt(TALUMOPATU, dt.date(2024, 1, 10), heads=40, months=2, first="2022-11", place=place),
        regency.receipt(TALUMOPATU, dt.date(2024, 1, 10), heads=40, months=3, first="2022-11", place=place),
    ]
    chronicle.funding.record_receipts(receipts=receipts, stamp=late)
    later = closes.later(closed(), TALUMOPATU, known_at=dt.date(2024, 6, 1))
    assert [(one.kind, one.amount, one.received_on) for one in later] == [
        ("receipt", 672_000, dt.date(2024, 1, 20)), ("receipt", 2_016_000, dt.date(2024, 1, 20)),
    ]  # fmt: skip
    assert closes.later(closed(), "75.03.08", known_at=dt.date(2024, 6, 1)) == ()
    assert closes.later(closed(), TALUMOPATU, known_at=dt.date(2024, 1, 19)) == ()


def test_a_closed_year_is_opened_again_by_a_second_person_with_a_reason(regency):
    close()
    with pytest.raises(closing.ReopeningReasonMissing):
        closing.propose_reopening(
            desk=desk("rina.dpmd"), region="75.03", year=2023, reason=" ", stamp=stamp(dt.date(2024, 2, 1))
        )
    said = {"region": "75.03", "year": 2023, "reason": "Setoran Desember terlambat dicatat"}
    number = closing.propose_reopening(desk=desk("rina.dpmd"), stamp=stamp(dt.date(2024, 2, 1)), **said)
    with pytest.raises(closing.ReopeningWaits):
        closing.propose_reopening(desk=desk("sekda"), stamp=stamp(dt.date(2024, 2, 1)), **said)
    with pytest.raises(closing.ReopeningNeedsSecond):
        closing.decide_reopening(
            desk=desk("rina.dpmd"), reopening_id=number, approve=True, stamp=stamp(dt.date(2024, 2, 1))
        )
    assert closed().reopening == number
    closing.decide_reopening(
        desk=desk("sekda"), reopening_id=number, approve=True, stamp=stamp(dt.date(2024, 2, 2))
    )  # fmt: skip
    assert closed() is None
    assert closed(dt.date(2024, 2, 1)).figures == FIGURES
    with pytest.raises(closing.NoReopening):
        closing.decide_reopening(
            desk=desk("sekda"), reopening_id=number, approve=False, stamp=stamp(dt.date(2024, 2, 3))
        )
    close(on=dt.date(2024, 3, 1))
    assert closed().closed_on == dt.date(2024, 3, 1)


def test_every_act_can_be_read_again_from_the_journal(regency):
    offices.closed_and_opened(2023)
    read = {one.table: (one.read, one.differs, one.loose) for one in journal.agreement()}
    for table in ("evidence", "yearclose", "reopening", "reopeningdecision"):
        assert read[f"funding_{table}"] == (1, None, 0)
