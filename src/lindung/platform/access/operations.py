"""Opening accounts and offices, appointing people and handing over. Each write is one line in the journal."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Sequence

from django.contrib.auth import password_validation
from django.core import exceptions
from django.db import models as tables
from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import facts, models, queries
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal


class AccountNameTaken(values.Refusal):
    code = "nama-akun-terpakai"
    sentence = "Nama akun «{name}» sudah dipakai. Pilih nama lain, atau ganti sandi akun itu."


class NotAnAccountName(values.Refusal):
    code = "nama-akun-tidak-sah"
    sentence = "«{name}» tidak dapat menjadi nama akun. Tulis 3 sampai 60 huruf kecil, angka, titik atau tanda hubung."


class PasswordTooShort(values.Refusal):
    code = "sandi-terlalu-pendek"
    sentence = "Sandi harus sedikitnya {least} huruf. Pakai beberapa kata yang hanya Anda yang tahu."


class NotARole(values.Refusal):
    code = "peran-tidak-dikenal"
    sentence = "«{role}» bukan peran. Pilih salah satu: {roles}."


class PasswordAsBefore(values.Refusal):
    code = "sandi-sama"
    sentence = "Sandi baru sama dengan sandi lama. Pilih sandi yang belum pernah Anda pakai di sini."


class PasswordGuessable(values.Refusal):
    code = "sandi-mudah-ditebak"
    sentence = "{why} Pakai beberapa kata yang tidak berhubungan dan hanya Anda yang tahu."


_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{2,59}", re.ASCII)


@transaction.atomic
def open_account(
    *, name: str, person_name: str, password: str | None, example: bool, told: bool = False,
    stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """A new account; returns its id. ``told``: somebody else knows the password, so the holder first chooses another.
    Without a password nobody signs in: a program reads with a token.

    Raises NotAnAccountName, AccountNameTaken, PasswordTooShort, PasswordGuessable.
    """
    journal.act(by=stamp.by)
    said = name.strip().lower()
    if not _NAME.fullmatch(said):
        raise NotAnAccountName(name=name)
    if models.Account.objects.filter(name=said).exists():
        raise AccountNameTaken(name=said)
    account = models.Account(name=said, person_name=person_name, example=example, created_at=stamp.at)
    if password is None:
        account.set_unusable_password()
    else:
        _set_password(account, password, told=told, at=stamp.at)
    account.save()
    journal.record(verb="access.account_opened", about=str(account.pk), rows=[(said, example)], stamp=stamp)
    return account.pk


@transaction.atomic
def change_password(*, account_id: int, password: str, told: bool = False, stamp: journal_facts.Stamp) -> None:
    """A new password; every session of the account ends, because it rests on the old one.

    Raises PasswordAsBefore, PasswordTooShort, PasswordGuessable.
    """
    journal.act(by=stamp.by)
    account = models.Account.objects.get(pk=account_id)
    if account.check_password(password):
        raise PasswordAsBefore()
    _set_password(account, password, told=told, at=stamp.at)
    account.save(update_fields=["password", "told", "password_at"])
    journal.record(verb="access.password_changed", about=str(account_id), rows=[(told,)], stamp=stamp)


def _set_password(account: models.Account, password: str, *, told: bool, at: dt.datetime) -> None:
    least = queries.limits().least_password
    if len(password) < least:
        raise PasswordTooShort(least=least)
    try:
        password_validation.validate_password(password, account)
    except exceptions.ValidationError as error:
        raise PasswordGuessable(why=error.messages[0]) from error
    account.set_password(password)
    account.told, account.password_at = told, at


@transaction.atomic
def open_office(*, name: str, regions: Iterable[str], starts_on: dt.date, stamp: journal_facts.Stamp) -> int:
    """The office of that name, made where there is none, answering for ``regions`` from ``starts_on``; returns its id.

    Raises NotARegionCode.
    """
    journal.act(by=stamp.by)
    codes = sorted({str(values.RegionCode(code)) for code in regions})
    office, _ = models.Office.objects.get_or_create(name=name, defaults={"created_at": stamp.at})
    held = set(
        models.Territory.objects.filter(office=office, ends_before__isnull=True).values_list("region", flat=True)
    )
    new = [code for code in codes if code not in held]
    if new:
        models.Territory.objects.bulk_create(
            models.Territory(office=office, region=code, starts_on=starts_on) for code in new
        )
        rows = [(name, code, starts_on) for code in new]
        journal.record(verb="access.office_given", about=str(office.pk), rows=rows, stamp=stamp)
    return office.pk


@transaction.atomic
def appoint(*, account_id: int, office_id: int, role: str, starts_on: dt.date, stamp: journal_facts.Stamp) -> None:
    """Put a person into an office; a post that they hold there ends on that day. Raises NotARole."""
    journal.act(by=stamp.by)
    if role not in facts.ROLES:
        raise NotARole(role=role, roles=", ".join(facts.ROLES))
    _end_posts(account_id, starts_on)
    models.Post.objects.create(account_id=account_id, office_id=office_id, role=role, starts_on=starts_on)
    said = (account_id, office_id, role, starts_on)
    journal.record(verb="access.appointed", about=str(account_id), rows=[said], stamp=stamp)


@transaction.atomic
def dismiss(*, account_id: int, ends_before: dt.date, stamp: journal_facts.Stamp) -> None:
    """End whatever post an account holds; from that day it opens nothing, also where a later end was planned."""
    journal.act(by=stamp.by)
    _end_posts(account_id, ends_before)
    journal.record(verb="access.dismissed", about=str(account_id), rows=[(account_id, ends_before)], stamp=stamp)


def _end_posts(account_id: int, day: dt.date) -> None:
    lasting = tables.Q(ends_before__isnull=True) | tables.Q(ends_before__gt=day)
    models.Post.objects.filter(lasting, account_id=account_id).update(ends_before=day)


@transaction.atomic
def mark_example(*, shown_on: dt.date, stamp: journal_facts.Stamp) -> None:
    """Say for good that the data here are an example, shown as of ``shown_on``. Said again, it changes nothing."""
    journal.act(by=stamp.by)
    if not models.Example.objects.exists():
        models.Example.objects.create(shown_on=shown_on, marked_at=stamp.at)
        journal.record(verb="access.example_marked", about=shown_on.isoformat(), rows=[], stamp=stamp)


@transaction.atomic
def list_exposure(
    *, about: str, persons: Sequence[uuid.UUID], first: dt.date, last: dt.date, stamp: journal_facts.Stamp
) -> None:
    """Say that it was listed whose data came to light by an account or a file (``about``) in those days."""
    journal.act(by=stamp.by)
    details = {"first": first.isoformat(), "last": last.isoformat(), "persons": len(persons)}
    rows = [(one.hex,) for one in persons]
    journal.record(verb="access.exposure_listed", about=about[:80], rows=rows, stamp=stamp, details=details)
