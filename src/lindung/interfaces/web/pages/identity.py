"""Who a person is recorded to be: asked to be corrected or merged by one office, decided by another account."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import clock, days, doors, fields, links, operations, seen, tables
from lindung.interfaces.web.components import identity as component
from lindung.interfaces.web.pages import asking, frame, instead, worker
from lindung.kernel import language, values
from lindung.monitoring import persons
from lindung.platform.access import queries as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.registers.claims import queries as claims
from lindung.registers.coverage.merging import operations as merging
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.workers import facts as worker_facts
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts, queries
from lindung.registers.workers.changes import operations as changes

_WHY = "NIK dicocokkan dengan semua orang yang tercatat"


class NobodyThere(values.Refusal):
    code = "orang-lain-tidak-ditemukan"
    sentence = "Tidak ada orang tercatat dengan NIK itu. Cocokkan NIK-nya dengan KTP, lalu ketik lagi."


def _account(request: http.HttpRequest) -> str:
    return access.person(request.desk.account_id).name


def _grounds() -> list[fields.Field]:
    return [
        fields.Field("alasan", _("Alasan"), required=True, hint=_("Misalnya: diminta orangnya, salah ketik. Disegel.")),
        fields.Field(
            "dokumen", _("Dokumen yang dilihat"), required=True, hint=_("KTP atau KK, dan nomornya. Disegel.")
        ),
    ]


# Asking


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def correct(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """What should stand of a person instead."""
    village = asking.village_of(request, code)
    found = _person(request, code, person) if village is not None else None
    if village is None or found is None:
        return instead.missing(request)
    who = found.who
    if request.method == "GET":
        seen.persons(request, "person", "perbaiki", [who.id])

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        stands = queries.stands(who.id)
        nik = values.Nik(said["nik"].replace(" ", "")) if said["nik"] else stands.nik
        wanted = facts.Statement(nik, said["nama"], _born(said["lahir"], stamp.received_on), _sex(said["jk"]))
        grounds = facts.Grounds(said["alasan"], said["dokumen"])
        changes.propose_correction(
            person=who.id, region=code, said=wanted, grounds=grounds, account=_account(request), stamp=stamp
        )
        return f"/wilayah/{code}/pekerja/{who.id}/"

    sexes = (("L", _("Laki-laki")), ("P", _("Perempuan")))
    born = language.day(who.born_on)
    shown = [
        fields.Field(
            "nik", _("NIK"), inputmode="numeric", digits=16,
            hint=_("Tercatat %(nik)s. Kosongkan bila sudah benar.") % {"nik": who.masked_nik},
        ),
        fields.Field(
            "nama", _("Nama"), required=True, hint=_("Seperti pada KTP."), value=request.GET.get("nama", who.name)[:200]
        ),
        fields.Field(
            "lahir", _("Lahir"), required=True, inputmode="numeric", value=born, hint=_("Seperti 13-06-1978.")
        ),
        fields.Field("jk", _("Jenis kelamin"), "select", required=True, choices=sexes, value=who.sex),
        *_grounds(),
    ]  # fmt: skip
    lead = _("Yang lama tetap tersimpan. Koreksi berlaku sesudah disetujui camat atau Dinas PMD.")
    back = f"/wilayah/{code}/pekerja/{who.id}/"
    return asking.answer(request, village, asking.Asked(_("Perbaiki data"), lead, _("Usulkan"), back, shown, take))


def _born(said: str, today: dt.date) -> dt.date:
    """Raises Fault."""
    found = cells.day(said)
    if found is None or not dt.date(1900, 1, 1) <= found <= today:
        raise asking.Fault("lahir", days.NotADay(text=said))
    return found


def _sex(said: str) -> values.Sex:
    if said not in ("L", "P"):
        raise asking.Fault("jk", asking.NotFilled())
    return "L" if said == "L" else "P"


def _person(request: http.HttpRequest, code: str, person: uuid.UUID) -> persons.PersonYear | None:
    """The person as this village knows them today."""
    try:
        return worker.of(request, code, person)
    except (days.NotADay, days.NotAYear, values.NotAMonth):
        return None


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def merge(request: http.HttpRequest, code: str, person: uuid.UUID) -> http.HttpResponse:
    """That another recorded person is this one; whose lists that one is on is not told."""
    village = asking.village_of(request, code)
    found = _person(request, code, person) if village is not None else None
    if village is None or found is None:
        return instead.missing(request)
    who, beside = found.who, _beside(request)
    if request.method == "GET":
        seen.persons(request, "person", "gabung", [who.id, *(one.id for one in beside)])

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        other = beside[0].id if beside else _of_nik(said["nik"])
        grounds = facts.Grounds(said["alasan"], said["dokumen"])
        changes.propose_merge(
            person=who.id, other=other, region=_over(code, other, stamp.received_on), grounds=grounds,
            account=_account(request), stamp=stamp,
        )  # fmt: skip
        return f"/wilayah/{code}/pekerja/{who.id}/"

    lead = _(
        "%(name)s dan orang dengan NIK lain itu menjadi satu orang, yang bernama dan ber-NIK seperti %(name)s. Tidak "
        "ada baris yang dihapus, dan keduanya dapat dipisah lagi. Berlaku sesudah disetujui camat atau Dinas PMD."
    ) % {"name": who.name}
    back = f"/wilayah/{code}/data-orang/mirip/" if beside else f"/wilayah/{code}/pekerja/{who.id}/"
    shown = [_whom(beside), *_grounds()]
    more = (f"/wilayah/{code}/data-orang/mirip/", _("Kemungkinan orang yang sama"))
    return asking.answer(request, village, asking.Asked(_("Gabungkan"), lead, _("Usulkan"), back, shown, take, more))


def _whom(beside: list[worker_facts.Identity]) -> fields.Field:
    """The field that says who the other one is: whoever was chosen from the list of those alike, else by NIK."""
    if beside:
        said = tuple((str(one.id), f"{one.name}, {one.masked_nik}, {language.day(one.born_on)}") for one in beside)
        return fields.Field("orang", _("Orang yang lain"), "radio", choices=said, value=str(beside[0].id))
    hint = _("NIK yang tercatat pada baris lain, yang sebenarnya orang ini juga.")
    return fields.Field("nik", _("NIK yang lain"), required=True, inputmode="numeric", digits=16, hint=hint)


def _beside(request: http.HttpRequest) -> list[worker_facts.Identity]:
    """The person that the list of those alike led here with, where this office sees a row about them."""
    said = request.GET.get("dengan", "")
    try:
        other = uuid.UUID(said)
    except ValueError:
        return []
    rows = enrolment.rows_about([other], known_at=queries.NOW, who=facts.NOBODY_ELSE)
    return [rows[0].person] if rows else []


def _of_nik(said: str) -> uuid.UUID:
    """Raises Fault."""
    nik = values.Nik(said.replace(" ", ""))
    other = workers.ids_of([nik]).get(nik)
    if other is None:
        raise asking.Fault("nik", NobodyThere())
    return other


def _over(code: str, other: uuid.UUID, on: dt.date) -> str:
    """The smallest region in which both stand, but none above the regency: who covers it decides."""
    where = {row.region for row in enrolment.rows_about([other], known_at=on)}
    here = values.RegionCode(code)
    for level in (4, 3):
        if any(str(values.RegionCode(one).at(level)) == str(here.at(level)) for one in where):
            return str(here.at(level))
    return str(here.at(2))


# Deciding


@doors.door(doors.SEES_CHANGES, region="code")
def listed(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Every change of who somebody is that was asked for in a region."""
    there = asking.region_day(request, code)
    if isinstance(there, http.HttpResponse):
        return there
    asked, _day, name, top = there
    found = queries.changes(code, known_at=asked.known_at)
    called = _called({one.person for one in found})
    note = _("Koreksi, penggabungan dan pemisahan; yang terbaru lebih dulu.")
    table = component.listed(found, lambda one: called.get(one.person, ""), top, note)
    file = tables.response(request, table, name=f"{code} {asked.on}")
    if file:
        return file
    context = {
        "title": _("Perbaikan data orang"), "place": name, "up": links.Links(asked, code).to(code),
        "as_of": top.as_of, "asked": asked, "says": [
            _("Orang berhak atas datanya yang benar (UU 27/2022). Yang mengusulkan dan yang memutuskan selalu berbeda.")
        ],
        "acts": _alike(request, code, asked), "blocks": [(table.key, table.title, tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _alike(request: http.HttpRequest, code: str, asked: days.Asked) -> list[tuple[str, str]]:
    if request.desk.role not in doors.TELLS_OF_PEOPLE:
        return []
    return [(f"/wilayah/{code}/data-orang/mirip/{asked.query}", _("Kemungkinan orang yang sama"))]


def _called(those: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of persons about whom rows were read that may be read."""
    with scope.everything(_WHY):
        return {one.id: one.name for one in workers.identities(those)}


@doors.door(doors.SEES_CHANGES, methods=("GET", "POST"), region="code")
def one(request: http.HttpRequest, code: str, change: int) -> http.HttpResponse:
    """What one account asked for, before and after; another one agrees or not. A merge can be asked to be undone."""
    found = queries.change(change)
    if found is None or found.region != code:
        return instead.missing(request)
    if request.method != "POST":
        return _page(request, found)
    said, desk = request.POST.get("keputusan", ""), request.desk
    decides = desk.role in doors.DECIDES_CHANGES and said in ("setuju", "tolak")
    if not decides and not (said == "pisah" and desk.role in doors.TELLS_OF_PEOPLE | doors.DECIDES_CHANGES):
        return instead.no_such_act(request)
    today = clock.today(code, request.example_day)
    stamp = journal.Stamp(desk.actor, clock.now(), uuid.uuid4(), today)
    try:
        with scope.everything(_WHY):
            number = _done(request, found, said, stamp)
    except values.Refusal as refusal:
        return _page(request, found, tongue.refusal(refusal))
    operations.keep(regency=values.RegionCode(code).at(2), on=today)
    return http.HttpResponseRedirect(f"/wilayah/{code}/data-orang/{number}/")


def _done(request: http.HttpRequest, found: facts.Change, said: str, stamp: journal.Stamp) -> int:
    account = _account(request)
    if said == "pisah":
        grounds = facts.Grounds(
            *(request.POST.get(name, "").replace("\0", "")[:2000] for name in ("alasan", "dokumen"))
        )
        return changes.propose_split(
            merge=found.id, region=found.region, grounds=grounds, account=account, stamp=stamp
        )  # fmt: skip
    merging.decide(change_id=found.id, approved=said == "setuju", account=account, stamp=stamp)
    return found.id


def _page(request: http.HttpRequest, found: facts.Change, problem: str = "") -> http.HttpResponse:
    seen.persons(request, "person", "data-orang", [found.person, found.other])
    desk, waits = request.desk, found.approved is None
    on = clock.today(found.region, request.example_day)
    before = found.before or (_stands(found) if found.kind == "correct" else None)
    context: dict[str, Any] = {
        "title": _("Usulan nomor %(number)s") % {"number": found.id}, "back": f"/wilayah/{found.region}/data-orang/",
        "kind": component.about(found), "state": component.state(found), "it": found, "problem": problem,
        "rows": [
            (component.part(part), component.cell(before, part), component.cell(found.said, part))
            for part in found.parts
        ],
        "both": _both(found) if found.kind != "correct" else [],
        "doubts": component.doubts(found.said, region=found.region, on=on) if waits and found.said else [],
        "may_decide": waits and desk.role in doors.DECIDES_CHANGES and found.proposed_by != _account(request),
        "may_split": found.kind == "merge" and found.state == "approved" and found.undone_on is None,
        "kept": _kept(found), "apart": found.undone_on is not None or (found.kind == "split" and bool(found.approved)),
    }  # fmt: skip
    return frame.render(request, "web/identity.html", context, status=422 if problem else 200)


def _kept(found: facts.Change) -> list[tuple[str, str, str]]:
    """What was recorded while two were one: it stays with the one who stays, also when they are split."""
    merge = found if found.kind == "merge" else queries.change(found.undoes) if found.undoes else None
    if merge is None or merge.decided_on is None or not merge.approved:
        return []
    split_on = found.decided_on if found.kind == "split" else merge.undone_on
    days = {"first": merge.decided_on, "last": split_on or queries.NOW}
    told = [*movements.told_between(merge.person, **days), *claims.told_between(merge.person, **days)]
    return [(component.kept(what), region, language.day(day)) for what, region, day in told]


def _stands(found: facts.Change) -> facts.Statement | None:
    try:
        return queries.stands_here(found.person)
    except workers.PersonErased:
        return None


def _both(found: facts.Change) -> list[tuple[str, str, str, str]]:
    """Of both persons what each is called, its NIK masked, born when, and the villages that list them, as far as these
    may be seen. Of who stands only out of sight nothing is told."""
    known = []
    for person in (found.person, found.other):
        if person is None:
            continue
        rows = enrolment.rows_about([person], known_at=queries.NOW, who=facts.NOBODY_ELSE)
        who = rows[0].person if rows else None
        places = ", ".join(sorted({row.region for row in rows})) or "–"
        if who is None:
            known.append((_("Tercatat di luar wilayah Anda"), "", "", ""))
        else:
            known.append((who.name, who.masked_nik, language.day(who.born_on), places))
    return known
