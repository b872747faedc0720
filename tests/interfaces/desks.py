"""Who sends in these stories, and what they send."""

from __future__ import annotations

import datetime as dt
import io
import pathlib
import time
import uuid
import zipfile

from django import test

from lindung.interfaces.intake.jobs import facts, operations, queries
from lindung.platform.access import facts as access
from lindung.platform.access import models
from lindung.platform.access import operations as access_operations
from lindung.platform.journal import facts as journal
from tests import conftest

DAY = dt.date(2023, 4, 13)
KERAMAT, MERANTI = "75.03.01.2028", "75.03.01.2029"


def desk(
    office: str = "Dinas PMD", *regions: str, role: access.Role = "dpmd", person: str = "Petugas Contoh"
) -> access.Desk:
    """A person at work in an office that answers for ``regions``, the whole regency where none is said."""
    codes = regions or ("75.03",)
    office_id = access_operations.open_office(
        name=office, regions=codes, starts_on=dt.date(2023, 1, 2), stamp=conftest.stamp_on(DAY)
    )
    return access.Desk(1, person, office_id, office, role, access.Scope(frozenset(codes)))


def sit(visitor: test.Client, name: str, *, proven: bool = True) -> None:
    """Sign in without the form, as of this moment, with a password of one's own; ``proven``: and a second factor."""
    models.Account.objects.filter(name=name).update(told=False)
    visitor.force_login(models.Account.objects.get(name=name))
    session, now = visitor.session, int(time.time())
    session.update({"began": now, "seen": now, "factor": proven})
    session.save()


def zip_of(folder: pathlib.Path) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder).as_posix())
    return target.getvalue()


def send(
    by: access.Desk, *, received_on: dt.date = DAY, regency: str = "75.03", year: int = 2023,
    at: dt.datetime = conftest.MORNING, form: uuid.UUID | None = None, **files: bytes | str,
) -> uuid.UUID:  # fmt: skip
    """Send files (``name__ending`` for «name.ending»)."""
    sent = [
        facts.Sent(name.replace("__", "."), io.BytesIO(said if isinstance(said, bytes) else said.encode()))
        for name, said in files.items()
    ]
    stamp = journal.Stamp(by.actor, at, form or uuid.uuid4(), received_on)
    return operations.submit(files=sent, regency=regency, year=year, desk=by, stamp=stamp)


def seen(by: access.Desk, job: uuid.UUID) -> facts.Job:
    found = queries.job(job, office_id=by.office_id)
    assert found is not None
    return found
