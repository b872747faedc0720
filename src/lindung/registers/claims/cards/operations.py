"""Issuing cards and revoking them."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction

from lindung.kernel import language, values
from lindung.kernel.cards import tokens
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault.cards import queries as keys
from lindung.registers.claims import models
from lindung.registers.claims import queries as claims
from lindung.registers.claims.cards import facts, queries
from lindung.registers.workers import queries as workers


class NothingToIssue(values.Refusal):
    code = "tidak-ada-kartu-yang-dibuat"
    sentence = (
        "Tidak ada kartu yang dibuat: semua pekerja yang terlindungi sudah memegang kartu yang berlaku, atau belum ada "
        "yang terlindungi. Periksa daftar kartunya."
    )


class NoSuchCard(values.Refusal):
    code = "kartu-tidak-ada"
    sentence = "Kartu itu tidak ada pada desa ini. Muat ulang daftar kartu."


class RevokedAlready(values.Refusal):
    code = "kartu-sudah-dicabut"
    sentence = "Kartu ke-{number} orang ini sudah dicabut pada {day}. Tidak ada yang ditambahkan."


@transaction.atomic
def issue(*, region: str, drafts: Sequence[facts.Draft], stamp: journal_facts.Stamp) -> int:
    """Make these cards of one village, sign them, and say of each that it was printed; returns how many.

    A card that somebody still holds is revoked by the one that takes its place. The same batch said again makes none.
    Raises NothingToIssue, PersonErased.
    """
    journal.act(by=stamp.by)
    if models.CardIssue.objects.filter(batch=stamp.batch).exists():
        return 0
    if not drafts:
        raise NothingToIssue()
    made = _made(region, drafts, stamp)
    _revoke(queries.held_by([one.person for one in drafts], known_at=stamp.received_on), "replaced", stamp)
    said = [_told(one, models.CardIssue.SEALED_BY["claims.card_issued"]) for one in made]
    details = {"cards": len(made), "key": made[0].key_id}
    journal.record(verb="claims.card_issued", about=region, rows=said, stamp=stamp, details=details)
    models.CardIssue.objects.bulk_create(made)
    _printed(made, stamp)
    return len(made)


def _made(region: str, drafts: Sequence[facts.Draft], stamp: journal_facts.Stamp) -> list[models.CardIssue]:
    numbers = queries.last_numbers(region, [one.person for one in drafts])
    key = keys.key_id(keys.signer())
    cards = [
        tokens.Card(
            issuer=f"lindung:{values.RegionCode(region).at(2)}", number=secrets.token_bytes(tokens.NUMBER_BYTES),
            name=tokens.fitted(one.name), village=tokens.fitted(one.village), issued_on=stamp.received_on,
            starts_on=one.starts_on, ends_before=one.ends_before, expires_on=one.expires_on,
            sequence=numbers.get(one.person, 0) + 1, confirmed=one.confirmed, full_from=one.full_from,
            ending=one.ending,
        )
        for one in drafts
    ]  # fmt: skip
    texts = [_signed(one, key) for one in cards]
    notes = [
        (draft.person, text, queries.about(card.number.hex()))
        for draft, card, text in zip(drafts, cards, texts, strict=True)
    ]
    return [
        models.CardIssue(
            region_id=region, person_id=draft.person, number=card.sequence, serial=card.number.hex(),
            issued_on=card.issued_on, starts_on=card.starts_on, ends_before=card.ends_before,
            expires_on=card.expires_on, key_id=key.hex(), digest=hashlib.sha256(text.encode()).hexdigest(),
            token_sealed=sealed, batch=stamp.batch, received_on=stamp.received_on, recorded_at=stamp.at,
        )
        for draft, card, text, sealed in zip(drafts, cards, texts, workers.seal_notes(notes), strict=True)
    ]  # fmt: skip


def _signed(card: tokens.Card, key: bytes) -> str:
    head, payload = tokens.protected(key), tokens.card_payload(card)
    return tokens.text(tokens.signed(head, payload, keys.signature(tokens.to_sign(head, payload))))


def _printed(made: Sequence[models.CardIssue], stamp: journal_facts.Stamp) -> None:
    """Each card's first step, as it is told of any card."""
    steps = claims.printed([(one.region_id, one.person_id, one.number, one.issued_on) for one in made])
    rows = [
        models.CardStep(
            region_id=step.region, person_id=step.person, number=step.number, step=step.step,
            happened_on=step.happened_on, received_by_sealed=receiver, evidence_sealed=evidence,
            received_on=stamp.received_on, recorded_at=stamp.at,
        )
        for step, receiver, evidence in steps
    ]  # fmt: skip
    said = [_told(one, models.CardStep.SEALED_BY["claims.card"]) for one in rows]
    journal.record(
        verb="claims.card", about=made[0].region_id, rows=said, stamp=stamp, details={"step": "printed"}
    )  # fmt: skip
    models.CardStep.objects.bulk_create(rows)


def _told(row: object, columns: Sequence[str]) -> list[object]:
    """A row as its line seals it."""
    found: list[object] = []
    for name in columns:
        value = getattr(row, name)
        found.append(value.hex if isinstance(value, uuid.UUID) else value.hex() if isinstance(value, bytes) else value)
    return found


@transaction.atomic
def revoke(*, region: str, issue_id: int, reason: facts.Reason, stamp: journal_facts.Stamp) -> None:
    """Say that a card of a village holds no longer. Raises NoSuchCard, RevokedAlready."""
    journal.act(by=stamp.by)
    row = models.CardIssue.objects.filter(pk=issue_id, region_id=region).select_related("revocation").first()
    if row is None:
        raise NoSuchCard()
    if hasattr(row, "revocation"):
        raise RevokedAlready(number=row.number, day=language.day(row.revocation.revoked_on))
    (found,) = [one for one in queries.of_person(row.person_id, known_at=stamp.received_on) if one.id == issue_id]
    _revoke([found], reason, stamp)


@transaction.atomic
def revoke_of(*, person: uuid.UUID, reason: facts.Reason, region: str = "", stamp: journal_facts.Stamp) -> int:
    """Revoke every card that a person still holds (of one region, where it is said); returns how many."""
    journal.act(by=stamp.by)
    held = queries.held_by([person], known_at=stamp.received_on)
    gone = [one for one in held if not region or one.region == region]
    _revoke(gone, reason, stamp)
    return len(gone)


def _revoke(issued: Iterable[facts.Issued], reason: facts.Reason, stamp: journal_facts.Stamp) -> None:
    """One line for each village."""
    told: dict[str, list[facts.Issued]] = {}
    for one in issued:
        told.setdefault(one.region, []).append(one)
    for region, gone in sorted(told.items()):
        rows = [(one.id, reason, stamp.received_on, stamp.received_on) for one in gone]
        journal.record(verb="claims.card_revoked", about=region, rows=rows, stamp=stamp, details={"reason": reason})
        models.CardRevocation.objects.bulk_create(
            models.CardRevocation(
                issue_id=one.id, reason=reason, revoked_on=stamp.received_on, received_on=stamp.received_on,
                recorded_at=stamp.at,
            )
            for one in gone
        )  # fmt: skip
