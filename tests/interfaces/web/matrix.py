"""Every address of the site, with what may be put into it, and who may enter: judged from the door's words alone.

Nothing here asks the site's own code whether a desk sees a region; that is what is being proven.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django import urls
from django.http import HttpResponse

from lindung.interfaces.intake.applications import facts as applications
from lindung.interfaces.web import assets, doors
from lindung.interfaces.web import urls as site
from lindung.platform.access import facts as access
from tests import chronicle
from tests.interfaces.web import desks

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOBODY = ""
ROLES = (NOBODY, *access.ROLES)
ENTERED = {200, 302, 303, 400, 409, 422}
"""How those are answered who may enter; and 404 where there is no such thing, 400 and 422 where a form says nothing."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Something to put into an address: whether it is there at all, for those who may see it."""

    value: str
    there: bool = True


@dataclass(frozen=True, slots=True)
class Filled:
    """An address with what was put into it: how its region lies to the desk, and whether there is such a page."""

    path: str
    chosen: Mapping[str, Sample]
    kind: str
    there: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One request and how the door says that it is answered."""

    method: str
    path: str
    expected: str


# What can stand in an address

KNOWN = (
    desks.VILLAGE, "75.03.08", "75.03", "75", desks.NEIGHBOUR, "75.03.01", desks.ELSEWHERE, chronicle.PAUWO,
    "75.04", "75.04.01", desks.ABROAD, "71",
)  # fmt: skip
"""Regions of the example: own, above, below, beside, and of another regency, seen from each desk; and a province."""
SILENT = ("75.01", "75.02", "71.01")
"""Regencies that there are, of which nothing has come in: whoever may see them is told so."""
TELLS_OF_SILENCE = {
    "wilayah", "daftar", "temuan", "buku", "baris", "semua", "orang", "putusan", "iuran", "perpanjangan", "kasus",
    "nik", "minta-ekspor", "buat-surat", "rekonsiliasi", "satu-golongan", "pengajuan", "perubahan", "tugas",
    "pembinaan", "data-orang", "orang-mirip", "daftar-keluhan", "penyuluhan", "rencana-penyuluhan",
}  # fmt: skip
UNKNOWN = ("75.01", "75.02", "71.01.05.2001", "75.03.08.2999", "75.03.99", "75.99", "99")
"""Regions that this database does not hold: some exist in the country, some nowhere."""


def _codes(_example: desks.Example, _role: str, _chosen: Mapping[str, Sample]) -> list[Sample]:
    return [*(Sample(code) for code in KNOWN), *(Sample(code, False) for code in UNKNOWN)]


def _persons(example: desks.Example, _role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    """A person of that village, of another one, of another regency, and nobody."""
    here = example.persons.get(chosen["code"].value)
    others = [Sample(str(one), False) for one in example.persons.values() if one != here]
    return [*([Sample(str(here))] if here else []), *others, Sample(str(uuid.UUID(int=7)), False)]


def _deliveries(example: desks.Example, role: str, _chosen: Mapping[str, Sample]) -> list[Sample]:
    """What each office sent, of which only its own is there, and nothing."""
    own = example.deliveries.get(desks.OFFICE.get(role, role))
    others = [Sample(str(one), one == own) for one in example.deliveries.values()]
    return [*others, Sample(str(uuid.UUID(int=7)), False)]


def _cases(example: desks.Example, _role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    """A case of one village, which is nowhere else, and none."""
    here = chosen["code"].value == desks.VILLAGE
    return [Sample(str(example.case), here), Sample(str(uuid.UUID(int=7)), False)]


def _duties(example: desks.Example, _role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    """A duty of one village, which is nowhere else, and none."""
    here = chosen["code"].value == desks.VILLAGE
    return [Sample(str(example.duty), here), Sample(str(uuid.UUID(int=7)), False)]


def _submissions(example: desks.Example, _role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    """A list for BPJS of one village, which is nowhere else, and none."""
    here = chosen["code"].value == desks.VILLAGE
    return [Sample(str(example.submission), here), Sample("987654321", False), Sample("9" * 30, False)]


def _letters(example: desks.Example, _role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    """A letter about one village, which is found from its district and its regency, and none."""
    here = desks.VILLAGE.startswith(f"{chosen['code'].value}.")
    return [Sample(str(example.letter), here), Sample("987654321", False), Sample("9" * 30, False)]


def _batches(example: desks.Example, _role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    here = desks.VILLAGE.startswith(f"{chosen['code'].value}.")
    return [Sample(str(example.batch), here), Sample(str(uuid.UUID(int=7)), False)]


def _grievances(example: desks.Example, _role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    """A grievance of one village, which is nowhere else, and none."""
    here = chosen["code"].value == desks.VILLAGE
    return [Sample(str(example.grievance), here), Sample(str(uuid.UUID(int=7)), False)]


def _applications(example: desks.Example, role: str, chosen: Mapping[str, Sample]) -> list[Sample]:
    """An application of one village by each route, there for whoever decides on that route, and none."""
    here = chosen["code"].value == desks.VILLAGE
    of = applications.DECIDES
    routes = [Sample(str(key), here and role in of[route]) for route, key in example.applications.items()]
    return [*routes, Sample(str(uuid.UUID(int=7)), False)]


LOOKS_AFTER = {
    "dpmd": {"operator", "kades", "camat", "dpmd", "sekda", "bupati", "bappeda", "auditor"},
    "camat": {"operator", "kades", "camat"},
}
"""Whose account each administrator finds: never one of an office beyond the own regency or district."""


def _accounts(example: desks.Example, role: str, _chosen: Mapping[str, Sample]) -> list[Sample]:
    found = [Sample(str(one), name in LOOKS_AFTER.get(role, ())) for name, one in example.accounts.items()]
    return [*found, Sample("987654321", False), Sample("9" * 30, False)]


EVALUATED = ("camat", "dpmd", "sekda", "bupati", "auditor")
"""Who opens with the villages that no camat has evaluated."""
MAKERS: Mapping[str, Callable[[desks.Example, str, Mapping[str, Sample]], list[Sample]]] = {
    "code": _codes,
    "chosen": lambda _example, _role, _chosen: [Sample("id"), Sample("en")],
    "path": lambda _example, _role, _chosen: [
        *(Sample(asset.path) for asset in assets.all_assets().values()), Sample("app.css", False),
    ],
    "person": _persons,
    "case": _cases,
    "grievance": _grievances,
    "application": _applications,
    "question": lambda _example, _role, _chosen: [Sample("nama"), Sample("tiada")],
    "duty": _duties,
    "submission": _submissions,
    "letter": _letters,
    "batch": _batches,
    "typed": lambda _example, _role, _chosen: [Sample("23456789ABCDEFGH"), Sample("tiada")],
    "account": _accounts,
    "proposal": lambda example, _role, _chosen: [Sample(str(example.proposal)), Sample("987654321", False)],
    "export": lambda example, role, _chosen: [
        Sample(str(example.export), role in ("dpmd", "sekda")), Sample("987654321", False), Sample("9" * 30, False),
    ],
    "change": lambda example, _role, chosen: [
        Sample(str(example.change), chosen["code"].value == desks.VILLAGE), Sample("987654321", False),
        Sample("9" * 18, False),
    ],
    "sample": lambda example, _role, chosen: [
        Sample(str(example.sample), chosen["code"].value == "75.03"), Sample("987654321", False),
        Sample("9" * 18, False),
    ],
    "visited": lambda example, _role, chosen: [
        Sample(str(example.visited), chosen["sample"].there), Sample("987654321", False),
    ],
    "amendment": lambda example, _role, chosen: [
        Sample(str(example.amendment), chosen["code"].value == "75.03"), Sample("987654321", False),
    ],
    "snapshot": lambda example, role, _chosen: [
        Sample(str(example.snapshot)), Sample("987654321", False), Sample("9" * 18, False),
    ],
    "number": _deliveries,
    "key": lambda _example, _role, _chosen: [
        *map(Sample, ("villages", "enrolled_valid", "paid_total_rupiah", "keadaan-short", "tonggak-2023-03-31")),
        Sample("tiada", False),
    ],
    "meeting": lambda example, role, _chosen: [
        Sample(str(example.meeting), role != "camat"), Sample(str(uuid.UUID(int=7)), False),
    ],
    "screen": lambda _example, _role, _chosen: [Sample("0"), Sample("1", False), Sample("9" * 18, False)],
    "event": lambda example, _role, chosen: [
        Sample(str(example.event), chosen["code"].value == desks.VILLAGE), Sample(str(uuid.UUID(int=7)), False),
    ],
    "paper": lambda example, _role, chosen: [
        Sample(str(example.paper), chosen["duty"].there), Sample(str(uuid.UUID(int=7)), False),
    ],
    "photo": lambda _example, _role, chosen: [
        Sample("1", chosen["event"].there), Sample("987654321", False),
    ],
    "kind": lambda _example, _role, _chosen: [
        Sample("uang-agreed"), Sample("orang-double"), Sample("uang-tiada", False), Sample("tiada", False),
    ],
    "what": lambda _example, role, _chosen: [
        Sample("tugas", role not in ("auditor", "bappeda")),
        Sample("permohonan", role in ("operator", "kades", "dpmd", "bpjs")),
        Sample("keluhan", role not in ("auditor", "bappeda", "bpjs")), Sample("belum-dinilai", role in EVALUATED),
        Sample("tiada", False),
    ],
    "which": lambda _example, _role, _chosen: [*map(Sample, ("masalah", "peringatan", "desa", "kecamatan"))],
}  # fmt: skip
"""By the name of the argument. One that is not here fails the test: say what can stand there."""


# Who sees a region, said once more


def sees(role: str, code: str) -> bool:
    parts = code.split(".")
    return any(parts[: len(top)] == top for top in (one.split(".") for one in desks.TERRITORIES[role]))


def relation(role: str, code: str) -> str:
    """How a region lies to the desk of a role."""
    tops = desks.TERRITORIES[role]
    if code not in KNOWN:
        return "nonexistent"
    if code in tops:
        return "own"
    if sees(role, code):
        return "below"
    if any(top.startswith(code + ".") for top in tops):
        return "above"
    return "foreign" if all(top[:5] != code[:5] for top in tops) else "sibling"


# The addresses


def addresses() -> dict[str, urls.URLPattern]:
    """Every address by its name. An address without one, or two of one name, can't be spoken of here."""
    found: dict[str, urls.URLPattern] = {}
    for pattern in _patterns(urls.get_resolver(site.__name__)):
        assert pattern.name and pattern.name not in found, f"{pattern.pattern}: give it a name of its own"
        found[pattern.name] = pattern
    return found


