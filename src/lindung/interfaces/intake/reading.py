"""Asks the reader process for a file's rows, and replaces that process when a file has killed or outlasted it."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from lindung.interfaces.intake import reader

SECONDS = 60.0
"""A file that takes longer is given up."""

FILES_BEFORE_RECYCLING = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it stands in the file: ``rows[0]`` is the row that Excel numbers 1."""

    name: str
    rows: list[list[Any]]
    hidden: bool
    merged: list[tuple[int, int, int, int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its sheets, or the word for why not."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]
    refused: str


class Reader:
    """A context in which files are read by one process that is started at need and recycled."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, path: pathlib.Path) -> Reading:
        """The rows of one file. Never raises for what is in the file: the answer then says why it was refused."""
        if self._read >= FILES_BEFORE_RECYCLING:
            self._stop()
        if self._process is None:
            self._start()
        self._read += 1
        answer = self._ask(path)
        sheets = tuple(
            Sheet(one["name"], one["rows"], one["hidden"], [tuple(area) for area in one["merged"]])
            for one in answer.get("sheets", [])
        )
        return Reading(sheets, tuple(answer.get("notes", [])), answer.get("refused", ""))

    def _ask(self, path: pathlib.Path) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return {"refused": "crashed"}
        late = threading.Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, give_up)
        timer.start()
        try:
            process.stdin.write(json.dumps({"path": str(path)}).encode() + b"\n")
            process.stdin.flush()
            length = int.from_bytes(process.stdout.read(8), "big")
            body = process.stdout.read(length)
        except OSError:
            length, body = 0, b""
        finally:
            timer.cancel()
        if not length or len(body) != length:
            self._stop()
            return {"refused": "too_slow" if late.is_set() else "crashed"}
        if late.is_set():  # the answer was whole just before the time was up
            self._stop()
        answer: dict[str, Any] = json.loads(body)
        return answer

    def _start(self) -> None:
        command = [sys.executable, "-I", str(pathlib.Path(reader.__file__))]
        self._process = subprocess.Popen(  # noqa: S603  our own file, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._read = 0

    def _stop(self) -> None:
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except OSError:  # the process is gone and took its end of the pipe with it
                        continue
            self._process.kill()
            self._process.wait()
            self._process = None
