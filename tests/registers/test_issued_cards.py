"""Cards that were made: numbered, signed, replaced, revoked; and gone with whoever is erased."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from lindung.interfaces import holdings
from lindung.kernel.cards import tokens, verdicts
from lindung.platform.journal import queries as journal
from lindung.platform.vault import operations as vault
from lindung.platform.vault.cards import queries as keys
from lindung.registers.claims import facts as claims
from lindung.registers.claims import models
from lindung.registers.claims import operations as claim_operations
from lindung.registers.claims import queries as claim_queries
from lindung.registers.claims.cards import facts, operations, queries
from lindung.registers.workers import operations as workers
from tests import chronicle, identities
from tests.chronicle import MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db
NEW_YEAR = dt.date(2024, 1, 1)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def somebody() -> uuid.UUID:
    one = chronicle.someone()
    return workers.take(people=[one], stamp=chronicle.Chronicle.stamp(MONITORING_DAY))[one.nik]


def draft(person: uuid.UUID, region: str = TALUMOPATU) -> facts.Draft:
    return facts.Draft(
        region, person, "Siti Contoh", "Talumopatu, Tapa", dt.date(2023, 3, 31), NEW_YEAR, dt.date(2024, 4, 1), True
    )


def issued(person: uuid.UUID, regency, day: dt.date = MONITORING_DAY) -> facts.Issued:
    operations.issue(region=TALUMOPATU, drafts=[draft(person)], stamp=regency.stamp(day))
    return queries.of_person(person, known_at=day)[-1]


def listed(on: dt.date = MONITORING_DAY) -> bytes:
    made_at = int(dt.datetime.combine(on, dt.time(1), dt.UTC).timestamp())
    numbers, published = queries.revoked(on=on), keys.published()
    payload = tokens.list_payload("lindung", made_at=made_at, numbers=numbers, keys=list(published))
    head = tokens.protected(keys.key_id(keys.signer()))
    return tokens.signed(head, payload, keys.signature(tokens.to_sign(head, payload)))


def answer(card: facts.Issued, text: str, on: dt.date = MONITORING_DAY) -> str:
    return verdicts.verdict(
        text, on=on, keys=keys.published(), holds=keys.is_signed, revoked=listed(on)
    ).answer  # fmt: skip


def test_a_card_that_was_issued_is_valid_to_who_has_no_database(regency):
    card = issued(somebody(), regency)
    (text,) = queries.texts([card]).values()
    assert answer(card, text) == "valid"
    assert claim_queries.card_steps(TALUMOPATU, card.person, 1) == {"printed": MONITORING_DAY}
    assert journal.agreement() and all(one.differs is None for one in journal.agreement())


def test_a_new_card_takes_the_place_of_the_one_before(regency):
    person = somebody()
    first, second = issued(person, regency), issued(person, regency)
    texts = queries.texts([first, second])
    assert (first.number, second.number) == (1, 2)
    assert (answer(first, texts[first.id]), answer(second, texts[second.id])) == ("revoked", "valid")
    assert queries.of_person(person, known_at=MONITORING_DAY)[0].reason == "replaced"
    assert queries.in_hand(TALUMOPATU, known_at=MONITORING_DAY)[person] == second


def test_whose_records_were_found_to_be_one_holds_the_card_of_either(regency):
    one, again = chronicle.people(2)
    ids = workers.take(people=[one, again], stamp=regency.stamp(MONITORING_DAY))
    card = issued(ids[again.nik], regency)
    identities.merged("75.03", ids[one.nik], ids[again.nik])
    assert queries.in_hand(TALUMOPATU, known_at=MONITORING_DAY) == {ids[one.nik]: card}
    issued(ids[one.nik], regency)
    assert queries.of_person(ids[one.nik], known_at=MONITORING_DAY)[0].reason == "replaced"


def test_a_card_of_paper_that_was_told_before_keeps_its_number(regency):
    person = somebody()
    step = claims.CardStep(TALUMOPATU, person, "handed_over", dt.date(2023, 2, 5))
    claim_operations.record_card(step=step, stamp=regency.stamp(MONITORING_DAY))
    assert issued(person, regency).number == 2


def test_a_button_pressed_twice_makes_one_card(regency):
    person, stamp = somebody(), regency.stamp(MONITORING_DAY)
    made = [operations.issue(region=TALUMOPATU, drafts=[draft(person)], stamp=stamp) for _ in range(2)]
    assert made == [1, 0]
    assert models.CardIssue.objects.count() == 1


def test_a_revoked_card_is_on_the_list_until_it_would_be_over_on_every_clock(regency):
    card = issued(somebody(), regency)
    operations.revoke(region=TALUMOPATU, issue_id=card.id, reason="lost", stamp=regency.stamp(MONITORING_DAY))
    assert queries.revoked(on=dt.date(2024, 4, 2)) == [bytes.fromhex(card.serial)]
    assert queries.revoked(on=dt.date(2024, 4, 3)) == []
    with pytest.raises(operations.RevokedAlready, match="sudah dicabut pada 13-04-2023"):
        operations.revoke(region=TALUMOPATU, issue_id=card.id, reason="lost", stamp=regency.stamp(MONITORING_DAY))


def test_a_card_of_another_village_can_not_be_revoked_from_here(regency):
    card = issued(somebody(), regency)
    with pytest.raises(operations.NoSuchCard):
        operations.revoke(
            region=chronicle.DUNGGALA, issue_id=card.id, reason="lost", stamp=regency.stamp(MONITORING_DAY)
        )


def test_a_card_signed_by_a_key_of_before_is_still_good_after_a_rotation(regency):
    card = issued(somebody(), regency)
    (text,) = queries.texts([card]).values()
    vault.add_key()
    assert answer(card, text) == "valid"


def test_who_was_erased_leaves_no_name_and_their_card_is_revoked(regency):
    """The register keeps a number and days; what bore the name opens with no key."""
    person = somebody()
    card = issued(person, regency)
    (text,) = queries.texts([card]).values()
    assert holdings.gathered(person, on=MONITORING_DAY)["kartu_terbit"][0]["isi_kode"] == text
    stamp = regency.stamp(MONITORING_DAY)
    number = workers.propose_erasure(person_id=person, reason="surat 1", account="siti", stamp=stamp)
    workers.decide_erasure(
        erasure_id=number, approved=True, account="rahmat", born_on=dt.date(1980, 7, 1), stamp=stamp
    )  # fmt: skip
    assert operations.revoke_of(person=person, reason="erased", stamp=stamp) == 1
    assert queries.texts([card]) == {}
    assert answer(card, text) == "revoked"
    assert all(one.differs is None for one in journal.agreement())


def test_of_nobody_no_card_is_made(regency):
    with pytest.raises(operations.NothingToIssue):
        operations.issue(region=TALUMOPATU, drafts=[], stamp=regency.stamp(MONITORING_DAY))
