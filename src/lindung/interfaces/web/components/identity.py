"""Corrections of who a person is recorded to be, and merges: in words, before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language, law
from lindung.monitoring import rolls
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.workers.changes import facts

Column = tables.Column


def kind(said: facts.Kind) -> str:
    return {"correct": _("Koreksi data"), "merge": _("Penggabungan"), "split": _("Pemisahan kembali")}[said]


def part(said: facts.Part) -> str:
    return {"nik": _("NIK"), "name": _("Nama"), "born_on": _("Lahir"), "sex": _("Jenis kelamin")}[said]


def state(one: facts.Change) -> str:
    if one.undone_on is not None:
        return _("Disetujui, lalu dipisah kembali %(day)s") % {"day": language.day(one.undone_on)}
    said = {"waiting": _("Menunggu orang kedua"), "approved": _("Disetujui"), "denied": _("Ditolak")}[one.state]
    return f"{said} {language.day(one.decided_on)}" if one.decided_on else said


def about(one: facts.Change) -> str:
    """What it is, and of a correction of what."""
    parts = tongue.listed([part(each) for each in one.parts])
    return f"{kind(one.kind)}: {parts}" if parts else kind(one.kind)


def listed(
    found: Iterable[facts.Change], called: Callable[[facts.Change], str], top: sources.About, note: str
) -> tables.Table:
    """Every one of them, each leading to its page."""
    columns = (
        Column(_("Nomor"), "number"), Column(_("Yang diminta")), Column(_("Orang")), Column(_("Diusulkan"), "day"),
        Column(_("Oleh")), Column(_("Keadaan")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (one.id, about(one), called(one), one.proposed_on, one.proposed_by, state(one)),
            f"/wilayah/{one.region}/data-orang/{one.id}/", one.person,
        )
        for one in found
    )  # fmt: skip
    return tables.Table("data-orang", _("Usulan tentang data orang"), top.line, note, columns, rows)


def kept(what: str) -> str:
    """What somebody recorded of a person, in words."""
    return {
        "printed": _("Kartu dicetak"), "handed_over": _("Kartu diserahkan"), "signed": _("Kartu ditandatangani"),
        "left": _("Keluar dari daftar"), "came": _("Masuk daftar"), "waits": _("Masuk daftar tunggu"),
    }.get(what, _("Kasus dilaporkan"))  # fmt: skip


def cell(said: facts.Statement | None, which: facts.Part) -> str:
    """A part of a statement as a page shows it: a NIK masked."""
    if said is None:
        return _("Data dihapus")
    sexes = {"P": _("Perempuan"), "L": _("Laki-laki")}
    told = {
        "nik": language.masked_nik(said.nik), "name": said.name, "born_on": language.day(said.born_on),
        "sex": sexes.get(said.sex, ""),
    }  # fmt: skip
    return told[which]


def doubts(said: facts.Statement, *, region: str, on: dt.date) -> list[str]:
    """What the second person should look at twice: an age that bars, a NIK that says another birth date or sex."""
    found = []
    if law.age_verdict(rulebook.book(region), born_on=said.born_on, on=on):
        fault = rolls.age_fault(rulebook.book(region), said.born_on, on, paid=False)
        found += [tongue.sentence(*fault)] if fault else []
    by_nik = said.nik.born_on(on)
    if by_nik != said.born_on:
        found.append(_("Tanggal lahir ini bukan yang tersirat dalam NIK. Cocokkan keduanya dengan KTP."))
    if said.nik.sex != said.sex:
        found.append(_("Jenis kelamin ini bukan yang tersirat dalam NIK. Cocokkan keduanya dengan KTP."))
    return found
