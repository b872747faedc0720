"""Consents as words and a table."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from lindung.interfaces.web import tables
from lindung.interfaces.web.components import sources
from lindung.registers.workers import facts as workers
from lindung.registers.workers.consents import facts

Column = tables.Column


def way(of: facts.Way) -> str:
    return {
        "signature": _("Tanda tangan pada daftar"), "thumbprint": _("Cap jempol"),
        "oral": _("Lisan di depan saksi"), "online": _("Lewat halaman daring"),
    }[of]  # fmt: skip


def state(known: facts.Known | None, on: dt.date) -> str:
    """«Belum dicatat» does not say that nobody asked: only that nothing is on record."""
    if known is None:
        return _("Belum dicatat")
    return _("Ditarik") if known.state(on) == "withdrawn" else _("Diberikan")


def people(
    names: Iterable[workers.Person], known: Mapping[uuid.UUID, facts.Known], on: dt.date, at: str, top: sources.About
) -> tables.Table:
    """Every name that counts, those without a consent on record first. ``at``: where a person's page begins."""
    rows = []
    for one in sorted(names, key=lambda who: (who.id in known, who.name.casefold())):
        said = known.get(one.id)
        cells = (
            one.name, one.born_on, state(said, on), said.consent.version if said else None,
            said.consent.given_on if said else None, way(said.consent.way) if said else None,
            said.withdrawn_on if said else None,
        )  # fmt: skip
        rows.append(tables.Row(cells, f"{at}{one.id}/", one.id))
    columns = (
        Column(_("Nama")), Column(_("Lahir"), "day"), Column(_("Persetujuan")), Column(_("Versi teks"), "code"),
        Column(_("Diberikan"), "day"), Column(_("Cara")), Column(_("Ditarik"), "day"),
    )  # fmt: skip
    note = _("Nama sah pada daftar desa; yang belum dicatat lebih dulu.")
    return tables.Table("persetujuan", _("Persetujuan data pribadi"), top.line, note, columns, tuple(rows))


def about_withdrawal() -> list[str]:
    """What taking it back does, and what it does not."""
    return [
        _("Sesudah ditarik, namanya tidak ikut lagi pada pengajuan baru ke BPJS."),
        _("Yang tetap: catatan iuran yang sudah dibayar dan jurnal, karena diwajibkan aturan keuangan."),
        _("Hari terakhirnya dicatat pada Pergantian. Penghapusan data diminta lewat dinas; dua orang memutuskan."),
    ]
