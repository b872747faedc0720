"""The tables of a reconciliation: its classes with what each comes to, the rows of a class, months paid for twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lindung.interfaces.web import links, tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language, values
from lindung.monitoring import facts, reconciliation
from lindung.registers.workers import facts as workers

Column = tables.Column
Called = Callable[[str], str]
"""A place's name by its code."""


def money_title(kind: str) -> str:
    """What a class of money is called."""
    return {
        "agreed": _("Menurut nama, cocok"),
        "misnamed": _("Menurut nama, namanya lain di BPJS"),
        "unlisted": _("Dibayar, tidak ada pada daftar desa"),
        "heads": _("Belum menurut nama"),
        "double": _("Sudah dibayar pembayar lain"),
        "twin": _("Dibayar dua kali karena data ganda"),
        "outside": _("Untuk bulan di luar tahun ini"),
        "over": _("Lebih bayar"),
        "headless": _("Jumlah orang tidak disebut"),
        "short": _("Kurang bayar"),
        "refunded": _("Dibatalkan atau dikembalikan"),
    }[kind]


def money_meaning(kind: str) -> str:
    return {
        "agreed": _("Orangnya ada pada daftar BPJS untuk kode iurannya dan pada daftar desa."),
        "misnamed": _(
            "Orangnya ada pada keduanya dengan NIK yang sama, tetapi namanya lain. Betulkan sebelum ada klaim."
        ),
        "unlisted": _("Orangnya ada pada daftar BPJS, tetapi tidak pada daftar desa mana pun di wilayah pembayar."),
        "heads": _("BPJS belum menyebut nama di balik kode iurannya: uangnya milik bulan desa, bukan orang."),
        "double": _("Bulan orang itu sudah dibayar pembayaran yang lebih dahulu; minta dipindahkan atau dikembalikan."),
        "twin": _(
            "Dua NIK pada satu daftar BPJS ternyata satu orang: bagian kedua bukan milik siapa pun. Minta "
            "dikembalikan, atau dipakai untuk orang lain."
        ),
        "outside": _("Masa pembayaran menyeberang tahun; bagian tahun lain ada pada rekonsiliasi tahun itu."),
        "over": _("Sisa sesudah semua orang dan bulan yang disebut terbayar."),
        "headless": _("Tidak dapat dibagi sebelum jumlah orangnya diketahui."),
        "short": _("Bulan-orang yang disebut, tetapi uangnya tidak sampai. Bukan uang: rupiahnya nol."),
        "refunded": _("Tidak lagi membayar siapa pun."),
    }[kind]


def person_title(kind: str) -> str:
    """What a class of persons is called."""
    return {
        "agreed": _("Cocok pada ketiganya"),
        "misnamed": _("Namanya lain di BPJS"),
        "double": _("Bulannya sudah dibayar pembayar lain"),
        "twin": _("Dibayar dua kali karena data ganda"),
        "paid_unlisted": _("Dibayar, tidak ada pada daftar desa"),
        "without_month": _("Pada daftar BPJS, tanpa bulan yang dibayar"),
        "rejected": _("Ditolak BPJS"),
        "by_heads": _("Diterima; dibayar belum menurut nama"),
        "unpaid": _("Diterima BPJS, belum dibayar"),
        "paid_unaccepted": _("Dibayar desanya, belum diterima BPJS"),
        "accepted_unlisted": _("Diterima BPJS, tidak ada pada daftar desa"),
        "roster_only": _("Hanya pada daftar desa"),
    }[kind]


