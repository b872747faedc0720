"""A quarter's report on a page: its tables as tables of the site, what became of it, where its files are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.reports.kpi import facts as kpi
from lindung.interfaces.reports.kpi import tables as of_report
from lindung.interfaces.web import tables
from lindung.registers.reporting import facts

_KINDS: dict[of_report.Kind, tables.Kind] = {
    "text": "text", "code": "code", "number": "number", "rupiah": "rupiah", "day": "day", "share": "text",
    "weighed": "text",
}  # fmt: skip


def every(report: kpi.Report, about: str) -> list[tables.Table]:
    """The report's tables, cell by cell the same as in its files."""
    return [_table(one, report, about) for one in of_report.every(report)]


def _table(one: of_report.Table, report: kpi.Report, about: str) -> tables.Table:
    columns = tuple(  # our own key of a figure is for who reads the files by program
        tables.Column(
            column.title,
            _KINDS[column.kind],
            wide=column.title in (_("Yang dihitung (pembilang)"),),
            in_files=column.title == _("Kunci"),
        )
        for column in one.columns
    )
    rows = tuple(
        tables.Row(tuple(_cell(column.kind, cell, report) for column, cell in zip(one.columns, row, strict=True)))
        for row in one.rows
    )
    return tables.Table(one.key, one.title, about, one.note, columns, rows)


def _cell(kind: of_report.Kind, cell: of_report.Cell, report: kpi.Report) -> tables.Cell:
    return of_report.text(kind, cell, report.weight.whole) if kind in ("share", "weighed") else cell


def state(of: facts.State) -> str:
    return {
        "waiting": _("menunggu persetujuan"), "approved": _("disetujui"), "refused": _("dikembalikan"),
    }[of]  # fmt: skip


def name(quarter: facts.Quarter) -> str:
    return _("Laporan Triwulan %(quarter)s %(year)s") % {
        "quarter": of_report.ROMAN[quarter.number], "year": quarter.year,
    }  # fmt: skip


def as_of(quarter: facts.Quarter) -> str:
    return _("Keadaan per %(day)s, menurut yang diterima sampai %(known)s") % {
        "day": tongue.day(quarter.on), "known": tongue.day(quarter.known_at),
    }  # fmt: skip


def table(found: Iterable[facts.Snapshot], regencies: dict[str, str], about: str) -> tables.Table:
    """Every report that the desk sees, the latest first."""
    columns = (
        tables.Column(_("Laporan")), tables.Column(_("Nomor"), "number"), tables.Column(_("Kabupaten")),
        tables.Column(_("Keadaan per"), "day"), tables.Column(_("Diketahui sampai"), "day"),
        tables.Column(_("Keadaan")), tables.Column(_("Diusulkan")), tables.Column(_("Diputuskan")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (name(one.quarter), one.id, regencies.get(one.quarter.region, one.quarter.region), one.quarter.on,
             one.quarter.known_at, state(one.state), _who(one.proposer, one.proposed_on),
             _who(one.decider, one.decided_on)),
            f"/laporan/{one.id}/",
        )
        for one in found
    )  # fmt: skip
    note = _(
        "Angka laporan yang sudah diusulkan tidak bergerak lagi; yang datang kemudian tampak pada laporan berikut."
    )
    return tables.Table("laporan", _("Laporan triwulan"), about, note, columns, rows)


def _who(name: str, on: dt.date | None) -> str:
    return f"{name}, {tongue.day(on)}" if on else "–"
