"""Pairs of persons who may be one: what speaks for it and against it, in words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.kernel import language, likeness
from lindung.monitoring import alike

Column = tables.Column


def name(said: likeness.NameLikeness) -> str:
    return {
        "same": _("nama sama"), "spelled": _("nama sama bunyinya, ejaannya berbeda"),
        "ordered": _("nama sama, urutannya berbeda"), "one_sign": _("nama berbeda satu huruf"),
        "shorter": _("nama yang satu lebih panjang"), "first": _("nama depan sama"),
    }[said]  # fmt: skip


def nik(one: alike.Alike) -> str:
    if one.nik == "swapped":
        said = {"first": one.digit, "second": one.digit + 1}
        return _("NIK sama kecuali angka ke-%(first)s dan ke-%(second)s, yang bertukar tempat") % said
    return _("NIK sama kecuali angka ke-%(digit)s") % {"digit": one.digit} if one.nik else ""


def speaks(one: alike.Alike) -> str:
    """What speaks for one person, and what against it."""
    said = [
        _("tanggal lahir sama") if one.same_birth else _("tanggal lahir berbeda"), name(one.name), nik(one),
        _("nama ibu sama") if one.mother else "", _("nomor telepon sama") if one.phone else "",
    ]  # fmt: skip
    against = [
        _("nama ibu berbeda") if one.mother is False else "",
        _("jenis kelamin berbeda") if one.one.sex != one.other.sex else "",
    ]
    speaking, doubt = (", ".join(text for text in texts if text) for texts in (said, against))
    speaking = speaking[:1].upper() + speaking[1:] + "."
    return speaking + " " + _("Tetapi: %(doubt)s.") % {"doubt": doubt} if doubt else speaking


def outcome(one: alike.Alike) -> str:
    """What was decided about the two so far."""
    if one.weighed is None:
        return _("Belum diperiksa")
    said = {"number": one.weighed.number, "day": language.day(one.weighed.on) if one.weighed.on else ""}
    return {
        "waiting": _("Diusulkan (nomor %(number)s), menunggu orang kedua"),
        "denied": _("Dua orang: penggabungan ditolak %(day)s"),
        "split": _("Dua orang: dipisah kembali %(day)s"),
    }[one.weighed.outcome] % said


def table(
    key: str, title: str, found: list[alike.Alike], called: Callable[[str], str], top: sources.About, note: str
) -> tables.Table:
    """The pairs, each leading to where a merge is proposed."""
    columns = (
        Column(_("Orang")), Column(_("NIK")), Column(_("Lahir"), "day"), Column(_("Desa")),
        Column(_("Mungkin sama dengan")), Column(_("NIK yang lain")), Column(_("Lahir"), "day"), Column(_("Desa")),
        Column(_("Sebabnya"), wide=True), Column(_("Keadaan")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.one.name, one.one.masked_nik, one.one.born_on, ", ".join(map(called, one.here)), one.other.name,
                one.other.masked_nik, one.other.born_on, ", ".join(map(called, one.there)), speaks(one), outcome(one),
            ),
            f"/wilayah/{one.here[0]}/pekerja/{one.one.id}/gabung/?dengan={one.other.id}", one.one.id,
        )
        for one in found
    )  # fmt: skip
    return tables.Table(key, title, top.line, note, columns, rows)
