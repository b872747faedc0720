"""The ``lindung`` command: monitor a folder, show the demonstration."""

from __future__ import annotations

import gc
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lindung.config.settings")
django.setup()

from lindung.interfaces.cli import arguments, commands  # noqa: E402  tables exist once Django is set up
from lindung.kernel import values  # noqa: E402

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code: 0 done, 1 refused (said in one sentence) or found broken, 2 wrong
    arguments."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console's own encoding is narrower than Indonesian quotes
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(200_000, 50, 50)  # rows by the thousand, few cycles: the collector's default looks far too often
    asked = arguments.parse(argv)
    try:
        return commands.run(asked)
    except values.Refusal as refused:
        print(f"Tidak dikerjakan: {refused} [{refused.code}]", file=sys.stderr)
        return 1
    except BrokenPipeError:  # «lindung … | head»: the reader has seen enough; the reports are written by then
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
