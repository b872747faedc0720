"""``lindung card``: check a card without database or network; the public keys; the list of revoked cards."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import sys

from lindung.interfaces import store
from lindung.interfaces.cli import keys as opening
from lindung.interfaces.reports.cards import keys, listing, words
from lindung.interfaces.web import clock
from lindung.kernel import values
from lindung.kernel.cards import verdicts
from lindung.platform.vault.cards import queries as vault

EXITS: dict[verdicts.Answer, int] = {
    "valid": 0, "grace": 3, "expired": 4, "not_yet": 5, "revoked": 6, "uncertain": 7, "forged": 8, "unreadable": 9,
}  # fmt: skip
_LONGEST = 100_000


class CardFileUnread(values.Refusal):
    code = "berkas-kartu-tidak-terbaca"
    sentence = "{path} tidak dapat dibaca: {why}. Periksa alamat berkasnya."


class CardFileUnwritten(values.Refusal):
    code = "berkas-kartu-tidak-tertulis"
    sentence = "{path} tidak dapat ditulis: {why}. Pilih tempat lain lalu ulangi."


def run(asked: argparse.Namespace) -> int | None:
    return {"verify": verify, "keys": public_keys, "revoked": revoked}[asked.verb](asked)


def verify(asked: argparse.Namespace) -> int:
    """Answer to one card; the exit code says which answer."""
    known = keys.read(_read(asked.keys).decode("utf-8", "replace"), name=asked.keys.name)
    said = asked.text if asked.text is not None else _typed(asked.file)
    revoked = _read(asked.list) if asked.list else None
    seen_at = _remembered(asked.memory)
    on = asked.on or dt.datetime.now().astimezone().date()
    found = verdicts.verdict(said, on=on, keys=known, holds=vault.is_signed, revoked=revoked, seen_at=seen_at)
    print(f"{words.headlines()[found.answer]} [{found.why or found.answer}]\n{words.meaning(found)}")
    for name, told in words.facts(found):
        print(f"  {name}: {told}")
    if asked.memory and revoked is not None:
        newest = verdicts.newest(revoked, keys=known, holds=vault.is_signed, seen_at=seen_at)
        asked.memory.write_text(json.dumps({"seen_at": newest}) + "\n", "utf-8")
    return EXITS[found.answer]


def public_keys(asked: argparse.Namespace) -> None:
    """The public keys of the ring that a database was made with."""
    try:
        store.open_kept(opening.existing(store.kept(asked.db)))
        said = keys.text(vault.published())
    finally:
        store.close()
    if asked.to is None:
        print(said, end="")
    else:
        _write(asked.to, said.encode())


def revoked(asked: argparse.Namespace) -> None:
    """The list of revoked cards, signed now, of a database."""
    try:
        store.open_kept(opening.existing(store.kept(asked.db)))
        content = listing.made(at=dt.datetime.now(dt.UTC), on=clock.today_in_jakarta())
    finally:
        store.close()
    _write(asked.to, content)


def _write(path: pathlib.Path, content: bytes) -> None:
    """Beside and renamed: who fetches it finds it whole."""
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        raise CardFileUnwritten(path=path, why=error.strerror) from error
    print(f"Ditulis: {path}")


def _typed(file: pathlib.Path | None) -> str:
    """The text of a code: from a file, else from what is piped or typed in."""
    if file is not None:
        return _read(file)[:_LONGEST].decode("utf-8", "replace")
    return sys.stdin.read(_LONGEST)


def _read(path: pathlib.Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CardFileUnread(path=path, why=error.strerror) from error


def _remembered(memory: pathlib.Path | None) -> int:
    """When the youngest list was made that was used with this file of ours before."""
    if memory is None or not memory.exists():
        return 0
    try:
        return int(json.loads(_read(memory))["seen_at"])
    except (ValueError, KeyError, TypeError) as broken:
        raise CardFileUnread(path=memory, why="isinya bukan tulisan lindung card") from broken
