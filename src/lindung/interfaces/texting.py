"""Sending codes to telephones, by the command that ``LINDUNG_SMS`` names: it gets the number as its last argument and
the text on its standard input (``gammu-smsd-inject TEXT``). Without one nothing is sent and no page offers it.

Done by the worker process, once a minute: nobody who waits for a page can tell whether there was anything to send.
"""

from __future__ import annotations

import datetime as dt
import shlex
import subprocess
import sys
import zoneinfo

from django.conf import settings

from lindung.platform.access import scope
from lindung.registers.workers.phones import operations, queries

_PATIENCE = 30  # seconds that the command may take for one message
_JAKARTA = zoneinfo.ZoneInfo("Asia/Jakarta")
_WHY = "mengirim kode kepada pemilik NIK yang memintanya"


def offered() -> bool:
    return bool(settings.SMS)


def send_waiting() -> int:
    """Send each code that waits; returns how many. One that could not be sent is tried again until it is too old."""
    if not offered():
        return 0
    sent = 0
    with scope.everything(_WHY):
        operations.forget(at=_now())
        for asked, message in queries.waiting(at=_now()):
            if message is not None and not _sent(message):
                continue
            sent += message is not None
            operations.dealt_with(asked=asked, at=_now())
    return sent


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _sent(message: queries.Message) -> bool:
    command = [*shlex.split(settings.SMS), message.number]
    try:
        subprocess.run(  # noqa: S603  the command of whoever runs the machine; the number is digits
            command, input=text(message).encode(), timeout=_PATIENCE, check=True, stdout=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError) as error:
        print(f"LINDUNG_SMS: {type(error).__name__}", file=sys.stderr)  # neither number nor code
        return False
    return True


def text(message: queries.Message) -> str:
    """What is sent: no name, no place, nothing about anybody's cover."""
    until = message.until.astimezone(_JAKARTA)
    return f"Kode Lindung: {message.code}. Berlaku sampai {until:%H.%M} WIB. Jangan beri tahu siapa pun."
