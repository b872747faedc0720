"""The journal and the record of views as tables for an auditor: who, when, for which office, what, about what."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from lindung.interfaces.reports import trail
from lindung.interfaces.web import tables
from lindung.kernel import language
from lindung.monitoring import indicators
from lindung.platform.journal import facts

Column = tables.Column

_COUNTED = re.compile(r"(\d+) (\w+)")


def lines(found: Iterable[facts.Line], names: Mapping[str, str], zone: str, about: str) -> tables.Table:
    """A row a line of the journal."""
    columns = (
        Column(_("Saat"), "code"), Column(_("Baris"), "number"), Column(_("Siapa")), Column(_("Kantor")),
        Column(_("Apa")), Column(_("Tentang")), Column(_("Alasan"), wide=True), Column(_("Rincian"), "number"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                moment(one.at, zone), one.line_id, one.actor, one.office, trail.verb(one.verb),
                _about(one.about, names) or None, one.why or None, one.row_count or None,
            )
        )
        for one in found
    )  # fmt: skip
    note = _("Satu baris satu perubahan, yang terakhir di atas; rincian menghitung baris yang ditulis bersamanya.")
    return tables.Table("jurnal", _("Yang diubah"), about, note, columns, rows)


def views(found: Iterable[facts.View], names: Mapping[str, str], zone: str, about: str) -> tables.Table:
    """A row a look at personal data, or a door that stayed shut."""
    columns = (
        Column(_("Saat"), "code"), Column(_("Siapa")), Column(_("Kantor")), Column(_("Alamat IP"), "code"),
        Column(_("Apa")), Column(_("Wilayah")), Column(_("Keterangan")), Column(_("Orang"), "number"),
        Column(_("Nomor unduhan"), "code"), Column(_("Alasan"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                moment(one.at, zone), one.actor, one.office, one.address or None, trail.kind(one.kind),
                _region(one.about, names) or None, _shown(one) or None, one.count or None,
                one.export.hex[:12] if one.export else None, one.reason or None,
            )
        )
        for one in found
    )  # fmt: skip
    note = _(
        "Setiap kali seseorang masuk, data orang ditampilkan atau diunduh, dan setiap kali ditolak; penolakan yang "
        "sama dalam satu jam dicatat pada kali ke-1, 2, 4, 8 dan seterusnya."
    )
    return tables.Table("pembacaan", _("Yang dilihat dan yang ditolak"), about, note, columns, rows)


def moment(at: dt.datetime, zone: str) -> str:
    """13-04-2023 09.30 WITA."""
    return f"{at.astimezone(zoneinfo.ZoneInfo(zone)):%d-%m-%Y %H.%M} {language.ZONES[zone]}"


def _about(said: str, names: Mapping[str, str]) -> str:
    """«Keramat (75.03.01.2028) 2023», «12 orang»; numbers of ours as they are."""
    if counted := _COUNTED.fullmatch(said):
        return f"{language.number(int(counted[1]))} {_unit(counted[2])}"
    code, _slash, year = said.partition("/")
    return f"{_region(code, names)} {year}".strip()


def _unit(word: str) -> str:
    return {
        "anggaran": _("anggaran"),
        "berkas": _("berkas"),
        "catatan": _("catatan"),
        "masa": _("masa"),
        "orang": _("orang"),
        "pembayaran": _("pembayaran"),
    }.get(word, word)


def _region(code: str, names: Mapping[str, str]) -> str:
    return f"{names[code]} ({code})" if code in names else code


def _files() -> dict[str, str]:
    """What is looked at or taken along that counts no figure."""
    outreach = dict.fromkeys(("acara", "belum", "dikunjungi", "kampanye", "pasangan", "jawaban"), _("Penyuluhan"))
    return outreach | {
        "lampiran-tugas": _("Lampiran tugas"), "laporan": _("Laporan triwulan"),
        "lembar-hadir": _("Lembar hadir"), "nama acara": _("Nama peserta acara"),
        "foto acara": _("Foto acara"),
    }  # fmt: skip


def _shown(view: facts.View) -> str:
    """Which list, which kind of file, with what somebody signed in, or why it was refused and how often by then."""
    if view.kind == "refused":
        why = trail.refusal(view.what)
        return why if view.times == 1 else _("%(why)s, kali ke-%(times)s") % {"why": why, "times": view.times}
    if view.kind == "entered":
        return trail.entry(view.what)
    key, _dot, shape = view.what.partition(".")
    label = _(indicators.BY_KEY[key].label) if key in indicators.BY_KEY else ""
    label = label or _files().get(key, "")
    if shape:
        return f"{label or trail.kind('roster' if key == 'pekerja' else 'person')} ({shape.upper()})"
    return label
