"""Grievances in words: what is objected to, whose turn it is, and the list that an office works through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import duties, sources
from lindung.registers.claims.grievances import facts

Column = tables.Column


def kind(of: str) -> str:
    return {
        "not_listed": _("Tidak ada di daftar"), "wrong_data": _("Data saya salah"),
        "no_card": _("Kartu belum diterima"), "not_paid": _("Iuran belum dibayar"), "other": _("Lainnya"),
    }[of]  # fmt: skip


def state(one: facts.Grievance) -> str:
    if not one.open:
        return _("Dijawab")
    return _("Terlambat %(days)s hari") % {"days": one.days_late} if one.days_late else _("Menunggu jawaban")


def listed(found: Iterable[facts.Grievance], names: Mapping[str, str], about: sources.About) -> tables.Table:
    """Late ones first, as they came; the first cell leads to the grievance."""
    rows = tuple(
        tables.Row(
            (kind(one.kind), names.get(one.region, one.region), one.lodged_on, duties.office(one.office), one.due_on,
             state(one)),
            f"/wilayah/{one.region}/keluhan/{one.key}/",
        )
        for one in found
    )  # fmt: skip
    columns = (
        Column(_("Keluhan")), Column(_("Desa")), Column(_("Diterima"), "day"), Column(_("Giliran")),
        Column(_("Batas"), "day"), Column(_("Keadaan")),
    )  # fmt: skip
    note = _("Yang paling terlambat lebih dulu. Siapa yang mengeluh tidak dicatat, kecuali ia menulisnya.")
    return tables.Table("keluhan", _("Keluhan"), about.line, note, columns, rows)


def told_to_whoever_lodged(one: facts.Grievance, answer: str) -> list[str]:
    """What opens with the code: where it is, by when, and the answer; never what was written in it."""
    first = _("%(kind)s, diterima %(day)s.") % {"kind": kind(one.kind), "day": tongue.day(one.lodged_on)}
    if one.open:
        turn = {"office": duties.office(one.office), "day": tongue.day(one.due_on)}
        return [_("Belum dijawab."), first, _("Giliran %(office)s, paling lambat %(day)s.") % turn]
    said = {"office": one.answered_by, "day": tongue.day(one.answered_on or one.lodged_on)}
    return [_("Sudah dijawab."), first, _("Jawaban %(office)s, %(day)s:") % said,
            answer or _("Isi jawaban sudah dihapus karena masa simpannya habis.")]  # fmt: skip
