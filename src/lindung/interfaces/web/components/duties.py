"""Duties in words: lines of the inbox, the table of all of them, one duty's history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language
from lindung.registers.followup import facts
from lindung.registers.followup.papers import facts as paper_facts

Column = tables.Column
_SENTENCES = 2
"""So many of a duty's sentences stand in the inbox; its own page has them all."""


def office(of: str) -> str:
    """An office by its level: on a page about one place nobody has to be told which camat."""
    return {
        "operator": _("Pemerintah desa"), "kades": _("Kepala desa"), "camat": _("Camat"), "dpmd": _("Dinas PMD"),
        "sekda": _("Sekda"), "bupati": _("Bupati"), "bpjs": _("BPJS Ketenagakerjaan"),
    }.get(of, of)  # fmt: skip


def said(of: facts.Said) -> str:
    return {
        "invited": _("Sudah diundang"), "promised": _("Dijanjikan"), "done": _("Sudah dikerjakan"),
        "not_possible": _("Belum dapat"),
    }[of]  # fmt: skip


def obstacle(of: str) -> str:
    return {
        "dana_desa": _("Dana Desa belum disalurkan"), "perdes": _("Perdes APBDes terlambat"),
        "kode_iuran": _("Kode iuran belum ada"), "daftar_kembali": _("Daftar dikembalikan BPJS"),
        "penjabat": _("Kepala desa dijabat penjabat (Pj.)"), "lain": _("Lainnya, dijelaskan"),
    }.get(of, of)  # fmt: skip


def reply(one: facts.Reply) -> str:
    """What was answered, in one line."""
    text = said(one.said)
    if one.said == "promised" and one.on:
        text = _("Dijanjikan selesai %(day)s") % {"day": tongue.day(one.on)}
    elif one.said == "invited" and one.on:
        text = _("Diundang untuk %(day)s") % {"day": tongue.day(one.on)}
    elif one.said == "not_possible":
        text = _("Belum dapat: %(why)s") % {"why": obstacle(one.obstacle)}
    return f"{text}. {one.words}" if one.words else text


def title(kind: str) -> str:
    return _("Keputusan rapat") if kind == facts.BY_HAND else _(kinds.finding_title(kind))


def sentences(one: facts.Duty) -> list[str]:
    """What is to be settled: a finding, or several of its kind in one place."""
    said = one.sentence if one.by_hand else tongue.sentence(one.kind, one.sentence)
    return said.splitlines() if not one.by_hand else [said]


def sentence(one: facts.Duty) -> str:
    """All of it as running text."""
    return " ".join(sentences(one))


def first(one: facts.Duty) -> str:
    """The first, and how many more: for lists in which each duty has but one line."""
    said, *more = sentences(one)
    if not more:
        return said
    return _("%(said)s Dan %(count)s hal serupa lagi.") % {"said": said, "count": language.number(len(more))}


def lateness(one: facts.Duty) -> str:
    """How late it is, or by when it is due."""
    if one.closing is not None:
        return _("Selesai %(day)s") % {"day": tongue.day(one.closing.on)}
    if one.days_late:
        return _("Terlambat: %(days)s hari") % {"days": language.number(one.days_late)}
    return _("Batas %(day)s") % {"day": tongue.day(one.due_on)}


def answered(one: facts.Duty) -> str:
    last = one.last_answer
    if last is None:
        return _("Belum ada jawaban")
    return f"{reply(last.reply)} ({office(last.role)}, {tongue.day(last.said_on)})"


def state(one: facts.Duty) -> str:
    if one.closing is None:
        return _("Menunggu keputusan pengecualian") if one.waits else _("Terbuka")
    return closed(one.closing.why)


