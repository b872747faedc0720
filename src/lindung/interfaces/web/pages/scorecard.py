"""A camat's own line: target and achievement of the district, quarter by quarter, out of the reports to the Bupati."""

from __future__ import annotations

from collections.abc import Iterator

from django import http

from lindung.interfaces.reports.kpi import facts as kpi
from lindung.interfaces.web import clock, days, doors, links, tables
from lindung.interfaces.web.components import scorecard, sources
from lindung.interfaces.web.pages import frame, instead, village
from lindung.kernel import values
from lindung.platform.access import scope
from lindung.registers.reporting import queries

READS = frozenset({"camat", "dpmd", "sekda", "bupati", "bappeda", "auditor"})
_MOST = 12
"""Quarters that are shown: three years."""
_DISTRICT = 3
_WHY = "menyalin baris satu kecamatan dari laporan kabupaten: camat melihat barisnya sendiri, bukan laporannya"


@doors.door(READS, region="code")
def quarters(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Where the district stands today, then each approved report's line about it, the latest first."""
    region = values.RegionCode(code)
    if region.level != _DISTRICT:
        return instead.missing(request)
    try:
        asked = days.asked(request, code)
        day = days.of_region(request, code, asked)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    name = days.name_of(day, code)
    if not name:
        return instead.missing(request)
    lines = [scorecard.today(day.day, code), *_frozen(request, region)]
    about = sources.about(day.day, name, example=request.example_day is not None)
    table = scorecard.table(lines, about)
    file = tables.response(request, table, name=f"{code} {asked.on}")
    if file:
        return file
    context = {
        "title": table.title, "place": name, "up": links.Links(asked, code).to(code), "as_of": about.as_of,
        "says": scorecard.says(lines), "blocks": [("capaian", table.title, tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _frozen(request: http.HttpRequest, region: values.RegionCode) -> Iterator[scorecard.Line]:
    """The line of each quarter out of the report that was approved last."""
    today, opens = clock.today(str(region), request.example_day), village.opens(request, "/laporan/")
    with scope.everything(_WHY):
        latest = {}
        for one in queries.snapshots(str(region.at(2))):
            if one.approved and one.decided_on and one.decided_on <= today:
                latest.setdefault((one.quarter.year, one.quarter.number), one.id)
        for _quarter, number in sorted(latest.items(), reverse=True)[:_MOST]:
            href = f"/laporan/{number}/" if opens else ""
            line = scorecard.frozen(kpi.read(queries.content(number)), str(region), href)
            if line is not None:
                yield line
