"""Who may be one person under two NIK, for the office that may propose that they be merged."""

from __future__ import annotations

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds
from lindung.interfaces.web import days, doors, links, seen, tables
from lindung.interfaces.web.components import alike as component
from lindung.interfaces.web.components import sources
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import language, values
from lindung.monitoring import alike

_AT_ONCE = tables.PER_PAGE
"""The pairs that a page names: who has looked at these finds the next ones in their place."""


@doors.door(doors.TELLS_OF_PEOPLE, region="code")
def likely(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Pairs on the lists of a region that are alike, most to look at first."""
    try:
        asked = days.asked(request, code)
        day = days.of_region(request, code, asked)
    except (days.NotADay, days.NotAYear, values.NotAMonth) as refusal:
        return instead.refused(request, refusal)
    name = days.name_of(day, code)
    if not name:
        return instead.missing(request)
    top = sources.about(day.day, name, example=request.example_day is not None)
    titles = {str(place.code): kinds.place_title(place) for place in day.day.places}
    found = alike.found(code, year=asked.year, known_at=asked.known_at)
    ahead = [one for one in found if one.weighed is None or one.weighed.outcome == "waiting"]
    two = [one for one in found if one.weighed is not None and one.weighed.outcome != "waiting"]
    shown = _tables(ahead, two, titles, top)
    seen.persons(
        request,
        "list",
        "mirip",
        (who.id for one in (*ahead[:_AT_ONCE], *two[:_AT_ONCE]) for who in (one.one, one.other)),
    )
    file = tables.response(request, *shown, name=f"{code} {asked.on}")
    if file:
        return file
    context = {
        "title": _("Kemungkinan orang yang sama"), "place": name, "up": links.Links(asked, code).to(code),
        "as_of": top.as_of, "asked": asked, "says": _says(ahead),
        "acts": [(f"/wilayah/{code}/data-orang/{asked.query}", _("Perbaikan data orang"))],
        "blocks": [(one.key, one.title, tables.block(request, one)) for one in shown if one.rows or one.key == "mirip"],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _says(ahead: list[alike.Alike]) -> list[str]:
    most = len(ahead) >= alike.AT_MOST
    said = [
        (_("Sedikitnya %(count)s pasangan perlu diperiksa.") if most else _("%(count)s pasangan perlu diperiksa."))
        % {"count": language.number(len(ahead))}
    ]
    if len(ahead) > _AT_ONCE:
        said.append(
            _("Ditampilkan %(count)s yang paling kuat; berikutnya tampil sesudah yang ini diputuskan.")
            % {"count": language.number(_AT_ONCE)}
        )
    said.append(
        _(
            "Mirip belum berarti sama: saudara kembar pun sama tanggal lahirnya. Lihat KTP atau KK keduanya sebelum "
            "mengusulkan. Tidak ada yang digabung tanpa keputusan orang kedua."
        )
    )
    return said


def _tables(
    ahead: list[alike.Alike], two: list[alike.Alike], titles: dict[str, str], top: sources.About
) -> list[tables.Table]:
    def called(code: str) -> str:
        return titles.get(code, code)

    note = _("Dibandingkan: orang pada daftar tahun ini dan tahun lalu. Nama orang menuju usulan penggabungannya.")
    settled = _("Penggabungannya ditolak, atau dipisah kembali. Tidak ditanyakan lagi, dan tetap dapat diusulkan.")
    return [
        component.table("mirip", _("Perlu diperiksa"), ahead[:_AT_ONCE], called, top, note),
        component.table("dua-orang", _("Sudah diputuskan: dua orang"), two[:_AT_ONCE], called, top, settled),
    ]
