"""The day that a page is about: which one is asked for, its figures, and only those that the office may see.

Figures are derived from the whole regency, because a person on two lists counts once and only both lists show it. That
is done here and nowhere else; what leaves this module is narrowed to the scope of the desk that asked.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django import http
from django.db import connection
from django.utils.translation import gettext as _

from lindung.interfaces import monitor
from lindung.interfaces.reports import kinds
from lindung.interfaces.web import clock
from lindung.kernel import values
from lindung.monitoring import facts, findings, indicators, offers, rolls
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.regions import queries as regions


class NotADay(values.Refusal):
    code = "hari-tidak-sah"
    sentence = "«{text}» bukan hari. Tulis seperti 13-04-2023, atau pilih dari kalender."


class NotAYear(values.Refusal):
    code = "tahun-tidak-sah"
    sentence = "«{text}» bukan tahun program. Tulis seperti 2023."


class NothingYet(values.Refusal):
    code = "belum-ada-berkas"
    sentence = (
        "Belum ada berkas dari {name}. Kirim rekap anggaran, rekap pembayaran atau daftar pekerja; sesudah dibaca, "
        "angkanya tampil di sini."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The programme year, the day asked about, and the day of knowledge. ``said`` is what stands in the address."""

    year: int
    on: dt.date
    known_at: dt.date
    said: str = ""

    @property
    def query(self) -> str:
        """To be put behind a link so that it leads to the same day; empty for the day that pages open with."""
        return f"?{self.said}" if self.said else ""

    def also(self, more: str) -> str:
        """The same with one thing more asked for."""
        return f"?{self.said}&{more}" if self.said else f"?{more}"


@dataclass(frozen=True)
class Day:
    """A regency's day with its figures added up: per region code the value of each indicator, in their order."""

    day: facts.RegencyDay
    figures: Mapping[str, tuple[int, ...]]
    years: tuple[tuple[int, int, int], ...] = ()
    """For the trend: year, people protected on its last day, target. Only years of which there are any facts."""

    def figure(self, key: str, code: str = "") -> int:
        """The KPI ``key`` of a district, or of all that is seen. Raises KeyError."""
        return self.figures[code or self.day.code][_AT[key]]

    @functools.cached_property
    def apart(self) -> Mapping[str, int]:
        """How many kelurahan lie in each district that has any, and in all that is seen."""
        counts: dict[str, int] = {}
        for place in self.day.kelurahan:
            for code in (str(place.district), str(self.day.code)):
                counts[code] = counts.get(code, 0) + 1
        return counts


_AT = {indicator.key: at for at, indicator in enumerate(indicators.ALL)}


def asked(request: http.HttpRequest, region: str) -> Asked:
    """What ``?per=``, ``?diketahui=`` and ``?tahun=`` ask for. Raises NotADay, NotAYear."""
    today = clock.today(region, request.example_day)
    per, known, year = (request.GET.get(name, "").strip() for name in ("per", "diketahui", "tahun"))
    on = day_said(per) if per else today
    known_at = day_said(known) if known else max(on, today)
    said = [f"{name}={value}" for name, value in (("per", per and on), ("diketahui", known and known_at)) if value]
    if year:
        said.append(f"tahun={_year(year)}")
    return Asked(_year(year) if year else on.year, on, known_at, "&".join(said))


def day_said(said: str) -> dt.date:
    for shape in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = dt.datetime.strptime(said, shape).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if 2015 <= found.year <= 2100:
            return found
    raise NotADay(text=said)


def _year(said: str) -> int:
    if said.isascii() and said.isdigit() and 2015 <= int(said) <= 2100:
        return int(said)
    raise NotAYear(text=said)


def of(request: http.HttpRequest, region: str, wanted: Asked | None = None, *, whole: bool = False) -> Day:
    """The day of the regency that ``region`` lies in, narrowed to the scope of the desk.

    ``whole``: with every row that is held or remarked on, and the rows behind each finding.
    """
    regency = str(values.RegionCode(region).at(2))
    day = _shared(regency, wanted or asked(request, region), request.version, whole=whole)
    return narrowed(day, request.desk.scope)


