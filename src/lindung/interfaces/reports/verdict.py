"""A verdict in sentences: the answer, what it rests on link by link, and what it does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from lindung.kernel import language, law
from lindung.monitoring import verdicts
from lindung.registers.coverage import facts as coverage


def answer(found: verdicts.Verdict) -> str:
    """The answer in two or three words."""
    if found.state == "presumed":
        return _("DIANGGAP TERLINDUNGI")
    return {
        "covered": _("TERLINDUNGI"),
        "undetermined": _("BELUM DAPAT DIPASTIKAN"),
        "grace": _("BELUM PASTI (masa tenggang)"),
        "not_covered": _("TIDAK TERLINDUNGI"),
    }[found.answer]


def why(found: verdicts.Verdict) -> str:
    """What the answer means."""
    return {
        "confirmed": _("Namanya ada pada daftar BPJS untuk pembayaran di bawah ini."),
        "presumed": _(
            "Daftar BPJS belum ada; orang yang dibayar cukup untuk semua nama sah desanya, jadi dianggap ikut."
        ),
        "undetermined": _(
            "Desanya membayar untuk lebih sedikit orang daripada nama sahnya; belum diketahui siapa saja."
        ),
        "grace": _("Bulan terakhir yang dibayar sudah lewat kurang dari masa tenggang. Jangan dijanjikan terlindungi."),
        "ended": _("Masa tenggang sesudah bulan terakhir yang dibayar sudah lewat: kepesertaannya berakhir."),
        "none": _("Tidak ada pembayaran yang mencakup orang ini pada hari itu."),
    }[found.state]


def membership(found: verdicts.Verdict) -> str:
    """Since when the membership runs, and from when its death benefit is paid in full."""
    if found.spell is None:
        return ""
    said = _("Kepesertaan berjalan sejak {day}.").format(day=language.day(found.spell.starts_on))
    if found.full_from is None:
        return said
    full = _("Santunan kematian penuh mulai {day}; sebelumnya lebih kecil. BPJS yang memutuskan.")
    return f"{said} {full.format(day=language.day(found.full_from))}"


def rate(found: law.Explanation | None) -> str:
    """Which rate an amount was paid at."""
    if found is None:
        return _("nominal tidak cocok dengan tarif mana pun; iuran menurut tarif penuh")
    return {
        "jkk_jkm": _("JKK dan JKM"),
        "jkk_jkm_jht": _("JKK, JKM dan JHT"),
        "jkk_jkm_discounted": _("JKK dan JKM dengan keringanan"),
        "jkk_jkm_jht_discounted": _("JKK dan JKM dengan keringanan, dan JHT"),
    }[found]


def share(found: verdicts.Link, called: Callable[[str], str]) -> str:
    """Whose the month of that receipt is; who else's, to who may know it."""
    if found.holder is not None:
        said = _("bulan ini sudah dibayar lebih dahulu oleh {payer}, kode iuran {code}, {day}")
        return said.format(
            payer=called(found.holder.region), code=found.holder.code or "–", day=language.day(found.holder.paid_on)
        )
    return {
        "person": _("bulan ini miliknya"),
        "village": _("bulan ini milik desanya; belum menurut nama"),
        "elsewhere": _("bulan ini sudah dibayar pembayaran lain yang lebih dahulu"),
    }[found.share]


def row(file: str, sheet: str, number: int) -> str:
    """Where it stands: file, sheet, row."""
    at = f"{file} › {sheet}" if sheet else file
    return _("{file} baris {row}").format(file=at, row=number) if number else at


def chain(found: verdicts.Link, called: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The links of one receipt, in order: what, and its evidence. ``called`` gives a place's name."""
    one = found.receipt
    paid = _("{payer}, diterima {day}, {rupiah} untuk {heads} orang × {months} bulan; kode iuran {code}")
    yield _("Pembayaran"), paid.format(
        payer=called(one.region), day=language.day(one.paid_on), rupiah=language.rupiah(one.amount),
        heads=language.number(one.heads), months=one.months, code=one.code or "–",
    )  # fmt: skip
    yield _("Buktinya"), row(one.file, one.sheet, one.row)
    yield (
        _("Alokasi"),
        _("bulan {month}: {rupiah}; {share}").format(
            month=f"{found.month.number:02d}-{found.month.year}",
            rupiah=language.rupiah(found.each),
            share=share(found, called),
        ),
    )
    yield _("Aturan"), f"{rate(found.rate)}; {'; '.join(found.law)} ({_('buku aturan')} {found.book_version})"
    if found.named is None:
        yield _("Namanya"), _("tidak ada pada daftar mana pun untuk pembayaran ini")
    elif isinstance(found.named, coverage.Membership):
        by_bpjs = _("daftar BPJS, nomor peserta {number}, mulai {day}")
        said = by_bpjs.format(number=found.named.membership, day=language.day(found.named.starts_on))
        yield _("Namanya"), f"{said}; {row(found.named.file, found.named.sheet, found.named.row)}"
    else:
        yield _("Namanya"), f"{_('daftar desa')}; {row(found.named.file, found.named.sheet, found.named.row)}"


def said(found: verdicts.Verdict, called: Callable[[str], str]) -> str:
    """The whole verdict for the terminal."""
    known = _("menurut yang diterima sampai {day}").format(day=language.day(found.known_at))
    lines = [
        f"{found.who.name}, NIK {found.who.masked_nik}",
        f"{language.day_in_words(found.on)}: {answer(found)} ({known})",
        why(found),
    ]
    if found.village:
        lines.append(f"{_('Desa')}: {called(found.village)}")
    lines += [line for line in (membership(found),) if line]
    for number, link in enumerate(found.links, start=1):
        lines.append(f"\n{number}.")
        lines += [f"  {what}: {text}" for what, text in chain(link, called)]
    if found.known_since:
        lines.append("\n" + _("Semua ini diketahui sejak {day}.").format(day=language.day(found.known_since)))
    return "\n".join(lines)
