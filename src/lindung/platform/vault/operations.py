"""Opening the vault: from a key file, or with keys that live only as long as this process."""

from __future__ import annotations

import json
import os
import pathlib
import secrets
import stat

from lindung.kernel import values
from lindung.platform.vault import queries


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


_MASTER_BYTES = 32


def unlock_for_this_process() -> None:
    """New keys that are never written down: for a database that is thrown away."""
    queries.hold(1, secrets.token_bytes(_MASTER_BYTES))


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
    try:
        kept = json.loads(keys.read_text("utf-8"))
        number, master = int(kept["id"]), bytes.fromhex(kept["master"])
        if len(master) != _MASTER_BYTES or not 0 < number < 256:  # a file cut short must not pass for a weaker key
            raise ValueError
        queries.hold(number, master)
    except (ValueError, KeyError, TypeError) as broken:
        raise KeysBroken(keys=keys) from broken


def _lie_together(keys: pathlib.Path, data: pathlib.Path) -> bool:
    home = pathlib.Path.home().resolve()
    return data in keys.parents and (keys.parent == data or data not in (home, *home.parents))


def _make(keys: pathlib.Path) -> None:
    """Written beside and then named: a key file is there whole or not at all, and one that is there stays."""
    keys.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    body = json.dumps({"id": 1, "master": secrets.token_hex(_MASTER_BYTES)})
    beside = keys.with_name(f".{keys.name}.{secrets.token_hex(4)}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, keys)
    except FileExistsError:  # another process made it meanwhile
        return
    except OSError:  # a file system without links
        beside.rename(keys)
    finally:
        beside.unlink(missing_ok=True)
