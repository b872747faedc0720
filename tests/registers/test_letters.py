"""Books of numbers without a gap, letters that are never changed, wordings that leave only known blanks."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from django.db import connection

from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.registers.letters import facts, models, operations, queries, rules
from tests import chronicle, conftest, correspondence

HUANGOBOTU, TALUMOPATU = chronicle.HUANGOBOTU, chronicle.TALUMOPATU
DAY = chronicle.MONITORING_DAY


@pytest.fixture
def regency(db) -> chronicle.Chronicle:
    return chronicle.Chronicle(quota=None)


def issued(*drafts: facts.Draft, on: dt.date = DAY) -> list[facts.Letter]:
    stamp = conftest.stamp_on(on)
    operations.issue(drafts=drafts, stamp=stamp)
    return queries.together(stamp.batch, region="75.03", known_at=on)


# Numbers


def test_a_letter_takes_the_next_number_of_its_book(regency):
    first, second = issued(correspondence.draft(HUANGOBOTU), correspondence.draft("75.03.08.2002"))
    assert (first.number, second.number) == ("005/001/2023", "005/002/2023")
    assert [one.number for one in issued(correspondence.draft(HUANGOBOTU))] == ["005/003/2023"]


def test_each_office_each_code_and_each_year_has_a_book_of_its_own(regency):
    issued(correspondence.draft(HUANGOBOTU))
    assert issued(correspondence.draft(TALUMOPATU))[0].number == "005/001/2023"
    assert issued(correspondence.draft(HUANGOBOTU, "75.03"))[0].number == "005/001/2023"
    assert issued(correspondence.draft(HUANGOBOTU, code="400"))[0].number == "400/001/2023"
    assert issued(correspondence.draft(HUANGOBOTU), on=dt.date(2024, 1, 2))[0].number == "005/001/2024"
    assert issued(correspondence.draft(HUANGOBOTU))[0].number == "005/002/2023"


def test_the_same_form_sent_again_makes_no_second_letter(regency):
    stamp = conftest.stamp_on(DAY)
    first = operations.issue(drafts=[correspondence.draft(HUANGOBOTU)], stamp=stamp)
    assert operations.issue(drafts=[correspondence.draft(HUANGOBOTU)], stamp=stamp) == first
    assert models.Letter.objects.count() == 1


def test_a_camat_numbers_on_though_the_letters_before_lie_out_of_sight(regency):
    """A book is one book: whose scope is in force makes no number come twice."""
    issued(correspondence.draft(TALUMOPATU, "75.03"))
    with scope.within(access.Scope(frozenset({"75.03.08"}))):
        stamp = conftest.stamp_on(DAY)
        operations.issue(drafts=[correspondence.draft(HUANGOBOTU, "75.03")], stamp=stamp)
        assert [one.number for one in queries.letters("75.03", known_at=DAY)] == ["005/002/2023"]


def test_two_patterns_that_make_one_number_are_refused(regency):
    issued(*[correspondence.draft(HUANGOBOTU, code="012")] * 5)
    turned = dataclasses.replace(correspondence.draft(HUANGOBOTU, code="005"), pattern="{urut}/{kode}/{tahun}")
    for _ in range(11):
        issued(turned)
    with pytest.raises(operations.NumberTaken, match="012/005/2023"):
        issued(turned)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{urut}/{kode}/{bulan_romawi}/{tahun}", "007/005/IV/2023"),
        ("{kode}/{urut}/DPMD/{bulan}-{tahun}", "005/007/DPMD/04-2023"),
    ],
)
def test_a_number_follows_the_regencys_pattern(pattern, number):
    assert rules.number(pattern, sequence=7, code="005", on=DAY) == number


# What is kept


def test_a_withdrawn_letter_keeps_its_number_and_earlier_days_know_nothing_of_it(regency):
    (letter,) = issued(correspondence.draft(HUANGOBOTU))
    later = dt.date(2023, 5, 2)
    operations.withdraw(letter_id=letter.id, reason="salah alamat", stamp=conftest.stamp_on(later))
    known = queries.letter(letter.id, region="75.03", known_at=later)
    assert (known.withdrawn_on, known.why) == (later, "salah alamat")
    assert queries.letter(letter.id, region="75.03", known_at=DAY).withdrawn_on is None
    assert issued(correspondence.draft(HUANGOBOTU))[0].number == "005/002/2023"
    with pytest.raises(operations.WithdrawnBefore):
        operations.withdraw(letter_id=letter.id, reason="lagi", stamp=conftest.stamp_on(later))


def test_a_withdrawal_says_why_and_is_about_a_letter_that_there_is(regency):
    (letter,) = issued(correspondence.draft(HUANGOBOTU))
    with pytest.raises(operations.NoReason):
        operations.withdraw(letter_id=letter.id, reason="  ", stamp=conftest.stamp_on(DAY))
    with pytest.raises(operations.NoSuchLetter):
        operations.withdraw(letter_id=letter.id + 1, reason="x", stamp=conftest.stamp_on(DAY))


def test_the_rows_of_letters_are_what_the_journal_sealed_until_somebody_changes_one(regency):
    correspondence.tell(HUANGOBOTU, conftest.stamp_on(DAY))
    tables = {"letters_letter", "letters_withdrawal", "letters_wording", "letters_official"}
    read = {one.table: one for one in journal.agreement() if one.table in tables}
    assert set(read) == tables
    assert [one for one in read.values() if one.differs or one.loose or not one.read] == []
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER letters_letter_no_update"
            + (" ON letters_letter" if connection.vendor == "postgresql" else "")
        )
        cursor.execute("UPDATE letters_letter SET addressee = 'Kepala Desa Lain'")
    assert next(one for one in journal.agreement() if one.table == "letters_letter").differs


def test_a_content_comes_back_as_it_was_and_its_digest_is_of_all_of_it(regency):
    said = correspondence.content(HUANGOBOTU)
    assert facts.Content.unpacked(said.packed()).packed() == said.packed()
    (letter,) = issued(correspondence.draft(HUANGOBOTU))
    assert letter.digest == rules.digest(letter.number, DAY, said.packed())
    assert letter.digest != rules.digest(letter.number, DAY, said.packed().replace("Contoh", "Contah"))


@pytest.mark.parametrize(
    "written", ["7503015306800011", "750301 530680 0011", "7503.0153.0680.0011", "7503-0153-0680-0011"]
)
def test_no_letter_holds_a_nik_however_it_is_written(regency, written):
    with pytest.raises(operations.NikInLetter):
        issued(
            correspondence.draft(HUANGOBOTU, said=correspondence.content(HUANGOBOTU, f"Ibu {written} belum dibayar."))
        )
    (letter,) = issued(correspondence.draft(HUANGOBOTU))
    with pytest.raises(operations.NikInLetter):
        operations.withdraw(letter_id=letter.id, reason=f"salah: {written}", stamp=conftest.stamp_on(DAY))


@pytest.mark.parametrize(
    "fine", ["NIP 19800101 200501 1 001", "198001012005011001", "kode iuran 230100000001", "9900000000000000"]
)
def test_a_nip_or_a_kode_iuran_is_no_nik(fine):
    assert not rules.holds_nik(fine, DAY)


# The public check


def test_a_code_is_long_drawn_from_signs_that_are_read_right_and_never_the_same(regency):
    letters = issued(*[correspondence.draft(HUANGOBOTU)] * 20)
    codes = {one.check_code for one in letters}
    assert len(codes) == 20
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{16}", one) for one in codes)


def test_a_code_is_found_as_people_type_it_and_says_only_what_anybody_may_know(regency, django_assert_num_queries):
    (letter,) = issued(correspondence.draft(HUANGOBOTU))
    typed = queries.shown_code(letter.check_code).lower().replace("-", " ")
    with django_assert_num_queries(1):
        found = queries.checked(typed)
    assert found == facts.Checked("reminder", "75.03.08", "005/001/2023", DAY, None)
    for wrong in ("", "tiada", letter.check_code[:-1], letter.check_code + "2", "' OR 1=1 --", "\0"):
        with django_assert_num_queries(1):
            assert queries.checked(wrong) is None


# Wordings


def parts(**changed: str) -> dict[str, str]:
    return dict(queries.shipped()["reminder", facts.DISTRICT].parts) | changed


def kept(**changed: str) -> int:
    return operations.word(
        region="75.03", kind="reminder", level=facts.DISTRICT, parts=parts(**changed), stamp=conftest.stamp_on(DAY)
    )


def test_every_kind_has_words_for_each_who_writes_it_and_they_pass_their_own_rules():
    shipped = queries.shipped()
    assert set(shipped) == {(kind, level) for kind, levels in facts.ISSUES.items() for level in levels}
    for one in shipped.values():
        operations.refuse_wording(parts=one.parts, on=DAY)


def test_a_regencys_own_words_hold_from_the_day_they_are_known(regency):
    kept(perihal="Peringatan")
    assert queries.wording("75.03", "reminder", 3, known_at=DAY).parts["perihal"] == "Peringatan"
    before = queries.wording("75.03", "reminder", 3, known_at=chronicle.QUARTER_END)
    assert before.version.startswith("bawaan ")
    assert queries.wording("75.04", "reminder", 3, known_at=DAY).version == before.version


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"pembuka": "Yth. {nama_peserta}"}, operations.BlankUnknown),
        ({"pembuka": "{desa.__class__}"}, operations.BlankUnknown),
        ({"pembuka": "{desa!r}"}, operations.BlankUnknown),
        ({"pembuka": "{desa:>99}"}, operations.BlankUnknown),
        ({"pembuka": "{}"}, operations.BlankUnknown),
        ({"pembuka": "terbuka {"}, operations.BlankUnknown),
        ({"pola": "{urut}/{desa}/{kode}/{tahun}"}, operations.BlankUnknown),
        ({"pola": "{kode}/{tahun}"}, operations.PatternLacks),
        ({"pola": "{urut}/{tahun}"}, operations.PatternLacks),
        ({"perihal": " "}, operations.PartMissing),
        ({"isi": "x" * 4_001}, operations.TooLong),
        ({"kode": "9" * 61}, operations.TooLong),
        ({"isi": "NIK 7503015306800011"}, operations.NikInLetter),
    ],
)
def test_a_wording_that_would_not_do_is_refused(regency, changed, refusal):
    with pytest.raises(refusal):
        kept(**changed)
    assert not models.Wording.objects.exists()


# Officials


def test_who_holds_a_post_is_who_began_last_by_that_day(regency):
    told = [("Ibu A", dt.date(2022, 1, 1)), ("Bapak B", dt.date(2023, 4, 1)), ("", dt.date(2023, 4, 10))]
    for name, since in told:
        operations.name_official(
            official=correspondence.official("75.03", "sekda", name, starts_on=since), stamp=conftest.stamp_on(since)
        )

    def sekda(on: dt.date) -> str:
        found = queries.officials("75.03", on=on, known_at=DAY).get(("75.03", "sekda"))
        return found.name if found else ""

    assert [sekda(day) for day in (dt.date(2023, 3, 31), dt.date(2023, 4, 1), dt.date(2023, 4, 10))] == [
        "Ibu A",
        "Bapak B",
        "",
    ]


def test_what_is_said_of_an_official_again_is_left_as_it_is_and_a_wrong_nip_is_refused(regency):
    for _ in range(2):
        operations.name_official(official=correspondence.official(HUANGOBOTU), stamp=conftest.stamp_on(DAY))
    assert models.Official.objects.count() == 1
    with pytest.raises(operations.OfficialIncomplete, match="NIP"):
        operations.name_official(
            official=correspondence.official(HUANGOBOTU, nip="1980010120050110"), stamp=conftest.stamp_on(DAY)
        )
    assert issubclass(operations.OfficialIncomplete, values.Refusal)
