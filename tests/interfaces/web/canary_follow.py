"""What follows on a village's list and a regency's law, for each region of the canaries: cards, cases, who left and who
waits, answers and bills of BPJS, late payments asked about, law amended, a year closed, lists asked for."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid

from django.apps import apps

from lindung.interfaces import quarters
from lindung.interfaces.reports.kpi import facts as kpi
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.registers.audit import facts as audit
from lindung.registers.audit import operations as auditing
from lindung.registers.claims import facts as claims
from lindung.registers.claims import operations as following
from lindung.registers.claims import queries as claim_queries
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.reporting import facts as reporting
from lindung.registers.reporting import queries as snapshots
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from lindung.registers.workers.changes import facts as changes
from lindung.registers.workers.consents import facts as agreed
from lindung.registers.workers.consents import operations as consents
from lindung.registers.workers.phones import operations as phones
from tests import chronicle, correspondence, everything, identities, offices
from tests.interfaces.web import canary_words as words

DAY, AT = chronicle.MONITORING_DAY, dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
TOLD = {"received_on": DAY, "recorded_at": AT}


def _made(model: str, **said: object) -> object:
    return apps.get_model(model).objects.create(**said)


def village(story: chronicle.Chronicle, village: str, mine: list[workers.Claimed]) -> None:
    """BPJS answers, bills, lists names ahead of a payment and is asked about a late one; cards and cases follow."""
    story.answered(village, mine[:1], [(mine[1], "NIK tidak ditemukan")])
    story.listed_behind(f"tanpa bayar {village}", village, mine[:2])
    story.acknowledged(story.billed(village, mine[1:3]))
    story.called(village, mine[2], words.word("enrolment.CalledName.name_sealed", village))
    correspondence.tell(village, story.stamp(DAY))
    late = story.paid(village, chronicle.QUARTER_END, heads=1, months=1)
    story.corrected(late)
    story.transferred(village, chronicle.QUARTER_END, [late], reference=f"FT {village}")
    _made(
        "funding.Evidence", region_id=village, year=2023, stage="perdes", kind="perdes", reference="3/2022",
        dated_on=chronicle.NEW_YEAR, **TOLD,
    )  # fmt: skip
    persons = [worker_queries.by_nik(one.nik).id for one in mine]
    _case(story, village, persons[0])
    _visited(story, village, persons[0])
    texts = ("outreach.Attendance.names_sealed", "outreach.Photo.content_sealed")
    everything.reached(village, story.stamp(DAY), *(words.word(one, village) for one in texts))
    of, day = {"region_id": village, **TOLD}, chronicle.QUARTER_END
    said = _sealed("enrolment.Departure.evidence_sealed", village, persons[1], movements.about_departure(village, day))
    left = _made("enrolment.Departure", **of, person_id=persons[1], last_on=day, reason="pindah", evidence_sealed=said)
    said = _sealed("enrolment.Waiting.evidence_sealed", village, persons[2], movements.about_wish(village, day))
    waits = _made(
        "enrolment.Waiting", **of, person_id=persons[2], group="musdes", listed_on=day, evidence_sealed=said
    )  # fmt: skip
    _agrees(story, village, persons[0])
    _restated(village, mine[1])
    everything.coded(village, persons[0], story.stamp(DAY))
    name = words.word("intake.Application.said_sealed", village)
    for route in ("desa", "mandiri"):
        everything.applied(village, None, story.stamp(DAY), route=route, name=name)
    everything.applied(village, persons[0], story.stamp(DAY), name=name)
    phones.give(
        person=persons[0], region=village, number="080012345678", agreed_on=DAY, account="siti", stamp=story.stamp(DAY)
    )
    everything.told_to_bpjs(village, persons[0], story.stamp(DAY))
    said = _sealed(
        "enrolment.DepartureCorrection.why_sealed", village, persons[1], movements.about_correction(left.pk, DAY)
    )  # fmt: skip
    mended = {"departure": left, "last_on": day, "reason": "umur", "why_sealed": said}
    _made("enrolment.DepartureCorrection", **mended, **TOLD)
    off = _made("enrolment.Waiting", **of, person_id=persons[0], group="musdes", listed_on=day, evidence_sealed=b"")
    said = _sealed("enrolment.WaitingEnd.why_sealed", village, persons[0], movements.about_end(off.pk))
    _made("enrolment.WaitingEnd", waiting=off, why_sealed=said, **TOLD)
    everything.duty(village, story.stamp(DAY), words.word("followup.File.content_sealed", village))
    everything.helped(village, story.stamp(DAY))
    said = ("Grievance.words_sealed", "Grievance.contact_sealed", "Answer.words_sealed")
    everything.grieved(village, story.stamp(DAY), *(words.word(f"grievances.{one}", village) for one in said))
    _made("enrolment.Entrance", **of, person_id=persons[2], starts_on=DAY, departure=left, waiting=waits)


def _sealed(column: str, village: str, person: uuid.UUID, about: bytes) -> bytes:
    """The column's word under the person's own key."""
    return worker_queries.seal_note(person, words.word(column, village), about=about)


def _restated(village: str, one: workers.Claimed) -> None:
    """Somebody's name is corrected twice and back, and their NIK."""
    before, said, why = (
        words.word(f"workers.{column}", village)
        for column in ("ChangeDecision.before_sealed", "Change.said_sealed", "Change.reason_sealed")
    )
    grounds = changes.Grounds(why, "KTP")
    for name in (before, said, one.name):
        identities.corrected(village, one, grounds=grounds, name=name)
    everything.restated(village, one)


