"""What a reader of a card is told: the same words at the terminal and on the page that works without network."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lindung.kernel import language
from lindung.kernel.cards import tokens, verdicts


def headlines() -> dict[verdicts.Answer, str]:
    """Each answer in big letters."""
    return {
        "valid": _("SAH"),
        "grace": _("BELUM PASTI"),
        "expired": _("KEDALUWARSA"),
        "not_yet": _("BELUM BERLAKU"),
        "revoked": _("DICABUT"),
        "uncertain": _("TIDAK DAPAT DIPASTIKAN"),
        "forged": _("PALSU"),
        "unreadable": _("TIDAK TERBACA"),
    }


def meanings() -> dict[str, str]:
    """What each answer means and what next; by the answer, or by why where that tells more."""
    return {
        "valid": _("Kartu ini asli dan berlaku hari ini. Cocokkan nama dan desanya dengan KTP."),
        "grace": _("Kartu ini asli, tetapi iurannya sudah lewat. Tanyakan ke kantor desa apakah masih terlindungi."),
        "expired": _("Kartu ini asli, tetapi masa berlakunya sudah habis."),
        "not_yet": _("Kartu ini asli, tetapi belum mulai berlaku. Periksa juga tanggal di telepon ini."),
        "revoked": _("Kartu ini sudah dicabut. Jangan dipakai lagi; tanyakan ke kantor desa."),
        "unreadable": _("Ini tidak terbaca sebagai kartu Lindung. Pindai lagi, atau ketik ulang kodenya."),
        **_uncertain(),
        **_forged(),
    }


def _uncertain() -> dict[str, str]:
    return {
        "list_missing": _("Kartu ini asli, tetapi belum ada daftar kartu yang dicabut. Ambil dulu daftarnya."),
        "list_old": _("Kartu ini asli, tetapi daftar kartu yang dicabut sudah lebih dari 30 hari. Ambil yang baru."),
        "list_replayed": _("Daftar kartu yang dicabut ini lebih tua dari yang pernah dipakai di sini. Ambil lagi."),
        "list_forged": _("Daftar kartu yang dicabut ini palsu atau rusak. Ambil lagi dari situs kabupaten."),
        "list_other": _("Daftar kartu yang dicabut ini bukan untuk kartu ini. Ambil dari kabupaten penerbitnya."),
        "unknown_key": _("Kunci kartu ini tidak dikenal di sini. Ambil kunci yang baru; bila tetap begini, tolak."),
        "clock": _("Tanggal di alat ini salah: daftarnya dibuat sesudah hari ini. Betulkan tanggalnya."),
    }  # fmt: skip


def _forged() -> dict[str, str]:
    return {
        "signature": _("Isi kartu ini diubah, atau bukan buatan Lindung. Jangan diterima."),
        "algorithm": _("Tanda tangannya bukan seperti pada kartu Lindung. Jangan diterima."),
        "content": _("Tanda tangannya benar, tetapi isinya bukan kartu. Jangan diterima."),
    }


def meaning(found: verdicts.Verdict) -> str:
    said = meanings()
    return said.get(found.why) or said[found.answer]


def labels() -> dict[str, str]:
    """What stands before each thing that a card says."""
    return {
        "name": _("Nama"),
        "village": _("Desa"),
        "cover": _("Terlindungi"),
        "full": _("Santunan kematian penuh mulai"),
        "ending": _("Nomor BPJS berakhir"),
        "number": _("Nomor kartu"),
        "basis": _("Catatan"),
        "list": _("Daftar cabut dibuat"),
    }


def presumed() -> str:
    return _("BPJS belum mengirim daftar namanya.")


def number(card: tokens.Card) -> str:
    """A card's number as it is printed: in groups of four."""
    said = card.number.hex().upper()
    return " ".join(said[at : at + 4] for at in range(0, len(said), 4))


def last_day(card: tokens.Card) -> str:
    """The last day that is paid for."""
    return language.day(tokens.day_before(card.ends_before))


def facts(found: verdicts.Verdict) -> list[tuple[str, str]]:
    """What is told of a genuine card, line by line."""
    card, named = found.card, labels()
    if card is None:
        return []
    rows = [
        (named["name"], card.name), (named["village"], card.village),
        (named["cover"], f"{language.day(card.starts_on)} – {last_day(card)}"),
    ]  # fmt: skip
    if card.full_from is not None:
        rows.append((named["full"], language.day(card.full_from)))
    if card.ending:
        rows.append((named["ending"], card.ending))
    rows.append((named["number"], number(card)))
    if not card.confirmed:
        rows.append((named["basis"], presumed()))
    if found.revoked is not None:
        rows.append((named["list"], language.day(found.revoked.made_on)))
    return rows
