"""Someone at a desk who types into a form: a real account in a real office, signed in a moment ago."""

from __future__ import annotations

import datetime as dt
import html
import re
import uuid

from django import http, test

from lindung.interfaces import accounts, monitor
from lindung.registers.enrolment import queries as enrolment
from tests import chronicle, leaks
from tests.chronicle import MONITORING_DAY, TALUMOPATU
from tests.interfaces import desks as officers

MORNING = dt.datetime(2023, 4, 13, 1, 30, tzinfo=dt.UTC)
"""09.30 WITA on the monitoring day."""


def sit(role: str, *regions: str, name: str = "") -> test.Client:
    """Someone in ``role`` over ``regions``; the office and the person are called after it."""
    name = name or role
    accounts.open_seat(
        role=role, office=f"Kantor {name}", regions_of=regions, name=name, person_name=f"Contoh {name.capitalize()}",
        example=False, by=chronicle.OFFICER, at=MORNING,
    )  # fmt: skip
    client = test.Client()
    officers.sit(client, name)
    return client


# Forms

NIK = leaks.made("7503041306780003")
BUDGET = {
    "year": "2023", "stage": "perdes", "fund": "ADD", "amount": "Rp 20.160.000,00", "heads": "100", "months": "12",
    "reference": "3/2022", "decided_on": "28/12/2022",
}  # fmt: skip
PAYMENT = {
    "code": "230100000001", "paid_on": "2023-04-12", "period": "2023-01", "months": "12", "heads": "40",
    "amount": "8.064.000",
}  # fmt: skip
WORKER = {
    "nik": NIK, "name": "Abdul Podungge", "birth": "13-06-1978", "sex": "L", "occupation": "Petani",
    "address": "Dusun I", "phone": "080012345678", "mother": "Hajar Nusi",
}  # fmt: skip
SHEETS = {"anggaran": BUDGET, "pembayaran": PAYMENT, "pekerja": WORKER}


def send(
    client: test.Client,
    page: str,
    village: str = TALUMOPATU,
    form: str | None = None,
    looked_at: str = "",
    **other: str,
) -> http.HttpResponse:
    """The sound form of that page with what is different about it."""
    typed = SHEETS[page] | other | {"formulir": form or str(uuid.uuid4()), "diperiksa": looked_at}
    return client.post(f"/wilayah/{village}/{page}/", typed)


def saved(answer: http.HttpResponse) -> str:
    assert answer.status_code == 302, faults(answer)
    return answer["Location"]


def faults(answer: http.HttpResponse) -> dict[str, str]:
    """The message at each field, held equal to the summary's links; «» is what the form as a whole was refused for."""
    assert answer.status_code == 422
    said = answer.content.decode()
    linked = dict(re.findall(r'<li><a href="#isian-([a-z_]+)(?:-1)?">(.*?)</a></li>', said))
    at_fields = re.findall(r'id="isian-([a-z_]+)-salah">.*?</span>\s*(.*?)\s*</span>', said)
    assert dict(at_fields) == linked
    for name in linked:
        assert re.search(rf'<(input|select|fieldset)[^>]*aria-describedby="isian-{name}-salah', said), name
        assert re.search(rf'<(input|select)[^>]*name="{name}"[^>]*aria-invalid="true"', said), name
    refused = re.search(r'id="belum-tersimpan">.*?</h2><p>(.*?)</p>', said)
    return {name: html.unescape(text) for name, text in (linked | ({"": refused[1]} if refused else {})).items()}


def figures(code: str = TALUMOPATU) -> dict[str, object]:
    """What the village has come to on the monitoring day."""
    day = monitor.regency_day("75.03", year=2023, on=MONITORING_DAY, known_at=MONITORING_DAY)
    place = next(one for one in day.places if one.code == code)
    return {name: getattr(place, name) for name in place.__slots__ if name not in ("code", "name")}


def listed(code: str = TALUMOPATU) -> list[str]:
    names = enrolment.names(enrolment.in_force(year=2023, known_at=MONITORING_DAY, village=code))
    return [str(name.person) for name in names]


def warnings(answer: http.HttpResponse) -> tuple[list[str], str]:
    """What is pointed out, and what the form then carries to show that it was seen."""
    assert answer.status_code == 422
    said = answer.content.decode()
    block = said[said.index('id="periksa-dulu"') :].partition("</ul>")[0]
    (carried,) = re.findall(r'name="diperiksa" value="(\w+)"', said)
    return [html.unescape(one) for one in re.findall("<li>(.*?)</li>", block)], carried