def of_region(request: http.HttpRequest, code: str, wanted: Asked, *, whole: bool = False) -> Day:
    """The day with only what lies in ``code``, be it a regency, a district or a village."""
    day = of(request, code, wanted, whole=whole)
    return day if code == day.day.code else narrowed(day, access.Scope(frozenset({code})), told=request.desk.scope)


def name_of(day: Day, code: str) -> str:
    """What ``code`` is called on the day; nothing where no such region is known."""
    if code == day.day.code:
        return day.day.name if day.day.places else ""
    if values.RegionCode(code).level == 3:
        name = dict(day.day.districts).get(values.RegionCode(code))
        return _("Kecamatan %(name)s") % {"name": name} if name else ""
    return next((f"{kinds.place_title(p)}, {p.district_name}" for p in day.day.places if p.code == code), "")


_shared_days: OrderedDict[tuple[Any, ...], Day] = OrderedDict()
_AT_MOST = 24
_lock = threading.Lock()


def _shared(regency: str, wanted: Asked, version: int, *, whole: bool) -> Day:
    """From this process's memory, else from what was kept when something was written, else computed."""
    where = connection.settings_dict["NAME"]
    key = (where, version, regency, wanted.year, wanted.on, wanted.known_at)
    with _lock:
        for held in ((*key, True), (*key, False)):
            if held in _shared_days and (held[-1] or not whole):
                _shared_days.move_to_end(held)
                return _shared_days[held]
    day = _kept(key, whole=whole) or computed(regency, wanted)
    with _lock:
        _shared_days[(*key, whole)] = day
        while len(_shared_days) > _AT_MOST:
            _shared_days.popitem(last=False)
    return day


def _kept(key: tuple[Any, ...], *, whole: bool) -> Day | None:
    _, version, regency, year, on, known_at = key
    columns = "summary, evidence" if whole else "summary"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM web_keptday WHERE regency = %s AND version = %s AND year = %s AND as_on = %s "  # noqa: S608
            "AND known_on = %s",
            [regency, version, year, on.isoformat(), known_at.isoformat()],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    try:
        day = _codec("json", Day).decode(found[0])
        return _with_evidence(day, found[1]) if whole else day
    except msgspec.DecodeError:  # kept by another version of this program
        return None


def kept_page(code: str, wanted: Asked, version: int, language: str | None) -> tuple[str, str] | None:
    """The name and the page of a regency on the day that pages open with, if it was written since the last change."""
    if wanted.said or values.RegionCode(code).level != 2:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT glance, page_{'en' if language == 'en' else 'id'} FROM web_keptday "  # noqa: S608
            "WHERE regency = %s AND version = %s AND as_on = %s AND known_on = %s",
            [code, version, wanted.on.isoformat(), wanted.known_at.isoformat()],
        )
        found = cursor.fetchone()
    return (msgspec.json.decode(found[0])["name"], found[1]) if found else None


def computed(regency: str, wanted: Asked) -> Day:
    """The regency's day from the registers, all of it. Raises NothingYet for one of which nothing came in; Http404."""
    if not any(one.code == regency for one in regions.taken()):
        name = regions.name_of_regency(regency)
        raise NothingYet(name=name) if name else http.Http404
    with scope.everything("menurunkan angka kabupaten: orang di dua daftar hanya terlihat dari keduanya"):
        day = monitor.regency_day(regency, year=wanted.year, on=wanted.on, known_at=wanted.known_at)
        years = tuple(_end_of(regency, year, wanted) for year in monitor.years(regency, before=wanted.year))
    return added_up(day, years)


def _end_of(regency: str, year: int, wanted: Asked) -> tuple[int, int, int]:
    """What an earlier year had come to on its last day, as known on the day of knowledge."""
    day = monitor.regency_day(regency, year=year, on=dt.date(year, 12, 31), known_at=wanted.known_at)
    return year, indicators.value("protected", day.places), indicators.value("target_workers", day.places)


def added_up(day: facts.RegencyDay, years: tuple[tuple[int, int, int], ...] = ()) -> Day:
    return Day(day, _figures(day), years)


