"""What a card says, and what is answered to one without a network: each vector, and whatever else comes in."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
import zlib

import cwt
import pytest
import segno
from cwt import cose_key

from lindung.interfaces.reports.cards import keys as key_files
from lindung.kernel.cards import base45, cbor, tokens, verdicts
from lindung.platform.vault.cards import queries as vault
from tests import vectors

DAY = dt.date(2026, 4, 13)


def answer(said: dict, text: str | None = None) -> verdicts.Verdict:
    known = key_files.read(json.dumps(said["keys"]), name="uji")
    on = dt.date.fromisoformat(said["on"])
    return verdicts.verdict(
        said["text"] if text is None else text, on=on, keys=known, holds=vault.is_signed,
        revoked=vectors.revoked(said), seen_at=said["seen_at"],
    )  # fmt: skip


@pytest.mark.parametrize("name", vectors.names())
def test_each_vector_is_answered_as_it_says(name):
    said = vectors.vector(name)
    found = answer(said)
    assert (found.answer, found.why) == (said["answer"], said["why"])
    unproven = said["answer"] in ("forged", "unreadable") or said["why"] == "unknown_key"
    assert (found.card is None) == unproven


def test_a_valid_card_tells_name_village_and_days():
    card = answer(vectors.vector("sah")).card
    assert card is not None
    assert (card.name, card.village) == ("Siti Contoh Bakari", "Huangobotu, Kabila Bone")
    assert (card.starts_on, card.ends_before, card.expires_on) == (
        dt.date(2026, 3, 31), dt.date(2027, 1, 1), dt.date(2027, 4, 1),
    )  # fmt: skip
    assert (card.full_from, card.ending, card.confirmed) == (dt.date(2026, 6, 30), "4321", True)


def test_a_line_break_of_who_copied_the_text_does_no_harm():
    said = vectors.vector("sah")
    assert answer(said, said["text"][:70] + "\r\n" + said["text"][70:] + "\n").answer == "valid"


def test_another_library_reads_our_card_as_a_token_of_claim_169():
    """By python-cwt, which shares no line with ours."""
    said = vectors.vector("sah")
    public = cose_key.COSEKey.from_jwk({**said["keys"]["keys"][0], "key_ops": ["verify"]})
    public._kid = bytes.fromhex(said["keys"]["keys"][0]["kid"])
    content = zlib.decompress(base45.decoded(said["text"]))
    claims = cwt.CWT.new(leeway=10**10).decode(content, public)
    assert (claims[1], claims[169]) == ("lindung:75.03", {4: "Siti Contoh Bakari"})
    assert claims[-70001][3] == "Huangobotu, Kabila Bone"
    assert set(claims) == {1, 4, 5, 6, 7, 169, -70001}


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_base45_is_that_of_rfc_9285(content, text):
    assert (base45.encoded(content), base45.decoded(text)) == (text, content)


def test_every_shape_of_value_comes_back_and_no_other_is_read():
    value = {1: "a", -70001: [0, 23, 24, 255, 256, 65_536, 2**53 - 1, -1, -500], "b": {2: b"\0" * 300}}
    assert cbor.decoded(cbor.encoded(value)) == value
    for broken in (b"", b"\x1b" + b"\xff" * 8, b"\xf6", b"\xa1\x80\x01", b"\x5f\x41a\xff", b"\x18"):
        with pytest.raises(ValueError, match=r"\w"):
            cbor.decoded(broken)


def test_no_altered_text_is_ever_a_card_and_none_breaks_the_reader():
    """Of a valid card: signs changed, left out, put in, swapped; and noise. None is answered with yes."""
    seed = 20260413
    drawn, good = random.Random(seed), vectors.vector("sah")
    for _ in range(1_500):
        text = mutated(good["text"], drawn)
        found = answer(good, text)
        assert text == good["text"] or found.card is None, (seed, text)


def mutated(text: str, drawn: random.Random) -> str:
    signs = list(text)
    for _ in range(drawn.choice((1, 1, 2, 5, 40))):
        at = drawn.randrange(len(signs))
        deed = drawn.randrange(4)
        if deed == 0:
            signs[at] = drawn.choice(base45.SIGNS)
        elif deed == 1 and len(signs) > 2:
            del signs[at]
        elif deed == 2:
            signs.insert(at, drawn.choice(base45.SIGNS + "aé\0"))
        else:
            signs[at], signs[-1] = signs[-1], signs[at]
    return "".join(signs)


def test_no_altered_byte_is_ever_a_card_either():
    """Below zlib, which would catch most of it: every byte of the token in turn."""
    good = vectors.vector("sah")
    content = tokens.unpacked(good["text"])
    for at in range(len(content)):
        for bit in (0, 5):
            changed = bytearray(content)
            changed[at] ^= 1 << bit
            found = answer(good, tokens.text(bytes(changed)))
            assert found.card is None and found.answer not in ("valid", "grace"), (at, bit)


def test_the_longest_card_still_has_modules_of_four_tenths_of_a_millimetre():
    card = answer(vectors.vector("sah")).card
    assert card is not None
    longest = dataclasses.replace(
        card,
        name="Abdurrahmān ibn Muḥammad al-Ḥusaynī Djafar Monoarfa Qzx W"[:56],
        village="V7k9 Bulango Selatan Jq3, 8x Kabila Bone Timur Wp2 Zr5y",
    )
    head = tokens.protected(bytes(range(8)))
    text = tokens.text(tokens.signed(head, tokens.card_payload(longest), random.Random(1).randbytes(64)))
    code = segno.make(text, error="l", micro=False, boost_error=False)
    assert code.symbol_size(border=0)[0] <= 61
    assert 26 / 61 > 0.42


def test_a_reader_remembers_the_youngest_genuine_list_only():
    said = vectors.vector("daftar-palsu")
    known = key_files.read(json.dumps(said["keys"]), name="uji")
    forged = vectors.revoked(said)
    assert verdicts.newest(forged, keys=known, holds=vault.is_signed, seen_at=7) == 7
    genuine = vectors.revoked(vectors.vector("sah"))
    made = int(dt.datetime(2026, 4, 12, 12, tzinfo=dt.UTC).timestamp())
    assert verdicts.newest(genuine, keys=known, holds=vault.is_signed, seen_at=7) == made
