"""What waits for a branch of BPJS, and which bills wait for money."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from lindung.interfaces.web import tables
from lindung.interfaces.web.components import bills, sources, submitting
from lindung.interfaces.web.waiting import seat
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment.submissions import queries as submissions
from lindung.registers.funding import queries as funding

Column = tables.Column
_SOON = dt.timedelta(days=14)
"""A bill is shown here this long before its last day; what is past it stays until money or another bill comes."""


def unanswered(at: seat.Seat) -> seat.Item:
    """Lists that were sent to BPJS and about which it has not said everything."""
    found = [
        one
        for place in at.places
        for one in submissions.submissions(place.code, known_at=place.asked.known_at)
        if one.state == "sent"
    ]
    table = submitting.submissions(found, at.names, at.about)
    return seat.Item("pengajuan", _("Pengajuan yang menunggu jawaban BPJS"), _("Jawab"), table)


def unpaid_bills(at: seat.Seat) -> seat.Item:
    """Bills without money whose last day is near or past."""
    rows = []
    for place in at.places:
        known = funding.bills(place.code, known_at=place.asked.known_at)
        receipts = funding.receipts(place.code, known_at=place.asked.known_at)
        states = bills.states(known, receipts, place.day.day)
        for one in known:
            state = states[one.code][1]
            near = one.due_on is not None and one.due_on <= at.on + _SOON
            if state in ("open", "part", "expired") and near:
                cells = (
                    at.called(one.region), one.code, one.due_on, one.heads, one.amount, bills.state(state),
                )  # fmt: skip
                rows.append((one.due_on, one.code, tables.Row(cells, f"/wilayah/{one.region}/tagihan/")))
    rows.sort(key=lambda one: one[:2])
    columns = (
        Column(_("Desa")), Column(_("Kode iuran"), "code"), Column(_("Batas bayar"), "day"),
        Column(_("Orang"), "number"), Column(_("Ditagih"), "rupiah"), Column(_("Keadaan")),
    )  # fmt: skip
    note = _("Tagihan yang belum lunas dan batas bayarnya sudah lewat atau tinggal paling lama 14 hari.")
    title = _("Tagihan yang segera atau sudah kedaluwarsa")
    table = tables.Table("tagihan", title, at.about.line, note, columns, tuple(row for *_key, row in rows))
    return seat.Item("tagihan", title, _("Lihat"), table)


def without_receipt(at: seat.Seat) -> seat.Item:
    """Lists of members for a kode iuran under which no money was found."""
    columns = (
        Column(_("Desa")), Column(_("Kode iuran"), "code"), Column(_("Orang"), "number"), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (at.called(one.region), one.code, one.people, sources.where(one.file, one.sheet, one.row)),
            f"/wilayah/{one.region}/rekonsiliasi/",
        )
        for place in at.places for one in coverage.still_waiting(place.code, known_at=place.asked.known_at)
    )  # fmt: skip
    title = _("Daftar peserta tanpa penerimaan")
    note = _("Peserta pada daftar BPJS untuk kode iuran yang penerimaannya belum ditemukan.")
    table = tables.Table("tanpa-penerimaan", title, at.about.line, note, columns, rows)
    return seat.Item("tanpa-penerimaan", title, _("Lihat"), table)