def _agrees(story: chronicle.Chronicle, village: str, person: uuid.UUID) -> None:
    """Somebody agrees that their data are processed, and takes it back."""
    shown, ended = (
        words.word(f"workers.{one}.shown_by_sealed", village) for one in ("Consent", "ConsentWithdrawal")
    )  # fmt: skip
    stamp = story.stamp(DAY)
    given = agreed.Consent(village, person, "2026-1", DAY, "oral", shown)
    consents.give(consent=given, account="siti", stamp=stamp)
    consents.withdraw(person=person, on=DAY, shown_by=ended, account="siti", stamp=stamp)


def _case(story: chronicle.Chronicle, village: str, person: uuid.UUID) -> None:
    """A card handed over; a death told, with a paper, and rejected."""
    stamp, day = story.stamp(DAY), chronicle.QUARTER_END
    shown = [words.word(f"claims.CardStep.{one}", village) for one in ("received_by_sealed", "evidence_sealed")]
    following.record_card(step=claims.CardStep(village, person, "handed_over", day, *shown), stamp=stamp)
    everything.carded(village, person, stamp, words.word("claims.CardIssue.token_sealed", village))
    told, reporter = (words.word(f"claims.Case.{one}", village) for one in ("told_sealed", "reporter_sealed"))
    report = claims.Report(village, person, "death", day, day, reporter, told)
    key = following.open_case(report=report, standing=claims.Standing("presumed", (), day), stamp=stamp)
    case = apps.get_model("claims.Case").objects.get(key=key)
    said = _sealed("claims.CaseDocument.evidence_sealed", village, person, claim_queries.about_paper(key, "kk"))
    _made("claims.CaseDocument", case=case, code="kk", held_on=day, evidence_sealed=said, **TOLD)
    why = words.word("claims.CaseDecision.reason_sealed", village)
    following.decide(case=key, decision=claims.Decision("rejected", DAY, None, "B/9/2023"), reason=why, stamp=stamp)


