"""Duties that wait for an office, those that are late, and what waits for a second person's decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lindung.interfaces.disclosure import queries as disclosure
from lindung.interfaces.intake.applications import facts as applied
from lindung.interfaces.intake.applications import queries as applying
from lindung.interfaces.web import clock, doors, tables
from lindung.interfaces.web.components import duties as component
from lindung.interfaces.web.components import grieving, identity, rules
from lindung.interfaces.web.waiting import seat
from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.access import queries as access_queries
from lindung.platform.access.administration import facts as administration_facts
from lindung.platform.access.administration import queries as administration
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims.grievances import queries as complaints
from lindung.registers.enrolment.submissions import queries as submissions
from lindung.registers.followup import facts as followup
from lindung.registers.funding.closing import facts as closing_facts
from lindung.registers.funding.closing import queries as closing
from lindung.registers.reporting import facts as reporting_facts
from lindung.registers.reporting import queries as reporting
from lindung.registers.workers.changes import queries as changes

Column = tables.Column
_OFFICE: dict[str, str] = {"operator": "kades"}


def mine(at: seat.Seat) -> seat.Item:
    """Open duties that have come to this office, the most urgent first."""
    office = _OFFICE.get(at.desk.role, at.desk.role)
    missing = {code: count for place in at.places for code, count in place.missing.items()}
    found = sorted(
        (one for place in at.places for one in place.duties if office in one.reached),
        key=lambda one: component.urgency(one, missing.get(one.region, one.missing)),
    )
    table = component.everything(found, at.names, missing, at.about)
    first = f"{component.first(found[0]).rstrip('.')}. {component.lateness(found[0])}." if found else ""
    late = any(one.days_late for one in found)
    return seat.Item("tugas", _("Tugas yang menunggu jawaban Anda"), _("Jawab"), table, late, first)


def grievances(at: seat.Seat) -> seat.Item:
    """Open grievances that have come to this office, late ones first."""
    found = [
        one for place in at.places for one in complaints.within(place.code, on=at.on, known_at=at.on)
        if one.open and one.came_to(at.desk.role)
    ]  # fmt: skip
    late = [one for one in found if one.days_late]
    table = grieving.listed(sorted(found, key=lambda one: (-one.days_late, one.due_on)), at.names, at.about)
    said = {"count": len(found), "late": len(late)}
    first = _("%(count)s keluhan terbuka, %(late)s terlambat.") % said if found else ""
    return seat.Item("keluhan", _("Keluhan warga yang menunggu jawaban"), _("Jawab"), table, bool(late), first)


def applications(at: seat.Seat) -> seat.Item:
    """People who applied to this desk, a village a row, where somebody waits longest first; nobody by name."""
    routes = frozenset(route for route, roles in applied.DECIDES.items() if at.desk.role in roles)
    found: dict[str, list[dt.datetime]] = {}
    for place in at.places:
        for region, sent_at in applying.waiting(place.code, routes=routes):
            found.setdefault(region, []).append(sent_at)
    rows = [
        tables.Row((at.called(code), len(sent), min(sent).date()), f"/wilayah/{code}/permohonan/")
        for code, sent in sorted(found.items(), key=lambda one: (min(one[1]), one[0]))
    ]
    columns = (Column(_("Desa")), Column(_("Permohonan"), "number"), Column(_("Menunggu sejak"), "day"))
    note = _("Orang yang mendaftar sendiri atau diisikan di loket; belum dihitung di mana pun.")
    title = _("Permohonan yang menunggu keputusan")
    table = tables.Table("permohonan", title, at.about.line, note, columns, tuple(rows))
    return seat.Item("permohonan", title, _("Periksa"), table)


def late(at: seat.Seat) -> seat.Item:
    """Districts in which duties are late, the latest first."""
    found: dict[str, list[followup.Duty]] = {}
    for one in (one for place in at.places for one in place.duties if one.days_late):
        found.setdefault(_district(one.region), []).append(one)
    rows = [
        tables.Row(
            (at.called(code), len(held), max(one.days_late for one in held),
             sum(one.last_answer is None for one in held)),
            f"/wilayah/{code}/tugas/?kantor=semua",
        )
        for code, held in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    ]  # fmt: skip
    columns = (
        Column(_("Kecamatan")), Column(_("Tugas terlambat"), "number"), Column(_("Paling lama (hari)"), "number"),
        Column(_("Belum dijawab"), "number"),
    )  # fmt: skip
    note = _("Tugas terbuka yang lewat batas kantor pertamanya, per kecamatan; yang paling banyak lebih dulu.")
    title = _("Kecamatan dengan tugas terlambat")
    table = tables.Table("tugas-terlambat", title, at.about.line, note, columns, tuple(rows))
    return seat.Item("tugas-terlambat", title, _("Lihat"), table)


def _district(region: str) -> str:
    code = values.RegionCode(region)
    return str(code.at(3)) if code.level > 3 else region


def excepted(at: seat.Seat) -> seat.Item:
    """Duties that somebody asked to let be and nobody has decided about."""
    found = [one for place in at.places for one in place.duties if one.waits]
    table = component.everything(found, at.names, {}, at.about)
    return seat.Item("pengecualian-tugas", _("Pengecualian tugas yang diminta"), _("Lihat"), table)


# What waits for a second person

_Row = tuple[str, str, str, dt.date, str]
"""What it is, about what, who asks, since when, where it is decided."""


def approvals(at: seat.Seat) -> seat.Item:
    """Everything that waits for this desk's decision: never what it proposed itself."""
    found = [*_of_offices(at), *_of_lists(at), *_of_duties(at), *_of_persons(at)]
    rows = [tables.Row(cells[:4], cells[4]) for cells in sorted(found, key=lambda one: (one[3], one[4]))]
    columns = (Column(_("Yang diusulkan")), Column(_("Tentang")), Column(_("Oleh")), Column(_("Sejak"), "day"))
    note = _("Usulan orang lain yang menunggu keputusan Anda; yang paling lama lebih dulu.")
    title = _("Usulan yang menunggu keputusan Anda")
    table = tables.Table("persetujuan", title, at.about.line, note, columns, tuple(rows))
    return seat.Item("persetujuan", title, _("Putuskan"), table)