def person_meaning(kind: str) -> str:
    return {
        "agreed": _("Ada pada daftar desa, diterima BPJS, dan dibayar menurut nama."),
        "misnamed": _(
            "NIK-nya sama, namanya lain. Cocokkan dengan KTP; yang keliru minta dibetulkan: daftar atau BPJS."
        ),
        "double": _("Desa ini menawarkan bulan yang sudah dibayar pembayaran lain. Ganti orangnya."),
        "twin": _(
            "Satu pembayaran menyebutnya dua kali, dengan dua NIK. Minta bagian kedua dikembalikan atau dipindahkan."
        ),
        "paid_unlisted": _("BPJS menyebutnya untuk pembayaran desa ini. Tambahkan pada daftar, atau tanyakan."),
        "without_month": _("Daftar BPJS lebih panjang daripada orang yang dibayar, atau ia mulai sesudah masanya."),
        "rejected": _("Perbaiki datanya lalu ajukan lagi, atau ganti orangnya."),
        "by_heads": _("Minta BPJS daftar di balik kode iurannya."),
        "unpaid": _("Terdaftar sebagai peserta, iurannya tahun ini belum dibayar."),
        "paid_unaccepted": _("Desanya membayar untuk sejumlah orang; BPJS belum menjawab tentang orang ini."),
        "accepted_unlisted": _("Dijawab diterima tahun ini, tidak ada pada daftar desa dan tidak dibayar."),
        "roster_only": _("Belum dibayar dan belum dijawab BPJS."),
    }[kind]


# The classes


def money(found: reconciliation.Reconciled, to: Callable[[str], str], top: sources.About) -> tables.Table:
    """Every class of money; they add up to what was received. ``to``: the address of a class's rows."""
    columns = (
        Column(_("Golongan")), Column(_("Bulan-orang"), "number"), Column(_("Jumlah"), "rupiah"),
        Column(_("Artinya"), wide=True),
    )  # fmt: skip
    totals = {kind: found.total(kind) for kind in reconciliation.MONEY}
    rows = [
        tables.Row((money_title(kind), part.months, part.rupiah, money_meaning(kind)), to(f"uang-{kind}"))
        for kind, part in totals.items()
        if part != reconciliation.Part()
    ]
    everything = sum(totals.values(), reconciliation.Part())
    if rows:
        rows.append(tables.Row((_("Semua penerimaan"), everything.months, everything.rupiah, "")))
    note = _("Penerimaan untuk masa tahun ini: setiap rupiah ada pada tepat satu golongan.")
    return tables.Table("uang", _("Uang"), top.line, note, columns, tuple(rows))


def persons(found: reconciliation.Reconciled, to: Callable[[str], str], top: sources.About) -> tables.Table:
    """Every class of persons."""
    columns = (Column(_("Golongan")), Column(_("Orang"), "number"), Column(_("Artinya"), wide=True))
    counts = {kind: found.count(kind) for kind in reconciliation.PERSONS}
    rows = [
        tables.Row((person_title(kind), count, person_meaning(kind)), to(f"orang-{kind}"))
        for kind, count in counts.items()
        if count
    ]
    if rows:
        rows.append(tables.Row((_("Semua orang"), len(found.persons), "")))
    note = _(
        "Orang pada daftar desa, pada daftar BPJS atau pada jawabannya: masing-masing pada tepat satu golongan, sekali "
        "untuk tiap desa yang menyebutnya."
    )
    return tables.Table("orang", _("Orang"), top.line, note, columns, tuple(rows))


# The rows of a class


def receipts(
    kind: reconciliation.MoneyClass, found: reconciliation.Reconciled, called: Called, to: Called, top: sources.About
) -> tables.Table:
    """The receipts with a part in a class of money. What is missing is said beside a part that is none."""
    columns = (
        Column(_("Wilayah")), Column(_("Kode iuran"), "code"), Column(pgettext("uang", "Diterima BPJS"), "day"),
        Column(_("Masa"), "code"), Column(_("Orang"), "number"), Column(_("Dibayar"), "rupiah"),
        Column(_("Bulan-orang"), "number"),
        Column(_("Kurang") if kind == "short" else _("Pada golongan ini"), "rupiah"), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                called(one.receipt.region), one.receipt.code or _("tanpa kode"), one.receipt.paid_on,
                sources.months_of(one.receipt), one.receipt.heads, one.receipt.amount, one.parts[kind].months,
                one.lacking if kind == "short" else one.parts[kind].rupiah,
                sources.where(one.receipt.file, one.receipt.sheet, one.receipt.row),
            ),
            to(one.receipt.region),
        )
        for one in found.money
        if kind in one.parts
    )  # fmt: skip
    return tables.Table(f"uang-{kind}", money_title(kind), top.line, money_meaning(kind), columns, rows)


