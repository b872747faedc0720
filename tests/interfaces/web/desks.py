"""The example that the tests of the site look at, and how they sit down at a desk in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django import http, test

from lindung.interfaces import accounts, quarters
from lindung.interfaces.disclosure import facts as disclosure_facts
from lindung.interfaces.disclosure import operations as disclosure
from lindung.interfaces.intake.jobs import facts, operations
from lindung.interfaces.reports.kpi import facts as kpi
from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.access import queries as access_queries
from lindung.platform.access import scope
from lindung.platform.access.administration import operations as administration
from lindung.platform.access.administration import queries as administration_queries
from lindung.platform.journal import facts as journal
from lindung.platform.rulebook import operations as rulebook
from lindung.platform.rulebook import queries as rulebook_queries
from lindung.registers.audit import facts as audit_facts
from lindung.registers.audit import operations as audit
from lindung.registers.audit import queries as audit_queries
from lindung.registers.claims import facts as claims
from lindung.registers.claims import operations as claim_operations
from lindung.registers.claims.grievances import facts as grievance_facts
from lindung.registers.claims.grievances import operations as grievances
from lindung.registers.enrolment import models as enrolment
from lindung.registers.enrolment.submissions import facts as submission_facts
from lindung.registers.enrolment.submissions import operations as submissions
from lindung.registers.followup import facts as followup_facts
from lindung.registers.followup import operations as followup
from lindung.registers.followup.meetings import facts as meeting_facts
from lindung.registers.followup.meetings import operations as meetings
from lindung.registers.followup.papers import facts as paper_facts
from lindung.registers.followup.papers import operations as papers
from lindung.registers.followup.papers import queries as paper_queries
from lindung.registers.letters import operations as letters
from lindung.registers.reporting import facts as reporting_facts
from lindung.registers.reporting import operations as reporting
from lindung.registers.workers.changes import operations as correcting
from lindung.registers.workers.changes import queries as changes
from tests import chronicle, correspondence, everything, identities, offices, visited
from tests.interfaces import desks as officers

DAY = chronicle.MONITORING_DAY
KEYS = bytes(range(32))
"""The keys of every example: what is sealed when it is made must open in each test that looks at it."""
VILLAGE, NEIGHBOUR = "75.03.08.2001", "75.03.08.2002"
"""Huangobotu, where operator and kades sit, and a village of the same district: Kabila Bone, where the camat sits."""
REASON = "Pemadanan dengan Dukcapil, surat 400/12"
ELSEWHERE = "75.03.01.2004"
"""Talumopatu in Tapa: the same regency, another district."""
ABROAD = "75.04.01.2003"
"""Torosiaje Jaya of Pohuwato: a regency that only the province and the nation see."""
TERRITORIES: Mapping[str, tuple[str, ...]] = {
    "operator": (VILLAGE,), "kades": (VILLAGE,), "camat": ("75.03.08",), "dpmd": ("75.03",), "sekda": ("75.03",),
    "bupati": ("75.03",), "bpjs": ("75.01", "75.03"), "bappeda": ("75.03",), "auditor": ("75.03",),
    "client": ("75.03",), "province": ("75",), "national": tuple(sorted(values.PROVINCES)),
}  # fmt: skip


SAME_REGIONS = ("kades", "dpmd", "sekda", "bupati", "bappeda", "75.04.01")
"""Desks that see what another one of the list sees. Who may do what is decided above the database; what PostgreSQL adds
is a wall around regions, and that is the same for both."""


def once_on_a_server(who: Iterable[str]) -> list[Any]:
    """Desks as parameters of a test: on PostgreSQL one of each view of the regions."""
    return [pytest.param(one, marks=pytest.mark.again) if one in SAME_REGIONS else one for one in who]


@dataclass(frozen=True, slots=True)
class Example:
    """What is in it: passwords and accounts by role, one listed person by village, what an office sent, and what waits
    for a second person: a new password, and the names of ``VILLAGE`` with full NIK."""

    passwords: Mapping[str, str]
    persons: Mapping[str, uuid.UUID]
    deliveries: Mapping[str, uuid.UUID]
    accounts: Mapping[str, int]
    proposal: int
    case: uuid.UUID
    export: int
    amendment: int
    submission: int
    meeting: uuid.UUID
    duty: uuid.UUID
    paper: uuid.UUID
    sample: int
    visited: int
    event: uuid.UUID
    snapshot: int
    letter: int
    batch: uuid.UUID
    grievance: uuid.UUID
    applications: Mapping[str, uuid.UUID]
    change: int


def tell() -> Example:
    """Two regencies with a budget, a list and a payment in four villages, and a seat for every role."""
    here, abroad = chronicle.Chronicle(), chronicle.Chronicle("75.04")
    told = {VILLAGE: here, NEIGHBOUR: here, ELSEWHERE: here, ABROAD: abroad}
    for at, (village, story) in enumerate(told.items()):
        story.budget(village, heads=100, name=f"anggaran {village}.xlsx")
        held = [("nik_length", "75030117"), ("name_missing", "")]
        story.listed(village, chronicle.people(3 + at), held=held, received_on=chronicle.NEW_YEAR)
        story.paid(village, chronicle.QUARTER_END, heads=3 + at)
    now = dt.datetime(2023, 4, 13, 1, 30, tzinfo=dt.UTC)
    seats = accounts.example_seats(shown_on=DAY, by=chronicle.OFFICER, at=now)
    entries = enrolment.Entry.objects.order_by("-id").values_list("listing__region_id", "person_id")
    deliveries = {role: _sent(role, now) for role in ("dpmd", "bpjs", "camat", "operator")}
    accounts_of = access_queries.example_accounts()
    passwords = {seat.role: seat.password for seat in seats}
    passwords["client"] = client_token()
    persons = dict(entries)
    case = _reported(here, persons[VILLAGE])
    export = _asked(accounts_of, persons[VILLAGE], now)
    letter, batch = _written(here)
    duty = _to_settle()
    return Example(
        passwords,
        persons,
        deliveries,
        accounts_of,
        _proposed(accounts_of, now),
        case,
        export,
        _amended(accounts_of, now),
        _for_bpjs(accounts_of),
        _called(accounts_of, now),
        duty,
        _shown(accounts_of, duty),
        *_sampled(accounts_of, persons[VILLAGE]),
        visited.tell(accounts_of["dpmd"]),
        _reported_quarter(accounts_of, now),
        letter,
        batch,
        complained(VILLAGE, DAY),
        {one: everything.applied(VILLAGE, None, here.stamp(DAY), route=one) for one in ("desa", "mandiri")},
        _to_correct(next(one for region, one in entries if region == VILLAGE and one != persons[VILLAGE])),
    )


def complained(village: str, on: dt.date, words: str = "02, 12-03-2023") -> uuid.UUID:
    """Somebody of a village objected."""
    key = uuid.uuid4()
    said = grievance_facts.Said(village, "not_listed", words, "0800-1234-5678")
    stamp = chronicle.Chronicle.stamp(on)
    grievances.lodge(said=said, key=key, book=rulebook_queries.shipped(), stamp=stamp)
    return key


def _to_correct(person: uuid.UUID) -> int:
    """Siti asked that somebody of Huangobotu be called otherwise."""
    said = dataclasses.replace(changes.stands(person), name="Rahma Tuli")
    return correcting.propose_correction(
        person=person, region=VILLAGE, said=said, grounds=identities.GROUNDS, account=identities.SITI,
        stamp=chronicle.Chronicle.stamp(DAY),
    )  # fmt: skip


def _shown(accounts_of: Mapping[str, int], duty: uuid.UUID) -> uuid.UUID:
    """The camat attached a letter to a duty."""
    desk = access_queries.desk_of(accounts_of["camat"], on=DAY)
    assert desk is not None
    kept = paper_queries.kept(paper_facts.Sent("undangan.pdf", b"%PDF-1.7 undangan %%EOF"))
    return papers.attach(duty=duty, kept=kept, desk=desk, stamp=chronicle.Chronicle.stamp(DAY))


def _sampled(accounts_of: Mapping[str, int], person: uuid.UUID) -> tuple[int, int]:
    """The auditor drew somebody of Huangobotu for a visit: the sample, and its person."""
    desk = access_queries.desk_of(accounts_of["auditor"], on=DAY)
    assert desk is not None
    wanted = audit_facts.Wanted("75.03", chronicle.QUARTER_END, {VILLAGE: [person]})
    sample = audit.draw(wanted=wanted, desk=desk, stamp=chronicle.Chronicle.stamp(chronicle.QUARTER_END))
    (drawn,) = audit_queries.drawn(sample, known_at=DAY)
    return sample, drawn.id


def _to_settle() -> uuid.UUID:
    """A finding of Huangobotu became its camat's to settle."""
    found = followup_facts.Found(
        "paid_short", VILLAGE, DAY.year, "camat", "Desa Huangobotu membayar untuk 3 orang, kurang 97 dari kuota 100."
    )
    brought = followup.bring_in(
        within="75.03", year=DAY.year, found=[found], proof_of=lambda region: followup_facts.Proof(),
        book=rulebook_queries.book(), on=DAY, stamp=chronicle.Chronicle.stamp(DAY),
    )  # fmt: skip
    return brought.opened[0]


