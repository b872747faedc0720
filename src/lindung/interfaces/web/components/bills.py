"""Bills of BPJS beside what the law comes to, and where the money of each receipt is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language, law, values
from lindung.monitoring import amounts, facts, reconciliation, standing
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import facts as funding
from lindung.registers.funding.transfers import facts as transfer_facts

Column = tables.Column


def state(of: funding.BillState) -> str:
    return {
        "open": _("menunggu dibayar"),
        "part": _("dibayar sebagian"),
        "paid": _("lunas"),
        "over": _("dibayar lebih"),
        "expired": _("kedaluwarsa"),
        "reissued": _("diganti kode iuran lain"),
    }[of]


def states(
    bills: Iterable[funding.KnownBill], receipts: Sequence[funding.KnownReceipt], day: facts.RegencyDay
) -> dict[str, tuple[int, funding.BillState]]:
    """Of each kode iuran: what came in under it by the day, and what became of its bill."""
    stand = [one for one in receipts if one.stands_on(day.on)]
    found = {}
    for bill in bills:
        received = standing.received_under(bill.code, stand)
        found[bill.code] = (received, bill.state(received=received, on=day.on))
    return found


def bills(
    found: Sequence[funding.KnownBill], receipts: Sequence[funding.KnownReceipt], day: facts.RegencyDay,
    top: sources.About,
) -> tables.Table:  # fmt: skip
    """Every bill issued by the day, with what the law comes to for the same heads and months."""
    columns = (
        Column(_("Kode iuran"), "code"), Column(_("Terbit"), "day"), Column(_("Batas bayar"), "day"),
        Column(_("Masa"), "code"), Column(_("Orang"), "number"), Column(_("Ditagih"), "rupiah"),
        Column(_("Menurut aturan"), "rupiah"), Column(_("Selisih"), "rupiah"), Column(_("Diterima"), "rupiah"),
        Column(_("Keadaan")), Column(_("Asal"), wide=True),
    )  # fmt: skip
    known, book = states(found, receipts, day), rulebook.book(day.code, day.known_at)
    rows = []
    for one in found:
        if one.issued_on <= day.on:
            due, (received, is_now) = _due(one, book), known[one.code]
            rows.append(
                tables.Row(
                    (
                        one.code, one.issued_on, one.due_on, sources.months_of(one), one.heads, one.amount, due,
                        None if due is None else one.amount - due, received,
                        ", ".join([state(is_now), *one.acknowledged]),
                        sources.where(one.file, one.sheet, one.row),
                    )
                )
            )  # fmt: skip
    note = _(
        "Tagihan tidak diubah; yang keliru diganti kode iuran baru. Menurut aturan: JKK dan JKM, tingkat terendah."
    )
    return tables.Table("tagihan", _("Tagihan"), top.line, note, columns, tuple(rows))


def _due(one: funding.KnownBill, book: law.Book) -> int | None:
    """What the law comes to; None for months that no book speaks of."""
    try:
        return amounts.due(book, heads=one.heads, first=one.first_month, months=one.months)
    except (law.NoRule, law.NotWholeRupiah, values.NotAMonth):
        return None


def transfers(found: Iterable[transfer_facts.KnownTransfer], top: sources.About) -> tables.Table:
    """Every transfer with the kode iuran that it paid."""
    columns = (
        Column(_("Nomor bukti"), "code"), Column(_("Bank")), Column(_("Hari"), "day"), Column(_("Jumlah"), "rupiah"),
        Column(_("Kode iuran yang dibayar"), wide=True), Column(_("Dibatalkan"), "rupiah"),
        Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.reference, one.bank or None, one.paid_on, one.amount,
                "; ".join(f"{part.code or '–'} {language.rupiah(part.amount)}" for part in one.parts),
                one.amount - sum(part.amount for part in one.standing), sources.where(one.file, one.sheet, one.row),
            )
        )
        for one in found
    )  # fmt: skip
    note = _("Satu transfer dapat membayar beberapa kode iuran; nomor bukti satu bank dipakai satu kali.")
    return tables.Table("transfer", _("Transfer"), top.line, note, columns, rows)


_NAMED: tuple[reconciliation.MoneyClass, ...] = ("agreed", "misnamed", "unlisted")
_NOBODYS: tuple[reconciliation.MoneyClass, ...] = ("double", "twin", "over", "headless")


def allocation(
    found: Iterable[reconciliation.Money], of_codes: dict[str, tuple[int, funding.BillState]], top: sources.About
) -> tables.Table:
    """Of each receipt: with whom its rupiah are, and the bill that it belongs to."""
    columns = (
        Column(_("Kode iuran"), "code"), Column(pgettext("uang", "Diterima BPJS"), "day"),
        Column(_("Jumlah"), "rupiah"), Column(_("Pada nama"), "rupiah"), Column(_("Pada bulan desa"), "rupiah"),
        Column(_("Belum teralokasi"), "rupiah"), Column(_("Di luar tahun ini"), "rupiah"),
        Column(_("Dibatalkan"), "rupiah"), Column(_("Kurang, bulan-orang"), "number"), Column(_("Tagihannya")),
    )  # fmt: skip
    rows = []
    for one in found:

        def part(*kinds: reconciliation.MoneyClass, of: reconciliation.Money = one) -> int:
            return sum(of.parts[kind].rupiah for kind in kinds if kind in of.parts)

        bill = of_codes.get(one.receipt.code)
        short = one.parts.get("short", reconciliation.Part()).months
        rows.append(
            tables.Row(
                (
                    one.receipt.code or _("tanpa kode"), one.receipt.paid_on, one.receipt.amount,
                    part(*_NAMED), part("heads"), part(*_NOBODYS), part("outside"), part("refunded"),
                    short, state(bill[1]) if bill else _("tidak tercatat"),
                )
            )
        )  # fmt: skip
    note = _("Setiap rupiah pembayaran: pada orang yang disebut BPJS, pada bulan desa, atau belum pada siapa pun.")
    return tables.Table("alokasi", _("Alokasi pembayaran"), top.line, note, columns, tuple(rows))
