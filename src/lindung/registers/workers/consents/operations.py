"""Recording that somebody agreed, and that somebody took it back: facts that are only added."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from lindung.kernel import language, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.workers import models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.consents import facts, queries


class ConsentAhead(values.Refusal):
    code = "hari-persetujuan-belum-tiba"
    sentence = "Tanggal {day} belum tiba. Persetujuan dan penarikannya dicatat sesudah terjadi; periksa tanggalnya."


class WitnessMissing(values.Refusal):
    code = "saksi-persetujuan-belum-disebut"
    sentence = "Cap jempol dan persetujuan lisan perlu saksi. Tulis nama saksinya dan di mana catatannya disimpan."


class ConsentThere(values.Refusal):
    code = "persetujuan-sudah-dicatat"
    sentence = "Persetujuan orang ini atas teks versi {version} sudah dicatat ({day}). Tidak ada yang ditambahkan."


class NoConsent(values.Refusal):
    code = "persetujuan-belum-ada"
    sentence = "Tidak ada persetujuan orang ini yang masih berlaku, jadi tidak ada yang ditarik. Periksa orangnya."


class WithdrawnBeforeGiven(values.Refusal):
    code = "ditarik-sebelum-diberikan"
    sentence = "Persetujuan ini baru diberikan {given}; tidak dapat ditarik lebih awal ({day}). Periksa tanggalnya."


@transaction.atomic
def give(*, consent: facts.Consent, account: str, stamp: journal_facts.Stamp) -> int:
    """Record that a person agreed. Raises ConsentAhead, WitnessMissing, ConsentThere, PersonErased."""
    journal.act(by=stamp.by)
    _refuse_ahead(consent.given_on, stamp)
    if consent.way in facts.WITNESSED and not consent.shown_by.strip():
        raise WitnessMissing()
    known = queries.latest(consent.person, known_at=stamp.received_on)
    if known is not None and known.withdrawn_on is None and known.consent.version == consent.version:
        raise ConsentThere(version=consent.version, day=language.day(known.consent.given_on))
    about = queries.about(consent.region, consent.given_on)
    shown_by = workers.seal_note(consent.person, consent.shown_by, about=about)
    row = (
        consent.region, consent.person.hex, consent.version, consent.given_on, consent.way, shown_by.hex(), account,
        stamp.received_on,
    )  # fmt: skip
    journal.record(verb="workers.consented", about=consent.region, rows=[row], stamp=stamp)
    return models.Consent.objects.create(
        region_id=consent.region, person_id=consent.person, version=consent.version, given_on=consent.given_on,
        way=consent.way, shown_by_sealed=shown_by, recorded_by=account, received_on=stamp.received_on,
        recorded_at=stamp.at,
    ).pk  # fmt: skip


@transaction.atomic
def withdraw(
    *, person: uuid.UUID, on: dt.date, shown_by: str, account: str, stamp: journal_facts.Stamp
) -> None:  # fmt: skip
    """Record that a person took back what they last agreed to: a fact of its own.

    Raises ConsentAhead, NoConsent, WithdrawnBeforeGiven.
    """
    journal.act(by=stamp.by)
    _refuse_ahead(on, stamp)
    known = queries.latest(person, known_at=stamp.received_on)
    if known is None or known.withdrawn_on is not None:
        raise NoConsent()
    if on < known.consent.given_on:
        raise WithdrawnBeforeGiven(given=language.day(known.consent.given_on), day=language.day(on))
    sealed = workers.seal_note(person, shown_by, about=queries.about_withdrawal(known.consent_id))
    row = (known.consent_id, on, sealed.hex(), account, stamp.received_on)
    journal.record(verb="workers.consent_withdrawn", about=known.consent.region, rows=[row], stamp=stamp)
    models.ConsentWithdrawal.objects.create(
        consent_id=known.consent_id, withdrawn_on=on, shown_by_sealed=sealed, recorded_by=account,
        received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip


def _refuse_ahead(day: dt.date, stamp: journal_facts.Stamp) -> None:
    if day > stamp.received_on:
        raise ConsentAhead(day=language.day(day))