def _reported(story: chronicle.Chronicle, person: uuid.UUID) -> uuid.UUID:
    """Somebody in Huangobotu fell from a tree; their card had been handed over."""
    stamp = story.stamp(DAY)
    card = claims.CardStep(VILLAGE, person, "handed_over", dt.date(2023, 4, 2), "Aminah Bakari", "4/2023")
    claim_operations.record_card(step=card, stamp=stamp)
    report = claims.Report(
        VILLAGE, person, "accident", dt.date(2023, 4, 3), dt.date(2023, 4, 4), "Aminah Bakari", "Jatuh dari pohon"
    )
    standing = claims.Standing("presumed", (), chronicle.QUARTER_END)
    return claim_operations.open_case(report=report, standing=standing, stamp=stamp)


def _reported_quarter(accounts_of: Mapping[str, int], at: dt.datetime) -> int:
    """The Dinas PMD proposed the report of the first quarter, which waits for the Sekda."""
    desk = access_queries.desk_of(accounts_of["dpmd"], on=DAY)
    assert desk is not None
    quarter = reporting_facts.Quarter("75.03", DAY.year, 1, chronicle.QUARTER_END, DAY)
    content = kpi.frozen(quarters.draft(quarter, example=True))
    stamp = journal.Stamp(desk.actor, at, uuid.uuid4(), DAY)
    return reporting.propose(desk=desk, quarter=quarter, content=content, rests_on="{}", stamp=stamp)


