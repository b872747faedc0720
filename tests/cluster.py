"""A PostgreSQL server that is thrown away, for one command: ``python -m tests.cluster pytest -n 2``.

Its database is the one that ``LINDUNG_DATABASE`` names while the command runs. It listens on a socket and nowhere else.
Nothing is forced to disk (what survives a power cut is not asked here). The command connects as a user that may make
databases and nothing more: a superuser would see past the walls that are to be tested.
"""

from __future__ import annotations

import contextlib
import getpass
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator

NOT_RUN = (
    "NOT RUN: on PostgreSQL; no server (14 or newer) is installed here. Install one (Debian: apt-get install "
    "postgresql), or leave its tests out with POSTGRES=no."
)
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=40"


def binaries() -> pathlib.Path | None:
    """The folder of the newest server that is installed."""
    there = [path.parent for path in pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    in_path = shutil.which("initdb")
    there += [pathlib.Path(in_path).resolve().parent] if in_path else []
    return max(there, key=lambda path: [int(part) for part in path.parts if part.isdigit()], default=None)


def fetch() -> pathlib.Path | None:
    """The server's folder; as root, where there is none, installed first."""
    if binaries() is None and os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        for words in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
            subprocess.run(["apt-get", "-qq", *words], env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, **quiet)
    return binaries()


@contextlib.contextmanager
def running(server: pathlib.Path) -> Iterator[str]:
    """A new cluster, until the end of the block; gives the address of its first database."""
    with tempfile.TemporaryDirectory(prefix="lindung-pg-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        folder.chmod(0o711)
        data, sockets = folder / "data", folder / "s"
        for one in (data, sockets):
            one.mkdir()
        user = _hand_over(data, sockets)
        _run(user, server / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
        sockets.chmod(0o755)
        options = f"-c listen_addresses= -c unix_socket_directories={sockets} {_QUICK}"
        _run(user, server / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
        try:
            said = ["-h", str(sockets), "-U", "postgres"]
            _run(user, server / "createuser", *said, "--createdb", "lindung")
            _run(user, server / "createdb", *said, "--owner=lindung", "lindung")
            yield f"postgresql://lindung@/lindung?host={sockets}"
        finally:
            _run(user, server / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _hand_over(*folders: pathlib.Path) -> str:
    """PostgreSQL refuses to run as root: then as another user, who owns its folders. Returns whoever it runs as."""
    if os.name != "posix" or os.geteuid() != 0:
        return getpass.getuser()
    user = next(
        name for name in ("postgres", "nobody") if subprocess.run(["id", name], capture_output=True).returncode == 0
    )
    for folder in folders:
        shutil.chown(folder, user)
    return user


def _run(user: str, *command: object) -> None:
    words = [str(word) for word in command]
    if user != getpass.getuser():
        words = ["runuser", "-u", user, "--", *words]
    done = subprocess.run(words, cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def main(command: list[str]) -> int:
    server = fetch()
    if server is None:
        print(NOT_RUN, file=sys.stderr)
        return 1
    with running(server) as address:
        return subprocess.run(command, env=os.environ | {"LINDUNG_DATABASE": address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
