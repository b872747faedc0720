"""The regency's own budget: its lines, and what it paid itself of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import law
from lindung.monitoring import budgeting, own_money
from lindung.registers.funding.evidence import facts as evidence
from lindung.registers.funding.regency import facts

Column = tables.Column


def stage(of: str) -> str:
    return {"rka": _("Rencana (RKA)"), "dpa": _("DPA"), "dppa": _("DPPA (perubahan)")}[of]


def lines(
    found: Iterable[facts.KnownLine], standing: Sequence[facts.KnownLine], book: law.Book, year: int, top: sources.About
) -> tables.Table:
    """All that was said, and whether it is in force: for whom, how long, and by which papers."""
    columns = (
        Column(_("Sumber dana")), Column(_("Tahap")), Column(_("Nomor DPA"), "code"), Column(_("Tanggal DPA"), "day"),
        Column(_("Nomor SK"), "code"), Column(_("Tanggal SK"), "day"), Column(_("Orang"), "number"),
        Column(pgettext("banyaknya", "Bulan"), "number"), Column(_("Anggaran"), "rupiah"),
        Column(_("Cukup untuk"), "number"), Column(_("Berlaku")), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (one.fund or _("tanpa sumber dana"), stage(one.stage), one.dpa, one.dpa_on, one.sk, one.sk_on, one.heads,
             one.months, one.amount, own_money.heads(book, one, year=year),
             _("ya") if one in standing else _("tidak"), sources.where(one.file, one.sheet, one.row))
        )
        for one in found
    )  # fmt: skip
    note = _(
        "APBD, BKK dan Pokir menurut DPA kabupaten; tidak dijumlahkan dengan anggaran desa dan tidak mengubah kuota."
    )
    return tables.Table("apbd", _("Anggaran kabupaten sendiri"), top.line, note, columns, rows)


def realised(found: Iterable[budgeting.Realised], top: sources.About) -> tables.Table:
    """Budgeted, paid, and the rest, by fund."""
    columns = (
        Column(_("Sumber dana")), Column(_("Anggaran"), "rupiah"), Column(pgettext("uang", "Diterima BPJS"), "rupiah"),
        Column(_("Sisa"), "rupiah"),
    )  # fmt: skip
    rows = tuple(
        tables.Row((one.fund or _("belum dapat dibagi menurut sumber dana"), one.budgeted, one.received, one.left))
        for one in found
    )
    note = _(
        "Hanya pembayaran atas nama kabupaten. Dibagi bila sumber dananya satu dan wadahnya wadah pemerintah (SG, SA)."
    )
    return tables.Table("bayar-sendiri", _("Dibayar kabupaten sendiri"), top.line, note, columns, rows)


def with_papers(
    asked: Mapping[str, Sequence[evidence.Item]], said: Iterable[facts.KnownLine]
) -> dict[str, tuple[evidence.Item, ...]]:
    """The checklists, where a line names the paper that nobody attached."""
    named: dict[tuple[str, str], evidence.Proof] = {}
    for one in said:
        of = "perubahan" if one.stage == "dppa" else "perdes"
        for kind, number, day in ((one.stage, one.dpa, one.dpa_on), ("sk_penerima", one.sk, one.sk_on)):
            if number and one.amount:
                named[of, kind] = evidence.Proof(kind, number, day, None, one.received_on)
    return {
        of: tuple(item if item.proof else replace(item, proof=named.get((of, item.kind))) for item in items)
        for of, items in asked.items()
    }
