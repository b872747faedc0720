"""Opening the vault: from a key file, or with keys that live only as long as this process."""

from __future__ import annotations

import json
import os
import pathlib
import secrets
import stat

from lindung.kernel import values
from lindung.platform.vault import queries, rings


class KeysBesideData(values.Refusal):
    code = "kunci-di-samping-data"
    sentence = (
        "Berkas kunci {keys} berada di folder data {data}. Siapa pun yang menyalin folder itu membawa kuncinya. "
        "Pindahkan kunci ke folder lain, lalu tunjuk dengan LINDUNG_KEYS."
    )


class KeysReadableByOthers(values.Refusal):
    code = "kunci-terbuka"
    sentence = "Berkas kunci {keys} dapat dibaca orang lain (izin {mode}). Jalankan: chmod 600 {keys}"


class KeysBroken(values.Refusal):
    code = "kunci-rusak"
    sentence = "Berkas kunci {keys} tidak dapat dibaca. Pulihkan dari salinan kunci; tanpa kunci itu NIK tidak terbuka."


class TooManyKeys(values.Refusal):
    code = "kunci-terlalu-banyak"
    sentence = "Sudah {most} kunci pernah dibuat untuk data ini; nomornya habis. Sampaikan kepada pengembang Lindung."


def unlock_for_this_process() -> None:
    """New keys that are never written down: for a database that is thrown away."""
    queries.hold(1, secrets.token_bytes(rings.MASTER_BYTES))


def unlock(keys: pathlib.Path, *, data: pathlib.Path | None) -> None:
    """Use the key file ``keys``, making it (mode 0600) where there is none yet.

    ``data``: the folder that the data lie in; None where they lie on a server.

    Raises KeysBesideData, KeysReadableByOthers, KeysBroken.
    """
    if data is not None and _lie_together(keys.resolve(), data.resolve()):
        raise KeysBesideData(keys=keys, data=data.resolve())
    if not keys.exists():
        _make(keys)
    if os.name == "posix" and stat.S_IMODE(keys.stat().st_mode) & 0o077:
        raise KeysReadableByOthers(keys=keys, mode=oct(stat.S_IMODE(keys.stat().st_mode)))
    _hold(keys)


def _hold(keys: pathlib.Path) -> None:
    try:
        mark = queries.mark_of(keys)  # before it is read: a file that changes in between is then read once more
        queries.hold_ring(rings.read(keys.read_text("utf-8")), source=keys, mark=mark)
    except (ValueError, KeyError, TypeError) as broken:
        raise KeysBroken(keys=keys) from broken


def _lie_together(keys: pathlib.Path, data: pathlib.Path) -> bool:
    home = pathlib.Path.home().resolve()
    return data in keys.parents and (keys.parent == data or data not in (home, *home.parents))


def _make(keys: pathlib.Path) -> None:
    """A key file that is there stays."""
    keys.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = _beside(keys, json.dumps({"id": 1, "master": secrets.token_hex(rings.MASTER_BYTES)}))
    try:
        os.link(beside, keys)
    except FileExistsError:  # another process made it meanwhile
        return
    except OSError:  # a file system without links
        beside.rename(keys)
    finally:
        beside.unlink(missing_ok=True)


def _beside(keys: pathlib.Path, body: str) -> pathlib.Path:
    """Written beside, to be named then: a key file is there whole or not at all."""
    beside = keys.with_name(f".{keys.name}.{secrets.token_hex(4)}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    return beside


def add_key() -> int:
    """One more key on the ring, which seals from now on; returns its number. Raises TooManyKeys."""
    ring = queries.ring()
    if ring.last >= rings.MOST:
        raise TooManyKeys(most=rings.MOST)
    _replace(rings.with_new(ring, secrets.token_bytes(rings.MASTER_BYTES)))
    return queries.current()


def drop_key(number: int, *, keep_blind: bool, keep_card: bool = True) -> None:
    """Take a key off the ring for good. ``keep_blind``: what recognises erased persons stays, and opens nothing;
    ``keep_card``: cards that it signed stay good, unless it was stolen."""
    ring = queries.ring()
    if number in ring.masters:
        _replace(rings.without(ring, number, keep_blind=keep_blind, keep_card=keep_card))


def _replace(ring: rings.Ring) -> None:
    keys = queries.source()
    if keys is None:
        queries.hold_ring(ring)
        return
    beside = _beside(keys, rings.text(ring))
    try:
        os.replace(beside, keys)
        if os.name == "posix":  # the new name survives a power cut, too
            folder = os.open(keys.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    finally:
        beside.unlink(missing_ok=True)
    _hold(keys)
