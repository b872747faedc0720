"""What the pages of a report are made of: plain values for the template, the sentences among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from lindung.interfaces.reports import charts, kinds, tables, tongue, words
from lindung.interfaces.reports.kpi import facts
from lindung.interfaces.reports.kpi import tables as of_report
from lindung.kernel import language
from lindung.monitoring import facts as monitoring
from lindung.monitoring import indicators
from lindung.registers.reporting import facts as reporting

_LIGHT_TEXT = {"s0", "s1", "s4"}
_APART = "#e6eaee"


def report(of: facts.Report, approval: reporting.Approval | None, signer: str) -> dict[str, Any]:
    """All that the pages show, as text and whole numbers."""
    day = of.day
    shown = {one.key: _table(one, of) for one in of_report.every(of)}
    return _frame(of, approval, signer) | {
        "headline": [list(piece) for piece in words.headline(day)],
        "explanation": words.explanation(day),
        "numbers": _numbers(of),
        "ladder": _ladder(of),
        "duty": _duty(of),
        "offices": _offices(day),
        "states": [_state(one) for one, _ in tables.states(day)],
        "blocks": _blocks(day),
        "multiples": _multiples(day),
        "years": _years(of),
        "tables": [shown[key] for key in _FIRST if key in shown],
        "annex": [shown[key] for key in _ANNEX if key in shown],
        "why": "" if "perubahan" in shown else of_report.changes(of).note,
    }


_FIRST = ("kecamatan", "perubahan", "terlambat", "kantor", "riwayat")
_ANNEX = ("pokok", "susulan", "pengecualian", "definisi", "desa", "kelurahan")


def _frame(of: facts.Report, approval: reporting.Approval | None, signer: str) -> dict[str, Any]:
    """What stands on every page: whose report, of which day, agreed to by whom."""
    day = of.day
    as_of = _("Keadaan per %(day)s, menurut yang diterima sampai %(known)s (%(zone)s)") % {
        "day": tongue.day(day.on), "known": tongue.day(day.known_at), "zone": day.zone,
    }  # fmt: skip
    return {
        "title": of_report.title(of),
        "place": day.name,
        "province": day.province_name,
        "programme": "1 Desa 100 Pekerja Rentan",
        "as_of": as_of,
        "draft": _("KONSEP: belum disetujui orang kedua") if approval is None else "",
        "example": words.EXAMPLE if of.example else "",
        "approval": _approval(approval, signer) if approval else [],
        "rests_on": language.listed([f"{name} {version}" for name, version in of.rests_on.items()]),
    }


def _approval(said: reporting.Approval, signer: str) -> list[tuple[str, str]]:
    def who(name: str, office: str, on: dt.date) -> str:
        return f"{name}, {office}, {tongue.day(on)}"

    return [
        (_("Diusulkan"), who(said.proposer, said.proposer_office, said.proposed_on)),
        (_("Disetujui"), who(said.decider, said.decider_office, said.decided_on)),
        ("sha256", said.sha256),
        (_("Kepala jurnal"), said.journal_head),
        (_("Kunci penanda tangan"), signer),
    ]


def _numbers(of: facts.Report) -> list[dict[str, str]]:
    """Four figures for the first page, each with what it is measured against."""
    places = of.day.places
    value = {key: indicators.value(key, places) for key in _SHOWN}
    number, whole = language.number, of.weight.whole
    weight = of_report.weighed(of_report.parts(of, places), whole)
    target, villages = number(value["target_workers"]), number(value["villages"])
    return [
        _number(language.share(value["protected"], value["target_workers"]), _("pekerja terlindungi"),
                _("%(people)s dari %(target)s orang") % {"people": number(value["protected"]), "target": target}),
        _number(number(value["paid"]), _("desa membayar"), _("dari %(villages)s desa") % {"villages": villages}),
        _number(language.rupiah_short(value["paid_total_rupiah"]), _("iuran dibayar"),
                _("dari %(budget)s dianggarkan") % {"budget": language.rupiah_short(value["budget_total_rupiah"])}),
        _number(weight, _("orang menurut bobot BPJS"),
                _("di samping %(heads)s orang dibayar") % {"heads": number(value["paid_heads"])}),
    ]  # fmt: skip


_SHOWN = (
    "protected", "target_workers", "villages", "paid", "paid_total_rupiah", "budget_total_rupiah", "paid_heads",
)  # fmt: skip


def _number(value: str, label: str, beside: str) -> dict[str, str]:
    return {"value": value, "label": label, "beside": beside}


_LADDER = (
    ("villages", "l0"), ("reported", "l0"), ("budgeted", "s2"), ("listed", "s2"), ("paid", "s3"), ("at_quota", "s4"),
)  # fmt: skip


def _ladder(of: facts.Report) -> list[dict[str, Any]]:
    places = of.day.places
    whole = indicators.value("villages", places)
    return [
        {
            "value": indicators.value(key, places), "whole": whole, "label": _(indicators.BY_KEY[key].label),
            "fill": charts.FILLS[css],
        }
        for key, css in _LADDER
    ]  # fmt: skip


def _duty(of: facts.Report) -> dict[str, str]:
    """By when the report is due, and how many villages hold it up."""
    silent = len(words.stopped(of.day, "not_reporting"))
    late = len(of_report.late(of).rows)
    said = _("Wajib ada pada Bupati paling lambat %(day)s.") % {"day": tongue.day(of.duty.due_on)}
    if silent:
        said += " " + _("%(count)s desa belum melapor.") % {"count": language.number(silent)}
    if late:
        said += " " + _("%(count)s desa terlambat membayar; daftarnya di dalam laporan ini.") % {
            "count": language.number(late),
        }  # fmt: skip
    return {"title": _("Kewajiban melapor"), "said": said, "source": of.duty.source}


def _offices(day: monitoring.RegencyDay) -> list[tuple[str, str]]:
    """Who has to act, and on what; the camat together."""
    work: dict[str, dict[str, int]] = {}
    for found in day.findings:
        office = words.office_group(found)
        office = _("Camat") if office.startswith("Camat ") else office
        kinds_of = work.setdefault(office, {})
        kinds_of[found.kind] = kinds_of.get(found.kind, 0) + 1
    return [
        (office, "; ".join(f"{language.number(count)} {kinds.lower_first(_(kinds.finding_title(kind)))}"
                           for kind, count in found.items()))
        for office, found in work.items()
    ]  # fmt: skip


def _state(one: kinds.State) -> dict[str, Any]:
    return {"title": _(one.title), "fill": charts.FILLS[one.css], "light": one.css in _LIGHT_TEXT}


def _blocks(day: monitoring.RegencyDay) -> list[dict[str, Any]]:
    return [
        {
            "name": block.name, "share": block.share,
            "tiles": [
                {"n": one.number, "fill": charts.FILLS.get(one.css, _APART), "light": one.css in _LIGHT_TEXT}
                for one in block.tiles
            ],
        }
        for block in tables.blocks(day)
    ]  # fmt: skip


def _multiples(day: monitoring.RegencyDay) -> dict[str, Any]:
    """Each district's people against its target, all on one scale; those furthest from it first."""
    rows = []
    for one in tables.districts(day):
        places = day.of_district(one.code)
        target, protected, paid = (
            indicators.value(key, places) for key in ("target_workers", "protected", "paid_heads")
        )  # fmt: skip
        rows.append(
            {"name": one.name, "target": target, "protected": protected, "paid": paid,
             "said": f"{one.protected} / {one.target}", "share": one.share}
        )  # fmt: skip
    return {"scale": max((max(one["target"], one["protected"]) for one in rows), default=1) or 1, "rows": rows}


