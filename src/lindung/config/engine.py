"""Which database, and in which mode: choices about not losing data, made before Django loads its driver.

SQLite 3.7.0–3.51.2 can corrupt a database in WAL mode (a race at the reset of the log, fixed in 3.51.3 and in 3.50.7
and 3.44.6). Where only such a library is there, the rollback journal is used: slower, and not touched by the race.
``synchronous=FULL`` because with NORMAL a power cut takes back transactions that were already acknowledged; PostgreSQL
is told the same by ``synchronous_commit=on``, whatever its own configuration says.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from typing import Any

from lindung.interfaces import servers
from lindung.kernel import values

_FIXED = (3, 51, 3)
_BACKPORTS = ((3, 50, 7), (3, 44, 6))
_PATIENCE = 20  # seconds that a write waits for another
_SERVER = f"-c synchronous_commit=on -c lock_timeout={_PATIENCE}s -c row_security=on"


class NotAnAddress(values.Refusal):
    code = "alamat-basis-data"
    sentence = (
        "Alamat basis data PostgreSQL tidak dapat dibaca. Tulis seperti postgresql://pengguna@server:5432/lindung, "
        "atau nama berkas bila memakai SQLite."
    )


def database(said: str) -> dict[str, Any]:
    """Django's settings of the database that ``said`` names: a file, ``:memory:``, or a PostgreSQL address.

    A password may stand in the address, in PGPASSWORD or in ~/.pgpass. Raises NotAnAddress.
    """
    if servers.is_address(said):
        return _on_server(said)
    driver = importlib.import_module("sqlite3")  # whichever ``swap_driver`` has put there
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": said,
        "CONN_MAX_AGE": None,  # a connection a thread, kept: opening one costs more than a page
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": _PATIENCE,
            "init_command": pragmas(driver.sqlite_version_info),
        },
    }


def _on_server(address: str) -> dict[str, Any]:
    psycopg = importlib.import_module("psycopg")  # a tenth of a second that a database in a file need not pay
    try:
        said = psycopg.conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        raise NotAnAddress() from error
    name = said.pop("dbname", None)
    if not name:
        raise NotAnAddress()
    taken = {key.upper(): str(said.pop(key, "")) for key in ("user", "password", "host", "port")}
    options = f"{said.pop('options', '')} {_SERVER}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        **taken,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # a server that was started anew must not cost the next visitor their page
        "OPTIONS": {"connect_timeout": 10, "application_name": "lindung"} | said | {"options": options},
    }


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
    """The statements that each connection starts with.

    The guards call a function of ours, which SQLite allows a trigger only where the schema is trusted; that nothing but
    the guards stands in it is checked whenever a kept database is opened.
    """
    mode = "WAL" if wal_is_safe(version) else "DELETE"
    guarded = "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"  # else REPLACE passes by the guards on DELETE
    return f"PRAGMA journal_mode={mode}; PRAGMA synchronous=FULL; {guarded} PRAGMA trusted_schema=ON;"
