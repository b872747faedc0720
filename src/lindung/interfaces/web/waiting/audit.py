"""What an auditor looks at first: doors that stayed shut, exceptions, corrections."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, tables
from lindung.interfaces.web.components import rules
from lindung.interfaces.web.components import trail as component
from lindung.interfaces.web.pages import trail
from lindung.interfaces.web.waiting import seat
from lindung.kernel import language, values
from lindung.platform.journal import queries as journal
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.audit import queries as sampled
from lindung.registers.coverage import queries as coverage
from lindung.registers.followup.support import facts as support

Column = tables.Column
_WEEK = dt.timedelta(days=7)


def refused(at: seat.Seat) -> seat.Item:
    """Doors that stayed shut within a week, as the trail tells them."""
    now, within = clock.now(), trail.within(at.desk.scope)
    found = [
        one
        for one in journal.views(since=now - _WEEK, before=now + dt.timedelta(minutes=1))
        if one.kind == "refused" and within(one)
    ]
    codes = {one.about.partition("/")[0] for one in found}
    names = regions.names({code for code in codes if trail.CODE.fullmatch(code) and at.desk.scope.covers(code)})
    zone = language.zone_of(values.RegionCode(at.places[0].code))
    table = component.views(found, names, zone, at.about.line)
    return seat.Item("ditolak", _("Percobaan yang ditolak, tujuh hari terakhir"), _("Lihat"), table)


def overrides(at: seat.Seat) -> seat.Item:
    """Funds that pay against their rule this year, and the two who answer for it."""
    columns = (
        Column(_("Wilayah")), Column(_("Sumber dana")), Column(_("Untuk")), Column(_("Alasan"), wide=True),
        Column(_("Diusulkan oleh")), Column(_("Disetujui oleh")), Column(_("Pada"), "day"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                at.called(one.region), one.fund, rules.category(one.category), one.reason, one.proposer, one.decider,
                one.decided_on,
            ),
            f"/wilayah/{place.code}/aturan/",
        )
        for place in at.places
        for one in rulebook.overrides(place.code, year=place.asked.year, known_at=place.asked.known_at)
    )  # fmt: skip
    title = _("Pengecualian sumber dana tahun ini")
    note = _("Dana yang membayar walau aturannya melarang atau belum jelas, disetujui dua orang.")
    return seat.Item(
        "pengecualian-dana", title, _("Lihat"),
        tables.Table("pengecualian-dana", title, at.about.line, note, columns, rows),
    )  # fmt: skip


def corrections(at: seat.Seat) -> seat.Item:
    """Late payments about which BPJS was asked to let cover go on."""
    columns = (
        Column(_("Surat"), "code"), Column(_("Alasan"), wide=True), Column(_("Diminta oleh")),
        Column(_("Diminta"), "day"), Column(_("Jawaban BPJS")),
    )  # fmt: skip
    answers = {None: _("menunggu jawaban BPJS"), True: _("disetujui"), False: _("ditolak")}
    rows = tuple(
        tables.Row((one.letter, one.reason, one.asked_by, one.asked_at.date(), answers[one.approved]))
        for place in at.places
        for one in coverage.corrections(place.code)
    )
    title = _("Koreksi iuran lanjutan")
    note = _("Permintaan kepada BPJS agar perlindungan tidak terputus oleh pembayaran yang terlambat.")
    table = tables.Table("koreksi", title, at.about.line, note, columns, rows)
    return seat.Item("koreksi", title, _("Lihat"), table, urgent=False)


def visits(at: seat.Seat) -> seat.Item:
    """Who of the last sample is still to be visited; the sample itself, where the quarter has none."""
    title, rows = _("Kunjungan uji petik"), []
    for place in at.places:
        if values.RegionCode(place.code).level != 2:
            continue
        here = f"/wilayah/{place.code}/uji-petik/"
        samples = sampled.samples(place.code, known_at=at.on)
        if not samples or support.Quarter.of(samples[0].drawn_on) != support.Quarter.of(at.on):
            rows.append(tables.Row((_("Sampel triwulan ini belum ditarik"), place.name), f"{here}tarik/"))
        rows += [
            tables.Row(
                (_("Orang terpilih nomor %(number)s") % {"number": one}, at.called(village)), f"{here}{last}/{one}/"
            )
            for last in [sample.id for sample in samples[:1]]
            for one, village in sampled.to_visit(last, known_at=at.on)
        ]
    columns = (Column(_("Yang menunggu")), Column(_("Wilayah")))
    note = _("Orang yang terpilih dan belum dikunjungi; namanya ada di halaman uji petik.")
    table = tables.Table("kunjungan", title, at.about.line, note, columns, tuple(rows))
    return seat.Item("kunjungan", title, _("Kunjungi"), table, urgent=False)
