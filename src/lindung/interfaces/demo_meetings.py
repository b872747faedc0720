"""A monev session in the example: the camat gathered the village heads on 13 April 2023, as the Sekda ordered that
day; what was said, what was decided, and the minutes.

The district and its villages are real; who came, and what they said, is invented.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

from django.db import transaction

from lindung.interfaces import demo
from lindung.interfaces.reports import agenda, kinds
from lindung.kernel import language, law
from lindung.monitoring import facts as monitoring
from lindung.platform.access import facts as access
from lindung.platform.access import queries as desks
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.followup import queries as duties
from lindung.registers.followup.meetings import facts, operations, queries

_CALLED_ON = dt.date(2023, 4, 10)
_DUE = dt.date(2023, 4, 28)
"""The first Friday after the leave of Idul Fitri."""
_PLACE = "Aula Kantor Camat"
_MOST_HEADS = 4
"""Of the village heads so many are on the list of who came; the last of them sent word."""


def tell(day: monitoring.RegencyDay, *, at: dt.datetime) -> None:
    """Told once, out of the day that was just reckoned; a folder that has it is left as it is."""
    account = desks.account("camat")
    desk = desks.desk_of(account, on=demo.ON) if account else None
    with scope.everything("data contoh"):
        if desk is not None and not queries.meetings(known_at=demo.ON):
            _tell(_of_district(day, next(iter(desk.scope.regions))), desk, at)


def _of_district(day: monitoring.RegencyDay, district: str) -> monitoring.RegencyDay:
    """What of the day is the district's own."""
    return dataclasses.replace(
        day,
        places=tuple(one for one in day.places if one.district == district),
        districts=tuple(one for one in day.districts if one[0] == district),
        findings=tuple(one for one in day.findings if one.region.startswith(f"{district}.")),
    )


def _tell(day: monitoring.RegencyDay, desk: access.Desk, at: dt.datetime) -> None:
    district, name = day.districts[0]
    behind = [one for one in day.villages if one.budgeted and not one.paid]
    if not behind:
        return
    with transaction.atomic():
        journal.act(by=desk.actor)
        wanted = facts.Call(
            str(district), f"Monev perlindungan pekerja rentan Kecamatan {name}", demo.ON, "09.00", _PLACE, "camat"
        )
        meeting = operations.call(wanted=wanted, desk=desk, stamp=_stamp(desk, at, _CALLED_ON))
        stamp = _stamp(desk, at, demo.ON)
        open_ = duties.duties(str(district), on=demo.ON, known_at=demo.ON, state="open")
        points = agenda.points(day, str(district), open_, [])
        operations.take_agenda(meeting=meeting, points=points, desk=desk, stamp=stamp)
        _came(meeting, name, behind, desk, stamp)
        _said(meeting, behind[0], rulebook.book(str(district), demo.ON), desk, stamp)
        summary = (
            f"{language.number(len(behind))} desa sudah menganggarkan dan belum membayar; kepala desanya menyanggupi "
            "tahap pertama sesudah libur Idulfitri. Camat memeriksa buktinya."
        )
        operations.close(meeting=meeting, summary=summary, desk=desk, stamp=stamp)


def _came(
    meeting: uuid.UUID, district: str, behind: list[monitoring.PlaceDay], desk: access.Desk, stamp: journal_facts.Stamp
) -> None:
    heads = behind[:_MOST_HEADS]
    came = [
        facts.Attending(f"Camat {district}", "Contoh Camat, S.IP.", "present", "memimpin rapat"),
        facts.Attending("Dinas PMD", "Yusna Hulalata", "present"),
        facts.Attending("BPJS Ketenagakerjaan Cabang Gorontalo", "Wahab Lamato", "present"),
        *(
            facts.Attending(f"Kepala {kinds.place_title(one)}", f"Contoh Kepala Desa {one.name}", "present")
            for one in heads[:-1]
        ),
        facts.Attending(f"Kepala {kinds.place_title(heads[-1])}", "", "excused", "mengikuti musyawarah desa"),
    ]
    for one in came:
        operations.attend(meeting=meeting, attending=one, desk=desk, stamp=stamp)


def _said(
    meeting: uuid.UUID, place: monitoring.PlaceDay, book: law.Book, desk: access.Desk, stamp: journal_facts.Stamp
) -> None:
    """A village head says that the first month is paid, which no file shows yet; and what is decided about it."""
    stated = facts.Stated(
        str(place.code), "paid", f"Kepala {kinds.place_title(place)}", place.budget_rupiah // demo.MONTHS,
        "Iuran bulan pertama sudah disetor kemarin", "slip setoran bank", _DUE,
    )  # fmt: skip
    operations.state(meeting=meeting, stated=stated, desk=desk, book=book, stamp=stamp)
    sentence = f"Bayar iuran tahap pertama {kinds.place_title(place)} dan serahkan daftar pekerjanya"
    resolved = facts.Resolved(str(place.code), "kades", sentence, _DUE)
    operations.decide(meeting=meeting, resolved=resolved, desk=desk, book=book, stamp=stamp)


def _stamp(desk: access.Desk, at: dt.datetime, on: dt.date) -> journal_facts.Stamp:
    return journal_facts.Stamp(desk.actor, at, uuid.uuid4(), on)