def people(
    kind: reconciliation.PersonClass,
    found: reconciliation.Reconciled,
    known: Mapping[uuid.UUID, workers.Identity],
    called: Called,
    to: links.Links,
    top: sources.About,
) -> tables.Table:
    """The persons of a class. Of one who is paid for twice, both payers to who may know them."""
    doubled: dict[tuple[str, uuid.UUID], list[str]] = {}
    for one in found.doubled:
        doubled.setdefault((one.here.region, one.person), []).append(_payers(one, called))
    columns = (
        Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Wilayah")), Column(_("Bulan dibayar"), "number"),
        Column(_("Keterangan"), wide=True), Column(_("Asal"), wide=True),
    )  # fmt: skip
    lines = sorted(
        (one for one in found.persons if one.kind == kind), key=lambda one: (one.region, known[one.person].name)
    )
    rows = tuple(
        tables.Row(
            (
                known[one.person].name, known[one.person].masked_nik, called(one.region), one.months,
                "; ".join(filter(None, (one.reason, _names(one), *doubled.get((one.region, one.person), [])))) or None,
                sources.where(one.evidence.file, one.evidence.sheet, one.evidence.row),
            ),
            to.page(f"pekerja/{one.person}", one.region) if one.region.count(".") == 3 else "",
            one.person,
        )
        for one in lines
    )  # fmt: skip
    note = f"{person_meaning(kind)} {_('NIK disamarkan.')}"
    return tables.Table(f"orang-{kind}", person_title(kind), top.line, note, columns, rows)


def _names(one: reconciliation.PersonLine) -> str:
    """Both names, where BPJS has another than the list; and the row that says BPJS's."""
    if one.otherwise is None:
        return ""
    said = _("pada daftar «%(listed)s», di BPJS «%(bpjs)s» (%(where)s)")
    there = one.otherwise
    return said % {
        "listed": there.on_list, "bpjs": there.by_bpjs, "where": sources.where(there.file, there.sheet, there.row),
    }  # fmt: skip


def _payers(one: facts.Doubled, called: Called) -> str:
    if one.there is not None and one.there.receipt_id == one.here.receipt_id:
        return _("%(months)s dibayar dua kali pada kode iuran %(code)s, dengan dua NIK") % {
            "months": months(one.months), "code": one.here.code or "–",
        }  # fmt: skip
    said = _("%(months)s dengan kode iuran %(code)s sudah dibayar %(payer)s") % {
        "months": months(one.months), "code": one.here.code or "–", "payer": payer(one.there, called),
    }  # fmt: skip
    return said


def payer(one: facts.Payer | None, called: Called) -> str:
    """Who paid; not which place, for who may not know it."""
    if one is None:
        return _("pembayar lain")
    return _("%(place)s, kode iuran %(code)s, %(day)s") % {
        "place": called(one.region), "code": one.code or "–", "day": language.day(one.paid_on),
    }  # fmt: skip


def months(found: Sequence[values.Month]) -> str:
    """«01-2023 s.d. 03-2023, 06-2023»."""
    runs: list[list[values.Month]] = []
    for month in dict.fromkeys(found):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = []
    for run in runs:
        first, last = (f"{one.number:02d}-{one.year}" for one in (run[0], run[-1]))
        said.append(first if first == last else f"{first} {_('s.d.')} {last}")
    return ", ".join(said)


def doubled(found: Iterable[facts.Doubled], called: Called, top: sources.About) -> tables.Table:
    """Months of one person that a payment offered and another had paid for."""
    columns = (
        Column(_("Bulan"), "code"), Column(_("Ditawarkan oleh"), wide=True), Column(_("Jumlah"), "rupiah"),
        Column(_("Sudah dibayar oleh"), wide=True), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                months(one.months), payer(one.here, called), one.rupiah, payer(one.there, called),
                sources.where(one.here.evidence.file, one.here.evidence.sheet, one.here.evidence.row),
            )
        )
        for one in found
    )  # fmt: skip
    note = _("Bulan itu dihitung satu kali, pada pembayaran yang lebih dahulu; uang kedua tampak belum teralokasi.")
    return tables.Table("ganda", _("Dibayar dua kali"), top.line, note, columns, rows)
