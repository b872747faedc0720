"""The finding: the headline, the figures beneath it, and the ladder in which every number leads to its list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as esc

from django.utils import html, safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import charts, kinds, tongue, words
from lindung.interfaces.web import days, links
from lindung.kernel import language
from lindung.monitoring import facts, indicators

_PEOPLE = "target_workers"
_STEPS: tuple[tuple[str, facts.Status | None, str, str, tuple[str, ...]], ...] = (
    ("villages", None, "l0", _PEOPLE, ()),
    ("reported", "not_reporting", "l0", "", ()),
    ("budgeted", "not_budgeted", "s2", "budget_heads", ()),
    ("listed", None, "s2", "enrolled_valid", ("declared", "other_bpu")),
    ("submitted", None, "s2", "submitted_people", ()),
    ("registered", None, "s3", "registered_people", ()),
    ("billed", None, "s3", "billed_heads", ()),
    ("paid", "unpaid", "s3", "paid_heads", ()),
    ("protected_villages", None, "s3", "protected", ()),
    ("at_quota", "short", "s4", "", ()),
)
"""Figure of villages, state of those stuck before it, colour, figure of people, further figures of people."""
_CERTAINTY = (("protected_confirmed", "p0"), ("protected_presumed", "p1"), ("protected_undetermined", "p2"))


def number(amount: int, href: str, *, unit: str = "") -> str:
    """A figure that leads to its list; nought leads nowhere, there is nothing to list."""
    said = language.number(amount) + (f"<small> {unit}</small>" if unit else "")
    return f'<a href="{esc(href)}">{said}</a>' if amount else said


def headline(pieces: Iterable[words.Piece]) -> safestring.SafeString:
    said = "".join(f"<b>{esc(text)}</b>" if strong else esc(text) for text, strong in pieces)
    return safestring.mark_safe(f'<p class="big">{said}</p>')


def ladder(day: days.Day, to: links.Links) -> safestring.SafeString:
    """Villages on one side, people on the other, never mixed."""
    stuck = words.by_state(day.day)
    worst = words.hold_up(day.day, stuck)
    whole = day.figure("villages")
    most = max(day.figure(key) for key in (_PEOPLE, "budget_heads", "declared", "paid_heads"))
    rows = []
    for key, status, css, people, beside in _STEPS:
        held = _held(stuck.get(status, 0), status, worst, to) if status else ""
        rows.append(
            f'<li><div class="lv">{number(day.figure(key), to.list(key))}<small> {_("desa")}</small></div>'
            f'<div class="ll"><p><b>{_(indicators.BY_KEY[key].label)}</b>{held}</p>'
            f"{_bar(day, [(key, css)], whole)}</div>"
            f'<div class="lp">{_people(day, to, people, css, beside, most) if people else ""}</div></li>'
        )
    heads = f'<div class="lh" aria-hidden="true"><span>{_("Desa")}</span><span>{_("Orang")}</span></div>'
    title = f'<h2 class="vh">{_("Tangga: desa dan orang")}</h2>'
    return safestring.mark_safe(f"{heads}{title}<ol>{''.join(rows)}</ol>")


def _held(count: int, status: str, worst: kinds.State | None, to: links.Links) -> str:
    if not count:
        return ""
    most = worst is not None and worst.status == status
    says = _("%(count)s desa tertahan: %(state)s") % {
        "count": language.number(count), "state": _(kinds.BY_STATUS[status].title),
    }  # fmt: skip
    said = _("%(count)s tertahan") % {"count": language.number(count)} + (
        f" · {_('hambatan terbesar')}" if most else ""
    )
    css = "held mx" if most else "held"
    return f'<a class="{css}" href="{esc(to.list("keadaan-" + status))}" aria-label="{esc(says)}">{said}</a>'


def _people(day: days.Day, to: links.Links, key: str, css: str, beside: Sequence[str], most: int) -> str:
    certain = key == "protected"
    said = (
        f'<p class="pl"><span>{_(indicators.BY_KEY[key].label)}</span> <span class="nw"><b class="pv">'
        f"{number(day.figure(key), to.list(key))}</b> <small>{_('orang')}</small></span></p>"
        f"{_bar(day, _CERTAINTY if certain else [(key, css)], most)}"
    )
    others = [one for one, _css in _CERTAINTY] if certain else [one for one in beside if day.figure(one)]
    if others:
        parts = (
            f"<span>{_(indicators.BY_KEY[one].label)} {number(day.figure(one), to.list(one))}</span>" for one in others
        )
        said += f'<p class="bs">{"".join(parts)}</p>'
    return said


def _bar(day: days.Day, keys: Sequence[tuple[str, str]], whole: int) -> str:
    says = "; ".join(
        f"{_(indicators.BY_KEY[key].label)}: {language.number(day.figure(key))} {_(indicators.BY_KEY[key].unit)}"
        for key, _css in keys
    )
    return charts.bar([charts.Part(css, day.figure(key)) for key, css in keys], whole=whole, says=says)


def shares(day: days.Day, to: links.Links) -> list[tuple[str, str, str]]:
    """The figures under the headline: label, figure (a link where there is a list), and what it is a share of."""
    if not day.day.villages:
        return []
    protected, target = day.figure("protected"), day.figure("target_workers")
    paid, planned = day.figure("paid_total_rupiah"), day.figure("budget_total_rupiah")
    people = _("%(part)s dari %(whole)s orang") % {
        "part": language.number(protected), "whole": language.number(target),
    }  # fmt: skip
    money = _("%(share)s dari %(whole)s yang dianggarkan") % {
        "share": language.share(paid, planned), "whole": tongue.rupiah_short(planned),
    }  # fmt: skip
    shown = [
        (_("Pekerja terlindungi"), _link(language.share(protected, target), to.list("protected"), protected), people),
        (
            _("Iuran dibayar"),
            _link(tongue.rupiah_short(paid), to.list("paid_total_rupiah"), paid),
            money if planned else _("belum ada anggaran"),
        ),
    ]
    for milestone in day.day.milestones[-1:]:
        due = language.share(round(milestone.share * 1000), 1000)
        villages = _("%(count)s desa") % {"count": language.number(milestone.villages_paid)}
        shown.append(
            (
                _("Membayar pada %(day)s") % {"day": tongue.day(milestone.on)},
                _link(villages, to.list(f"tonggak-{milestone.on}"), milestone.villages_paid),
                _("dari %(count)s desa; seharusnya %(share)s") % {
                    "count": language.number(day.figure("villages")), "share": due,
                },
            )
        )  # fmt: skip
    return shown


def _link(said: str, href: str, amount: int) -> safestring.SafeString:
    return html.format_html('<a href="{}">{}</a>', href, said) if amount else html.format_html("{}", said)


def trend(day: days.Day) -> safestring.SafeString:
    """People protected at the end of each year that there are facts of, and on the day; nothing where there is one."""
    years = [*day.years, (day.day.year, day.figure("protected"), day.figure("target_workers"))]
    if len(years) < 2:
        return safestring.mark_safe("")
    top = max(max(reached, target) for _year, reached, target in years) or 1
    width, height = 60, 120
    columns = []
    for at, (year, reached, target) in enumerate(years):
        x, now = at * width + 8, year == day.day.year
        tall, goal = height * reached / top, height * target / top
        says = _("%(year)s: %(reached)s dari %(target)s orang") % {
            "year": year, "reached": language.number(reached), "target": language.number(target),
        }  # fmt: skip
        columns.append(
            f'<g role="img" aria-label="{esc(says)}"><rect class="goal" fill="none" stroke="#8b99a6" '
            f'stroke-dasharray="3 3" x="{x}" y="{20 + height - goal:.1f}" width="{width - 16}" height="{goal:.1f}"/>'
            f'<rect class="{"s4" if now else "l0"}" fill="{"#0b4a6f" if now else "#8b99a6"}" x="{x}" '
            f'y="{20 + height - tall:.1f}" width="{width - 16}" height="{tall:.1f}"/>'
            f'<text x="{x + width / 2 - 8}" y="{14 + height - tall:.1f}" text-anchor="middle">'
            f'{language.number(reached)}</text><text x="{x + width / 2 - 8}" y="{height + 36}" text-anchor="middle">'
            f"{year}</text></g>"
        )
    return safestring.mark_safe(
        f'<svg class="trend" viewBox="0 0 {len(years) * width} {height + 42}">{"".join(columns)}</svg>'
    )
