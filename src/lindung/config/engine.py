"""Which SQLite, and in which mode: a choice about not losing data, made before Django loads its driver.

SQLite 3.7.0–3.51.2 can corrupt a database in WAL mode (a race at the reset of the log, fixed in 3.51.3 and in 3.50.7
and 3.44.6). Where only such a library is there, the rollback journal is used: slower, and not touched by the race.
``synchronous=FULL`` because with NORMAL a power cut takes back transactions that were already acknowledged.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys

_FIXED = (3, 51, 3)
_BACKPORTS = ((3, 50, 7), (3, 44, 6))


def swap_driver() -> None:
    """Put ``pysqlite3``, where it is installed, in place of the interpreter's own ``sqlite3``."""
    if importlib.util.find_spec("pysqlite3") is not None and "sqlite3" not in sys.modules:
        driver = importlib.import_module("pysqlite3")
        sys.modules["sqlite3"] = driver
        sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset race."""
    return version >= _FIXED or any(version[:2] == fixed[:2] and version >= fixed for fixed in _BACKPORTS)


def pragmas(version: tuple[int, int, int]) -> str:
    """The statements that each connection starts with."""
    mode = "WAL" if wal_is_safe(version) else "DELETE"
    guarded = "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"  # else REPLACE passes by the guards on DELETE
    return f"PRAGMA journal_mode={mode}; PRAGMA synchronous=FULL; {guarded} PRAGMA trusted_schema=OFF;"
