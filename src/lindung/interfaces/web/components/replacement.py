"""Who left and who waits, as tables."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import following, sources
from lindung.kernel import law
from lindung.monitoring import remains
from lindung.registers.enrolment.movements import facts

Column = tables.Column


def reasons() -> dict[str, str]:
    return {
        "meninggal": _("Meninggal"),
        "pindah": _("Pindah"),
        "jadi_pu": _("Menjadi pekerja penerima upah"),
        "umur": _("Umur"),
        "mengundurkan_diri": _("Mengundurkan diri"),
    }


def acts(code: str, *, gone: bool, waits: bool) -> list[tuple[str, str]]:
    """What can be written about a village's list; and mended, where somebody left or waits."""
    at = f"/wilayah/{code}/pergantian"
    return [
        (f"{at}/keluar/", _("Catat yang keluar")),
        (f"{at}/masuk/", _("Masukkan pengganti")),
        (f"{at}/tunggu/", _("Tambah ke daftar tunggu")),
        *([(f"{at}/betulkan/", _("Betulkan catatan keluar"))] if gone else []),
        *([(f"{at}/coret/", _("Coret dari daftar tunggu"))] if waits else []),
    ]


def left(found: Iterable[remains.Remainder], top: sources.About) -> tables.Table:
    """Who left, who came instead, and the months paid ahead that are to be agreed upon with BPJS."""
    rows = []
    for one in found:
        gone = one.left
        certain = None if not one.months else _("menurut pembayaran") if one.certain else _("paling banyak; tanya BPJS")
        cells = (
            gone.who.name, gone.last_on, reasons()[gone.reason], gone.replaced_by.name if gone.replaced_by else None,
            gone.replaced_from, one.months, one.rupiah, certain, gone.evidence or None,
        )  # fmt: skip
        rows.append(tables.Row(cells, "", gone.who.id))
    columns = (
        Column(_("Nama")), Column(_("Hari terakhir"), "day"), Column(_("Sebab")), Column(_("Diganti oleh")),
        Column(_("Mulai"), "day"), Column(_("Sisa bulan"), "number"), Column(_("Sisa iuran"), "rupiah"),
        Column(_("Kepastian")), Column(_("Bukti"), wide=True),
    )  # fmt: skip
    note = _("Sisa iuran: bulan yang sudah dibayar sesudah bulan keluar, menurut tarif bulannya; sepakati dengan BPJS.")
    return tables.Table("keluar", _("Keluar dari daftar"), top.line, note, columns, tuple(rows))


def waiting(found: Iterable[facts.Waits], order: law.Dated[law.WaitingOrder], top: sources.About) -> tables.Table:
    """Who waits, and what put each where they stand."""
    rows = tuple(
        tables.Row(
            (one.place, one.who.name, one.who.masked_nik, _(one.group_name), one.listed_on, one.lot), "", one.who.id
        )
        for one in found
    )  # fmt: skip
    columns = (
        Column(_("Urutan"), "number"), Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Kelompok")),
        Column(_("Tercatat"), "day"), Column(_("Undian"), "code"),
    )  # fmt: skip
    groups = tongue.listed([f"({at}) {_(name)}" for at, (_code, name) in enumerate(order.value.groups, 1)])
    note = _("Urutan: kelompok %(groups)s; dalam satu kelompok yang tercatat lebih dulu; pada hari yang sama undian.")
    ground = _("Dasar: %(source)s (%(confidence)s).") % {
        "source": order.source, "confidence": following.confidence(order.confidence),
    }  # fmt: skip
    return tables.Table("tunggu", _("Daftar tunggu"), top.line, f"{note % {'groups': groups}} {ground}", columns, rows)
