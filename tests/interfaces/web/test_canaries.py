"""No desk comes by a word of a region that is not its own: everything is followed from the first page on, every address
is tried with what belongs to others, and whatever comes back is searched."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from urllib import parse

import pytest
from django import urls
from django.db import transaction

from lindung.interfaces.disclosure import models as disclosure
from lindung.interfaces.intake import models as intake
from lindung.platform.access import facts as access
from lindung.platform.access import models as accounts
from lindung.platform.access import scope
from lindung.platform.rulebook import models as rulebook
from lindung.registers.audit import models as audit
from lindung.registers.claims import models as claims
from lindung.registers.claims.grievances import models as grievances
from lindung.registers.enrolment import models as enrolment
from lindung.registers.followup import models as followup
from lindung.registers.followup.meetings import models as meetings
from lindung.registers.letters import models as letters
from lindung.registers.outreach import models as outreach
from lindung.registers.reporting import models as reporting
from lindung.registers.workers import models as persons
from tests.interfaces import desks as officers
from tests.interfaces.web import canaries, crawl, desks, matrix, test_doors
from tests.interfaces.web import canary_words as words

WHO = (*(role for role in access.ROLES if role not in access.PROGRAMS), "75.04", "75.04.01", desks.ABROAD)
"""Every role of Bone Bolango, and of Pohuwato the offices over a regency, a district and a village."""
TOLD = {*words.REGIONS, "75"}
"""Of another village in scope there is nothing but a row of noughts: one of each kind of page is enough."""
FIRST = ("/", "/jejak/?dari=2023-04-01&sampai=2023-04-30")
IDS = {
    "person", "case", "sample", "visited", "number", "account", "proposal", "export", "amendment", "snapshot", "letter",
    "batch", "meeting", "change", "event", "photo", "application",
}  # fmt: skip
LISTS = (
    "tugas", "keluhan", "permohonan", "persetujuan", "tugas-terlambat", "belum-melapor", "perlu-diperbaiki",
    "belum-dinilai", "masalah", "nominal", "tagihan", "ditolak", "koreksi", "pengajuan", "langkah-berikut",
)  # fmt: skip
"""What may wait for somebody: the lists of the page of each role."""
ROLES_ABROAD = {"75.04": "dpmd", "75.04.01": "camat", desks.ABROAD: "operator"}


@pytest.fixture(scope="module")
def _planted(_told, django_db_blocker) -> Iterator[canaries.Planted]:
    with django_db_blocker.unblock(), transaction.atomic(), scope.everything("uji"):
        yield canaries.plant(_told)
        transaction.set_rollback(True)


@pytest.fixture
def planted(_planted, example) -> Iterator[canaries.Planted]:
    logging.disable(logging.WARNING)  # a thousand answers of 404 need no line each
    yield _planted
    logging.disable(logging.NOTSET)


def tops(who: str) -> tuple[str, ...]:
    return (who,) if who in ROLES_ABROAD else tuple(desks.TERRITORIES[who])


def foreign(who: str, region: str) -> bool:
    """Neither within what this desk sees nor above it: the name of one's own regency is no secret."""
    return not any(f"{region}.".startswith(f"{top}.") or f"{top}.".startswith(f"{region}.") for top in tops(who))


def sent_out(planted: canaries.Planted, who: str) -> crawl.Trip:
    visitor = desks.Visitor(raise_request_exception=False)
    officers.sit(visitor, words.word("access.Account.name", who).lower() if who in ROLES_ABROAD else who)
    forbidden = {said for said, (_, region) in planted.words.items() if foreign(who, region)}
    return crawl.Trip(visitor, planted.words.keys(), forbidden)


def limit(address: str, match: urls.ResolverMatch) -> tuple[crawl.Key, int] | None:
    code = match.kwargs.get("code", "")
    keys = tuple(sorted(parse.parse_qs(parse.urlsplit(address).query, keep_blank_values=True)))
    if match.url_name in ("bahasa", "keluar"):
        return (match.url_name,), 1
    if code not in TOLD and code:
        return (match.url_name, code.count("."), keys), 1
    of_one = IDS & match.kwargs.keys()
    return ((match.url_name, code, keys), 2) if keys or of_one else None


