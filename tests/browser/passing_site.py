"""What ``passing`` starts: ``python -m tests.browser.passing_site FOLDER DAY PORT``.

On the first day the files of the example are taken in as a regency's own and its officers are seated. Each day begins
as the worker begins it: the findings of the day become duties, those that are gone close theirs, those overdue go on.
"""

from __future__ import annotations

import datetime as dt
import json
import pathlib
import socketserver
import sys
import uuid
from wsgiref import simple_server

import time_machine
from django.conf import settings
from django.db import transaction

from lindung.config import wsgi
from lindung.interfaces import accounts, demo, monitor
from lindung.interfaces.cli import duties
from lindung.interfaces.web import operations as kept
from lindung.kernel import values
from lindung.platform.access import queries as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journalling
from lindung.registers.letters import facts as letters
from lindung.registers.letters import operations as letter_operations
from tests.interfaces import desks
from tests.interfaces.web import desks as visitors

OFFICER = values.Actor("Petugas Contoh", "Dinas PMD Bone Bolango")
SEATS = {
    "sekda": "75.03",
    "dpmd": "75.03",
    "bupati": "75.03",
    "auditor": "75.03",
    "camat": "75.03.02",
    "operator": "75.03.02.2013",
}
SEKDA = letters.Official(
    "75.03", "sekda", "Drs. Contoh Sekda, M.Si.", "19700101 199501 1 001", "Pembina Utama Madya (IV/d)", "tetap",
    starts_on=dt.date(2022, 1, 3), decree="821/1/2022",
)  # fmt: skip


def begin(folder: pathlib.Path, on: dt.date) -> None:
    now = dt.datetime.now(dt.UTC)
    if access.account("sekda") is None:
        files = folder / "berkas"
        demo.write_folder(files)
        monitor.take(
            files, regency="75.03", year=on.year, quota=None, on=on, received_on=on, by=OFFICER, at=now
        )  # fmt: skip
        for role, region in SEATS.items():
            accounts.open_seat(
                role=role, office=f"Kantor {role}", regions_of=[region], name=role, person_name=f"Contoh {role}",
                example=False, by=OFFICER, at=now,
            )  # fmt: skip
        with transaction.atomic():
            letter_operations.name_official(official=SEKDA, stamp=journal.Stamp(OFFICER, now, uuid.uuid4(), on))
    duties.keep_all(example_day=None)
    kept.keep_all(example_day=None)


def sessions() -> dict[str, dict[str, str]]:
    """The cookie of each seat that signed in this morning."""
    found = {}
    for name in SEATS:
        visitor = visitors.Visitor()
        with transaction.atomic():
            journalling.act(by=OFFICER)
            desks.sit(visitor, name)
        cookie = settings.SESSION_COOKIE_NAME
        found[name] = {"name": cookie, "value": visitor.cookies[cookie].value}
    return found


class _Threads(socketserver.ThreadingMixIn, simple_server.WSGIServer):
    daemon_threads = True


class _Quiet(simple_server.WSGIRequestHandler):
    def log_message(self, format: str, *said: object) -> None:
        """Nothing of each request."""


if __name__ == "__main__":
    where, today, port = pathlib.Path(sys.argv[1]), dt.date.fromisoformat(sys.argv[2]), int(sys.argv[3])
    with time_machine.travel(dt.datetime.combine(today, dt.time(1, 0), dt.UTC), tick=True):
        application = wsgi.site()
        with scope.everything("uji"):
            begin(where, today)
            signed_in = sessions()
        print(json.dumps(signed_in), flush=True)
        with simple_server.make_server("127.0.0.1", port, application, _Threads, _Quiet) as site:
            site.serve_forever()
