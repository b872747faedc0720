"""The list of revoked cards as it goes out: signed, good for thirty days without signal."""

from __future__ import annotations

import datetime as dt

from lindung.kernel.cards import tokens
from lindung.platform.access import scope
from lindung.platform.vault.cards import queries as vault
from lindung.registers.claims.cards import queries as cards

ISSUER = "lindung"
_WHY = "daftar kartu yang dicabut: dari semua wilayah, hanya tanda pendek tanpa nama"


def made(*, at: dt.datetime, on: dt.date) -> bytes:
    """The list of all cards that were revoked and would otherwise still be good on a day; of the cards of every key of
    ours."""
    with scope.everything(_WHY):
        numbers = cards.revoked(on=on)
    payload = tokens.list_payload(ISSUER, made_at=int(at.timestamp()), numbers=numbers, keys=list(vault.published()))
    head = tokens.protected(vault.key_id(vault.signer()))
    return tokens.signed(head, payload, vault.signature(tokens.to_sign(head, payload)))