def _for_bpjs(accounts_of: Mapping[str, int]) -> int:
    """The operator of Huangobotu proposed a name for BPJS, which waits for a second person."""
    person = enrolment.Entry.objects.filter(listing__region_id=VILLAGE).order_by("id").values_list("person_id")[0][0]
    wanted = submission_facts.Wanted(
        VILLAGE, DAY.year, "SD", "SD000001", submission_facts.Paper("560/14/2023", chronicle.QUARTER_END),
        submission_facts.Paper("7/2023", chronicle.NEW_YEAR),
        submission_facts.Agreement("PKS/12/2023", chronicle.NEW_YEAR, dt.date(2023, 12, 31)),
    )  # fmt: skip
    return submissions.propose(
        wanted=wanted, names=[person], ready=[person], book=rulebook_queries.book(), account=accounts_of["operator"],
        stamp=chronicle.Chronicle.stamp(DAY),
    )  # fmt: skip


def _called(accounts_of: Mapping[str, int], at: dt.datetime) -> uuid.UUID:
    """The Dinas PMD calls the camat together, for the Sekda, who leads."""
    desk = access_queries.desk_of(accounts_of["dpmd"], on=DAY)
    assert desk is not None
    wanted = meeting_facts.Call("75.03", "Rapat monev", DAY, "09.00", "Aula Kantor Bupati", "sekda")
    return meetings.call(wanted=wanted, desk=desk, stamp=journal.Stamp(desk.actor, at, uuid.uuid4(), DAY))


