"""A district's line of the quarterly reports, quarter after quarter, and where it stands today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.reports.kpi import facts as kpi
from lindung.interfaces.reports.kpi import tables as of_report
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import helping, sources
from lindung.kernel import language
from lindung.monitoring import facts as monitoring
from lindung.monitoring import indicators
from lindung.registers.followup.support import facts as support

Column = tables.Column
KEYS = ("reported", "budgeted", "paid", "at_quota", "target_workers", "protected")


@dataclass(frozen=True, slots=True)
class Line:
    """Where a district stood: as frozen in an approved report, or, without one, today. ``share`` in thousandths."""

    title: str
    on: dt.date
    villages: int
    figures: tuple[int, ...]
    share: int | None
    rupiah: int
    href: str = ""

    @property
    def said(self) -> str:
        """«34,5%»; nothing where there is no target."""
        return of_report.text("share", self.share) if self.share is not None else ""


def frozen(report: kpi.Report, code: str, href: str) -> Line | None:
    """The line of the district in a report: the very cells of its table."""
    shown = of_report.districts(report)
    row = next((one for one in shown.rows if one[0] == code), None)
    if row is None:
        return None
    cells = dict(zip(("code", "name", "villages", *of_report.DISTRICT, "share", "weight", "rupiah"), row, strict=True))
    title = helping.quarter(support.Quarter(report.year, report.quarter))
    figures = tuple(cells[key] for key in KEYS)
    return Line(title, report.day.on, cells["villages"], figures, cells["share"], cells["rupiah"], href)  # type: ignore[arg-type]


def today(day: monitoring.RegencyDay, code: str) -> Line:
    of = day.of_district(code)
    figures = {key: indicators.value(key, of) for key in KEYS}
    share = of_report.per_mille(figures["protected"], figures["target_workers"])
    rupiah = indicators.value("paid_total_rupiah", of)
    return Line(_("Hari ini"), day.on, indicators.value("villages", of), tuple(figures.values()), share, rupiah)


def says(lines: Sequence[Line]) -> list[str]:
    """Where it stands, and what the last report said."""
    now, *earlier = lines
    said = [_line(now, _("Per %(day)s") % {"day": tongue.day(now.on)})]
    if earlier:
        last = earlier[0]
        said.append(_line(last, _("Laporan %(quarter)s") % {"quarter": last.title}))
    else:
        said.append(_("Belum ada laporan triwulan yang disetujui."))
    return said


def _line(one: Line, when: str) -> str:
    figures = dict(zip(KEYS, one.figures, strict=True))
    return _("%(when)s: %(budgeted)s dari %(villages)s desa menganggarkan, %(paid)s membayar; %(protected)s dari "
             "%(target)s pekerja terlindungi (%(share)s).") % {
        "when": when, "budgeted": language.number(figures["budgeted"]), "villages": language.number(one.villages),
        "paid": language.number(figures["paid"]), "protected": language.number(figures["protected"]),
        "target": language.number(figures["target_workers"]), "share": one.said or "–",
    }  # fmt: skip


def table(lines: Sequence[Line], top: sources.About) -> tables.Table:
    columns = (
        Column(_("Triwulan")), Column(_("Keadaan per"), "day"), Column(_("Desa"), "number"),
        Column(_("Melapor"), "number"), Column(_("Menganggarkan"), "number"), Column(_("Membayar"), "number"),
        Column(_("Kuota"), "number"), Column(_("Sasaran"), "number"), Column(_("Terlindungi"), "number"),
        Column(_("Capaian")), Column(_("Iuran dibayar"), "rupiah"),
    )  # fmt: skip
    rows = tuple(
        tables.Row((one.title, one.on, one.villages, *one.figures, one.said or None, one.rupiah), one.href)
        for one in lines
    )
    note = _(
        "Baris triwulan disalin dari laporan yang disetujui dan tidak berubah lagi; baris pertama dihitung hari ini. "
        "Sasaran adalah target kabupaten untuk desa-desa kecamatan ini."
    )
    return tables.Table("capaian", _("Capaian per triwulan"), top.line, note, columns, rows)
