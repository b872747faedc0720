"""Letters that are made of values: minutes of a meeting, and the dossier that asks for an old membership to go on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lindung.interfaces.reports.letters import drafting, words
from lindung.kernel import language, values
from lindung.registers.coverage import facts as coverage
from lindung.registers.funding import facts as funding
from lindung.registers.letters import facts, operations


@dataclass(frozen=True, slots=True)
class Village:
    """The village that a dossier is about: code, «Desa Huangobotu», and the name of its district."""

    code: str
    titled: str
    district: str


def minutes(meeting: facts.Meeting, office: drafting.Office, wording: facts.Wording) -> facts.Draft:
    """The minutes of a meeting: agenda with what was said and decided, and which offices were there.

    Raises NobodySigns.
    """
    event = drafting.Event(meeting.held_on, f"{meeting.began} sampai {meeting.ended}", meeting.place)
    said = drafting.blank(office, event) | {
        "kecamatan": drafting.short(office.names.get(office.issuer, "")) if office.level == facts.DISTRICT else "",
        "wilayah": office.names.get(meeting.region, ""),
    }
    parts = [
        {"kind": "facts", "rows": [["Pokok", meeting.subject], ["Pimpinan", meeting.chair]]},
        *drafting.text(wording, "pembuka", said),
    ]
    for at, item in enumerate(meeting.items, 1):
        parts.append({"kind": "heading", "said": f"{at}. {item.title}"})
        parts += [{"kind": "text", "said": [item.said]}] if item.said else []
    decided = [one for one in meeting.items if one.decided]
    if decided:
        rows = [
            (str(at), one.decided, one.by, language.day_in_words(one.due_on) if one.due_on else "–")
            for at, one in enumerate(decided, 1)
        ]
        parts.append({"kind": "heading", "said": "Keputusan"})
        parts.append(drafting.table(("No.", "Keputusan", "Oleh", "Batas"), (0, 5, 3, 2), (0,), rows))
    for heading, names in (("Yang hadir", meeting.present), ("Yang tidak hadir", meeting.absent)):
        if names:
            parts += [{"kind": "heading", "said": heading}, {"kind": "list", "said": list(names)}]
    parts += drafting.text(wording, "penutup", said)
    return drafting.draft("minutes", meeting.region, "", wording, office, said, parts)


def correction(
    village: Village,
    late: Sequence[funding.KnownReceipt],
    asked: Sequence[coverage.KnownCorrection],
    office: drafting.Office,
    wording: facts.Wording,
    why: str,
) -> facts.Draft:
    """The covering letter with the chronology, a table of months, heads and amounts, and the list of what is attached.

    Heads are counts; nobody is named. Raises NothingToWrite, NobodySigns.
    """
    if not late:
        raise operations.NothingToWrite()
    paid = sorted(late, key=lambda one: (one.first_month, one.paid_on))
    total = sum(one.amount for one in paid)
    said = drafting.blank(office, drafting.Event()) | {
        "desa": village.titled, "kecamatan": village.district, "wilayah": village.titled,
        "kebutuhan": language.rupiah(total), "kebutuhan_terbilang": words.spelled_rupiah(total),
    }  # fmt: skip
    parts = [
        *drafting.text(wording, "pembuka", said),
        {"kind": "heading", "said": "Riwayat"},
        {"kind": "list", "said": _chronology(paid, asked, why, office.on)},
        {"kind": "heading", "said": "Rincian bulan, orang dan iuran"},
        _months(paid),
        {"kind": "text", "said": [f"Jumlah {language.rupiah(total)} ({words.spelled_rupiah(total)})."]},
        *drafting.text(wording, "isi", said),
        {"kind": "list", "said": _attached(paid)},
        *drafting.text(wording, "penutup", said),
    ]
    head = drafting.signer("kades", office, region=village.code, known=False)
    return drafting.draft("correction", village.code, "", wording, office, said, parts, also=[head])


def _chronology(
    paid: Sequence[funding.KnownReceipt], asked: Sequence[coverage.KnownCorrection], why: str, on: dt.date
) -> list[str]:
    said = [
        f"Iuran {_span(one)} seharusnya dibayar paling lambat {language.day_in_words(_due(one))}; diterima BPJS "
        f"Ketenagakerjaan {language.day_in_words(one.paid_on)}, terlambat {_days_late(one)} hari."
        for one in paid
    ]
    said.append(f"Sebab keterlambatan: {why.rstrip('.')}.")
    said += [
        f"Permintaan sebelumnya: surat {one.letter}, {one.reason.rstrip('.')}." for one in asked if not one.approved
    ]
    said.append(f"Permohonan ini disusun {language.day_in_words(on)}.")
    return said


def _due(one: funding.KnownReceipt) -> dt.date:
    """A month is paid late once it is over."""
    return one.first_month.plus(1).first_day - dt.timedelta(days=1)


def _days_late(one: funding.KnownReceipt) -> str:
    return language.number((one.paid_on - _due(one)).days)


def _span(one: funding.KnownReceipt) -> str:
    first, last = _month(one.first_month), _month(one.first_month.plus(one.months - 1))
    return first if first == last else f"{first} sampai {last}"


def _month(one: values.Month) -> str:
    return f"{language.MONTHS[one.number - 1]} {one.year}"


def _months(paid: Sequence[funding.KnownReceipt]) -> object:
    rows = [
        (str(at), one.code or "–", _span(one), language.number(one.months), language.number(one.heads),
         language.rupiah(one.amount), language.day(one.paid_on))
        for at, one in enumerate(paid, 1)
    ]  # fmt: skip
    columns = ("No.", "Kode iuran", "Bulan", "Jml. bulan", "Orang", "Iuran", "Diterima")
    return drafting.table(columns, (0, 3, 4, 0, 0, 3, 0), (0, 3, 4, 5), rows)


def _attached(paid: Sequence[funding.KnownReceipt]) -> list[str]:
    return [
        "Berita acara keterlambatan pencairan, ditandatangani kepala desa dan camat",
        f"Bukti pembayaran iuran, {len(paid)} ({language.spelled(len(paid))}) lembar",
        "Bukti pencairan dana (SP2D atau rekening koran kas desa)",
        "Daftar peserta menurut kode iuran, diserahkan terpisah melalui berkas pengajuan",
    ]