def office(account: int, office: int, role: str, region: str) -> None:
    """What the office over a region asks for: a list with full NIK, and a fund against its rule; over a regency also
    a rule, once agreed to and once not, and its year closed and waiting to be opened again."""
    export(account, office, role, region)
    fund = '{ fund = "DD", category = "vulnerable_worker", status = "allowed", basis = "none" }'
    said = {
        "region": region, "repeals": False, "confidence": "seen", "label": "sebutan", "note": "catatan",
        "source": "surat 5/2023", "proposed_by_id": account, "proposed_at": AT, "proposed_on": DAY,
    }  # fmt: skip
    year, after = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
    _decided(
        account, True, kind="override", parameter="fund_rule", value=fund, starts_on=year, ends_before=after, **said
    )
    if region.count(".") > 2:
        return
    everything.meeting(region, region, journal_facts.Stamp(chronicle.OFFICER, AT, uuid.uuid4(), DAY))
    if region.count(".") > 1:
        return
    wish = offices.JKM_OF_2027
    rule = {"kind": "rule", "parameter": wish.parameter, "value": wish.value, "cases": wish.cases}
    for approved in (True, False):
        _decided(account, approved, **rule, starts_on=wish.starts.first_day, **said)
    close = _made(
        "funding.YearClose", region_id=region, year=2023, figures='{"villages": 2}', book_version="buku uji",
        closed_by_id=account, closed_on=DAY, recorded_at=AT,
    )  # fmt: skip
    _reported(account, region)
    _made("funding.Reopening", close=close, reason="Setoran belum masuk", proposed_by_id=account, proposed_at=AT)


def _reported(account: int, region: str) -> None:
    """Two quarters' reports of a regency, one agreed to, and a year of another book."""
    for number, on in ((1, chronicle.QUARTER_END), (2, DAY)):
        quarter = reporting.Quarter(region, 2023, number, on, DAY)
        content = kpi.frozen(quarters.draft(quarter, example=True))
        row = _made(
            "reporting.Snapshot", region_id=region, year=2023, quarter=number, as_on=on, known_on=DAY,
            packed=snapshots.packed(content), sha256=hashlib.sha256(content).hexdigest(), rests_on="{}",
            proposed_by_id=account, proposer="Pengusul", office="Dinas", **TOLD,
        )  # fmt: skip
    _made(
        "reporting.SnapshotDecision", snapshot=row, approved=False, reason="belum lengkap", decided_by_id=account,
        decider="Pemutus", office="Sekretariat", **TOLD,
    )  # fmt: skip
    _made("reporting.HistoryYear", region_id=region, year=2018, people=1150, source="buku lama", **TOLD)


def export(account: int, office: int, role: str, region: str) -> None:
    """Somebody asks for the names of a region with full NIK."""
    _made(
        "disclosure.Export", region=region, listed="pekerja", year=2023, as_on=DAY, known_on=DAY, persons=1,
        persons_digest="0" * 64, reason="Pemadanan", asked_by_id=account, office_id=office, role=role, asked_at=AT,
    )  # fmt: skip


def _decided(by: int, approved: bool, **said: object) -> None:
    amendment = _made("rulebook.Amendment", **said)
    _made(
        "rulebook.AmendmentDecision", amendment=amendment, approved=approved, reason="sudah dibaca", decided_by_id=by,
        decided_at=AT, decided_on=DAY,
    )  # fmt: skip


def _visited(story: chronicle.Chronicle, village: str, person: uuid.UUID) -> None:
    """Somebody of the village was drawn for a visit, and what it found was noted."""
    stamp, by = story.stamp(DAY), chronicle.account("siti")
    sample = _made(
        "audit.Sample", region_id=village, year=2023, quarter=1, drawn_on=DAY, as_on=DAY, per_hundred=5,
        head="0" * 64, seed="1" * 64, population=3, villages=1, account_id=by, **TOLD,
    )  # fmt: skip
    drawn = _made("audit.Drawn", sample=sample, region_id=village, person_id=person)
    desk = access.Desk(by, "Siti", 1, "Inspektorat", "auditor", access.Scope(frozenset({village})))
    note = words.word("audit.Visit.note_sealed", village)
    auditing.visit(drawn=drawn.pk, said=audit.Visit("found", DAY, note), desk=desk, stamp=stamp)
