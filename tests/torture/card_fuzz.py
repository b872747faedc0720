"""Altered and random texts into the reader of cards: an answer, never an exception, and never yes."""

from __future__ import annotations

import random
import zlib

from lindung.kernel.cards import base45, cbor, tokens
from tests import torture, vectors
from tests.kernel import test_cards

AT_ONCE = 200
_ODD = "0A $:é\0😀\n"


def run(seed: int, seconds: float) -> torture.Drill:
    drill = torture.Drill("card_fuzz")
    said = {name: vectors.vector(name) for name in vectors.names()}
    good = said["sah"]
    content = tokens.unpacked(good["text"])
    for try_seed in drill.tries(seed, seconds):
        draw = random.Random(f"kartu {try_seed}")
        with drill.trying(try_seed):
            for _ in range(AT_ONCE):
                text = _text(draw, good["text"], content)
                list_of = draw.choice([*said.values()])["list"]
                found = test_cards.answer(good | {"list": list_of, "on": good["on"]}, text)
                drill.met[found.answer] += 1
                whole = text.replace("\r", "").replace("\n", "").replace("\t", "")
                same = found.card is None or tokens.unpacked(whole) == content
                torture.check(same, f"another card was taken for genuine: {text!r}")
    return drill


def _text(draw: random.Random, good: str, content: bytes) -> str:
    """Altered as text, as bytes below zlib, or as values below CBOR; or noise."""
    kind = draw.randrange(5)
    if kind == 0:
        return test_cards.mutated(good, draw)
    if kind == 1:
        changed = bytearray(content)
        for _ in range(draw.choice((1, 1, 3, 20))):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        return tokens.text(bytes(changed[: draw.randint(1, len(changed))] if draw.random() < 0.3 else changed))
    if kind == 2:
        return base45.encoded(zlib.compress(draw.randbytes(draw.randrange(400)))[: draw.randint(0, 400)])
    if kind == 3:
        return tokens.text(cbor.encoded(_value(draw, 0)))
    return "".join(draw.choice(base45.SIGNS + _ODD) for _ in range(draw.randrange(2_400)))


def _value(draw: random.Random, depth: int) -> object:
    """A value like those of a card, with the keys of one where it is a map."""
    kind = draw.randrange(6 if depth < 5 else 3)
    if kind == 0:
        return draw.choice((0, 1, -1, -7, 24, 255, 10**9, 2**53 - 1))
    if kind == 1:
        return draw.randbytes(draw.choice((0, 1, 10, 64)))
    if kind == 2:
        return draw.choice(("", "Siti", "ñ" * 40))
    if kind == 3:
        return [_value(draw, depth + 1) for _ in range(draw.choice((0, 1, 4, 4)))]
    if kind == 4:
        keys = draw.sample((1, 4, 5, 6, 7, 169, -70001, "a"), draw.randint(0, 6))
        return {key: _value(draw, depth + 1) for key in keys}
    return cbor.Tagged(draw.choice((18, 61, 1)), _value(draw, depth + 1))
