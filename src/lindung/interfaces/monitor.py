"""From a folder of an officer's files to the finding: the one path that the command line and, later, the site take."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import pathlib
import uuid
from collections.abc import Callable, Iterator

from django.db import transaction

from lindung.interfaces.intake import gathering, places, reading
from lindung.interfaces.intake import operations as intake
from lindung.interfaces.intake import queries as notes
from lindung.kernel import law, values
from lindung.monitoring import day, facts
from lindung.platform.journal import facts as journal
from lindung.platform.journal import queries as journal_queries
from lindung.platform.regions import operations as region_operations
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.funding import queries as funding
from lindung.registers.programmes import facts as programme_facts
from lindung.registers.programmes import operations as programmes


class FolderMissing(values.Refusal):
    code = "folder-tidak-ada"
    sentence = "Folder {folder} tidak ada. Periksa alamatnya; beri tanda kutip bila memuat spasi."


class FolderEmpty(values.Refusal):
    code = "folder-kosong"
    sentence = "Folder {folder} tidak memuat berkas. Isi dengan rekap anggaran, rekap pembayaran dan daftar pekerja."


def take(
    folder: pathlib.Path,
    *,
    regency: str,
    year: int,
    quota: int | None,
    on: dt.date,
    received_on: dt.date | None,
    by: values.Actor,
    at: dt.datetime,
    progress: Callable[[list[pathlib.Path]], Iterator[pathlib.Path]] = iter,
) -> dt.date:
    """Read a folder and take what it says into the registers, all of it or nothing.

    ``received_on`` None: on ``on``, or, for files that are known already, on the day they came in. Returns the day by
    which all of it is known. Raises FolderMissing, FolderEmpty, RegencyUnknown.
    """
    if not folder.is_dir():
        raise FolderMissing(folder=folder)
    if not gathering.files_in(folder) and not journal_queries.anything_received():
        raise FolderEmpty(folder=folder)
    stamp = journal.Stamp(by=by, at=at, batch=uuid.uuid4(), received_on=received_on or on)
    region_operations.take_regency(code=regency, stamp=stamp)
    code = values.RegionCode(regency)
    gazetteer = places.Gazetteer(regions.within(code, on=on), functools.cache(regions.namesakes))
    with reading.Reader() as reader:
        delivery = gathering.gather(folder, gazetteer=gazetteer, year=year, on=on, reader=reader, progress=progress)
    if received_on is None:
        known = journal_queries.received_days({(file.name, file.sha256) for file in delivery.files})
        nothing_new = known and len(known) == len(delivery.files)
        stamp = dataclasses.replace(stamp, received_on=max(known if nothing_new else [on, *known]))
    with transaction.atomic():
        _set_target(code, year=year, quota=quota, stamp=stamp)
        intake.accept(delivery=delivery, regency=code, stamp=stamp)
    return stamp.received_on


def _set_target(code: values.RegionCode, *, year: int, quota: int | None, stamp: journal.Stamp) -> None:
    """The quota given, or that of the law book; a year before the first instruction is measured by the first."""
    book = rulebook.book()
    try:
        default = law.quota(book, year=year)
    except law.NoRule:
        default = book.quota[0]
    due = law.milestones(book, year=year) or tuple(
        (dt.date(year, entry.value.month, entry.value.day), entry.value.share) for entry in book.milestone
    )
    known_since = min(stamp.received_on, dt.date(year, 1, 1))  # an order of the year before, not news of these files
    programmes.set_target(
        region=code,
        year=year,
        quota=quota if quota is not None else default.value,
        legal_basis=default.source if quota in (None, default.value) else "Kuota ditetapkan saat pemantauan",
        milestones=[
            programme_facts.Milestone(day, round(share * 1000), book.milestone[0].source) for day, share in due
        ],
        stamp=dataclasses.replace(stamp, received_on=known_since),
    )


def regency_day(code: str, *, year: int, on: dt.date, known_at: dt.date) -> facts.RegencyDay:
    """The finding, with what the files themselves showed beside what the registers show together."""
    found = day.of_regency(values.RegionCode(code), year=year, on=on, known_at=known_at)
    problems, warnings = notes.notes(code, known_at=known_at)
    return dataclasses.replace(
        found, problems=_in_order((*found.problems, *problems)), warnings=_in_order((*found.warnings, *warnings))
    )


def years(code: str, *, before: int) -> list[int]:
    """The programme years before ``before`` of which the regency has budgets or lists."""
    known = funding.years(code) | enrolment.years(code)
    return sorted(year for year in known if year < before)


def _in_order(problems: tuple[facts.RowProblem, ...]) -> tuple[facts.RowProblem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.evidence.file, p.evidence.sheet, p.evidence.row, p.kind)))