def _figures(day: facts.RegencyDay) -> dict[str, tuple[int, ...]]:
    of_all = {str(day.code): day.places} | {str(code): day.of_district(code) for code, _ in day.districts}
    return {code: tuple(indicators.value(one.key, places) for one in indicators.ALL) for code, places in of_all.items()}


# Kept and brought back


def packed_summary(day: Day) -> bytes:
    """Without the rows: as large for a hundred workers as for a million."""
    findings = tuple(dataclasses.replace(found, evidence=()) for found in day.day.findings)
    bare = dataclasses.replace(day.day, findings=findings, problems=(), warnings=(), doubled=())
    return _encoder().encode(dataclasses.replace(day, day=bare))


def packed_evidence(day: Day) -> bytes:
    evidence = [found.evidence for found in day.day.findings]
    return _encoder().encode((evidence, day.day.problems, day.day.warnings, day.day.doubled))


_Problems = tuple[facts.RowProblem, ...]
_Rows = tuple[list[tuple[facts.Evidence, ...]], _Problems, _Problems, tuple[facts.Doubled, ...]]


def _with_evidence(day: Day, packed: bytes) -> Day:
    evidence, problems, warnings, doubled = _codec("rows", _Rows).decode(packed)
    findings = tuple(
        dataclasses.replace(found, evidence=rows) for found, rows in zip(day.day.findings, evidence, strict=True)
    )
    return dataclasses.replace(
        day,
        day=dataclasses.replace(day.day, findings=findings, problems=problems, warnings=warnings, doubled=doubled),
    )


def _code(kind: type, said: str) -> Any:
    return values.RegionCode(said)


@functools.cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=str)


@functools.cache
def _codec(name: str, kind: Any) -> msgspec.json.Decoder:
    return msgspec.json.Decoder(kind, dec_hook=_code)


# Only what the office may see


def narrowed(day: Day, seen: access.Scope, *, told: access.Scope | None = None) -> Day:
    """The day without the places, findings and rows outside ``seen``; its figures are those of what is left.

    That a person stands on another village's list may be said; on whose, only to those who see both (``told``: the
    scope of whoever reads, where it is wider than what the page is about).
    """
    whole = day.day
    covers = (told or seen).covers
    if seen.covers(whole.code):  # what is said of another regency is still for who sees that one, too
        said = tuple(findings.told_to(one, covers) for one in whole.findings)
        doubled = tuple(offers.seen_by(whole.doubled, covers))
        return dataclasses.replace(day, day=dataclasses.replace(whole, findings=said, doubled=doubled))
    places = tuple(place for place in whole.places if seen.covers(place.code))
    districts = tuple((code, name) for code, name in whole.districts if seen.overlaps(code))
    part = dataclasses.replace(
        whole,
        places=places,
        districts=districts,
        milestones=(),
        findings=tuple(findings.told_to(one, covers) for one in whole.findings if seen.covers(one.region)),
        problems=tuple(rolls.told_to(row, covers) for row in whole.problems if row.region and seen.covers(row.region)),
        warnings=tuple(row for row in whole.warnings if row.region and seen.covers(row.region)),
        doubled=tuple(one for one in offers.seen_by(whole.doubled, covers) if seen.covers(one.here.region)),
        moved=tuple(row for row in whole.moved if seen.covers(row.region)),
    )
    return added_up(part)


# Several regencies at a glance


@dataclass(frozen=True, slots=True)
class Glance:
    """A regency's figures on the day that was kept of it."""

    code: str
    name: str
    on: dt.date
    figures: Mapping[str, int]


def packed_glance(day: Day) -> str:
    figures = {one.key: day.figure(one.key) for one in indicators.ALL}
    return _encoder().encode({"name": day.day.name, "figures": figures}).decode()


def regencies(seen: access.Scope, within: str = "") -> list[Glance]:
    """The regencies in ``seen`` (and below ``within``) of which a day was kept, by code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT regency, as_on, glance FROM web_keptday ORDER BY regency")
        rows = [row for row in cursor.fetchall() if seen.covers(row[0]) and row[0].startswith(within)]
    found = []
    for code, on, packed in rows:
        said = msgspec.json.decode(packed)
        found.append(Glance(code, said["name"], dt.date.fromisoformat(str(on)), said["figures"]))
    return found