def _patterns(resolver: urls.URLResolver) -> Iterator[urls.URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, urls.URLResolver):
            yield from _patterns(one)
        else:
            yield one


def arguments(pattern: urls.URLPattern) -> list[str]:
    """The names of what is put into an address, the region first."""
    names = [*pattern.pattern.converters, *pattern.pattern.regex.groupindex]
    return sorted(dict.fromkeys(names), key=lambda name: name != "code")


def filled(pattern: urls.URLPattern, role: str, example: desks.Example, levels: frozenset[int]) -> Iterator[Filled]:
    """A region of each relation and level in an address; and at one of each relation every other thing that can stand
    beside it.

    Raises KeyError where an argument has no maker.
    """
    names, full, seen = arguments(pattern), set(), set()
    for code in MAKERS["code"](example, role, {}) if "code" in names else [None]:
        said = {"code": code} if code else {}
        kind = relation(role, code.value) if role and code else ""
        level = code.value.count(".") + 1 if code else 0
        if code and role:
            alike = (kind, level, sees(role, code.value), code.value[:5] in SILENT)
            if alike in seen:
                continue
            seen.add(alike)
        beside = [said]
        for name in names[len(said) :]:
            beside = [one | {name: sample} for one in beside for sample in MAKERS[name](example, role, one)]
        beside = [one for one in beside if _address(pattern, one)]
        for one in beside if not code or kind not in full else beside[:1]:
            there = all(sample.there for sample in one.values()) and (not code or level in levels)
            if code and code.value[:5] in SILENT and pattern.name in TELLS_OF_SILENCE:
                there = all(sample.there for name, sample in one.items() if name not in ("code", "person"))
            yield Filled(_address(pattern, one), one, kind, there)
        if level in levels:
            full.add(kind)


