"""Who writes a letter and who signs it on the day: the office behind a desk."""

from __future__ import annotations

from django import http

from lindung.interfaces.reports.letters import drafting
from lindung.interfaces.web import clock
from lindung.kernel import values
from lindung.platform.access import scope
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.letters import queries

_WHY = "pejabat kabupaten menandatangani surat bagi setiap kecamatannya"


def office(request: http.HttpRequest, code: str, *, place: str = "") -> drafting.Office:
    """The office that the desk issues letters for: the camat for the district, the others for the regency."""
    regency = str(values.RegionCode(code).at(2))
    issuer = str(values.RegionCode(code).at(3)) if request.desk.role == "camat" else regency
    on = clock.today(code, request.example_day)
    with scope.everything(_WHY):
        officials = queries.officials(regency, on=on, known_at=on)
    named = regions.these([regency, issuer, *(region for region, _post in officials)], on=on)
    names = {region: one.titled for region, one in named.items()}
    return drafting.Office(
        issuer=issuer, regency=regency, regency_name=names.get(regency, ""),
        place=place or drafting.short(names.get(issuer, "")), on=on, officials=officials,
        book=rulebook.book(regency, on), check=request.build_absolute_uri("/surat/periksa/"), names=names,
    )  # fmt: skip