def _asked(accounts_of: Mapping[str, int], person: uuid.UUID, at: dt.datetime) -> int:
    """The Dinas PMD wants the names of a village with full NIK."""
    desk = access_queries.desk_of(accounts_of["dpmd"], on=DAY)
    assert desk is not None
    wanted = disclosure_facts.Wanted(VILLAGE, "pekerja", DAY.year, DAY, DAY)
    stamp = journal.Stamp(desk.actor, at, uuid.uuid4(), DAY)
    return disclosure.ask(desk=desk, wanted=wanted, persons={person}, reason=REASON, stamp=stamp)


def _proposed(accounts_of: Mapping[str, int], at: dt.datetime) -> int:
    """A new password for the Bupati, which waits for a second person."""
    desk = access_queries.desk_of(accounts_of["dpmd"], on=DAY)
    assert desk is not None
    stamp = journal.Stamp(desk.actor, at, uuid.uuid4(), DAY)
    administration.new_password(desk=desk, account_id=accounts_of["bupati"], password="", stamp=stamp)
    return administration_queries.proposals(desk, on=DAY)[0].id


def _amended(accounts_of: Mapping[str, int], at: dt.datetime) -> int:
    """A rule of 2027 that waits for a second person."""
    desk = access_queries.desk_of(accounts_of["dpmd"], on=DAY)
    assert desk is not None
    return rulebook.propose(desk=desk, wish=offices.JKM_OF_2027, stamp=journal.Stamp(desk.actor, at, uuid.uuid4(), DAY))


def _written(story: chronicle.Chronicle) -> tuple[int, uuid.UUID]:
    """The camat reminded the head of Huangobotu."""
    stamp = story.stamp(DAY)
    (letter,) = letters.issue(drafts=[correspondence.draft(VILLAGE)], stamp=stamp)
    return letter, stamp.batch


OFFICE = {"kades": "operator"}
"""Whose office is that of another role: what the operator sent is the kades's too."""


def _sent(role: str, at: dt.datetime) -> uuid.UUID:
    """A delivery of that role's office that waits to be read."""
    desk = access_queries.desk_of(access_queries.account(role) or 0, on=DAY)
    assert desk is not None
    files = [facts.Sent("rekap.csv", io.BytesIO(f"Desa;Anggaran\n{role};1\n".encode()))]
    stamp = journal.Stamp(desk.actor, at, uuid.uuid4(), DAY)
    return operations.submit(files=files, regency="75.03", year=DAY.year, desk=desk, stamp=stamp)


class Visitor(test.Client):
    """Django's test client, without the scope that tests themselves have in force: as a process that serves pages."""

    def request(self, **said: Any) -> http.HttpResponse:
        token = scope._in_force.set(None)
        try:
            return super().request(**said)
        finally:
            scope._in_force.reset(token)


def client_token(name: str = "satu-data", *regions: str) -> str:
    """What a program of the regency reads with from now on; the token that it held before is over."""
    now = dt.datetime.now(dt.UTC)
    return accounts.open_client(
        office=f"Pemilik {name}", regions_of=regions or ["75.03"], name=name, person_name="Contoh Program",
        ends_before=now.date() + dt.timedelta(days=30), by=chronicle.OFFICER, at=now,
    )  # fmt: skip


def seated(role: str, **said: Any) -> Visitor:
    """Someone who signed in a moment ago at the desk of ``role``; nobody where that is empty; a program bears
    a token."""
    if role in access.PROGRAMS:
        return Visitor(HTTP_AUTHORIZATION=f"Bearer {client_token()}", **said)
    visitor = Visitor(**said)
    if role:
        officers.sit(visitor, role)
    return visitor
