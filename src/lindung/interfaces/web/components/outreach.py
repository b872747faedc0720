"""Outreach in words: where it is missing, what is planned, how events went, and what followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from html import escape as esc

from django.utils import safestring
from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import fields, tables
from lindung.interfaces.web.components import sources, tiles
from lindung.kernel import language, values
from lindung.monitoring import facts as monitoring
from lindung.monitoring import outreach
from lindung.registers.outreach import facts

Column = tables.Column
Named = Callable[[str], tuple[str, str]]
"""What a village is called, and its district."""


def state(of: facts.State) -> str:
    return {"planned": _("direncanakan"), "held": _("diadakan"), "cancelled": _("dibatalkan")}[of]


def owner(role: str) -> str:
    return {"dpmd": _("Dinas PMD"), "bpjs": _("BPJS Ketenagakerjaan")}.get(role, role)


def came(event: facts.Event, today: dt.date) -> str:
    """«42 orang hadir (15 laki-laki, 27 perempuan)»; of an event that was not held why, or that it is ahead."""
    if event.state == "cancelled":
        return _("Dibatalkan: %(why)s") % {"why": event.reason}
    if event.attendance is None:
        return _("Direncanakan") if event.on >= today else _("Harinya sudah lewat, belum dicatat")
    return _("%(people)s orang hadir (%(men)s laki-laki, %(women)s perempuan)") % {
        "people": language.number(event.attendance.people), "men": language.number(event.attendance.men),
        "women": language.number(event.attendance.women),
    }  # fmt: skip


def says(gaps: Sequence[outreach.Gap], events: Sequence[facts.Event]) -> list[str]:
    held = [one.attendance for one in events if one.state == "held" and one.attendance]
    men, women = sum(one.men for one in held), sum(one.women for one in held)
    count = _("%(events)s acara diadakan, %(people)s kehadiran: %(men)s laki-laki, %(women)s perempuan.") % {
        "events": language.number(len(held)), "people": language.number(men + women),
        "men": language.number(men), "women": language.number(women),
    }  # fmt: skip
    visited = {one.place.code for one in gaps if one.days is not None}
    return [reached([one.place.code for one in gaps], visited), count]


def reached(places: Collection[str], visited: Collection[str]) -> str:
    """«9 dari 165 desa dan kelurahan pernah dikunjungi; 156 belum pernah.»"""
    there = sum(one in visited for one in places)
    return _("%(reached)s dari %(all)s desa dan kelurahan pernah dikunjungi; %(never)s belum pernah.") % {
        "reached": language.number(there), "all": language.number(len(places)),
        "never": language.number(len(places) - there),
    }  # fmt: skip


# Where it is missing


def never(gaps: Iterable[outreach.Gap], named: Named, to: Callable[[str], str], top: sources.About) -> tables.Table:
    """The villages that nobody visited, those that lack most first."""
    columns = (
        Column(_("Desa")), Column(_("Kecamatan")), Column(_("Dikunjungi")), Column(_("Belum terlindungi"), "number"),
        Column(_("Acara berikut"), "day"),
    )  # fmt: skip
    rows = tuple(
        tables.Row((*named(one.place.code), _("belum pernah"), _lacking(one), one.next), to(one.place.code))
        for one in gaps
        if one.days is None
    )
    note = _("Belum pernah ada acara di sana; yang paling banyak kekurangannya terhadap kuota lebih dulu.")
    return tables.Table("belum", _("Belum pernah dikunjungi"), top.line, note, columns, rows)


def visited(gaps: Iterable[outreach.Gap], named: Named, to: Callable[[str], str], top: sources.About) -> tables.Table:
    """The villages that were visited, by what they lack times the days since."""
    columns = (
        Column(_("Desa")), Column(_("Kecamatan")), Column(_("Terakhir"), "day"),
        Column(_("Hari sejak itu"), "number"), Column(_("Belum terlindungi"), "number"),
        Column(_("Kekurangan × hari"), "number"), Column(_("Acara berikut"), "day"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (*named(one.place.code), one.last, one.days, _lacking(one), one.weight, one.next), to(one.place.code)
        )
        for one in gaps
        if one.days is not None
    )
    note = _("Diurutkan menurut kekurangan dikalikan hari sejak kunjungan terakhir: yang teratas paling perlu.")
    return tables.Table("dikunjungi", _("Sudah dikunjungi"), top.line, note, columns, rows)


def _lacking(gap: outreach.Gap) -> int | None:
    return gap.missing if gap.place.target else None


def grid(day: monitoring.RegencyDay, gaps: Iterable[outreach.Gap], to: Callable[[str], str]) -> safestring.SafeString:
    """Every village as a tile: never visited, planned, visited; its number is how many it lacks."""
    known = {one.place.code: one for one in gaps}
    blocks = []
    for code, name in day.districts:
        places = [one for one in day.places if one.district == code and str(one.code) in known]
        places.sort(key=lambda one: (_shade(known[str(one.code)]), -known[str(one.code)].missing, one.name))
        cells = "".join(_tile(known[str(one.code)], kinds.place_title(one), to) for one in places)
        if cells:
            blocks.append(f'<section class="kb"><h3>{esc(name)}</h3><ul>{cells}</ul></section>')
    return safestring.mark_safe(f'<div class="tg">{"".join(blocks)}</div>')


def _shade(gap: outreach.Gap) -> str:
    if gap.days is None:
        return "s2" if gap.next else "s0"
    return "s4"


def shades() -> list[tuple[safestring.SafeString, str]]:
    """The legend of the tiles."""
    said = (
        ("s0", _("Belum pernah dikunjungi")),
        ("s2", _("Belum pernah, sudah direncanakan")),
        ("s4", _("Dikunjungi")),
    )
    return [(safestring.mark_safe(tiles.mark(css)), words) for css, words in said]


def _tile(gap: outreach.Gap, title: str, to: Callable[[str], str]) -> str:
    css, said = _shade(gap), [title]
    said.append(_("dikunjungi %(days)s hari lalu") % {"days": language.number(gap.days)}
                if gap.days is not None else _("belum pernah dikunjungi"))  # fmt: skip
    if gap.place.target:
        said.append(_("%(people)s orang belum terlindungi") % {"people": language.number(gap.missing)})
    return (
        f'<li><a class="t {css}" href="{esc(to(gap.place.code))}" aria-label="{esc(", ".join(said))}">'
        f"<span>{language.number(gap.missing) if gap.place.target else '–'}</span>{tiles.MARKS[css]}</a></li>"
    )


# What is planned and how it went


def calendar(events: Iterable[facts.Event], named: Named, today: dt.date) -> list[tuple[str, list[dict[str, str]]]]:
    """The events by month, each with its day, its village and how it went."""
    months: dict[values.Month, list[dict[str, str]]] = {}
    for one in events:
        place, district = named(one.region)
        months.setdefault(values.Month(one.on.year, one.on.month), []).append(
            {
                "href": address(one), "day": tongue.day(one.on), "place": place, "district": district,
                "begins": one.begins, "said": came(one, today), "campaign": one.campaign_name,
            }
        )  # fmt: skip
    return [(tongue.month(month), lines) for month, lines in months.items()]


def address(event: facts.Event) -> str:
    return f"/wilayah/{event.region}/acara/{event.key}/"


def events(found: Iterable[facts.Event], named: Named, top: sources.About) -> tables.Table:
    columns = (
        Column(_("Desa")), Column(_("Kecamatan")), Column(_("Hari"), "day"), Column(_("Keadaan")),
        Column(_("Hadir"), "number"), Column(_("Laki-laki"), "number"), Column(_("Perempuan"), "number"),
        Column(_("Jawaban benar")), Column(_("Kampanye")), Column(_("Penyelenggara")),
    )  # fmt: skip
    rows = []
    for one in found:
        told = one.attendance if one.state == "held" else None
        counts = (told.people, told.men, told.women) if told else (None, None, None)
        right = understood([told] if told else [])
        cells = (*named(one.region), one.on, state(one.state), *counts, right, one.campaign_name or None, one.office)
        rows.append(tables.Row(cells, address(one)))
    note = _("Setiap acara, yang terakhir lebih dulu; yang direncanakan belum dihitung sebagai kunjungan.")
    return tables.Table("acara", _("Acara"), top.line, note, columns, tuple(reversed(rows)))


def understood(told: Iterable[facts.Attendance]) -> str | None:
    """«31 dari 40»: right answers of all that were asked; None where nobody was."""
    answers = [one for attendance in told for one in attendance.answers.values()]
    if not answers:
        return None
    return _("%(right)s dari %(asked)s") % {
        "right": language.number(sum(one.right for one in answers)),
        "asked": language.number(sum(one.asked for one in answers)),
    }  # fmt: skip


def answers(questions: Mapping[str, facts.Question], told: facts.Attendance, top: sources.About) -> tables.Table:
    columns = (
        Column(_("Pertanyaan"), wide=True), Column(_("Yang benar"), wide=True), Column(_("Benar"), "number"),
        Column(_("Ditanya"), "number"), Column(_("Bagian")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                _(questions[key].text), _(questions[key].right), one.right, one.asked,
                language.share(one.right, one.asked),
            )
        )
        for key, one in ((key, told.answers[key]) for key in questions if key in told.answers)
    )  # fmt: skip
    note = _("Ditanyakan pada akhir acara; hanya jumlahnya yang dicatat.")
    return tables.Table("jawaban", _("Apakah dipahami"), top.line, note, columns, rows)


def campaigns(found: Iterable[facts.Campaign], held: Sequence[facts.Event], top: sources.About) -> tables.Table:
    columns = (
        Column(_("Kampanye")), Column(_("Tujuan"), wide=True), Column(_("Mulai"), "day"), Column(_("Sampai"), "day"),
        Column(_("Penyelenggara")), Column(_("Acara"), "number"), Column(_("Hadir"), "number"),
    )  # fmt: skip
    rows = []
    for one in found:
        told = [event.attendance for event in held if event.campaign == one.key and event.attendance]
        last = one.ends_before - dt.timedelta(days=1)
        cells = (one.name, one.aim, one.starts_on, last, one.office, len(told), sum(event.people for event in told))
        rows.append(tables.Row(cells))
    note = _("Acara dan kehadiran di wilayah ini saja.")
    return tables.Table("kampanye", _("Kampanye"), top.line, note, columns, tuple(rows))


# What followed


def effect(found: outreach.Effect) -> list[str]:
    """What may be said of a window, and what may not."""
    days = {"days": language.number(found.days), "pairs": language.number(len(found.pairs))}
    if found.low is None or found.high is None or found.mean is None or found.level is None:
        why = {
            "no_visits": _("belum ada desa yang dikunjungi"),
            "window_open": _("%(days)s hari sesudah kunjungan belum lewat") % days,
        }.get(found.verdict) or _("baru %(pairs)s pasangan desa, sedikitnya %(least)s") % {
            **days, "least": outreach.LEAST_PAIRS,
        }  # fmt: skip
        return [_("%(days)s hari: belum dapat dinilai, %(why)s.") % {**days, "why": why}]
    said = [
        _(
            "%(days)s hari: selisih rata-rata %(mean)s orang per desa dibanding desa serupa yang tidak dikunjungi "
            "(rentang %(level)s: %(low)s sampai %(high)s; %(pairs)s pasangan)."
        )
        % {
            **days, "mean": signed(found.mean), "low": signed(found.low), "high": signed(found.high),
            "level": language.share(round(found.level * 1000), 1000),
        }
    ]  # fmt: skip
    if found.low <= 0 <= found.high:
        said.append(_("Rentang itu memuat nol: belum terbukti bahwa kunjungan menambah pendaftaran."))
    if found.seed is not None:
        said.append(_("Rentang dihitung dengan benih %(seed)s.") % {"seed": found.seed})
    return said


def signed(value: float) -> str:
    """«+3,0», «−1,5» and «0,0»."""
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(value):.1f}".replace(".", ",")


def pairs(found: Iterable[outreach.Effect], named: Named, top: sources.About) -> tables.Table:
    columns = (
        Column(_("Desa dikunjungi")), Column(_("Desa pembanding")), Column(_("Kunjungan"), "day"),
        Column(_("Jangka (hari)"), "number"), Column(_("Masuk daftar"), "number"),
        Column(_("Masuk di pembanding"), "number"), Column(_("Selisih")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                named(one.visited)[0], named(one.beside)[0], one.on, effect.days, one.came, one.came_beside,
                f"{one.difference:+d}".replace("-", "−"),
            )
        )
        for effect in found
        for one in effect.pairs
    )  # fmt: skip
    note = _("Orang yang baru masuk daftar desa dalam jangka itu sesudah kunjungan pertama, menurut hari diterimanya.")
    return tables.Table("pasangan", _("Pasangan desa"), top.line, note, columns, rows)


# Forms


def plan_fields(campaigns: Iterable[facts.Campaign], day: str) -> list[fields.Field]:
    known = [("", _("Tidak termasuk kampanye")), *((str(one.key), one.name) for one in campaigns)]
    return [
        fields.Field("hari", _("Hari"), required=True, inputmode="numeric", value=day, hint=_("Seperti 13-04-2023.")),
        fields.Field("jam", _("Jam"), hint=_("Seperti 09.00.")),
        fields.Field("tim", _("Tim"), "area", required=True, hint=_("Nama dan kantornya, satu orang satu baris.")),
        fields.Field("bahan", _("Bahan"), "area", hint=_("Yang dibawa: brosur, spanduk, pengeras suara.")),
        fields.Field("kampanye", _("Kampanye"), "select", choices=tuple(known)),
    ]  # fmt: skip


def held_fields(
    event: facts.Event, questions: Iterable[facts.Question], consent: str, names: Sequence[str]
) -> list[fields.Field]:
    told = event.attendance
    number = {"inputmode": "numeric"}

    def count(name: str, label: str, value: int | None, **more: object) -> fields.Field:
        return fields.Field(name, label, value="" if value is None else str(value), **number, **more)  # type: ignore[arg-type]

    shown = [
        fields.Field("hari", _("Hari diadakan"), required=True, value=language.day(event.on), **number),
        count("pria", _("Laki-laki yang hadir"), told.men if told else None, required=True),
        count("wanita", _("Perempuan yang hadir"), told.women if told else None, required=True),
    ]
    for one in questions:
        said = told.answers.get(one.key) if told else None
        label = _("Menjawab benar: %(question)s") % {"question": _(one.text)}
        hint = _("Yang benar: %(right)s") % {"right": _(one.right)}
        shown.append(count(f"benar-{one.key}", label, said.right if said else None, hint=hint))
        shown.append(count(f"ditanya-{one.key}", _("Ditanya pertanyaan itu"), said.asked if said else None))
    agreed = told.consented_on if told else None
    return [
        *shown,
        fields.Field("nama", _("Nama yang setuju dicatat"), "area", value="\n".join(names),
                     hint=_("Satu orang satu baris, tanpa NIK; hanya yang menandatangani kalimat ini: «%(said)s»")
                     % {"said": _(consent)}),
        fields.Field("setuju", _("Hari persetujuan"), value=language.day(agreed) if agreed else "",
                     hint=_("Seperti 13-04-2023; bila ada nama."), **number),
    ]  # fmt: skip
