"""What is to be done: findings by kind, the most urgent first, with the office that answers for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape as esc

from django.utils import safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import charts, kinds, tongue, words
from lindung.interfaces.web import days, links
from lindung.interfaces.web.components import tiles
from lindung.kernel import language
from lindung.monitoring import facts

_FIRST = 6
_NAMES = 5
_DISTRICTS = 4


def todo(day: days.Day, to: links.Links) -> safestring.SafeString:
    """The first kinds with their villages or districts, the others in a line each."""
    by_kind: dict[str, list[facts.Finding]] = {}
    for found in day.day.findings:
        by_kind.setdefault(found.kind, []).append(found)
    places = {str(place.code): place for place in day.day.places}
    groups = list(by_kind.items())
    said = "".join(_group(kind, found, places, to) for kind, found in groups[:_FIRST])
    rest = "".join(
        f'<li><a href="{esc(to.findings(kind))}">{_(kinds.finding_title(kind))}</a> '
        f"<b>{language.number(len(found))}</b></li>"
        for kind, found in groups[_FIRST:]
    )
    if not groups:
        said = f'<p class="sub">{_("Tidak ada temuan dari berkas yang diterima.")}</p>'
    return safestring.mark_safe(said + (f'<ul class="more">{rest}</ul>' if rest else ""))


def _group(kind: str, found: Sequence[facts.Finding], places: Mapping[str, facts.PlaceDay], to: links.Links) -> str:
    css, title, href = kinds.finding_css(kind), _(kinds.finding_title(kind)), esc(to.findings(kind))
    count = language.number(len(found))
    since = min((one.since for one in found if one.since), default=None)
    when = " · " + _("sejak %(day)s") % {"day": tongue.day(since)} if since else ""
    says = esc(_("%(count)s temuan: %(title)s") % {"count": count, "title": title})
    where = _where(kind, found, places, to) if len(found) > _NAMES else ""
    if not where:
        lines = "".join(f"<li>{_line(one, places, to)}</li>" for one in found[:_NAMES])
        where = f'<ul class="dl">{lines}</ul>'
        if len(found) > _NAMES:
            more = _("dan %(count)s lagi") % {"count": language.number(len(found) - _NAMES)}
            where += f'<p class="dl"><a href="{href}">{more}</a></p>'
    return (
        f'<article><h3><span class="ic {css}">{tiles.MARKS[css]}</span><span>{title}'
        f"<small>{esc(who(found))}{when}</small></span>"
        f'<a class="n" href="{href}" aria-label="{says}">{count}</a></h3>{where}</article>'
    )


def _line(found: facts.Finding, places: Mapping[str, facts.PlaceDay], to: links.Links) -> str:
    place = places.get(found.region)
    if place is None or place.district is None:
        return f"<span>{esc(tongue.sentence(found.kind, found.sentence))}</span>"
    name, district = esc(kinds.place_title(place)), esc(place.district_name)
    return f'<a href="{esc(to.to(found.region))}">{name}</a> <small>{_("Kec.")} {district}</small>'


def who(found: Sequence[facts.Finding]) -> str:
    """The offices, a few by name."""
    offices = list(dict.fromkeys(words.office_group(one) for one in found))
    if len(offices) > 3 and all(one.responsible.startswith("Camat ") for one in found):
        return _("%(count)s camat") % {"count": language.number(len(offices))}
    if len(offices) > 3:
        others = language.number(len(offices) - 2)
        return _("%(first)s dan %(count)s pihak lain") % {"first": ", ".join(offices[:2]), "count": others}
    return ", ".join(offices)


def _where(kind: str, found: Sequence[facts.Finding], places: Mapping[str, facts.PlaceDay], to: links.Links) -> str:
    """The districts with most findings of a kind; none where no district stands out."""
    count: dict[tuple[str, str], int] = {}
    for one in found:
        place = places.get(one.region)
        if place is not None and place.district is not None:
            key = (str(place.district), place.district_name)
            count[key] = count.get(key, 0) + 1
    if len(count) < 2:
        return ""
    most = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))[:_DISTRICTS]
    if not most or most[0][1] == 1:
        return ""
    lines = "".join(
        f'<li><a href="{esc(to.to(code))}">{esc(name)}</a>'
        + charts.bar([charts.Part("s2", n)], whole=most[0][1], says=_("%(name)s: %(count)s temuan") % {
            "name": name, "count": n,
        }, height=8)
        + f'<b><a href="{esc(to.findings(kind, code))}">{language.number(n)}</a></b></li>'
        for (code, name), n in most
    )  # fmt: skip
    return f'<ul class="hb">{lines}</ul>'
