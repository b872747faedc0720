"""Cover as a picture: a village's heads month by month against its quota, and a person's year day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils import html, safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web.components import sources
from lindung.kernel import language
from lindung.monitoring import facts, persons

esc = html.escape
_WIDE, _HIGH, _FOOT, _STEP = 360, 96, 14, 30
_PARTS = (("confirmed", "p0"), ("presumed", "p1"), ("undetermined", "p2"))


def months(found: Sequence[persons.MonthCover], place: facts.PlaceDay) -> safestring.SafeString:
    """Twelve columns; the line is the quota. The table beside it says the same."""
    most = max(place.quota, *(one.covered.heads for one in found), 1)
    drawn = []
    for at, one in enumerate(found):
        bottom, x = float(_HIGH), at * _STEP + 5
        for key, css in _PARTS:
            height = _HIGH * getattr(one.covered, key) / most
            if height:
                bottom -= height
                ahead = " ahead" if one.to_come else ""
                drawn.append(f'<rect class="{css}{ahead}" x="{x}" y="{bottom:.1f}" width="20" height="{height:.1f}"/>')
        drawn.append(f'<text x="{x + 10}" y="{_HIGH + _FOOT - 2}" text-anchor="middle">{one.month.number}</text>')
    if place.quota:
        y = _HIGH - _HIGH * place.quota / most
        drawn.append(f'<path class="quota" d="M0 {y:.1f}h{_WIDE}"/>')
    if not any(one.covered.heads for one in found):
        nothing = esc(_("Belum ada bulan yang terlindungi."))
        drawn.append(f'<text x="{_WIDE / 2:.0f}" y="{_HIGH / 2:.0f}" text-anchor="middle">{nothing}</text>')
    running = [one for one in found if not one.to_come]
    now = running[-1] if running else found[0]
    empty = not any(one.covered.heads for one in found)
    nothing = f'<p class="sub">{esc(_("Belum ada bulan yang terlindungi."))}</p>' if empty else ""
    says = _("Orang terlindungi per bulan; pada %(day)s: %(people)s dari kuota %(quota)s") % {
        "day": tongue.day(now.on), "people": language.number(now.covered.heads), "quota": place.quota,
    }  # fmt: skip
    return safestring.mark_safe(
        f'<svg class="months" viewBox="0 -4 {_WIDE} {_HIGH + _FOOT + 4}" role="img" aria-label="{esc(says)}">'
        f"{''.join(drawn)}</svg>{nothing}"
    )


def legend() -> list[tuple[str, str]]:
    """The colours of the columns, by name."""
    names = {"confirmed": _("Pasti"), "presumed": _("Diduga"), "undetermined": _("Belum dapat ditentukan")}
    return [
        *((css, names[key]) for key, css in _PARTS), ("ahead", _("Bulan yang belum datang")), ("quota", _("Kuota")),
    ]  # fmt: skip


def strip(found: Sequence[persons.PersonDays], on: dt.date) -> safestring.SafeString:
    """The year as one line of days; a mark stands on the day asked about."""
    first, end = found[0].span.starts_on, found[-1].span.ends_before
    if first is None or end is None:
        return safestring.mark_safe("")
    days = (end - first).days
    drawn = []
    for one in found:
        starts, ends = one.span.starts_on or first, one.span.ends_before or end
        x, width = (starts - first).days, (ends - starts).days
        drawn.append(f'<rect class="d-{one.state}" x="{x}" width="{width}" height="22"/>')
    ticks = [dt.date(first.year, month, 1) for month in range(2, 13)]
    drawn += [f'<path class="tick" d="M{(day - first).days} 0v22"/>' for day in ticks]
    if first <= on < end:
        drawn.append(f'<path class="now" d="M{(on - first).days} -3v28"/>')
    says = "; ".join(_said(one) for one in found)
    return safestring.mark_safe(
        f'<svg class="days" viewBox="0 -3 {days} 28" preserveAspectRatio="none" role="img" aria-label="{esc(says)}">'
        f"{''.join(drawn)}</svg>"
    )


def _said(one: persons.PersonDays) -> str:
    first, end = one.span.starts_on, one.span.ends_before
    if first is None or end is None:
        return sources.state(one.state)
    last = end - dt.timedelta(days=1)
    return _("%(first)s sampai %(last)s: %(state)s") % {
        "first": tongue.day(first), "last": tongue.day(last), "state": sources.state(one.state),
    }  # fmt: skip
