"""Cards, cases and renewals as tables and sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language, law
from lindung.monitoring import carding, renewal
from lindung.monitoring import cases as following
from lindung.registers.claims import facts as claims

Column = tables.Column


def event(said: str) -> str:
    return {
        "death": _("Meninggal"),
        "accident": _("Kecelakaan kerja"),
        "work_death": _("Meninggal karena kecelakaan kerja"),
    }.get(said, said)


def confidence(said: law.Confidence) -> str:
    return {
        "seen": _("sumbernya dibaca"),
        "secondary": _("hanya sumber kedua"),
        "memory": _("ingatan, belum diperiksa"),
        "inference": _("kesimpulan kami"),
        "none": _("tidak ada yang ditemukan"),
    }[said]


# Cards


def reason(said: str) -> str:
    """Why a card was revoked."""
    return {
        "moved": _("Pindah atau keluar dari daftar"),
        "dead": _("Meninggal"),
        "lost": _("Hilang atau rusak"),
        "erroneous": _("Salah dibuat"),
        "replaced": _("Diganti kartu baru"),
        "erased": _("Datanya dihapus"),
    }[said]


def cards(found: Iterable[carding.Holding], people: str, top: sources.About) -> tables.Table:
    """Who has no card in hand yet, then who has."""
    rows = []
    for holding in found:
        one, good_until = holding.holder, holding.issued.ends_before if holding.issued else None
        who, card = one.name.row.person, one.card
        days = (card.printed_on, card.handed_over_on, card.signed_on) if card else (None, None, None)
        state = _("Sudah di tangan") if one.reached else _("Belum ada kartu") if card is None else _("Belum diserahkan")
        receiver, evidence = (card.received_by or None, card.evidence or None) if card else (None, None)
        last = good_until - dt.timedelta(days=1) if good_until else None
        cells = (who.name, who.masked_nik, state, last, *days, receiver, evidence)
        rows.append(tables.Row(cells, f"{people}{who.id}/", who.id))
    columns = (
        Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Kartu")), Column(_("Berlaku sampai"), "day"),
        Column(_("Dicetak"), "day"),
        Column(_("Diserahkan"), "day"), Column(_("Ditandatangani"), "day"), Column(_("Diterima oleh")),
        Column(_("Bukti"), wide=True),
    )  # fmt: skip
    note = _("Nama sah pada daftar desa; yang belum memegang kartu lebih dulu.")
    return tables.Table("kartu", _("Kartu peserta"), top.line, note, columns, tuple(rows))


# Cases


def cases(
    found: Sequence[claims.Case], names: dict[str, str], on: dt.date, called: Callable[[str], str], top: sources.About
) -> tables.Table:
    """``called`` says how a name is told to whoever reads."""
    late = {one.case.key for one in following.overdue(found, on=on)}
    rows = []
    for one in found:
        state = _state(one, late=one.key in late)
        cells = (
            called(one.who.name), names.get(one.region, one.region), event(one.event), one.event_on, one.reported_on,
            one.days_open(on), sources.state(one.state), state, one.paid or None,
        )  # fmt: skip
        rows.append(tables.Row(cells, f"/wilayah/{one.region}/kasus/{one.key}/", one.who.id))
    columns = (
        Column(_("Nama")), Column(_("Desa")), Column(_("Kejadian")), Column(_("Hari kejadian"), "day"),
        Column(_("Dilaporkan"), "day"), Column(_("Hari terbuka"), "number"), Column(_("Perlindungan hari itu")),
        Column(_("Keadaan")), Column(_("Dibayar BPJS"), "rupiah"),
    )  # fmt: skip
    note = _("Kematian dan kecelakaan yang dilaporkan. BPJS yang memutuskan dan membayar.")
    return tables.Table("kasus", _("Kasus"), top.line, note, columns, tuple(rows))


def _state(case: claims.Case, *, late: bool) -> str:
    if case.decisions:
        return _("Dibayar") if case.decisions[-1].outcome == "paid" else _("Ditolak BPJS")
    return _("Terbuka terlalu lama") if late else _("Terbuka")


def papers(case: claims.Case, asked: Iterable[law.Dated[law.ClaimDocument]], top: sources.About) -> tables.Table:
    """The checklist: what is asked for, on what ground, and since when it is at hand."""
    held = {one.code: one for one in case.held}
    rows = []
    for one in asked:
        there = held.get(one.value.code)
        limit = (
            _("%(hours)s jam sejak kejadian") % {"hours": one.value.within_hours} if one.value.within_hours else None
        )
        cells = (
            _(one.value.name), there.held_on if there else None, (there.evidence or None) if there else None, limit,
            None if one.value.needed else _("hanya bila ada"), f"{one.source} ({confidence(one.confidence)})",
        )  # fmt: skip
        rows.append(tables.Row(cells))
    columns = (
        Column(_("Berkas")), Column(_("Ada sejak"), "day"), Column(_("Bukti")), Column(_("Batas waktu")),
        Column(_("Sifat")), Column(_("Dasar"), wide=True),
    )  # fmt: skip
    missing = sum(1 for one in rows if one.cells[1] is None and one.cells[4] is None)
    note = _("Belum ada: %(count)s berkas.") % {"count": missing}
    return tables.Table("berkas", _("Berkas yang diminta"), top.line, note, columns, tuple(rows))


def decisions(case: claims.Case, top: sources.About) -> tables.Table:
    names = {"paid": _("Dibayar"), "rejected": _("Ditolak BPJS")}
    rows = [tables.Row((names[one.outcome], one.decided_on, one.amount, one.reference)) for one in case.decisions]
    columns = (
        Column(_("Keputusan")), Column(_("Hari"), "day"), Column(_("Jumlah"), "rupiah"), Column(_("Nomor"), "code"),
    )  # fmt: skip
    note = _("Dicatat kembali dari surat atau bukti bayar BPJS.")
    return tables.Table("keputusan", _("Keputusan BPJS"), top.line, note, columns, tuple(rows))


def benefit(case: claims.Case, found: law.Potential) -> list[str]:
    """What may be said of the benefit: the most that may come by the version of that day, and that BPJS decides."""
    said = []
    if case.uncertain:
        said.append(_("Belum pasti: kejadian dalam masa tenggang. Tanyakan kepada BPJS apakah masih ditanggung."))
    if case.state == "undetermined":
        said.append(_("Iuran dibayar untuk lebih sedikit orang daripada nama: siapa yang terlindung, BPJS yang tahu."))
    part, whole = language.rupiah(found.rupiah or 0), language.rupiah(found.whole or 0)
    if found.rupiah is None:
        said.append(_("Pengobatan dan santunan mengikuti akibat kecelakaan; besarnya tidak dapat disebut lebih dulu."))
    elif found.waits and found.full_from:
        said.append(
            _("Potensi manfaat %(part)s: kejadian sebelum %(day)s, hari mulai berlakunya manfaat penuh %(whole)s.")
            % {"part": part, "day": tongue.day(found.full_from), "whole": whole}
        )
    elif found.waits:
        said.append(
            _("Potensi manfaat %(part)s; penuh %(whole)s hanya bila BPJS mencatat kepesertaan cukup lama.")
            % {"part": part, "whole": whole}
        )
    else:
        said.append(_("Potensi manfaat paling banyak %(sum)s.") % {"sum": whole})
    said.append(_("BPJS yang memutuskan dan membayar; angka ini bukan janji kepada keluarga."))
    if found.version:
        said.append(_("Menurut %(source)s.") % {"source": found.version.source})
    return said


# Renewals


def renewals(found: Iterable[renewal.Renewal], top: sources.About) -> tables.Table:
    """The villages to be reminded, each with the message that can be sent as it stands."""
    rows = tuple(
        tables.Row(
            (
                kinds.place_title(one.place), one.place.district_name, one.last_on, one.days_left, one.step, one.heads,
                one.monthly_rupiah, one.message,
            ),
            f"/wilayah/{one.place.code}/",
        )
        for one in found
    )  # fmt: skip
    columns = (
        Column(_("Desa")), Column(_("Kecamatan")), Column(_("Dibayar sampai"), "day"), Column(_("Hari lagi"), "number"),
        Column(_("Pengingat, hari"), "number"), Column(_("Orang"), "number"), Column(_("Iuran sebulan"), "rupiah"),
        Column(_("Pesan siap kirim"), wide=True),
    )  # fmt: skip
    note = _("Menurut hari terakhir yang dibayar desa itu sendiri, bukan tahun kalender. Pesan dikirim sendiri.")
    return tables.Table("perpanjangan", _("Perpanjangan iuran"), top.line, note, columns, rows)
