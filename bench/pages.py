"""What the regency page costs, against an empty view behind the same sign-in: CPU milliseconds of a request, one run.

165 villages, two sizes of roster, so that it shows whether the page grows with the number of workers. «Unchanged» is
the page again; «changed» is the first after something was written (the write pays for the figures, the reader for the
page). The WSGI application is called directly: what Granian adds is the same for every view. The last line is one JSON
object.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import io
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid

DAY = dt.date(2023, 4, 13)
ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
PAGE = "/wilayah/75.03/"


def opened(folder: pathlib.Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "lindung.config.settings",
        "LINDUNG_DATABASE": str(folder / "lindung.sqlite3"),
    }
    import django

    django.setup()
    from lindung.interfaces import store
    from lindung.platform.vault import operations as vault

    vault.unlock_for_this_process()
    store._connect(folder / "lindung.sqlite3")
    from django.core import management

    management.call_command("migrate", verbosity=0, interactive=False)


def prepare(folder: pathlib.Path, rows: int) -> str:
    """A database of 165 rosters of ``rows`` names, its figures kept; returns the session of a Sekda."""
    from django.contrib import auth
    from django.contrib.sessions.backends import db as sessions

    from lindung.interfaces import accounts, monitor
    from lindung.interfaces.web import operations as web
    from lindung.kernel import values
    from lindung.platform.access import models, scope
    from tests.officer import folder as officer
    from tests.officer import people

    files, drawn, draw = officer.OfficerFolder(folder / "berkas"), people.People(seed=1, on=DAY), random.Random(1)
    for at, village in enumerate(sorted(files.places)):
        if at % 30:
            files.budget(village)
        if at % 3 == 0:
            files.paid(village, on=DAY, heads=draw.choice((20, 40, 100)))
        files.roster(village, drawn.many(rows, village[:8]))
    files.write()
    by, now = values.Actor("bench", "bench"), dt.datetime.now(dt.UTC)
    with scope.everything("bench"):
        monitor.take(files.path, regency="75.03", year=2023, quota=None, on=DAY, received_on=DAY, by=by, at=now)
        accounts.example_seats(shown_on=DAY, by=by, at=now)
        web.keep(regency="75.03", on=DAY)
    account = models.Account.objects.get(name="sekda")
    session = sessions.SessionStore()
    session[auth.SESSION_KEY] = str(account.pk)
    session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[auth.HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["seen"] = int(time.time())
    session.save()
    return session.session_key


def application(session: str):
    """``get(path)``: status, headers and body, as the site answers a browser that is signed in."""
    import types

    from django import http, urls
    from django.core.handlers import wsgi
    from django.test import override_settings

    from lindung.interfaces.web import doors
    from lindung.interfaces.web import urls as site

    @doors.door(doors.EVERY_ROLE)
    def empty(request):
        return http.HttpResponse("")

    module = types.ModuleType("bench_urls")
    module.urlpatterns = [*site.urlpatterns, urls.path("kosong/", empty)]
    sys.modules["bench_urls"] = module
    override_settings(ROOT_URLCONF="bench_urls", ALLOWED_HOSTS=["*"]).enable()
    handler = wsgi.WSGIHandler()

    def get(path: str):
        address, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
            "HTTP_COOKIE": f"sesi={session}", "HTTP_ACCEPT_ENCODING": "gzip",
        }  # fmt: skip
        said: list = []
        body = b"".join(handler(environ, lambda status, headers, *rest: said.extend((status, dict(headers)))))
        return said[0], said[1], body

    return get


def something_written() -> None:
    """One payment, and the figures of the day computed anew, as every write of the site does it."""
    from django.db import transaction

    from lindung.interfaces.web import operations as web
    from lindung.kernel import values
    from lindung.platform.access import scope
    from lindung.platform.journal import facts as journal_facts
    from lindung.platform.journal import operations as journal
    from lindung.registers.funding import facts as funding_facts
    from lindung.registers.funding import operations as funding

    now = dt.datetime.now(dt.UTC)
    stamp = journal_facts.Stamp(values.Actor("bench", "bench"), now, uuid.uuid4(), DAY)
    with scope.everything("bench"), transaction.atomic():
        document = journal.receive(name="formulir", sha256=uuid.uuid4().hex * 2, size=1, stamp=stamp)
        place = journal_facts.Place(document, "", 1)
        receipt = funding_facts.Receipt(
            region="75.03.01.2004", code=str(uuid.uuid4().int)[:12], group_number="", group_name="", paid_on=DAY,
            first_month=values.Month(2023, 4), months=1, heads=1, amount=16_800, place=place,
        )  # fmt: skip
        funding.record_receipts(receipts=[receipt], stamp=stamp)
    web.keep(regency="75.03", on=DAY)


def cpu(call, *said) -> float:
    before = time.process_time()
    call(*said)
    return (time.process_time() - before) * 1000


def measured(rows: int, runs: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        opened(folder)
        get = application(prepare(folder, rows))
        import gc

        gc.freeze()
        gc.set_threshold(50_000, 20, 20)  # as the site does
        status, headers, body = get(PAGE)
        assert status.startswith("200") and headers["Content-Encoding"] == "gzip", (status, headers)
        workers = re.search(r"daftar/declared/[^>]*>([\d.]+)", gzip.decompress(body).decode())[1]
        taken: dict[str, list[float]] = {"empty": [], "unchanged": [], "changed": [], "write": []}
        for _ in range(runs):
            taken["write"].append(cpu(something_written))
            taken["changed"].append(cpu(get, PAGE))
            for _ in range(20):
                taken["empty"].append(cpu(get, "/kosong/"))
                taken["unchanged"].append(cpu(get, PAGE))
    medians = {name: round(statistics.median(found), 3) for name, found in taken.items()}
    from lindung.interfaces.web import assets

    first_load = len(body) + sum(len(one.packed) for one in assets.all_assets().values())
    return {"workers": int(workers.replace(".", "")), "ms": medians, "first_load_gz": first_load}


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=15)
    asked.add_argument("--rows", type=int)
    said = asked.parse_args()
    if said.rows:  # one size in a process of its own
        print(json.dumps(measured(said.rows, said.runs)))
        return
    sizes = []
    for rows in (10, 100, 400):
        command = [sys.executable, __file__, "--rows", str(rows), "--runs", str(said.runs)]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        sizes.append(json.loads(run.stdout.splitlines()[-1]))
        print(sizes[-1])
    of_165 = sizes[1]["ms"]
    print(
        json.dumps(
            {
                "sizes": sizes,
                "unchanged_ratio": round(of_165["unchanged"] / of_165["empty"], 2),
                "changed_ms": of_165["changed"],
                "growth": round(sizes[2]["ms"]["changed"] / sizes[0]["ms"]["changed"], 2),
                "first_load_gz": sizes[1]["first_load_gz"],
            }
        )
    )


if __name__ == "__main__":
    main()
