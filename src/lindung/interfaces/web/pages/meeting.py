"""One meeting: preparing its agenda, writing down what is said while it goes on, closing its minutes.

Each act is a form of its own on one page, and leads back to its own first field: who writes has no time to look for it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import http

from lindung.interfaces.intake import cells
from lindung.interfaces.reports import agenda, tongue
from lindung.interfaces.web import clock, days, doors, fields, operations
from lindung.interfaces.web.components import meetings as component
from lindung.interfaces.web.pages import asking, frame, instead, minuting
from lindung.interfaces.web.pages import meetings as pages
from lindung.kernel import language, law, values
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import queries as claims
from lindung.registers.followup import facts as duties
from lindung.registers.followup import queries as followup
from lindung.registers.followup.meetings import facts
from lindung.registers.followup.meetings import operations as meetings

_DISTRICT, _VILLAGE = 3, 4


class NotRupiah(values.Refusal):
    code = "bukan-jumlah-rupiah"
    sentence = "«{text}» bukan jumlah rupiah. Tulis seperti 20.160.000, atau kosongkan."


@doors.door(facts.READS, methods=("GET", "POST"))
def meeting(request: http.HttpRequest, meeting: uuid.UUID) -> http.HttpResponse:
    """The meeting, or what becomes of an act on it."""
    held = pages.found(meeting)
    if held is None:
        return instead.missing(request)
    shown = _forms(request, held)
    if request.method != "POST":
        return _page(request, held, shown)
    act = request.POST.get("tindakan", "")
    if act not in _ACTS or not _may(request, held, act):
        return instead.no_such_act(request)
    asked = shown.get(act, [])
    said = {one.name: request.POST.get(one.name, "").replace("\0", "").strip() for one in asked}
    today = clock.today(held.call.region, request.example_day)
    stamp = journal.Stamp(request.desk.actor, clock.now(), uuid.uuid4(), today)
    try:
        for one in asked:
            if one.required and not said[one.name]:
                raise asking.Fault(one.name, asking.NotFilled())
        where = _ACTS[act](request, held, said, stamp)
    except asking.Fault as fault:
        error = (fault.name, tongue.refusal(fault.refusal))
        return _page(request, held, shown | {act: fields.filled(asked, said, [error])}, status=422)
    except values.Refusal as refusal:
        again = shown | {act: fields.filled(asked, said)}
        return _page(request, held, again, tongue.refusal(refusal), status=422)
    if act == "tutup":
        operations.keep(regency=str(values.RegionCode(held.call.region).at(2)), on=today)
    back = f"/rapat/{held.key}/#{asked[0].anchor if asked and act != 'tutup' else 'agenda'}"
    return http.HttpResponseRedirect(where or back)


def _may(request: http.HttpRequest, held: facts.Meeting, act: str) -> bool:
    """Which acts stand open to this office now."""
    role, begun = request.desk.role, held.call.held_on <= clock.today(held.call.region, request.example_day)
    if role not in facts.CALLS:
        return False
    if held.closed:
        return act in ("tambahan", "surat")
    if act == "tutup":
        return begun and role == held.call.chair
    return act in ("agenda", "butir") or (act in ("hadir", "keterangan", "putusan") and begun)


def _forms(request: http.HttpRequest, held: facts.Meeting) -> dict[str, list[fields.Field]]:
    names = pages.places(held)
    today = clock.today(held.call.region, request.example_day)
    book = rulebook.book(held.call.region, today)
    due = law.add_workdays(book, today, law.duty_term(book, kind=duties.BY_HAND, on=today).days)
    offices = [
        component.office("sekda"), component.office("dpmd"), component.office("bpjs"),
        *(f"{component.office('camat')} {name.removeprefix('Kecamatan ')}"
          for code, name in names.items() if values.RegionCode(code).level == _DISTRICT),
    ]  # fmt: skip
    asked = component.entry_fields(list(names.items()), offices, language.day(due))
    return {act: shown for act, shown in asked.items() if _may(request, held, act)}


def _page(
    request: http.HttpRequest, held: facts.Meeting, forms: Mapping[str, list[fields.Field]], refused: str = "", *,
    status: int = 200,
) -> http.HttpResponse:  # fmt: skip
    names, today = pages.places(held), clock.today(held.call.region, request.example_day)
    told = pages.states(held, today)
    preview = () if held.taken_on or held.closed else _points(request, held, today)
    context: dict[str, Any] = {
        "title": held.call.topic, "place": names.get(held.call.region, ""), "it": held, "here": f"/rapat/{held.key}/",
        "chair": component.office(held.call.chair), "state": component.state(held, today),
        "sections": component.sections(held.agenda), "preview": component.sections(preview),
        "takes": _may(request, held, "agenda"), "issues": _may(request, held, "surat"), "forms": forms,
        "attendance": [(one, component.attended(one.said)) for one in held.attendance],
        "counts": [(component.attended(one), held.count(one)) for one in facts.ATTENDED],
        "statements": component.statements(held, names, told), "decisions": component.decisions(held, names, told),
        "summary": fields.summary([field for shown in forms.values() for field in shown]), "refused": refused,
        "waits": not held.closed and held.call.held_on > today,
    }  # fmt: skip
    return frame.render(request, "web/meeting.html", context, status=status)


def _points(request: http.HttpRequest, held: facts.Meeting, today: dt.date) -> tuple[facts.Point, ...]:
    """The agenda out of what stands open today; what cases were paid is told to who may see cases."""
    region = held.call.region
    day = days.of_region(request, region, days.Asked(today.year, today, today)).day
    known = followup.duties(region, on=today, known_at=today, state="open")
    cases = claims.cases(region, known_at=today) if request.desk.role in doors.SEES_CASES else []
    return agenda.points(day, region, known, cases)


# What can be done


def _take(request: http.HttpRequest, held: facts.Meeting, _said: Mapping[str, str], stamp: journal.Stamp) -> None:
    points = _points(request, held, stamp.received_on)
    meetings.take_agenda(meeting=held.key, points=points, desk=request.desk, stamp=stamp)


def _add(request: http.HttpRequest, held: facts.Meeting, said: Mapping[str, str], stamp: journal.Stamp) -> None:
    section = _chosen(said, "butir_bagian", facts.SECTIONS)
    point = facts.Point(section, "", _place(held, said, "butir_wilayah"), said["butir_isi"])
    meetings.add_item(meeting=held.key, point=point, desk=request.desk, stamp=stamp)


def _attend(request: http.HttpRequest, held: facts.Meeting, said: Mapping[str, str], stamp: journal.Stamp) -> None:
    came = _chosen(said, "hadir_apa", facts.ATTENDED)
    attending = facts.Attending(said["hadir_kantor"], said["hadir_nama"], came, said["hadir_ket"])
    meetings.attend(meeting=held.key, attending=attending, desk=request.desk, stamp=stamp)


def _state(request: http.HttpRequest, held: facts.Meeting, said: Mapping[str, str], stamp: journal.Stamp) -> None:
    amount = cells.whole(said["kata_jumlah"]) if said["kata_jumlah"] else None
    if said["kata_jumlah"] and amount is None:
        raise asking.Fault("kata_jumlah", NotRupiah(text=said["kata_jumlah"][:30]))
    stated = facts.Stated(
        _place(held, said, "kata_wilayah"), _chosen(said, "kata_tentang", facts.ABOUT), said["kata_siapa"], amount,
        said["kata_isi"], said["kata_bukti"], asking.day(said, "kata_hari"),
    )  # fmt: skip
    meetings.state(meeting=held.key, stated=stated, desk=request.desk, book=_book(held, stamp), stamp=stamp)


def _decide(request: http.HttpRequest, held: facts.Meeting, said: Mapping[str, str], stamp: journal.Stamp) -> None:
    resolved = facts.Resolved(
        _place(held, said, "putus_wilayah"), said["putus_kantor"], said["putus_isi"], asking.day(said, "putus_hari")
    )
    meetings.decide(meeting=held.key, resolved=resolved, desk=request.desk, book=_book(held, stamp), stamp=stamp)


def _close(request: http.HttpRequest, held: facts.Meeting, said: Mapping[str, str], stamp: journal.Stamp) -> None:
    meetings.close(meeting=held.key, summary=said["tutup_simpulan"], desk=request.desk, stamp=stamp)


def _amend(request: http.HttpRequest, held: facts.Meeting, said: Mapping[str, str], stamp: journal.Stamp) -> None:
    meetings.add_addendum(meeting=held.key, words=said["tambahan_isi"], desk=request.desk, stamp=stamp)


def _issue(request: http.HttpRequest, held: facts.Meeting, _said: Mapping[str, str], _stamp: journal.Stamp) -> str:
    return minuting.issue(request, held)


_ACTS: dict[str, Callable[[http.HttpRequest, facts.Meeting, Mapping[str, str], journal.Stamp], str | None]] = {
    "agenda": _take, "butir": _add, "hadir": _attend, "keterangan": _state, "putusan": _decide, "tutup": _close,
    "tambahan": _amend, "surat": _issue,
}  # fmt: skip


def _book(held: facts.Meeting, stamp: journal.Stamp) -> law.Book:
    return rulebook.book(held.call.region, stamp.received_on)


def _place(held: facts.Meeting, said: Mapping[str, str], name: str) -> str:
    """One of the regions that were offered. Raises Fault."""
    if said[name] not in pages.places(held):
        raise asking.Fault(name, asking.NotFilled())
    return said[name]


def _chosen(said: Mapping[str, str], name: str, offered: Iterable[str]) -> Any:
    """One of what was offered. Raises Fault."""
    if said[name] not in tuple(offered):
        raise asking.Fault(name, asking.NotFilled())
    return said[name]