def tried(planted: canaries.Planted) -> Iterator[str]:
    """Every address with every region, person, case, account, delivery, export, amendment and proposal in it, as a
    page; and as a file once for each region."""
    of = {column: [said for said, (name, _) in planted.words.items() if name == column]
          for column in ("workers.Person.id", "intake.Job.id")}  # fmt: skip
    there = {
        "code": words.REGIONS,
        "person": of["workers.Person.id"][::3],
        "number": [*of["intake.Job.id"], *map(str, planted.example.deliveries.values())],
        "account": [str(one) for one in accounts.Account.objects.values_list("pk", flat=True)],
        "proposal": [str(one) for one in accounts.Proposal.objects.values_list("pk", flat=True)],
        "duty": [str(one) for one in followup.Duty.objects.order_by("id").values_list("key", flat=True)],
        "grievance": [str(one) for one in grievances.Grievance.objects.order_by("id").values_list("key", flat=True)],
        "case": [str(one) for one in claims.Case.objects.order_by("id").values_list("key", flat=True)],
        "export": [str(one) for one in disclosure.Export.objects.values_list("pk", flat=True)],
        "sample": [str(one) for one in audit.Sample.objects.values_list("pk", flat=True)],
        "visited": [str(one) for one in audit.Drawn.objects.values_list("pk", flat=True)],
        "amendment": [str(one) for one in rulebook.Amendment.objects.values_list("pk", flat=True)],
        "submission": [str(one) for one in enrolment.Submission.objects.values_list("pk", flat=True)],
        "meeting": [str(one) for one in meetings.Meeting.objects.values_list("key", flat=True)],
        "event": [str(one) for one in outreach.Event.objects.order_by("id").values_list("key", flat=True)],
        "photo": ("1",),
        "paper": [str(one) for one in followup.File.objects.order_by("id").values_list("key", flat=True)],
        "change": [str(one) for one in persons.Change.objects.order_by("id").values_list("pk", flat=True)][::6],
        "screen": ("0", "1", "2"),
        "snapshot": [str(one) for one in reporting.Snapshot.objects.values_list("pk", flat=True)],
        "letter": [str(one) for one in letters.Letter.objects.order_by("id").values_list("pk", flat=True)],
        "batch": [str(one) for one in letters.Letter.objects.order_by("id").values_list("batch", flat=True).distinct()],
        "typed": ("tiada",),
        "question": ("nama",),
        "application": [str(one) for one in intake.Application.objects.values_list("pk", flat=True)],
        "kind": ("double", "agreed"),
        "key": ("villages", "enrolled_valid", "paid_total_rupiah"),
        "which": ("masalah", "desa", "kecamatan"),
        "chosen": ("id",),
        "what": LISTS,
        "path": ("app.css",),
    }
    filed: set[tuple[str, ...]] = set()
    for name, pattern in matrix.addresses().items():
        names = matrix.arguments(pattern)
        for chosen in itertools.product(*(there[one] for one in names)):
            try:
                path = urls.reverse(name, kwargs=dict(zip(names, chosen, strict=True)))
            except urls.NoReverseMatch:
                continue
            yield path
            kind = (name, *(said for one, said in zip(names, chosen, strict=True) if one not in IDS))
            if names and kind not in filed:
                filed.add(kind)
                yield f"{path}?per=2023-04-13&diketahui=2023-04-13&bentuk=csv"


def mistyped(planted: canaries.Planted, trip: crawl.Trip, who: str) -> Iterator[str]:
    """Each question that some page asks, answered with another region's code, office and person."""
    abroad = desks.VILLAGE if who in ROLES_ABROAD else desks.ABROAD
    ids = [
        said for said, (column, region) in planted.words.items() if column == "workers.Person.id" and region == abroad
    ]
    values = [abroad, *ids[:1], f"{words.word('access.Office.name', abroad[:5])} "]
    done = set()
    for address in sorted(one for one in trip.asked if "?" in one):
        path, _, said = address.partition("?")
        for at, (name, _) in enumerate(pairs := parse.parse_qsl(said, keep_blank_values=True)):
            kind = (urls.resolve(path).url_name, name)
            for value in values if kind not in done else ():
                yield f"{path}?{parse.urlencode([*pairs[:at], (name, value), *pairs[at + 1 :]])}"
            done.add(kind)


