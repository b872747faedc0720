"""Letters as tables, and what their kinds and parts are called on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds
from lindung.interfaces.reports.letters import typesetting
from lindung.interfaces.web import tables
from lindung.registers.letters import facts

Column = tables.Column


def kind(of: facts.Kind) -> str:
    return {
        "invitation": _("Undangan"),
        "reminder": _("Teguran"),
        "instruction": _("Instruksi"),
        "minutes": _("Notulen"),
        "service_note": _("Nota dinas"),
        "correction": _("Koreksi iuran lanjutan"),
    }[of]


def post(of: facts.Post) -> str:
    return {
        "bupati": _("Bupati"),
        "sekda": _("Sekretaris Daerah"),
        "dpmd": _("Kepala Dinas PMD"),
        "camat": _("Camat"),
        "kades": _("Kepala Desa"),
    }[of]


def part(of: str) -> str:
    """What a part of a wording is called."""
    return {
        "kop": _("Kop surat"),
        "alamat": _("Alamat pada kop"),
        "pola": _("Pola nomor"),
        "kode": _("Kode klasifikasi"),
        "sifat": _("Sifat"),
        "lampiran": _("Lampiran"),
        "perihal": _("Perihal"),
        "kepada": _("Kepada"),
        "pembuka": _("Pembuka"),
        "isi": _("Isi"),
        "penutup": _("Penutup"),
        "tembusan": _("Tembusan"),
        "pesan": _("Pesan WhatsApp"),
    }[of]


def level(of: int) -> str:
    return _("kantor kabupaten") if of == facts.REGENCY else _("camat")


def wording(of: facts.Letter) -> str:
    """Which words it was written in."""
    if of.wording.startswith("bawaan"):
        return _("bawaan Lindung, sidik %(digest)s") % {"digest": of.wording.removeprefix("bawaan ")}
    return _("versi %(number)s") % {"number": of.wording}


def state(of: facts.Letter) -> str:
    return _("Dicabut") if of.withdrawn_on else _("Berlaku")


def finding(of: facts.Letter) -> str | None:
    return _(kinds.finding_title(of.finding)) if of.finding else None


def letters(found: Iterable[facts.Letter], code: str, names: Mapping[str, str], about: str) -> tables.Table:
    """The latest first; each leads to its own page."""
    columns = (
        Column(_("Nomor"), "code"), Column(_("Tanggal"), "day"), Column(_("Jenis")), Column(_("Temuan")),
        Column(_("Kepada")), Column(_("Wilayah")), Column(_("Keadaan")), Column(_("Dicabut"), "day"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (one.number, one.dated_on, kind(one.kind), finding(one), one.addressee, names.get(one.region, one.region),
             state(one), one.withdrawn_on),
            f"/wilayah/{code}/surat/{one.id}/",
        )
        for one in found
    )  # fmt: skip
    note = _("Surat yang sudah bernomor. Surat tidak diubah atau dihapus; yang tidak berlaku lagi dicabut.")
    return tables.Table("surat", _("Surat"), about, note, columns, rows)


def messages(found: Iterable[facts.Letter], code: str, about: str) -> tables.Table:
    """What may be sent along by WhatsApp."""
    columns = (Column(_("Nomor"), "code"), Column(_("Kepada")), Column(_("Pesan siap kirim"), wide=True))
    rows = tuple(
        tables.Row((one.number, one.addressee, typesetting.message(one)), f"/wilayah/{code}/surat/{one.id}/")
        for one in found
    )
    note = _("Tanpa nama orang dan tanpa NIK. Buka suratnya untuk mengirim pesannya.")
    return tables.Table("pesan", _("Pesan WhatsApp"), about, note, columns, rows)


def officials(found: Iterable[facts.Official], names: Mapping[str, str], about: str) -> tables.Table:
    columns = (
        Column(_("Jabatan")), Column(_("Wilayah")), Column(_("Nama")), Column(_("NIP"), "code"), Column(_("Pangkat")),
        Column(_("Status")), Column(_("Sejak"), "day"), Column(_("SK")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (post(one.post), names.get(one.region, one.region), one.name or _("kosong"), one.nip or None,
             one.rank or None, one.standing, one.starts_on, one.decree or None)
        )
        for one in found
    )  # fmt: skip
    note = _("Siapa menjabat sejak kapan; surat ditandatangani pejabat pada harinya.")
    return tables.Table("pejabat", _("Pejabat penanda tangan"), about, note, columns, rows)
