"""A PostgreSQL server that is thrown away, for one command: ``python -m tests.cluster pytest -n 2``.

Its database is the one that ``LINDUNG_DATABASE`` names while the command runs. It listens on a socket and nowhere else.
Nothing is forced to disk (what survives a power cut is not asked here). The command connects as a user that may make
databases and nothing more: a superuser would see past the walls that are to be tested.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests import leaks

NOT_RUN = (
    "NOT RUN: on PostgreSQL; no server (14 or newer) is installed here. Install one (Debian: apt-get install "
    "postgresql), or leave its tests out with POSTGRES=no."
)
_QUICK = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=40 -c jit=off "
    "-c max_parallel_workers_per_gather=0"
)


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


@dataclass(frozen=True)
class Cluster:
    """The folders of a server, and the user that runs it (None: whoever runs this)."""

    server: pathlib.Path
    data: pathlib.Path
    sockets: pathlib.Path
    user: str | None

    def address(self, user: str = "lindung", database: str = "lindung") -> str:
        return f"postgresql://{user}@/{database}?host={self.sockets}"


@contextlib.contextmanager
def running(server: pathlib.Path) -> Iterator[str]:
    """A new cluster, until the end of the block or of this process; gives the address of its first database."""
    with made(server) as cluster, serving(cluster):
        new_database(cluster)
        yield cluster.address()


@contextlib.contextmanager
def made(server: pathlib.Path, *said: str) -> Iterator[Cluster]:
    """The folders of a new cluster, which nobody serves yet; ``said`` goes to initdb."""
    with tempfile.TemporaryDirectory(prefix="lindung-pg-", ignore_cleanup_errors=True) as name:
        folder = pathlib.Path(name)
        folder.chmod(0o711)
        data, sockets = folder / "data", folder / "s"
        for one in (data, sockets):
            one.mkdir()
        user = _hand_over(data, sockets)
        terms = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", *said)
        _run(user, server / "initdb", "-D", data, *terms)
        sockets.chmod(0o755)
        yield Cluster(server, data, sockets, user)


@contextlib.contextmanager
def serving(cluster: Cluster, settings: str = _QUICK) -> Iterator[subprocess.Popen[bytes]]:
    """The server, from when it answers until the end of the block, when it is ended at once."""
    said = f"-c listen_addresses= -c unix_socket_directories={cluster.sockets} {settings}"
    with subprocess.Popen(
        [cluster.server / "postgres", "-D", cluster.data, *said.split()],
        user=cluster.user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=_end_with_parent,
    ) as process:  # fmt: skip
        try:
            _await(cluster.server, cluster.sockets)
            yield process
        finally:
            process.send_signal(signal.SIGQUIT)


def new_database(cluster: Cluster) -> None:
    """The user that tests are, and a database of theirs."""
    where = ("-h", cluster.sockets, "-U", "postgres")
    _run(cluster.user, cluster.server / "createuser", *where, "--createdb", "lindung")
    _run(cluster.user, cluster.server / "createdb", *where, "--owner=lindung", "lindung")


def _end_with_parent() -> None:
    """Linux ends the server at once when whoever started it is gone, however that ended."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


def _await(server: pathlib.Path, sockets: pathlib.Path) -> None:
    for _ in range(600):
        if subprocess.run([server / "pg_isready", "-q", "-h", sockets], check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise SystemExit("PostgreSQL does not start.")


def _hand_over(*folders: pathlib.Path) -> str | None:
    """PostgreSQL refuses to run as root: then as another user, who owns its folders. Returns that user, if any."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    user = "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"
    for folder in folders:
        shutil.chown(folder, user)
    return user


def _run(user: str | None, *command: object) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, user=user, cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def main(command: list[str]) -> int:
    server = fetch()
    if server is None:
        print(NOT_RUN, file=sys.stderr)
        return 1
    with running(server) as address, tempfile.NamedTemporaryFile(prefix="lindung-nik-") as made:
        settings = {"LINDUNG_DATABASE": address, leaks.HANDED_ON: made.name}
        ended = subprocess.run(command, env=os.environ | settings).returncode
        return ended or _leaked(server, address, pathlib.Path(made.name).read_text("ascii").split())


def _leaked(server: pathlib.Path, address: str, niks: list[str]) -> int:
    """Whether one of the NIKs that the tests made stands in clear in what the server wrote: its tables as far as they
    are left, and its log of writes, which holds what was dropped or taken back too."""
    if not niks:
        return 0
    sockets = pathlib.Path(address.partition("host=")[2])
    subprocess.run([server / "psql", "-qh", sockets, "-U", "postgres", "-c", "CHECKPOINT", "postgres"], check=True)
    found = leaks.search(sockets.with_name("data"), niks)
    print(f"In the folder of PostgreSQL: {found}")
    return 1 if found.leaks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
