"""Codes of an app by the clock (RFC 6238): six digits, thirty seconds, the moment is an argument."""

from __future__ import annotations

import base64
import datetime as dt
import hmac
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor import totp

SECONDS, _DIGITS = 30, 6


def new_secret() -> str:
    """160 bits, as apps write them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step(secret: str, code: str, *, at: dt.datetime) -> int | None:
    """The step of time that ``code`` belongs to: this one, the one before or the one after; None: of no such step."""
    said = code.strip().replace(" ", "").encode()
    clock = _clock(secret)
    now = int(at.timestamp()) // SECONDS
    right = [one for one in (now - 1, now, now + 1) if hmac.compare_digest(clock.generate(one * SECONDS), said)]
    return right[0] if right else None


def address(secret: str, *, account: str, issuer: str) -> str:
    """What the picture says to the app."""
    return _clock(secret).get_provisioning_uri(account, issuer)


def _clock(secret: str) -> totp.TOTP:
    return totp.TOTP(base64.b32decode(secret), _DIGITS, hashes.SHA1(), SECONDS)  # noqa: S303  what the apps speak