def _years(of: facts.Report) -> list[dict[str, Any]]:
    told = [(str(one.year), one.people) for one in of.history if one.people is not None]
    if not told:
        return []
    now = indicators.value("protected", of.day.places)
    said = [*told, (str(of.year), now)]
    return [{"year": year, "people": people, "said": language.number(people)} for year, people in said]


def _table(one: of_report.Table, of: facts.Report) -> dict[str, Any]:
    whole = of.weight.whole
    return {
        "title": one.title,
        "note": one.note,
        "heads": [column.title for column in one.columns],
        "right": [column.kind not in ("text", "code", "day") for column in one.columns],
        "rows": [
            [of_report.text(column.kind, cell, whole) for column, cell in zip(one.columns, row, strict=True)]
            for row in one.rows
        ],
        "key": one.key,
    }


# The scorecard of each camat


def scorecards(of: facts.Report, approval: reporting.Approval | None, signer: str) -> dict[str, Any]:
    """One page per camat."""
    ranked = tables.districts(of.day)
    return _frame(of, approval, signer) | {
        "cards": [_card(of, one, ranked) for one in sorted(ranked, key=lambda one: one.code)],
        "states": [_state(one) for one in kinds.STATES],
    }


def _card(of: facts.Report, one: tables.DistrictRow, ranked: Sequence[tables.DistrictRow]) -> dict[str, Any]:
    places = of.day.of_district(one.code)
    figures = {key: indicators.value(key, places) for key in ("villages", *of_report.DISTRICT)}
    number = {key: language.number(value) for key, value in figures.items()}
    whole = of.weight.whole
    sentence = _("%(paid)s dari %(villages)s desa membayar; %(protected)s dari %(target)s pekerja terlindungi.") % {
        "paid": number["paid"], "villages": number["villages"], "protected": number["protected"],
        "target": number["target_workers"],
    }  # fmt: skip
    villages = [place for place in places if place.is_village]
    findings = [found for found in of.day.findings if found.region in {place.code for place in places}]
    return {
        "name": _("Camat %(district)s") % {"district": one.name},
        "headline": sentence,
        "share": one.share,
        "place": _("Capaian kabupaten: %(share)s") % {"share": tables.regency(of.day).share},
        "ladder": [
            {"label": _(indicators.BY_KEY[key].label), "value": figures[key], "whole": figures["villages"],
             "fill": charts.FILLS[css]}
            for key, css in _LADDER if key in figures
        ],
        "multiples": [
            {"name": row.name, "share": row.share, "own": row.code == one.code} for row in reversed(ranked)
        ],
        "weight": _("Menurut bobot BPJS %(people)s orang.") % {
            "people": of_report.weighed(of_report.parts(of, places), whole),
        },
        "rows": [_village(place) for place in villages],
        "findings": [tongue.sentence(found.kind, found.sentence) for found in findings][:_MOST_FINDINGS],
        "more": _("dan %(count)s temuan lain; semuanya di halaman kecamatan") % {
            "count": language.number(len(findings) - _MOST_FINDINGS),
        } if len(findings) > _MOST_FINDINGS else "",
    }  # fmt: skip


_MOST_FINDINGS = 6
"""A card is one page; the rest stands on the district's page."""


def _village(place: monitoring.PlaceDay) -> dict[str, Any]:
    state = kinds.BY_STATUS[place.status]
    return {
        "name": place.name, "state": _(state.title), "fill": charts.FILLS[state.css],
        "budget": language.rupiah(place.budget_rupiah) if place.budgeted else "–",
        "paid": language.number(place.paid_heads), "valid": language.number(place.valid),
        "protected": language.number(place.protected), "quota": language.number(place.quota),
    }  # fmt: skip
