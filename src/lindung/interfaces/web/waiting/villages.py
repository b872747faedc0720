"""What is not as it should be in villages, and which of them nobody looked after."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.reports.letters import words
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import helping, sources
from lindung.interfaces.web.pages import helping as pages
from lindung.interfaces.web.waiting import seat
from lindung.kernel import language
from lindung.registers.followup.support import facts as support
from lindung.registers.followup.support import queries as given
from lindung.registers.letters import queries as letters

Column = tables.Column


def _of_findings(at: seat.Seat, key: str, title: str, of: Collection[str], note: str) -> seat.Item:
    """Findings of some kinds, each with its sentence; a row leads to the village's page."""
    columns = (
        Column(_("Wilayah")), Column(_("Temuan")), Column(_("Sejak"), "day"), Column(_("Keterangan"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                at.called(one.region), _(kinds.finding_title(one.kind)), one.since,
                tongue.sentence(one.kind, one.sentence),
            ),
            f"/wilayah/{one.region}/",
        )
        for place in at.places for one in place.day.day.findings if one.kind in of
    )  # fmt: skip
    table = tables.Table(key, title, at.about.line, note, columns, rows)
    return seat.Item(key, title, _("Lihat"), table)


def silent(at: seat.Seat) -> seat.Item:
    note = _("Tidak ada angka dan tidak ada pernyataan dari wilayah ini.")
    return _of_findings(at, "belum-melapor", _("Desa yang belum melapor"), {"not_reporting"}, note)


def to_mend(at: seat.Seat) -> seat.Item:
    note = _("Daftar desa dengan baris yang ditahan atau ditolak BPJS; baris-barisnya ada di halaman desanya.")
    of = {"list_problems", "rejected_by_bpjs"}
    return _of_findings(at, "perlu-diperbaiki", _("Daftar desa yang harus diperbaiki"), of, note)


def amounts(at: seat.Seat) -> seat.Item:
    note = _("Pembayaran yang jumlahnya tidak sama dengan hitungan menurut aturan, atau belum jelas desanya.")
    of = {"payment_amount", "payment_unattributed"}
    return _of_findings(at, "nominal", _("Jumlah pembayaran yang harus dijelaskan"), of, note)


def rows_to_mend(at: seat.Seat) -> seat.Item:
    """The rows of a village's own list that don't count until they are mended. The day must be whole."""
    found = [one for place in at.places for one in place.day.day.problems]
    table = sources.held(found, at.about)
    return seat.Item("masalah", _("Baris yang harus diperbaiki"), _("Perbaiki"), table)


def without_letter(at: seat.Seat) -> seat.Item:
    """Findings of which some villages have had no letter this year: all letters of one are made in one act."""
    rows = []
    for place in at.places:
        written = {
            (one.region, one.finding)
            for one in letters.letters(place.code, known_at=place.asked.known_at)
            if one.withdrawn_on is None and one.dated_on.year == place.asked.year
        }
        for kind in words.LETTERED:
            found = {one.region for one in place.day.day.findings if one.kind == kind}
            lacking = [region for region in found if (region, kind) not in written]
            if lacking:
                href = f"/wilayah/{place.code}/surat/buat/?temuan={kind}"
                rows.append(tables.Row((_(kinds.finding_title(kind)), len(lacking), len(found)), href))
    columns = (Column(_("Temuan")), Column(_("Desa belum disurati"), "number"), Column(_("Desa"), "number"))
    title = _("Temuan yang desanya belum disurati")
    note = _("Surat untuk semua desa dengan satu temuan dibuat sekaligus.")
    table = tables.Table("surat", title, at.about.line, note, columns, tuple(rows))
    return seat.Item("surat", title, _("Buat surat"), table, urgent=False)


# Looking after villages


def not_evaluated(at: seat.Seat) -> seat.Item:
    """Villages that their camat has not evaluated this quarter; a camat is led to the form."""
    evaluates = at.desk.role in support.EVALUATES
    told = [pages.villages(place.day.day, place.code, place.asked, at.about, only_missing=True) for place in at.places]
    shown = [table for table, _said in told]
    rows = tuple(row for table in shown for row in table.rows)
    first = told[0][1] if len(told) == 1 else ""
    title = _("Desa yang belum dinilai: %(quarter)s") % {"quarter": helping.quarter(support.Quarter.of(at.on))}
    table = tables.Table("belum-dinilai", title, at.about.line, shown[0].note, shown[0].columns, rows)
    return seat.Item("belum-dinilai", title, _("Nilai") if evaluates else _("Lihat"), table, False, first)


def next_steps(at: seat.Seat) -> seat.Item:
    """Villages whose last support named a next step that is due."""
    last: dict[str, support.Support] = {}
    for place in at.places:
        for one in given.given(place.code, known_at=at.on):
            last.setdefault(one.given.region, one)
    due = sorted(
        (one for one in last.values() if one.given.next_on is not None and one.given.next_on <= at.on),
        key=lambda one: (one.given.next_on or at.on, one.given.region),
    )
    rows = tuple(
        tables.Row(
            (
                at.called(one.given.region), one.given.next_on, one.given.next_step or None,
                language.day(one.given.given_on),
            ),
            f"/wilayah/{one.given.region}/pembinaan/",
        )
        for one in due
    )  # fmt: skip
    columns = (
        Column(_("Desa")), Column(_("Pada"), "day"), Column(_("Langkah berikut"), wide=True),
        Column(_("Didampingi terakhir"), "code"),
    )  # fmt: skip
    title = _("Langkah pendampingan yang sudah waktunya")
    note = _("Langkah berikut dari pendampingan terakhir tiap desa, yang harinya sudah tiba.")
    return seat.Item(
        "langkah-berikut", title, _("Lihat"),
        tables.Table("langkah-berikut", title, at.about.line, note, columns, rows),
    )  # fmt: skip


def milestones(at: seat.Seat) -> seat.Item:
    """Milestones of the year that have passed, beside what was due."""
    columns = (
        Column(_("Tonggak"), "day"), Column(_("Seharusnya"), "code"), Column(_("Desa membayar"), "number"),
        Column(_("Desa mencapai kuota"), "number"), Column(_("Desa"), "number"), Column(_("Dasar"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.on, language.share(round(one.share * 1000), 1000), one.villages_paid, one.villages_at_quota,
                len(place.day.day.villages), one.legal_basis,
            ),
            f"/wilayah/{place.code}/daftar/tonggak-{one.on}/",
        )
        for place in at.places for one in place.day.day.milestones
    )  # fmt: skip
    title = _("Tonggak yang sudah lewat")
    note = _("Yang tercapai pada hari tiap tonggak, di samping yang seharusnya.")
    table = tables.Table("tonggak", title, at.about.line, note, columns, rows)
    return seat.Item("tonggak", title, _("Lihat"), table, urgent=False)
