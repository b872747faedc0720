"""A field sample in words: what was drawn, what was found, and who is to be visited."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language, sampling
from lindung.registers.audit import facts

Column = tables.Column


def outcome(of: facts.Outcome) -> str:
    return {
        "found": _("Ada, pekerja rentan"), "not_eligible": _("Ada, tidak berhak"), "not_found": _("Tidak ditemukan"),
        "moved": _("Pindah"), "died": _("Meninggal"), "refused": _("Menolak ditemui"),
    }[of]  # fmt: skip


def share(hits: int, of: int) -> str:
    """«93,8% (95%: 82,8% sampai 97,9%)»; the ends rounded outwards."""
    low, high = sampling.wilson(hits, of)
    return _("%(share)s (rentang 95%%: %(low)s sampai %(high)s)") % {
        "share": language.share(hits, of),
        "low": language.share(math.floor(low * 1000), 1000), "high": language.share(math.ceil(high * 1000), 1000),
    }  # fmt: skip


def says(one: facts.Sample) -> list[str]:
    figures = {
        "persons": language.number(one.persons), "population": language.number(one.population),
        "villages": language.number(one.villages), "visited": language.number(one.visited),
        "day": tongue.day(one.as_on),
    }  # fmt: skip
    drawn = _(
        "%(persons)s orang terpilih dari %(population)s nama sah di %(villages)s desa per %(day)s; %(visited)s sudah "
        "dikunjungi."
    )
    said = [drawn % figures]
    if one.visited:
        hits = one.found.get("found", 0)
        there = _("Ada dan pekerja rentan: %(share)s dari yang dikunjungi.")
        said.append(there % {"share": share(hits, one.visited)})
    return said


def redrawn(one: facts.Sample) -> list[tuple[str, str]]:
    """What anybody needs to draw it again."""
    return [
        (_("Ditarik"), f"{tongue.day(one.drawn_on)}, {one.drawer}"),
        (_("Bagian"), _("%(part)s dari tiap 100 orang sedesa, sedikitnya satu") % {"part": one.per_hundred}),
        (_("Kepala jurnal"), one.head),
        (_("Benih"), one.seed),
    ]  # fmt: skip


def outcomes(one: facts.Sample, top: sources.About) -> tables.Table:
    columns = (Column(_("Hasil")), Column(_("Orang"), "number"), Column(_("Bagian dari yang dikunjungi")))
    rows = [
        tables.Row((outcome(kind), one.found.get(kind, 0), share(one.found.get(kind, 0), one.visited)))
        for kind in (facts.OUTCOMES if one.visited else ())
    ]
    if one.persons > one.visited:
        rows.append(tables.Row((_("Belum dikunjungi"), one.persons - one.visited, None)))
    note = _("Rentang menurut Wilson, seolah sampel acak sederhana; tanpa nama.")
    return tables.Table("hasil", _("Hasil kunjungan"), top.line, note, columns, tuple(rows))


def samples(found: Iterable[facts.Sample], opened: bool, top: sources.About) -> tables.Table:
    """Every sample of the regency; ``opened``: for who may see whom it names."""
    columns = (
        Column(_("Ditarik"), "day"), Column(_("Terpilih"), "number"), Column(_("Dikunjungi"), "number"),
        Column(_("Ada dan pekerja rentan"), "number"), Column(_("Nama sah"), "number"), Column(_("Benih"), "code"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (one.drawn_on, one.persons, one.visited, one.found.get("found", 0), one.population, one.seed[:16]),
            f"/wilayah/{one.region}/uji-petik/{one.id}/" if opened else "",
        )
        for one in found
    )
    note = _(
        "Satu sampel setiap triwulan; benihnya dari kepala jurnal dan hari, jadi siapa pun dapat menghitung ulang "
        "siapa yang terpilih."
    )
    return tables.Table("sampel", _("Sampel"), top.line, note, columns, rows)


def drawn(
    found: Iterable[facts.Drawn], called: Callable[[str], str], visits: str, top: sources.About
) -> tables.Table:  # fmt: skip
    """Whom to visit, NIK masked; as a file the form to take along."""
    columns = (
        Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Lahir"), "day"), Column(_("Desa")),
        Column(_("Hasil")), Column(_("Dikunjungi"), "day"), Column(_("Catatan lapangan"), in_files=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.who.name, one.who.masked_nik, one.who.born_on, called(one.region),
                outcome(one.outcome) if one.outcome else None, one.visited_on, None,
            ),
            f"{visits}{one.id}/", one.who.id,
        )
        for one in found
    )  # fmt: skip
    note = _("Orang yang terpilih. Unduhan Excel menjadi formulir kunjungan; catat hasilnya di sini.")
    return tables.Table("uji-petik", _("Orang yang dikunjungi"), top.line, note, columns, rows)
