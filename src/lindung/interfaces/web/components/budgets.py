"""What stands behind a village's budget: for how many it is enough, what BPJS received of it, what still proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language
from lindung.monitoring import budgeting, indicators
from lindung.registers.funding import facts as funding
from lindung.registers.funding.closing import facts as closing
from lindung.registers.funding.evidence import facts as evidence

Column = tables.Column


def stage(of: str) -> str:
    return {
        "rkpdes": _("Rencana (RKPDes)"), "rapbdes": _("Rancangan (RAPBDes)"), "evaluasi": _("Evaluasi camat"),
        "perdes": _("Perdes APBDes"), "perubahan": _("Perubahan APBDes"),
    }[of]  # fmt: skip


def stage_of_regency(of: str) -> str:
    """The same step in the regency's own budget."""
    return _("DPPA (perubahan)") if of == "perubahan" else _("DPA")


def sufficing(found: Iterable[budgeting.Sufficing], top: sources.About) -> tables.Table:
    """Each line: amount, enough for N of the quota for M months, and what is lacking."""
    columns = (
        Column(_("Sumber dana")), Column(_("Anggaran"), "rupiah"), Column(_("Cukup untuk"), "number"),
        Column(_("Dari kuota"), "number"), Column(pgettext("banyaknya", "Bulan"), "number"),
        Column(_("Untuk kuota"), "rupiah"), Column(_("Kurang"), "rupiah"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (one.line.fund or _("tanpa sumber dana"), one.line.amount, one.heads, one.quota, one.months, one.due,
             one.lacking or None)
        )
        for one in found
    )  # fmt: skip
    note = _("Kuota × bulan × iuran bulan itu, tingkat program tanpa JHT, dengan uang desa.")
    return tables.Table("cukup", _("Cukup untuk berapa orang"), top.line, note, columns, rows)


def realised(found: Iterable[budgeting.Realised], top: sources.About) -> tables.Table:
    """Budgeted, received by BPJS, and what is left, by fund."""
    columns = (
        Column(_("Sumber dana")), Column(_("Anggaran"), "rupiah"), Column(pgettext("uang", "Diterima BPJS"), "rupiah"),
        Column(_("Sisa"), "rupiah"),
    )  # fmt: skip
    rows = tuple(
        tables.Row((one.fund or _("belum dapat dibagi menurut sumber dana"), one.budgeted, one.received, one.left))
        for one in found
    )
    note = _("Pembayaran tidak menyebut sumber dananya: dikenali dari satu-satunya sumber, atau dari kode wadah BPJS.")
    return tables.Table("realisasi", _("Realisasi anggaran"), top.line, note, columns, rows)


def proofs(
    found: Mapping[str, Sequence[evidence.Item]], top: sources.About, *, named: Callable[[str], str] = stage
) -> tables.Table:
    """The checklist of each stage, what is missing said so."""
    columns = (Column(_("Bukti")), Column(_("Tahap")), Column(_("Keadaan")), Column(_("Tanggal"), "day"))
    rows = tuple(
        tables.Row((one.name, named(of), _proof(one), one.proof.dated_on if one.proof else None))
        for of, items in found.items()
        for one in items
    )
    note = _("Menurut daftar bukti pada buku aturan.")
    return tables.Table("bukti", _("Bukti anggaran"), top.line, note, columns, rows)


def _proof(one: evidence.Item) -> str:
    if one.proof is None:
        return _("belum ada")
    return one.proof.reference or _("berkas diterima")


def stages(said: Iterable[funding.KnownBudget]) -> list[str]:
    """The stages that a village's budget is known to have reached; without any, the one that is decided."""
    order = ("rkpdes", "rapbdes", "evaluasi", "perdes", "perubahan")
    reached = {one.stage for one in said if one.amount}
    return [one for one in order if one in reached] or ["perdes"]


def closed(close: closing.Close | None, later: Sequence[closing.Later]) -> str:
    """What a village's page says of a closed year; nothing while it is open."""
    if close is None:
        return ""
    said = _("Tahun %(year)s ditutup %(day)s oleh %(who)s.") % {
        "year": close.year, "day": tongue.day(close.closed_on), "who": close.closed_by,
    }  # fmt: skip
    if not later:
        return said
    return said + " " + _("%(count)s catatan masuk sesudah itu, %(amount)s.") % {
        "count": language.number(len(later)), "amount": language.rupiah(sum(one.amount for one in later)),
    }  # fmt: skip


def frozen(figures: Mapping[str, int], top: sources.About) -> tables.Table:
    """The figures of a closed year as they were kept."""
    columns = (Column(_("Angka")), Column(_("Nilai"), "number"), Column(_("Satuan")))
    rows = tuple(
        tables.Row((_(one.label), figures[one.key], _(one.unit))) for one in indicators.ALL if one.key in figures
    )
    note = _("Disimpan sebagai nilai saat tahun ditutup; tidak dihitung ulang.")
    return tables.Table("tutup", _("Angka saat tahun ditutup"), top.line, note, columns, rows)


def later(found: Iterable[closing.Later], top: sources.About) -> tables.Table:
    """What came in after the year was closed."""
    kinds = {"budget": _("anggaran"), "receipt": _("pembayaran"), "reversal": _("pembatalan")}
    columns = (
        Column(_("Catatan")), Column(_("Wilayah"), "code"), Column(_("Jumlah"), "rupiah"),
        Column(_("Diterima"), "day"), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (kinds[one.kind], one.region, one.amount, one.received_on, sources.where(one.file, one.sheet, one.row))
        )
        for one in found
    )
    note = _("Tetap dihitung pada halaman lain; tidak mengubah angka yang sudah ditutup.")
    return tables.Table("susulan", _("Masuk sesudah tahun ditutup"), top.line, note, columns, rows)
