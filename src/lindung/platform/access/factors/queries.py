"""Reading what an account has besides its password."""

from __future__ import annotations

from lindung.platform.access import models
from lindung.platform.access.factors import facts, totp
from lindung.platform.vault import queries as vault


def about(account_id: int) -> bytes:
    """What a factor's secret is sealed to: moved to another account it does not open."""
    return f"factor:{account_id}".encode()


def held(account_id: int) -> facts.Held:
    rows = models.Factor.objects.filter(account_id=account_id).order_by("id")
    factors = tuple(facts.Factor(row.pk, row.kind, row.label, row.created_at, row.used_at) for row in rows)
    left = models.RecoveryCode.objects.filter(account_id=account_id, used_at__isnull=True).count()
    return facts.Held(factors, left)


def passkeys(account_id: int) -> list[facts.Passkey]:
    rows = models.Factor.objects.filter(account_id=account_id, kind="passkey").order_by("id")
    return [
        facts.Passkey(row.pk, vault.opened_bytes(row.content_sealed, about=about(account_id)), row.last_step)
        for row in rows
    ]


def new_secret() -> str:
    """A secret to be shown to an app; nothing is kept until a code proves that the app has it."""
    return totp.new_secret()


def address(secret: str, *, account: str, issuer: str) -> str:
    """What the picture says to the app."""
    return totp.address(secret, account=account, issuer=issuer)