def closed(why: facts.Why) -> str:
    return {
        "data": _("Selesai menurut data"), "waiver": _("Dikecualikan oleh dua orang"),
        "confirmed": _("Disahkan orang kedua"),
    }[why]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the inbox, in words, with its one button."""

    place: str
    title: str
    sentences: tuple[str, ...]
    more: str
    late: str
    is_late: bool
    answered: str
    office: str
    missing: str
    href: str
    act: tuple[str, str] | None


def line(one: facts.Duty, place: str, missing: int, act: tuple[str, str] | None) -> Line:
    people = _("%(count)s pekerja belum terlindungi") % {"count": language.number(missing)} if missing else ""
    says = sentences(one)
    left = len(says) - _SENTENCES
    more = _("Dan %(count)s hal serupa lagi.") % {"count": language.number(left)} if left > 0 else ""
    return Line(
        place, title(one.kind), tuple(says[:_SENTENCES]), more, lateness(one),
        one.days_late > 0 and one.closing is None, answered(one), office(one.office), people,
        f"/wilayah/{one.region}/tugas/{one.key}/", act,
    )  # fmt: skip


def urgency(one: facts.Duty, missing: int) -> tuple[int, dt.date, int, str, str]:
    """Lateness × missing workers first; of what is not late, what is due first and would help most."""
    return -one.days_late * max(missing, 1), one.due_on, -missing, one.region, one.kind


def everything(
    found: Iterable[facts.Duty], names: Mapping[str, str], missing: Mapping[str, int], top: sources.About
) -> tables.Table:
    columns = (
        Column(_("Wilayah")), Column(_("Tugas")), Column(_("Di kantor")), Column(_("Batas"), "day"),
        Column(_("Terlambat (hari)"), "number"), Column(_("Belum terlindungi"), "number"), Column(_("Keadaan")),
        Column(_("Jawaban terakhir"), wide=True), Column(_("Dibuka"), "day", in_files=True),
        Column(_("Kalimat"), wide=True, in_files=True), Column(_("Kode"), "code", in_files=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                names.get(one.region, one.region), title(one.kind), office(one.office), one.due_on, one.days_late,
                missing.get(one.region, one.missing), state(one), answered(one), one.opened_on, sentence(one),
                one.region,
            ),
            f"/wilayah/{one.region}/tugas/{one.key}/",
        )
        for one in found
    )  # fmt: skip
    note = _("Tugas ditutup oleh data, bukan oleh jawaban. Terlambat dihitung dari batas kantor yang pertama.")
    return tables.Table("tugas", _("Semua tugas"), top.line, note, columns, rows)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a duty's history."""

    day: str
    title: str
    detail: str
    who: str
    file: Attached | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a duty: where it opens and is taken back; neither where it was."""

    said: str
    href: str
    forget: str


def attached(file: paper_facts.File, href: str, forget: str) -> Attached:
    kind = {"application/pdf": "PDF"}.get(file.media, _("Foto"))
    kilobytes = _("%(size)s kB") % {"size": language.number(-(-file.size // 1000))}
    if not file.there:
        return Attached(_("Berkasnya sudah dihapus (%(kind)s, %(size)s)") % {"kind": kind, "size": kilobytes}, "", "")
    return Attached(_("Unduh %(kind)s, %(size)s") % {"kind": kind, "size": kilobytes}, href, forget)


def happened(one: facts.Event, file: Attached | None = None) -> Happened:
    who = ", ".join(filter(None, (one.person, _office(one))))
    return Happened(tongue.day(one.on), _event(one), _detail(one), who, file)


def _office(one: facts.Event) -> str:
    return one.office if one.kind in ("answered", "attached") else ""


def _event(one: facts.Event) -> str:
    to = {"office": office(one.office)}
    return {
        "opened": _("Dibuka untuk %(office)s") % to,
        "reopened": _("Temuannya kembali: dibuka lagi untuk %(office)s") % to,
        "escalated": _("Naik ke %(office)s; Dinas PMD diberi tahu") % to,
        "answered": _("Jawaban"), "attached": _("Lampiran"), "waiver_proposed": _("Pengecualian diminta"),
        "waiver_approved": _("Pengecualian disetujui"), "waiver_refused": _("Pengecualian ditolak"),
        "closed": closed(one.closing.why) if one.closing else "",
    }[one.kind]  # fmt: skip


def _detail(one: facts.Event) -> str:
    if one.reply is not None:
        return reply(one.reply)
    if one.paper is not None:
        dated = f", {tongue.day(one.paper.dated_on)}" if one.paper.dated_on else ""
        letter = f"{one.paper.reference}{dated}" if one.paper.reference else ""
        return " · ".join(filter(None, (letter, one.paper.name)))
    if one.request is not None:
        return f"{one.request.reason} ({one.request.reference})"
    if one.closing is not None and one.closing.proof.figures:
        return figures(one.closing.proof.figures)
    return _("Batas %(day)s") % {"day": tongue.day(one.due_on)} if one.due_on else ""


def figures(said: Mapping[str, int]) -> str:
    """The figures that a closing keeps, those that are not nought."""
    names = {
        "budget_rupiah": _("dianggarkan"), "budget_heads": _("anggaran cukup untuk"), "valid": _("nama sah"),
        "submitted": _("diajukan"), "registered": _("terdaftar di BPJS"), "paid_rupiah": _("dibayar"),
        "paid_heads": _("dibayar untuk"), "protected": _("terlindungi"), "budgeted": _("desa menganggarkan"),
        "paid": _("desa membayar"), "at_quota": _("desa mencapai kuota"),
    }  # fmt: skip
    return ", ".join(
        f"{names[key]} {language.rupiah(value) if key.endswith('rupiah') else language.number(value)}"
        for key, value in said.items()
        if value and key in names
    )


def evidence(found: facts.Duty, top: sources.About) -> tables.Table:
    """The rows that the finding stood on, and those that showed it gone."""
    columns = (Column(_("Berkas"), wide=True), Column(_("Lembar")), Column(_("Baris"), "number"), Column(_("Untuk")))
    proof = found.closing.proof.rows if found.closing else ()
    rows = tuple(
        tables.Row((one.file, one.sheet, one.row or None, what))
        for said, what in ((found.evidence, _("temuan")), (proof, _("bukti selesai")))
        for one in said
    )
    note = _("Baris yang menjadi dasar temuan, dan yang membuktikan selesainya.")
    return tables.Table("bukti", _("Bukti"), top.line, note, columns, rows)
