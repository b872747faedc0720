"""What camats think of villages and how villages were helped, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language, law
from lindung.registers.followup.support import facts

Column = tables.Column
Questions = Sequence[law.EvaluationQuestion]


def kind(of: facts.Kind) -> str:
    return {
        "visit": _("Kunjungan"), "call": _("Telepon atau WhatsApp"), "training": _("Pelatihan"),
        "list_help": _("Bantuan menyusun daftar"), "letter": _("Surat"),
    }[of]  # fmt: skip


def quarter(of: facts.Quarter) -> str:
    """«Triwulan II 2023»."""
    said = (
        _("Triwulan I %(year)s"), _("Triwulan II %(year)s"), _("Triwulan III %(year)s"), _("Triwulan IV %(year)s"),
    )  # fmt: skip
    return said[of.number - 1] % {"year": of.year}


def answers(said: facts.Said, questions: Questions) -> str:
    """«Anggaran iuran di APBDes: belum ditetapkan; …», each in the words of the day on which it was asked."""
    known = {one.code: one for one in questions}
    found = []
    for code, answer in said.answers.items():
        asked = known.get(code)
        words = dict(asked.choices).get(answer, answer) if asked else answer
        found.append(f"{_(asked.question) if asked else code}: {_(words)}")
    return "; ".join(found)


def worst(said: facts.Said, questions: Questions) -> int:
    """How many questions got the answer that stands last in the book."""
    last = {one.code: one.choices[-1][0] for one in questions}
    return sum(last.get(code) == answer for code, answer in said.answers.items())


def villages(
    places: Iterable[tuple[str, str, str]], said: Mapping[str, facts.Evaluation],
    given: Mapping[str, facts.Support], questions: Questions, top: sources.About,
) -> tables.Table:  # fmt: skip
    """Code, name and district of each village: first those that were not evaluated, then those that need help most."""
    columns = (
        Column(_("Desa")), Column(_("Kecamatan")), Column(_("Dinilai"), "day"), Column(_("Jawaban terendah"), "number"),
        Column(_("Didampingi terakhir"), "day"), Column(_("Langkah berikut"), wide=True),
    )  # fmt: skip
    rows = []
    for code, name, district in places:
        seen, help_ = said.get(code), given.get(code)
        lowest = worst(seen.said, questions) if seen else None
        cells = (
            name, district, seen.said_on if seen else None, lowest, help_.given.given_on if help_ else None,
            help_.given.next_step or None if help_ else None,
        )  # fmt: skip
        rows.append((seen is not None, -(lowest or 0), code, tables.Row(cells, f"/wilayah/{code}/pembinaan/")))
    rows.sort(key=lambda one: one[:3])
    note = _("Yang belum dinilai camat pada triwulan ini lebih dulu, lalu yang paling banyak jawaban terendahnya.")
    return tables.Table("pembinaan", _("Pembinaan desa"), top.line, note, columns, tuple(row for *_key, row in rows))


def evaluations(
    found: Iterable[facts.Evaluation], asked: Mapping[facts.Quarter, Questions], notes: bool, top: sources.About
) -> tables.Table:
    """Every evaluation, the latest first; which of a quarter counts. ``notes``: for those who may read them."""
    columns = [
        Column(_("Triwulan")), Column(_("Dinilai"), "day"), Column(_("Keadaan")), Column(_("Jawaban"), wide=True),
        Column(_("Oleh")),
    ]  # fmt: skip
    columns += [Column(_("Catatan"), wide=True)] if notes else []
    counted: set[facts.Quarter] = set()
    rows = []
    for one in found:
        of = one.said.quarter
        cells = (
            quarter(of), one.said_on, _("sudah diganti") if of in counted else _("berlaku"),
            answers(one.said, asked.get(of, ())), f"{one.person}, {one.office}",
        )  # fmt: skip
        counted.add(of)
        rows.append(tables.Row((*cells, one.said.note or None) if notes else cells))
    note = _("Penilaian camat setiap triwulan; yang terakhir berlaku, yang lama tetap tampak.")
    return tables.Table("evaluasi", _("Evaluasi camat"), top.line, note, tuple(columns), tuple(rows))


def support(found: Iterable[facts.Support], top: sources.About) -> tables.Table:
    columns = (
        Column(_("Hari"), "day"), Column(_("Pendampingan")), Column(_("Hasil"), wide=True),
        Column(_("Langkah berikut"), wide=True), Column(_("Pada"), "day"), Column(_("Oleh")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.given.given_on, kind(one.given.kind), one.given.result, one.given.next_step or None,
                one.given.next_on, f"{one.person}, {one.office}",
            )
        )
        for one in found
    )  # fmt: skip
    note = _("Kunjungan, telepon, pelatihan, bantuan dan surat yang dicatat; yang terakhir lebih dulu.")
    return tables.Table("pendampingan", _("Pendampingan"), top.line, note, columns, rows)


def said(missing: int, of: int, now: facts.Quarter) -> str:
    """«3 dari 8 desa dan kelurahan belum dinilai pada Triwulan II 2023.»"""
    figures = {"missing": language.number(missing), "all": language.number(of), "quarter": quarter(now)}
    if not missing:
        return _("Semua %(all)s desa dan kelurahan sudah dinilai pada %(quarter)s.") % figures
    return _("%(missing)s dari %(all)s desa dan kelurahan belum dinilai pada %(quarter)s.") % figures
