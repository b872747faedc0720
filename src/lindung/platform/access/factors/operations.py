"""Adding, using and removing second factors. The secrets are sealed, the codes on paper kept as digests."""

from __future__ import annotations

import secrets

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import models
from lindung.platform.access.factors import facts, queries, totp
from lindung.platform.access.sessions import operations as sessions
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault import queries as vault


class CodeNotRight(values.Refusal):
    code = "kode-tidak-cocok"
    sentence = (
        "Kode itu tidak cocok atau sudah dipakai. Tulis enam angka yang sekarang tampak di aplikasi, dan pastikan jam "
        "ponsel diatur otomatis."
    )


class FactorsThere(values.Refusal):
    code = "faktor-sudah-ada"
    sentence = (
        "Akun ini sudah memiliki faktor kedua. Masuk lagi dengan faktor itu; bila hilang, mintalah Dinas PMD "
        "menghapusnya."
    )


class NoSuchFactor(values.Refusal):
    code = "faktor-tidak-ada"
    sentence = "Faktor kedua itu tidak ada pada akun Anda. Muat ulang halaman akun, lalu pilih lagi."


class LastFactor(values.Refusal):
    code = "faktor-terakhir"
    sentence = "Peran Anda harus memiliki faktor kedua. Tambahkan dulu yang baru, sesudah itu hapus yang lama."


_CODES, _LETTERS = 10, "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def add_app(
    *, account_id: int, secret: str, code: str, first: bool, stamp: journal_facts.Stamp
) -> tuple[str, ...]:  # fmt: skip
    """An app that shows codes takes the place of one that was there. Returns new codes on paper where there are none.

    ``first``: the session has proven no factor yet, so the account must have none. Raises FactorsThere, CodeNotRight.
    """
    journal.act(by=stamp.by)
    account = _locked(account_id, first=first)
    step = totp.step(secret, code, at=stamp.at)
    if step is None:
        raise CodeNotRight()
    models.Factor.objects.filter(account_id=account_id, kind="totp").delete()
    sealed = vault.seal(secret, about=queries.about(account.pk))
    models.Factor.objects.create(
        account=account, kind="totp", label="", content_sealed=sealed, last_step=step, created_at=stamp.at
    )
    return _added(account_id, "totp", stamp)


@transaction.atomic
def add_passkey(
    *, account_id: int, credential: bytes, count: int, label: str, first: bool, stamp: journal_facts.Stamp
) -> tuple[str, ...]:  # fmt: skip
    """A passkey whose registration was checked. Returns new codes on paper where there are none. Raises FactorsThere"""
    journal.act(by=stamp.by)
    account = _locked(account_id, first=first)
    sealed = vault.seal_bytes(credential, about=queries.about(account.pk))
    models.Factor.objects.create(
        account=account, kind="passkey", label=label[:60], content_sealed=sealed, last_step=count, created_at=stamp.at
    )
    return _added(account_id, "passkey", stamp)


def _locked(account_id: int, *, first: bool) -> models.Account:
    account = models.Account.objects.select_for_update().get(pk=account_id)
    if first and models.Factor.objects.filter(account=account).exists():
        raise FactorsThere()
    return account


def _added(account_id: int, kind: facts.Kind, stamp: journal_facts.Stamp) -> tuple[str, ...]:
    journal.record(verb="access.factor_added", about=str(account_id), rows=[(kind,)], stamp=stamp)
    if models.RecoveryCode.objects.filter(account_id=account_id, used_at__isnull=True).exists():
        return ()
    return _codes(account_id, stamp)


@transaction.atomic
def new_codes(*, account_id: int, stamp: journal_facts.Stamp) -> tuple[str, ...]:
    """Codes on paper in the place of those that were there, told once."""
    journal.act(by=stamp.by)
    _locked(account_id, first=False)
    return _codes(account_id, stamp)


def _codes(account_id: int, stamp: journal_facts.Stamp) -> tuple[str, ...]:
    """Ten of ten letters and digits: 49 bits each."""
    said = tuple("".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(_CODES))
    models.RecoveryCode.objects.filter(account_id=account_id).delete()
    models.RecoveryCode.objects.bulk_create(
        models.RecoveryCode(account_id=account_id, digest=_digest(account_id, code), created_at=stamp.at)
        for code in said
    )
    journal.record(verb="access.codes_given", about=str(account_id), rows=[(_CODES,)], stamp=stamp)
    return tuple(f"{code[:5]}-{code[5:]}" for code in said)


def _digest(account_id: int, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return vault.token_digest(f"{account_id}:{plain}", purpose="recovery")


@transaction.atomic
def use_code(*, account_id: int, code: str, stamp: journal_facts.Stamp) -> facts.Kind | str | None:
    """Whether ``code`` opens, as a code of the app or one on paper; each opens once. Returns by what.

    The use of a code on paper is written down: somebody has lost something.
    """
    journal.act(by=stamp.by)
    for factor in models.Factor.objects.select_for_update().filter(account_id=account_id, kind="totp"):
        secret = vault.opened(factor.content_sealed, about=queries.about(account_id))
        step = totp.step(secret, code, at=stamp.at)
        if step is not None and step > factor.last_step:
            factor.last_step, factor.used_at = step, stamp.at
            factor.save(update_fields=["last_step", "used_at"])
            return "totp"
    paper = models.RecoveryCode.objects.filter(
        account_id=account_id, digest=_digest(account_id, code), used_at__isnull=True
    )
    if paper.update(used_at=stamp.at) != 1:
        return None
    journal.record(verb="access.code_on_paper_used", about=str(account_id), rows=[], stamp=stamp)
    return "paper"


@transaction.atomic
def use_passkey(*, account_id: int, factor_id: int, count: int, stamp: journal_facts.Stamp) -> bool:
    """Note that a passkey signed; False where its count went back, as a copy of it would make it do."""
    journal.act(by=stamp.by)
    row = models.Factor.objects.select_for_update().get(account_id=account_id, pk=factor_id, kind="passkey")
    if (count or row.last_step) and count <= row.last_step:
        return False
    row.last_step, row.used_at = count, stamp.at
    row.save(update_fields=["last_step", "used_at"])
    return True


@transaction.atomic
def remove(*, account_id: int, factor_id: int, may_be_last: bool, stamp: journal_facts.Stamp) -> None:
    """The holder removes one factor; with the last the codes on paper go too. Raises NoSuchFactor, LastFactor."""
    journal.act(by=stamp.by)
    rows = models.Factor.objects.select_for_update().filter(account_id=account_id)
    there = {row.pk: row.kind for row in rows}
    if factor_id not in there:
        raise NoSuchFactor()
    if len(there) == 1 and not may_be_last:
        raise LastFactor()
    rows.filter(pk=factor_id).delete()
    if len(there) == 1:
        models.RecoveryCode.objects.filter(account_id=account_id).delete()
    journal.record(verb="access.factor_removed", about=str(account_id), rows=[(there[factor_id],)], stamp=stamp)


@transaction.atomic
def reset(*, account_id: int, stamp: journal_facts.Stamp) -> None:
    """An administrator takes a lost factor away: all of them, the codes on paper, and every session."""
    journal.act(by=stamp.by)
    gone, _ = models.Factor.objects.filter(account_id=account_id).delete()
    models.RecoveryCode.objects.filter(account_id=account_id).delete()
    sessions.end_all(account_id=account_id, stamp=stamp)
    journal.record(verb="access.factors_reset", about=str(account_id), rows=[(gone,)], stamp=stamp)
