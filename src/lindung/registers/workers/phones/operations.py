"""Writing down a number, asking for a code, and marking what was sent or used."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from django.db import transaction

from lindung.kernel import language, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault import queries as vault
from lindung.registers.workers import models
from lindung.registers.workers import queries as workers
from lindung.registers.workers.phones import queries


class PhoneBroken(values.Refusal):
    code = "nomor-telepon-tidak-sah"
    sentence = "Nomor telepon itu tidak dapat dipakai. Tulis nomor Indonesia seperti 0812-3456-7890, lalu simpan lagi."


class AgreedAhead(values.Refusal):
    code = "persetujuan-telepon-belum-tiba"
    sentence = "Tanggal {day} belum tiba. Tulis hari orangnya mengizinkan nomornya dipakai."


class TooManyAsked(values.Refusal):
    code = "kode-telepon-habis-hari-ini"
    sentence = "Terlalu banyak kode diminta hari ini. Coba lagi besok, atau minta kode di kantor desa."


@transaction.atomic
def give(
    *, person: uuid.UUID, region: str, number: str, agreed_on: dt.date, account: str, stamp: journal_facts.Stamp
) -> None:
    """The number at which a person agreed to be sent codes; empty: they took it back. The last one told holds.

    Raises PhoneBroken, AgreedAhead, PersonErased.
    """
    journal.act(by=stamp.by)
    plain = queries.plain(number)
    if number.strip() and not plain:
        raise PhoneBroken()
    if agreed_on > stamp.received_on:
        raise AgreedAhead(day=language.day(agreed_on))
    sealed = workers.seal_note(person, plain, about=queries.about(person, agreed_on))
    row = (region, person.hex, sealed.hex(), agreed_on, account, stamp.received_on)
    journal.record(verb="workers.phone_given", about=region, rows=[row], stamp=stamp)
    models.Phone.objects.create(
        region_id=region, person_id=person, number_sealed=sealed, agreed_on=agreed_on, recorded_by=account,
        received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip


@transaction.atomic
def ask(*, nik: values.Nik, at: dt.datetime) -> uuid.UUID:
    """Ask for a code for whoever bears a NIK; returns by what it is redeemed. Whether anybody does is not looked at.

    Raises TooManyAsked.
    """
    if queries.asked_since(at - queries.FORGOTTEN_AFTER) >= queries.AT_MOST_A_DAY:
        raise TooManyAsked()
    row = models.AskedCode(id=uuid.uuid4(), asked_at=at)
    code = "".join(secrets.choice("0123456789") for _ in range(queries.DIGITS))
    row.digest = queries.digest(row.id, code)
    row.nik_sealed = vault.seal(nik, about=models.asked_about(row))
    row.code_sealed = vault.seal(code, about=models.asked_about(row))
    row.save(force_insert=True)
    return row.id


@transaction.atomic
def use(*, asked: uuid.UUID, typed: str, at: dt.datetime) -> uuid.UUID | None:
    """The person whose code it is, this once; None where it opens nothing."""
    nik = queries.nik_of(asked, typed, at=at)
    if nik is None:
        return None
    if not models.AskedCode.objects.filter(id=asked, used_at=None).update(used_at=at):  # sent twice at once
        return None
    person = workers.by_nik(nik)
    return person.id if person else None


@transaction.atomic
def dealt_with(*, asked: uuid.UUID, at: dt.datetime) -> None:
    """It was sent, or there is nobody to send it to."""
    models.AskedCode.objects.filter(id=asked).update(dealt_at=at)


@transaction.atomic
def forget(*, at: dt.datetime) -> int:
    """Let go of what was asked for more than a day ago; returns how many."""
    return models.AskedCode.objects.filter(asked_at__lte=at - queries.FORGOTTEN_AFTER).delete()[0]
