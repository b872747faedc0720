"""The finding as one HTML file that stands alone: no request to any machine, no script, fit for screen and A4."""

from __future__ import annotations

import functools
import pathlib
from typing import Any

from django import template
from django.utils import safestring

from lindung.interfaces.reports import followup, kinds, ladder, tables, words
from lindung.kernel import language
from lindung.monitoring import facts, indicators

_HERE = pathlib.Path(__file__).parent


def html(day: facts.RegencyDay, *, example: bool) -> str:
    """The page about ``day``; ``example`` puts the band «Data contoh» on it."""
    context = template.Context(
        {
            "day": day,
            "example": words.EXAMPLE if example else "",
            "css": safestring.mark_safe(_stylesheet()),  # noqa: S308  our own file
            "on": language.day(day.on),
            "as_of": words.as_of(day),
            "headline": words.headline(day),
            "explanation": words.explanation(day),
            "shares": _shares(day),
            "bases": list(dict.fromkeys(milestone.legal_basis for milestone in day.milestones)) if day.villages else [],
            **_villages(day),
            **_work(day),
        },
        use_l10n=False,
        use_tz=False,
    )
    return _engine().get_template("reports/finding.html").render(context)


def _villages(day: facts.RegencyDay) -> dict[str, Any]:
    return {
        "steps": ladder.steps(day) if day.villages else [],
        "listings": ladder.listings(day),
        "regions": _regions(day),
        "kelurahan": tables.kelurahan(day),
        "kelurahan_count": language.number(len(day.kelurahan)),
        "blocks": tables.blocks(day),
        "states": tables.states(day),
        "out_of_order": any(p.paid and not (p.reported and p.budgeted) for p in day.villages),
        "districts": tables.districts(day),
        "district_states": list(reversed(kinds.STATES)),
        "regency": tables.regency(day),
        "places": tables.places(day),
        "place_columns": tables.HEADINGS,
        "place_width": 3 + sum(len(columns) for _, columns in tables.HEADINGS),
    }


def _work(day: facts.RegencyDay) -> dict[str, Any]:
    return {
        "tasks": followup.tasks(day),
        "offices": words.offices(day.findings),
        "task_count": language.number(len(day.findings)),
        "remarks": [
            ("masalah", f"Baris dan berkas bermasalah ({language.number(len(day.problems))})", _HELD,
             followup.rows("masalah", day.problems)),
            ("peringatan", f"Peringatan ({language.number(len(day.warnings))})", _WARNED,
             followup.rows("peringatan", day.warnings)),
        ],
        "indicators": indicators.ALL,
    }  # fmt: skip


_HELD = "Ditahan: tidak dihitung sampai diperbaiki. Nomor baris sama dengan yang ditunjukkan Excel."
_WARNED = "Tetap dihitung; perlu dilihat."


def _shares(day: facts.RegencyDay) -> list[tuple[str, str, str]]:
    """The figures under the headline: label, figure, and what it is a share of."""
    if not day.villages:
        return []
    protected, target = (indicators.value(key, day.places) for key in ("protected", "target_workers"))
    paid, planned = (indicators.value(f"{which}_total_rupiah", day.places) for which in ("paid", "budget"))
    people = f"{language.number(protected)} dari {language.number(target)} orang"
    money = f"{language.share(paid, planned)} dari {language.rupiah_short(planned)} yang dianggarkan"
    shown = [
        ("Pekerja terlindungi", language.share(protected, target), people),
        ("Iuran dibayar", language.rupiah_short(paid), money if planned else "belum ada anggaran"),
    ]
    villages = language.number(indicators.value("villages", day.places))
    for milestone in day.milestones[-1:]:
        due = language.share(round(milestone.share * 1000), 1000)
        shown.append(
            (
                f"Membayar pada {language.day_in_words(milestone.on)}",
                f"{language.number(milestone.villages_paid)} desa",
                f"dari {villages} desa; seharusnya {due}",
            )
        )
    return shown


def _regions(day: facts.RegencyDay) -> str:
    """160 desa + 5 kelurahan = 165 wilayah."""
    villages, apart = len(day.villages), len(day.kelurahan)
    if not apart:
        return f"{language.number(villages)} desa"
    if not villages:
        return f"{language.number(apart)} kelurahan"
    both = f"{language.number(villages)} desa + {language.number(apart)} kelurahan"
    return f"{both} = {language.number(villages + apart)} wilayah"


@functools.cache
def _engine() -> template.Engine:
    """Its own engine: a report needs no settings, and always escapes."""
    return template.Engine(dirs=[str(_HERE / "templates")], autoescape=True)


@functools.cache
def _stylesheet() -> str:
    return (_HERE / "static" / "finding.css").read_text(encoding="utf-8")