def _of_offices(at: seat.Seat) -> Iterator[_Row]:
    desk = at.desk
    if desk.role in administration_facts.DECIDES:
        for one in administration.proposals(desk, on=clock.today_in_jakarta()):
            if desk.account_id not in (one.proposed_by, one.account_id) and one.leaves != desk.person_name:
                yield (
                    _("Akun atau jabatan"), f"{one.person_name}, {one.office_name}", one.proposer,
                    one.proposed_at.date(), f"/kantor/usulan/{one.id}/",
                )  # fmt: skip
    for export in disclosure.exports(desk, at=clock.now()):
        if export.state == "waiting" and export.may_decide:
            about = at.called(export.wanted.region)
            yield (
                _("Unduhan dengan NIK penuh"), about, export.asker, export.asked_at.date(), f"/ekspor/{export.id}/",
            )  # fmt: skip
    for place in at.places:
        for wish in rulebook.amendments(place.code):
            if rulebook.may_decide(desk, wish):
                href = f"/wilayah/{place.code}/aturan/{wish.id}/"
                yield _("Perubahan aturan"), rules.subject(wish.parameter), wish.proposer, wish.proposed_on, href


def _of_lists(at: seat.Seat) -> Iterator[_Row]:
    desk: access.Desk = at.desk
    for place in at.places:
        if desk.role in doors.APPROVES_SUBMISSIONS:
            for sent in submissions.submissions(place.code, known_at=place.asked.known_at):
                if sent.state == "waiting" and sent.proposed_by != desk.account_id:
                    region = sent.wanted.region
                    href = f"/wilayah/{region}/pengajuan/{sent.id}/"
                    yield _("Daftar untuk BPJS"), at.called(region), sent.proposer, sent.proposed_on, href
        if desk.role in reporting_facts.DECIDES:
            for report in reporting.snapshots(place.code):
                if report.approved is None and report.proposed_by != desk.account_id:
                    href = f"/laporan/{report.id}/"
                    yield _("Laporan kinerja"), place.name, report.proposer, report.proposed_on, href
        for asked in closing.waiting(place.code):
            if desk.role in closing_facts.REOPENS and asked.proposed_by != desk.account_id:
                href = f"/wilayah/{place.code}/tahun/?tahun={asked.year}"
                said = _("Pembukaan kembali tahun anggaran")
                yield said, f"{place.name}, {asked.year}", asked.proposer, asked.proposed_at.date(), href


def _of_persons(at: seat.Seat) -> Iterator[_Row]:
    """Corrections of who somebody is, merges and splits. No name: it stands on their page, where it is recorded."""
    if at.desk.role not in doors.DECIDES_CHANGES:
        return
    account = access_queries.person(at.desk.account_id).name
    for place in at.places:
        for one in changes.changes(place.code, known_at=place.asked.known_at):
            if one.state == "waiting" and one.proposed_by != account:
                href = f"/wilayah/{one.region}/data-orang/{one.id}/"
                yield identity.about(one), at.called(one.region), one.proposed_by, one.proposed_on, href


def _of_duties(at: seat.Seat) -> Iterator[_Row]:
    desk = at.desk
    for one in (one for place in at.places for one in place.duties):
        about = f"{component.title(one.kind)}, {at.called(one.region)}"
        href = f"/wilayah/{one.region}/tugas/{one.key}/"
        waits, last = one.waits, one.last_answer
        if waits is not None and desk.role in followup.DECIDES and waits.proposed_by != desk.account_id:
            yield _("Pengecualian tugas"), about, waits.proposer, waits.proposed_on, href
        done = one.by_hand and last is not None and last.reply.said == "done" and last.account != desk.account_id
        if done and last is not None and desk.role in followup.DECIDES | {"bupati"}:
            yield _("Tugas yang dikerjakan"), about, last.person, last.said_on, href
