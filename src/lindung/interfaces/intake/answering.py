"""What BPJS sent back, on its way from claims to the registers: whose village a row is about, and which person."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence

from lindung.interfaces.intake import answers, billed, gathering
from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import queries as journal
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import operations as coverage
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.enrolment import operations as enrolment
from lindung.registers.enrolment import queries as enrolment_queries
from lindung.registers.enrolment.names import facts as name_facts
from lindung.registers.enrolment.names import operations as names
from lindung.registers.enrolment.names import queries as name_queries
from lindung.registers.funding import queries as funding
from lindung.registers.workers import operations as workers
from lindung.registers.workers import queries as people

_Row = answers.AnswerRow | answers.MemberRow
_Named = answers.AnswerRow | answers.MemberRow | billed.NamedRow


def settle(delivery: gathering.Delivery, *, regency: str, year: int, known_at: dt.date, allowed: access.Scope) -> None:
    """Give each row whose file names no village that of its receipt (by kode iuran) or of the list that the person
    stands on, in this delivery or before; who stands on none is the regency's. Only what ``allowed`` covers is looked
    at, so that nobody learns by a file where else a NIK is listed.
    """
    unsaid = [claim for claim in _claims(delivery) if not claim.region]
    if not unsaid:
        return
    listed = _listed(delivery, {claim.row.nik for claim in unsaid}, year, known_at, allowed)
    paid = _paid(delivery, allowed)

    def placed(claims: Iterable[gathering.Claim]) -> Iterator[gathering.Claim]:
        for claim in claims:
            by_code = paid.get(claim.row.code, set()) if isinstance(claim.row, answers.MemberRow) else set()
            villages = ({claim.region} if claim.region else by_code) or listed.get(claim.row.nik, {regency})
            if len(villages) > 1:
                delivery.note(claim.file, claim.sheet, claim.row.number, "answer_ambiguous")
            else:
                yield dataclasses.replace(claim, region=next(iter(villages)))

    delivery.answers[:] = placed(delivery.answers)
    delivery.members[:] = placed(delivery.members)


def _claims(
    delivery: gathering.Delivery,
) -> list[gathering.Claim[answers.AnswerRow] | gathering.Claim[answers.MemberRow]]:
    return [*delivery.answers, *delivery.members]


def _listed(
    delivery: gathering.Delivery, niks: set[values.Nik], year: int, known_at: dt.date, allowed: access.Scope
) -> dict[values.Nik, set[str]]:
    """The villages on whose lists these people stand; a list of this delivery replaces that of before."""
    ids = people.ids_of(niks)
    with scope.within(allowed):
        before = enrolment_queries.listing(ids.values(), year=year, known_at=known_at)
    renewed = {claim.region for claim in delivery.people if claim.year == year}
    found: dict[values.Nik, set[str]] = {}
    for nik, person in ids.items():
        villages = before.get(person, set()) - renewed
        if villages:
            found[nik] = villages
    for claim in delivery.people:
        if claim.row.person is not None and claim.row.person.nik in niks and allowed.covers(claim.region):
            found.setdefault(claim.row.person.nik, set()).add(claim.region)
    return found


def _paid(delivery: gathering.Delivery, allowed: access.Scope) -> dict[str, set[str]]:
    """The places whose receipts bear each of the kode iuran that lists are for."""
    with scope.within(allowed):
        known = funding.of_codes({claim.row.code for claim in delivery.members})
    found = {code: {receipt.region for receipt in receipts} for code, receipts in known.items()}
    for claim in delivery.payments:
        if claim.row.code and not claim.row.reversal:
            found.setdefault(claim.row.code, set()).add(claim.region)
    return found


def take(delivery: gathering.Delivery, documents: list[int], stamp: journal_facts.Stamp) -> None:
    """Hand the answers, then the lists behind kode iuran, to the registers, inside the delivery's transaction."""
    if not delivery.answers and not delivery.members:
        return
    people_of = persons(delivery, [(claim.file, claim.sheet, claim.row) for claim in _claims(delivery)], stamp)
    received = journal.received_on({documents[claim.file] for claim in delivery.answers})
    said = []
    for claim in delivery.answers:
        person, document = people_of.get(claim.row.nik), documents[claim.file]
        if person is not None:
            day = _day(delivery, claim, received[document])
            place = journal_facts.Place(document, claim.sheet, claim.row.number)
            number = claim.row.membership
            said.append(enrolment_facts.Answer(claim.region, person, number, day, claim.row.reason, place))
    enrolment.take_answers(answers=said, stamp=stamp)
    named = [
        coverage_facts.Named(
            claim.row.code, claim.region, people_of[claim.row.nik], claim.row.membership, claim.row.day,
            journal_facts.Place(documents[claim.file], claim.sheet, claim.row.number),
        )
        for claim in delivery.members
        if claim.row.nik in people_of
    ]  # fmt: skip
    coverage.take_lists(named=named, stamp=stamp)
    called = [
        name_facts.Called(
            claim.region, people_of[claim.row.nik], "bpjs", claim.row.name,
            journal_facts.Place(documents[claim.file], claim.sheet, claim.row.number),
        )
        for claim in _claims(delivery)
        if claim.row.nik in people_of
    ]  # fmt: skip
    names.call(names=called, stamp=stamp)


def _day(
    delivery: gathering.Delivery, claim: gathering.Claim[answers.AnswerRow], received_on: dt.date
) -> dt.date | None:
    """Since when BPJS has accepted; where its file doesn't say, since the file came in."""
    if not claim.row.accepted or claim.row.day is not None:
        return claim.row.day
    day = language.day(received_on)
    delivery.note(claim.file, claim.sheet, claim.row.number, "answer_undated", day=day)
    return received_on


def persons(
    delivery: gathering.Delivery, rows: Sequence[tuple[int, str, _Named]], stamp: journal_facts.Stamp
) -> dict[values.Nik, uuid.UUID]:
    """The person of each NIK of these rows (with file and sheet): as registered, or taken from what the row says; else
    the row gets a note."""
    found = people.ids_of({row.nik for _, _, row in rows})
    stated = [row.person for _, _, row in rows if row.person and row.nik not in found]
    taken = workers.take(people=stated, stamp=stamp)
    found |= {one.nik: taken[one.nik] for one in stated}
    for file, sheet, row in rows:
        if row.nik not in found:
            delivery.note(file, sheet, row.number, "answer_unknown_person")
    return found


def call_as_listed(
    lists: Sequence[enrolment_facts.VillageList], stamp: journal_facts.Stamp
) -> list[journal_facts.Place]:
    """Keep the names of lists that were just taken, where the register has another name of the person.

    Returns the rows of whom that is to be said: only those whom the same village had listed before and no other village
    ever did. Of anybody else it would tell whoever tries NIK that somebody bears this one and, name by name, who.
    """
    persons = people.ids_of({row.person.nik for one in lists for row in one.listed})
    called = [
        name_facts.Called(one.region, persons[row.person.nik], "daftar", row.person.name, row.place)
        for one in lists
        for row in one.listed
    ]
    names.call(names=called, stamp=stamp)
    recorded = people.names_of({one.person for one in called})
    differ = [
        one
        for one in called
        if recorded.get(one.person) and language.plain_name(recorded[one.person]) != language.plain_name(one.name)
    ]
    own = name_queries.own({(one.region, one.person) for one in differ}, batch=stamp.batch)
    return [one.place for one in differ if (one.region, one.person) in own]
