"""The keys that sign cards: one of each master key; what they signed stays checkable when the master key is gone."""

from __future__ import annotations

import json

from lindung.platform.vault import operations as vault
from lindung.platform.vault import rings
from lindung.platform.vault.cards import queries as cards


def test_a_rotation_changes_the_key_and_leaves_the_earlier_one_published(tmp_path):
    vault.unlock(tmp_path / "kunci.json", data=None)
    first, signed = cards.signer(), cards.signature(b"kartu")
    vault.add_key()
    assert cards.signer() != first
    assert list(cards.published().values()) == [cards.signer(), first]
    assert cards.is_signed(first, b"kartu", signed)
    assert not cards.is_signed(cards.signer(), b"kartu", signed)


def test_a_retired_keys_public_half_stays_in_the_key_file_and_its_private_half_does_not(tmp_path):
    file = tmp_path / "kunci.json"
    vault.unlock(file, data=None)
    first = cards.signer()
    vault.add_key()
    vault.drop_key(1, keep_blind=False)
    vault.unlock(file, data=None)
    assert first in cards.published().values()
    said = json.loads(file.read_text())
    assert (list(said["keys"]), said["cards"]) == (["2"], {"1": first.hex()})


def test_of_a_stolen_key_nothing_stays(tmp_path):
    vault.unlock(tmp_path / "kunci.json", data=None)
    stolen = cards.signer()
    vault.add_key()
    vault.drop_key(1, keep_blind=True, keep_card=False)
    assert list(cards.published().values()) == [cards.signer()] != [stolen]


def test_a_key_file_of_before_there_were_cards_is_read():
    ring = rings.with_new(rings.of_one(1, bytes(32)), bytes(range(32)))
    said = json.loads(rings.text(ring))
    del said["cards"]
    assert rings.read(json.dumps(said)) == ring


def test_what_is_no_signature_and_no_key_is_answered_with_no():
    vault.unlock_for_this_process()
    for signature in (b"", bytes(64), bytes(65), b"\xff" * 64):
        assert not cards.is_signed(cards.signer(), b"kartu", signature)
    assert not cards.is_signed(b"\x04" + bytes(64), b"kartu", cards.signature(b"kartu"))
