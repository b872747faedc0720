"""From a folder of an officer's files to the finding: the one path that the command line and, later, the site take."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import pathlib
import uuid
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction

from lindung.interfaces.intake import answering, gathering, narrowing, places, reading
from lindung.interfaces.intake import operations as intake
from lindung.interfaces.intake import queries as notes
from lindung.kernel import law, values
from lindung.monitoring import day, facts
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.journal import queries as journal_queries
from lindung.platform.regions import facts as region_facts
from lindung.platform.regions import operations as region_operations
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.funding import queries as funding
from lindung.registers.programmes import facts as programme_facts
from lindung.registers.programmes import operations as programmes
from lindung.registers.programmes import queries as programme_queries


class FolderMissing(values.Refusal):
    code = "folder-tidak-ada"
    sentence = "Folder {folder} tidak ada. Periksa alamatnya; beri tanda kutip bila memuat spasi."


class FolderEmpty(values.Refusal):
    code = "folder-kosong"
    sentence = "Folder {folder} tidak memuat berkas. Isi dengan rekap anggaran, rekap pembayaran dan daftar pekerja."


@dataclasses.dataclass(frozen=True, slots=True)
class Sender:
    """What may be written on someone's word, and the shelf on which their files stand among all documents.

    A village's «daftar.xlsx» stands on its office's shelf, so that it is not taken for the next one's.
    """

    allowed: access.Scope
    shelf: str = ""


COMMAND_LINE = Sender(
    access.Scope(frozenset(), everything="baris perintah: siapa memegang mesin memegang seluruh data")
)


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: the day by which all of it is known, what the files said, and which files had come in before."""

    received_on: dt.date
    delivery: gathering.Delivery
    known: frozenset[int]


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
    sender: Sender = COMMAND_LINE,
) -> Taken:
    """Read a folder and take what it says into the registers, all of it or nothing, within what its sender may write.

    ``received_on`` None: on ``on``, or, for files that are known already, on the day they came in. ``quota`` None: the
    law's; on another's word than the command line's, only where no target is known yet. Raises FolderMissing, etc.
    """
    _refuse_nothing(folder)
    stamp = journal.Stamp(by=by, at=at, batch=uuid.uuid4(), received_on=received_on or on)
    region_operations.take_regency(code=regency, stamp=stamp)
    code = values.RegionCode(regency)
    there = regions.within(code, on=on)
    gazetteer = places.Gazetteer(there, functools.cache(regions.namesakes))
    with reading.Reader() as reader:
        delivery = gathering.gather(folder, gazetteer=gazetteer, year=year, on=on, reader=reader, progress=progress)
    answering.settle(delivery, regency=regency, year=year, known_at=stamp.received_on, allowed=sender.allowed)
    _limit(delivery, sender)
    if received_on is None:
        stamp = dataclasses.replace(stamp, received_on=_first_received(delivery, on=on))
    with transaction.atomic():
        journal_operations.act(by=by)
        known = _known(delivery, stamp)
        if quota is not None or sender is COMMAND_LINE or not _has_target(code, year=year, stamp=stamp):
            _set_target(code, year=year, quota=quota, stamp=stamp)
        about = _home(sender, code, there)
        intake.accept(delivery=delivery, regency=about, stamp=stamp, allowed=sender.allowed)
    return Taken(stamp.received_on, delivery, known)


def _refuse_nothing(folder: pathlib.Path) -> None:
    if not folder.is_dir():
        raise FolderMissing(folder=folder)
    if not gathering.files_in(folder) and not journal_queries.anything_received():
        raise FolderEmpty(folder=folder)


def _limit(delivery: gathering.Delivery, sender: Sender) -> None:
    """To what its sender may write, on their shelf."""
    if sender.shelf:
        delivery.files[:] = [dataclasses.replace(one, name=f"{sender.shelf}/{one.name}") for one in delivery.files]
    narrowing.narrow(delivery, sender.allowed)


def _first_received(delivery: gathering.Delivery, *, on: dt.date) -> dt.date:
    """The day on which the last of files that are all known came in; with anything new, not before ``on``."""
    known = journal_queries.received_days({(file.name, file.sha256) for file in delivery.files})
    nothing_new = known and len(known) == len(delivery.files)
    return max(known if nothing_new else [on, *known])


def _known(delivery: gathering.Delivery, stamp: journal.Stamp) -> frozenset[int]:
    """Which files of the delivery had come in before."""
    held = journal_queries.documents(received_by=stamp.received_on)
    return frozenset(at for at, file in enumerate(delivery.files) if (file.name, file.sha256) in held)


def _home(sender: Sender, regency: values.RegionCode, there: Iterable[region_facts.Region]) -> values.RegionCode:
    """What a delivery is about where its rows don't say: the regency, or the one part of it that its sender answers
    for."""
    own = [place.code for place in there if place.code in sender.allowed.regions]
    return own[0] if len(own) == 1 and not sender.allowed.covers(regency) else regency


def _has_target(code: values.RegionCode, *, year: int, stamp: journal.Stamp) -> bool:
    known_at = max(stamp.received_on, dt.date(year, 1, 1))
    return bool(programme_queries.milestones(code, year=year, known_at=known_at))


def _set_target(code: values.RegionCode, *, year: int, quota: int | None, stamp: journal.Stamp) -> None:
    """The quota given, or that of the law book; a year before the first instruction is measured by the first."""
    book = rulebook.book(code)
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
