"""The finding as JSON for machines: the same indicators as every other report, keys that stay."""

from __future__ import annotations

from typing import Any

from lindung.monitoring import facts, indicators

_COUNTS = (
    "villages", "target_workers", "reported", "budgeted", "budget_total_rupiah", "budget_heads", "listed", "declared",
    "enrolled_valid", "other_bpu", "submitted", "submitted_people", "registered", "registered_people", "billed",
    "billed_heads",
    "paid", "paid_total_rupiah", "paid_heads", "protected_villages", "protected",
    "protected_confirmed", "protected_presumed", "protected_undetermined", "at_quota", "arrears_rupiah",
)  # fmt: skip


def as_json(day: facts.RegencyDay) -> dict[str, Any]:
    """Every figure as a whole number, regions by code, days as YYYY-MM-DD."""
    villages = day.villages
    return {
        "as_of": day.on.isoformat(),
        "known_at": day.known_at.isoformat(),
        "regency": day.code,
        "year": day.year,
        "regions": len(villages) + len(day.kelurahan),
        "kelurahan": len(day.kelurahan),
        "quota": day.quota,
        **{key: indicators.value(key, day.places) for key in _COUNTS},
        "not_budgeted": [place.code for place in villages if place.reported and not place.budgeted],
        "not_reporting": [place.code for place in villages if not place.reported],
        "paid_without_budget": [place.code for place in villages if place.paid and not place.budgeted],
        "enrolled_by_village": {place.code: place.valid for place in villages if place.valid},
        "kelurahan_apart": {key: indicators.apart(key, day.places) for key in _COUNTS},
        "milestones": [
            {
                "on": milestone.on.isoformat(),
                "share": milestone.share,
                "villages_paid": milestone.villages_paid,
                "villages_at_quota": milestone.villages_at_quota,
            }
            for milestone in day.milestones
        ],
        "districts": {code: _district(name, day.of_district(code)) for code, name in day.districts},
        "problems": [_problem(problem) for problem in day.problems],
        "warnings": [_problem(warning) for warning in day.warnings],
        "findings": [_finding(finding) for finding in day.findings],
    }


def _district(name: str, places: tuple[facts.PlaceDay, ...]) -> dict[str, Any]:
    return {
        "name": name,
        "villages": indicators.value("villages", places),
        "unbudgeted": indicators.value("reported", places) - indicators.value("budgeted", places),
        "paid": indicators.value("paid", places),
        "enrolled": indicators.value("enrolled_valid", places),
    }


def _evidence(evidence: facts.Evidence) -> dict[str, Any]:
    return {"file": evidence.file, "sheet": evidence.sheet, "row": evidence.row}


def _problem(problem: facts.RowProblem) -> dict[str, Any]:
    return {**_evidence(problem.evidence), "kind": problem.kind, "column": problem.column, "message": problem.message}


def _finding(finding: facts.Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "region": finding.region,
        "sentence": finding.sentence,
        "responsible": finding.responsible,
        "office": finding.office,
        "since": finding.since.isoformat() if finding.since else None,
        "evidence": [_evidence(one) for one in finding.evidence],
    }
