"""What anybody may read of a regency: villages, money, people in counts of at least five; a page, a CSV, a dictionary.

Nothing is computed for who asks: only what was kept with the regency's day is read.
"""

from __future__ import annotations

import gzip

from django import http
from django.utils import translation
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import doors, published, queries, tables
from lindung.interfaces.web.pages import frame, instead
from lindung.kernel import language
from lindung.monitoring import indicators

Column = tables.Column
_CACHED = "public, max-age=600"
_HIDDEN, _FEW = "*", f"<{published.LEAST}"
_FIGURES = {"kuota": "target_workers", "terlindungi": "protected", "anggaran_rupiah": "budget_total_rupiah",
            "dibayar_rupiah": "paid_total_rupiah"}  # fmt: skip


@doors.door(doors.ANYONE)
def page(request: http.HttpRequest) -> http.HttpResponse:
    """The one regency that is served here, the one that is asked for, or the list of them."""
    held = queries.published()
    found = _asked(request, held)
    if found is None and request.GET.get("wilayah"):
        return instead.missing(request)
    context: dict[str, object] = {"title": _("Data terbuka"), "held": [] if found else held}
    if found:
        context |= {
            "title": _("Data terbuka %(name)s") % {"name": found.name},
            "found": found,
            "as_of": tongue.day(found.on),
            "tiles": _tiles(found),
            "at_least": found.at_least,
            "table": tables.as_html(_shown(found, request.GET.get("kec", ""))),
            "districts": sorted({place.district for place in found.places if place.district}),
            "chosen": request.GET.get("kec", ""),
            "dictionary": tables.as_html(_dictionary()),
        }
    return _cached(_packed(request, frame.text(request, "web/open_data.html", context)))


@doors.door(doors.ANYONE)
def data(request: http.HttpRequest) -> http.HttpResponse:
    """The places as CSV, in columns whose names stay the same in every language."""
    found = _asked(request, queries.published())
    if found is None:
        return instead.missing(request) if request.GET.get("wilayah") else http.HttpResponseRedirect("/terbuka/")
    return _file(_raw(found), f"desa-{found.code}-{found.on}.csv")


@doors.door(doors.ANYONE)
def dictionary(request: http.HttpRequest) -> http.HttpResponse:
    """What each column of the CSV means."""
    with translation.override("id"):
        return _file(_dictionary(), "kamus-data-desa.csv")


def _asked(request: http.HttpRequest, held: list[published.Published]) -> published.Published | None:
    code = request.GET.get("wilayah", "")
    if not code:
        return held[0] if len(held) == 1 else None
    return next((one for one in held if one.code == code), None)


def _packed(request: http.HttpRequest, text: str) -> http.HttpResponse:
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return http.HttpResponse(text)
    return http.HttpResponse(gzip.compress(text.encode(), 1, mtime=0), headers={"Content-Encoding": "gzip"})


def _cached(response: http.HttpResponse) -> http.HttpResponse:
    response["Cache-Control"] = _CACHED
    response["Vary"] = "Accept-Encoding, Cookie"
    return response


def _file(table: tables.Table, name: str) -> http.HttpResponse:
    response = http.HttpResponse(tables.as_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _cached(response)


def _tiles(found: published.Published) -> list[tuple[str, str]]:
    """Label and figure; «sedikitnya» where places are hidden."""
    labels = {one.key: _(one.label) for one in indicators.ALL}
    said = _("sedikitnya %(figure)s") if found.at_least else "%(figure)s"
    return [
        *((labels[key], language.number(found.counts[key])) for key in published.COUNTED),
        (labels["target_workers"], language.number(found.quota)),
        (labels["protected"], said % {"figure": language.number(found.protected)}),
        (labels["budget_total_rupiah"], language.rupiah(found.budget)),
        (labels["paid_total_rupiah"], said % {"figure": language.rupiah(found.paid)}),
    ]


def _shown(found: published.Published, district: str) -> tables.Table:
    rows = [
        tables.Row((
            one.name, one.district or None, _(one.state), one.quota or None,
            _FEW if one.protected is None else one.protected,
            one.budget if one.budget is not None else _("belum melapor"),
            one.paid if one.paid is not None else _HIDDEN,
        ))
        for one in found.places
        if district in ("", one.district)
    ]  # fmt: skip
    columns = (
        Column(_("Wilayah")), Column(_("Kecamatan")), Column(_("Keadaan")), Column(_("Kuota"), "number"),
        Column(_("Terlindungi hari ini"), "number"), Column(_("Anggaran"), "rupiah"),
        Column(_("Iuran dibayar"), "rupiah"),
    )  # fmt: skip
    return tables.Table("desa", _("Menurut desa"), "", "", columns, tuple(rows))


def _raw(found: published.Published) -> tables.Table:
    """As programs read it: days as ISO writes them, numbers bare, nothing translated."""
    rows = [
        tables.Row((
            one.code, one.name, one.district, one.state, one.quota,
            _FEW if one.protected is None else one.protected,
            one.budget, one.paid if one.paid is not None else _HIDDEN, found.year, found.on.isoformat(),
        ))
        for one in found.places
    ]  # fmt: skip
    columns = tuple(Column(name) for name, *_rest in _meanings())
    return tables.Table("desa", "", "", "", columns, tuple(rows))


def _meanings() -> list[tuple[str, str, str, str]]:
    """Column, meaning, unit, source; figures as their definitions say."""
    known = {name: indicators.BY_KEY[key] for name, key in _FIGURES.items()}
    more = {
        "kuota": "",
        "terlindungi": _("%(few)s: satu sampai empat orang.") % {"few": _FEW},
        "anggaran_rupiah": _("Kosong: belum melapor."),
        "dibayar_rupiah": _("%(hidden)s: disembunyikan agar jumlah kecil tidak terbaca.") % {"hidden": _HIDDEN},
    }
    figures = {
        name: (name, f"{_(one.how)} {more[name]}".strip(), _(one.unit), _(one.source)) for name, one in known.items()
    }
    code, reckoned = _("Kode wilayah Kemendagri"), _("Dihitung Lindung")
    return [
        ("kode_wilayah", _("Kode desa atau kelurahan; kode kabupaten untuk uang yang belum jelas desanya."), "", code),
        ("nama", _("Nama wilayah."), "", code),
        ("kecamatan", _("Nama kecamatan."), "", code),
        ("keadaan", _("Sejauh mana desa: %(states)s.") % {"states": "; ".join(_states())},
         "", reckoned),
        *figures.values(),
        ("tahun", _("Tahun program."), _("tahun"), reckoned),
        ("per_tanggal", _("Hari yang ditunjukkan angka, seperti 2023-04-13."), _("hari"), reckoned),
    ]  # fmt: skip


def _states() -> list[str]:
    return [*(_(one.title) for one in kinds.STATES), _("Dihitung terpisah"), _("Belum jelas desanya")]


def _dictionary() -> tables.Table:
    columns = (Column(_("Kolom")), Column(_("Arti"), wide=True), Column(_("Satuan")), Column(_("Sumber"), wide=True))
    rows = tuple(tables.Row(one) for one in _meanings())
    return tables.Table("kamus", _("Kamus data"), "", "", columns, rows)