def closed(role: str) -> set[str]:
    """The pages that turn this role away before they look at anything: each is asked for once. That they turn it away
    with whatever stands in the address, the matrix shows."""
    pages = test_doors.PAGES.items()
    return {name for name, page in pages if page.roles != test_doors.ANYONE and role not in page.roles.split()} | {
        name for name, page in pages if "GET" not in page.methods.split()
    }


def _public(planted: canaries.Planted, address: str, said: str) -> bool:
    """Names of regions are everybody's, on the pages that are everybody's."""
    return (
        planted.words[said][0] == "regions.Version.name" and not matrix.addresses()[_name(address)].callback.door.roles
    )


def _name(address: str) -> str:
    return urls.resolve(parse.urlsplit(address).path).url_name


def test_every_text_of_every_table_has_a_word(planted):
    assert canaries.unfilled(planted) == []
    assert set(words.NO_FREE_TEXT) & set(planted.filled) == set()


@pytest.mark.parametrize("who", desks.once_on_a_server(WHO))
def test_nobody_comes_by_a_word_of_a_region_that_is_not_their_own(planted, who, record_property):
    trip = sent_out(planted, who)
    trip.follow(FIRST, limit)
    followed = trip.pages
    shut = closed(ROLES_ABROAD.get(who, who))
    for address in (*tried(planted), *mistyped(planted, trip, who)):
        name = _name(address)
        if address in trip.asked or (name in shut and name in trip.turned_away):
            continue
        if trip.forbidden or name not in trip.entered:  # who sees every region is looked at once
            trip.ask(address)
    record_property("crawled", trip.pages)
    assert trip.broken == []
    assert (
        sorted((address, *planted.words[said]) for address, said in trip.leaks if not _public(planted, address, said))
        == []
    )
    role = ROLES_ABROAD.get(who, who)
    unseen = {
        name for name, page in test_doors.PAGES.items() if role in page.roles.split() and "GET" in page.methods.split()
    }
    unseen -= trip.entered
    assert unseen == set(), "pages of this role that nobody came to"
    own = {column for column, region in (planted.words[said] for said in trip.met) if not foreign(who, region)}
    assert (followed >= 60, trip.files >= 10, len(own) >= 15) == (True, True, True), "too little came to light"


def test_a_word_out_of_place_is_found(planted):
    """The search itself: on a page, in a workbook, in the name of a file; not where a visitor typed it themselves."""
    abroad = words.word("funding.Budget.fund", desks.ABROAD)
    trip = sent_out(planted, "75.04")
    trip.forbidden = {abroad}
    page = f"/wilayah/{desks.ABROAD}/?per=2023-04-13&diketahui=2023-04-13"
    trip.ask(page)
    trip.ask(f"/wilayah/75.04/temuan.xlsx?{abroad}")
    assert trip.leaks == {(page, abroad)}
    trip.ask("/wilayah/75.04/temuan.xlsx?per=2023-04-13&diketahui=2023-04-13")
    assert len(trip.leaks) == 2


def test_who_sees_both_villages_is_told_on_whose_list_else_somebody_stands(planted):
    """So that the search has a finding across villages to find, where it would be told to somebody who sees one."""
    name = words.word("regions.Version.name", desks.ELSEWHERE)
    for page in ("masalah", "temuan"):
        trip = sent_out(planted, "sekda")
        trip.ask(f"/wilayah/{desks.VILLAGE}/{page}/?per=2023-04-13&diketahui=2023-04-13")
        assert name in trip.met, page


@pytest.mark.parametrize(
    ("who", "region", "is_foreign"),
    [
        ("operator", desks.NEIGHBOUR, True), ("operator", "75.03.08", False), ("camat", desks.NEIGHBOUR, False),
        ("camat", desks.ELSEWHERE, True), ("camat", "75.03.01", True), ("camat", "75.03", False),
        ("dpmd", desks.ELSEWHERE, False), ("dpmd", desks.ABROAD, True), ("dpmd", "75.04", True),
        ("75.04", "75.03", True), ("province", desks.ABROAD, False),
    ],
)  # fmt: skip
def test_whose_words_are_foreign_to_whom(who, region, is_foreign):
    assert foreign(who, region) is is_foreign