def _address(pattern: urls.URLPattern, chosen: Mapping[str, Sample]) -> str:
    """The path, or nothing where this address does not take such words."""
    with contextlib.suppress(urls.NoReverseMatch):
        return urls.reverse(pattern.name, kwargs={key: sample.value for key, sample in chosen.items()})
    return ""


def cells(name: str, role: str, example: desks.Example, levels: frozenset[int]) -> Iterator[Cell]:
    """Each address by each method; one of a relation where nothing looks at the region, or nothing new is asked."""
    pattern, done = addresses()[name], set()
    for one in filled(pattern, role, example, levels):
        for method in METHODS:
            expected = judged(pattern, role, method, one)
            if method == "HEAD" or expected in REFUSED_UNSEEN:
                if (method, one.kind) in done:
                    continue
                done.add((method, one.kind))
            yield Cell(method, one.path, expected)


REFUSED_UNSEEN = {"sign in", "405", "403"}
"""What is answered before the region is looked at: twenty regions would be answered alike."""


def judged(pattern: urls.URLPattern, role: str, method: str, asked: Filled) -> str:
    """What the door says: signed in, method, role, region, in this order; then whether there is anything."""
    door = pattern.callback.door
    if door.roles and (role == NOBODY or (role in access.PROGRAMS) is not (door.roles <= access.PROGRAMS)):
        return "sign in"
    if method not in door.methods:
        return "405"
    if door.roles and role not in door.roles:
        return "403"
    if door.region and not sees(role, asked.chosen[door.region].value):
        return "404"
    return "entered" if asked.there else "404"


def answered(response: HttpResponse, door: doors.Door) -> str:
    """The same words for what came back."""
    if door.roles and response.status_code == 302 and response["Location"].startswith("/masuk/"):
        return "sign in"
    if response.status_code == 401 and response["WWW-Authenticate"].startswith("Bearer"):
        return "sign in"
    return "entered" if response.status_code in ENTERED else str(response.status_code)
