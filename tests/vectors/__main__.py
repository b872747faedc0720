"""Makes the vectors anew: ``python -m tests.vectors``. Their key is a test's, their people are nobody.

Signatures are drawn anew each time; the answers are written here by hand and never computed.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from lindung.interfaces.reports.cards import keys
from lindung.kernel.cards import base45, cbor, tokens
from lindung.platform.vault import rings
from lindung.platform.vault.cards import queries as vault
from tests import vectors

DAY = dt.date(2026, 4, 13)
NOON = int(dt.datetime(2026, 4, 12, 12, tzinfo=dt.UTC).timestamp())
CARD = tokens.Card(
    issuer="lindung:75.03", number=bytes.fromhex("00112233445566778899"), name="Siti Contoh Bakari",
    village="Huangobotu, Kabila Bone", issued_on=dt.date(2026, 4, 1), starts_on=dt.date(2026, 3, 31),
    ends_before=dt.date(2027, 1, 1), expires_on=dt.date(2027, 4, 1), sequence=1, confirmed=True,
    full_from=dt.date(2026, 6, 30), ending="4321",
)  # fmt: skip


class Signer:
    def __init__(self, name: str) -> None:
        self.key = rings.card_key(hashlib.sha256(name.encode()).digest())
        self.public = rings.point(self.key)
        self.name = vault.key_id(self.public)

    def sign(self, content: bytes) -> bytes:
        halves = utils.decode_dss_signature(self.key.sign(content, ec.ECDSA(hashes.SHA256())))
        return b"".join(half.to_bytes(32, "big") for half in halves)

    def signed(self, payload: bytes, head: bytes | None = None) -> bytes:
        head = tokens.protected(self.name) if head is None else head
        return tokens.signed(head, payload, self.sign(tokens.to_sign(head, payload)))


OURS, OLD, OTHERS = Signer("kunci uji"), Signer("kunci uji sebelumnya"), Signer("kunci orang lain")
KEYS = {one.name: one.public for one in (OURS, OLD)}


def card(signer: Signer = OURS, **said: Any) -> str:
    values = {name: getattr(CARD, name) for name in tokens.Card.__slots__} | said
    return tokens.text(signer.signed(tokens.card_payload(tokens.Card(**values))))


def listed(
    *numbers: bytes, made_at: int = NOON, signer: Signer = OURS, of: tuple[bytes, ...] = tuple(KEYS)
) -> bytes:  # fmt: skip
    return signer.signed(tokens.list_payload("lindung", made_at=made_at, numbers=numbers, keys=of))


def changed(text: str, at: int) -> str:
    """One bit of the signed bytes is another, counted from the end where negative."""
    content = bytearray(tokens.unpacked(text))
    content[at] ^= 1
    return tokens.text(bytes(content))


def payload(value: Any) -> str:
    return tokens.text(OURS.signed(cbor.encoded(value)))


def wasteful(content: bytes) -> bytes:
    """As zlib, but each byte by a code of nine bits, of which half mean nothing: zlib itself refuses to read it."""
    order = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
    bits = "1" + "01" + "00000" + "00000" + "1111"  # the last block; 257 codes, one way back, 19 lengths
    bits += "".join(f"{0 if one > 15 else 4:03b}"[::-1] for one in order)
    bits += f"{9:04b}" * 257 + f"{1:04b}"
    bits += "".join(f"{one:09b}" for one in (*content, 256))
    packed = int(bits[::-1], 2).to_bytes(-(-len(bits) // 8), "little")
    return b"\x78\xda" + packed + zlib.adler32(content).to_bytes(4, "big")


Row = tuple[str, str, str, str, dict[str, Any]]


def rows() -> Iterator[Row]:
    """Name, text, answer, why, and what differs from the usual day with the usual list."""
    good = card()
    days = 86_400
    yield "sah", good, "valid", "", {}
    yield "sah-kunci-lama", card(OLD), "valid", "", {}
    yield "sah-dianggap", card(confirmed=False, ending="", full_from=None), "valid", "", {}
    yield "sah-nama-panjang", card(name="Ñandú " + "Émile Ötzi " * 5), "valid", "", {}
    yield "sah-hari-terakhir", good, "valid", "", {"on": "2026-12-31", "list": listed(made_at=NOON + 250 * days)}
    yield "tenggang", good, "grace", "", {"on": "2027-01-01", "list": listed(made_at=NOON + 260 * days)}
    yield "kedaluwarsa", good, "expired", "", {"on": "2027-04-01", "list": listed(made_at=NOON + 350 * days)}
    yield "belum-berlaku", card(starts_on=dt.date(2026, 4, 14)), "not_yet", "", {}
    yield "dicabut", good, "revoked", "", {"list": listed(b"x", CARD.number, b"y")}
    yield "dicabut-daftar-lama", good, "revoked", "", {"list": listed(CARD.number, made_at=NOON - 90 * days)}
    yield "daftar-tidak-ada", good, "uncertain", "list_missing", {"list": None}
    yield "daftar-lama", good, "uncertain", "list_old", {"list": listed(made_at=NOON - 29 * days)}
    yield "daftar-hampir-lama", good, "valid", "", {"list": listed(made_at=NOON - 28 * days)}
    yield "daftar-diulang", good, "uncertain", "list_replayed", {"seen_at": NOON + 1}
    yield "daftar-palsu", good, "uncertain", "list_forged", {"list": listed(signer=OTHERS)}
    yield "daftar-rusak", good, "uncertain", "list_forged", {"list": listed()[:-1]}
    yield "daftar-adalah-kartu", good, "uncertain", "list_forged", {"list": tokens.unpacked(good)}
    yield "daftar-kunci-lain", good, "uncertain", "list_other", {"list": listed(of=(OLD.name,))}
    yield "jam-salah", good, "uncertain", "clock", {"list": listed(made_at=NOON + 3 * days)}
    yield from _forged(good)
    yield from _unreadable(good)


def _forged(good: str) -> Iterator[Row]:
    head, said = tokens.protected(OURS.name), tokens.card_payload(CARD)
    none = cbor.encoded({1: 0, 4: OURS.name})
    hidden, eddsa = cbor.encoded({4: OURS.name}), cbor.encoded({1: -8, 4: OURS.name})
    yield "isi-diubah", changed(good, 40), "forged", "signature", {}
    yield "tanda-tangan-diubah", changed(good, -1), "forged", "signature", {}
    yield "tanda-tangan-nol", tokens.text(tokens.signed(head, said, bytes(64))), "forged", "signature", {}
    yield "tanda-tangan-pendek", tokens.text(tokens.signed(head, said, b"")), "forged", "signature", {}
    yield "kunci-tidak-dikenal", card(OTHERS), "uncertain", "unknown_key", {}
    yield "tanpa-algoritma", tokens.text(OURS.signed(said, hidden)), "forged", "algorithm", {}
    yield "algoritma-none", tokens.text(tokens.signed(none, said, b"")), "forged", "algorithm", {}
    yield "algoritma-eddsa", tokens.text(OURS.signed(said, eddsa)), "forged", "algorithm", {}
    yield "daftar-sebagai-kartu", tokens.text(listed()), "forged", "content", {}
    yield "tanpa-masa-perlindungan", payload({1: "lindung", 169: {4: "Siti"}}), "forged", "content", {}


def _unreadable(good: str) -> Iterator[Row]:
    inside = tokens.unpacked(good)
    twice = b"\xa2\x01\x01\x01\x02"
    yield "kosong", "", "unreadable", "size", {}
    yield "terlalu-panjang", good * 8, "unreadable", "size", {}
    yield "bom-zip", base45.encoded(zlib.compress(bytes(600_000), 9)), "unreadable", "size", {}
    yield "huruf-kecil", good.lower(), "unreadable", "base45", {}
    yield "bukan-base45", "HALO_DUNIA!", "unreadable", "base45", {}
    yield "satu-huruf-lebih", ":::", "unreadable", "base45", {}
    yield "terpotong", good[: len(good) // 3 * 2 // 3 * 3], "unreadable", "zlib", {}
    yield "bukan-zlib", base45.encoded(inside), "unreadable", "zlib", {}
    yield "kode-tak-penuh", base45.encoded(wasteful(inside)), "unreadable", "zlib", {}
    yield "sisa-byte", base45.encoded(zlib.compress(inside) + b"\0"), "unreadable", "zlib", {}
    yield "cbor-terpotong", tokens.text(inside[:-1]), "unreadable", "cbor", {}
    yield "cbor-sisa", tokens.text(inside + b"\0"), "unreadable", "cbor", {}
    yield "cbor-dalam", tokens.text(b"\x81" * 60 + b"\0"), "unreadable", "cbor", {}
    yield "cbor-kunci-dua-kali", tokens.text(twice), "unreadable", "cbor", {}
    yield "cbor-tanpa-panjang", tokens.text(b"\x9f\x01\xff"), "unreadable", "cbor", {}
    yield "cbor-pecahan", tokens.text(b"\xf9\x3c\x00"), "unreadable", "cbor", {}
    yield "cbor-utf8", tokens.text(b"\x62\xc3\x28"), "unreadable", "cbor", {}
    yield "bukan-cose", tokens.text(cbor.encoded({"a": [1, b"x"]})), "unreadable", "shape", {}


def main() -> None:
    for old in vectors.CARDS.glob("*.json"):
        old.unlink()
    for name, text, answer, why, differs in rows():
        revoked = differs.get("list", listed(b"lain"))
        said = {
            "text": text, "keys": json.loads(keys.text(KEYS)), "on": differs.get("on", DAY.isoformat()),
            "list": None if revoked is None else base64.b64encode(revoked).decode(),
            "seen_at": differs.get("seen_at", 0), "answer": answer, "why": why,
        }  # fmt: skip
        (vectors.CARDS / f"{name}.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(vectors.names())} vectors")


if __name__ == "__main__":
    main()
