"""Districts from the one that is furthest behind: villages by state as a bar, and every count a link to its list."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape as esc

from django.utils import safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import charts, kinds
from lindung.interfaces.web import days, links
from lindung.interfaces.web.components import finding
from lindung.kernel import language


def ordered(day: days.Day) -> list[tuple[str, str, dict[str, int]]]:
    """Code, name and villages by state of each district with villages, those furthest from their target first."""
    by_state: dict[str, dict[str, int]] = {}
    for place in day.day.villages:
        counts = by_state.setdefault(str(place.district), {})
        counts[place.status] = counts.get(place.status, 0) + 1

    def behind(row: tuple[str, str, dict[str, int]]) -> tuple[float, int, str]:
        target = day.figure("target_workers", row[0])
        reached = day.figure("protected", row[0]) / target if target else 0
        return reached, -row[2].get("not_reporting", 0) - row[2].get("not_budgeted", 0), row[0]

    rows = [(str(code), name, by_state[code]) for code, name in day.day.districts if code in by_state]
    return sorted(rows, key=behind)


def table(day: days.Day, to: links.Links) -> safestring.SafeString:
    """The districts, and the whole regency below them."""
    titles = {state.status: _(state.title) for state in kinds.STATES}
    heads = "".join(f'<th role="columnheader" scope="col" class="r">{title}</th>' for title in titles.values())
    units = (_("desa"), _("kelurahan"))
    rows = "".join(
        f'<tr role="row"><th role="rowheader" scope="row"><a href="{esc(to.to(code))}">{esc(name)}</a>'
        f"<small>{_holds(day, code, units)}</small></th>{_cells(day, to, code, name, counts, titles)}</tr>"
        for code, name, counts in ordered(day)
    )
    of_all: dict[str, int] = {}
    for place in day.day.villages:
        of_all[place.status] = of_all.get(place.status, 0) + 1
    whole = str(day.day.code)
    total = (
        f'<tr role="row"><th role="rowheader" scope="row">{_("Seluruhnya")}<small>{_holds(day, whole, units)}</small>'
        f"</th>{_cells(day, to, whole, day.day.name, of_all, titles)}</tr>"
    )
    return safestring.mark_safe(
        f'<table role="table" class="cards"><thead role="rowgroup"><tr role="row">'
        f'<th role="columnheader" scope="col">{_("Kecamatan")}</th>'
        f'<th role="columnheader" scope="col">{_("Desa menurut keadaan")}</th>{heads}'
        f'<th role="columnheader" scope="col" class="r">{_("Terlindungi / sasaran")}</th>'
        f'<th role="columnheader" scope="col" class="r">{_("Cakupan")}</th></tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody><tfoot role="rowgroup">{total}</tfoot></table>'
    )


def _cells(
    day: days.Day, to: links.Links, code: str, name: str, counts: Mapping[str, int], titles: Mapping[str, str]
) -> str:
    protected, target = day.figure("protected", code), day.figure("target_workers", code)
    said = ", ".join(
        f"{language.number(counts[status])} {kinds.lower_first(title)}"
        for status, title in titles.items()
        if counts.get(status)
    )
    bar = charts.bar(
        [charts.Part(state.css, counts.get(state.status, 0)) for state in reversed(kinds.STATES)],
        whole=day.figure("villages", code),
        says=f"{name}: {said}",
        height=14,
    )
    cells = "".join(_count(counts.get(status, 0), status, title, to, code) for status, title in titles.items())
    return (
        f'<td role="cell" class="bc">{bar}</td>{cells}'
        f'<td role="cell" class="r w">{finding.number(protected, to.list("protected", code))}'
        f"<small>/{finding.number(target, to.list('target_workers', code))}</small></td>"
        f'<td role="cell" class="r p">{language.share(protected, target)}</td>'
    )


def _count(count: int, status: str, title: str, to: links.Links, code: str) -> str:
    if not count:
        return f'<td role="cell" class="r c z" data-l="{title}">–</td>'
    shown = finding.number(count, to.list(f"keadaan-{status}", code))
    return f'<td role="cell" class="r c" data-l="{title}">{shown}</td>'


def _holds(day: days.Day, code: str, units: tuple[str, str]) -> str:
    """«7 desa + 5 kelurahan»."""
    apart = day.apart.get(code, 0)
    villages = f"{language.number(day.figure('villages', code))} {units[0]}"
    return f"{villages} + {language.number(apart)} {units[1]}" if apart else villages
