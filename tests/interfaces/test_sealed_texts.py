"""What is written about a person in words is under the person's own key: also what an older version left in clear, and
nowhere any more once the person is erased."""

from __future__ import annotations

import datetime as dt
import json
import os
import pathlib
import subprocess
import sys

import pytest
from django.apps import apps
from django.db import connection

from lindung.interfaces import subjects
from lindung.platform.access import operations as access
from lindung.platform.journal import queries as journal
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims import facts as claims
from lindung.registers.claims import operations as following
from lindung.registers.claims import queries as claim_queries
from lindung.registers.enrolment.movements import facts as moves
from lindung.registers.enrolment.movements import operations as movements
from lindung.registers.enrolment.movements import queries as moved
from lindung.registers.workers import facts as workers_facts
from lindung.registers.workers import queries as workers
from tests import chronicle, conftest
from tests.chronicle import MONITORING_DAY, TALUMOPATU

ROOT = pathlib.Path(__file__).parents[2]
NOW = conftest.MORNING + dt.timedelta(days=1)

WORDS = {
    "name": "Zqname Bakari",
    "mother": "Zqmother",
    "address": "Zqaddress",
    "received_by": "Zqreceiver",
    "card_evidence": "Zqcardproof",
    "reporter": "Zqreporter",
    "told": "Zqtold",
    "paper": "Zqpaper",
    "why": "Zqwhy",
    "left": "Zqleft",
    "waits": "Zqwaits",
    "held": "Zqheld",
}
"""A word for each text that any form or list takes about a person."""


def told(aminah: workers_facts.Claimed) -> None:
    """All of them, told about Aminah by the operations that forms and lists use."""
    story = chronicle.Chronicle()
    story.budget(TALUMOPATU)
    code = story.paid(TALUMOPATU, chronicle.QUARTER_END, heads=3)
    crowd = [aminah, *chronicle.people(2)]
    story.listed(TALUMOPATU, crowd, held=[("name_missing", f"NIK: {aminah.nik}; {WORDS['held']}")])
    story.confirmed(code, crowd[:1])
    stamp, book = story.stamp(MONITORING_DAY), rulebook.shipped()
    person, day = subjects.person_of(aminah.nik, on=NOW.date()), dt.date(2023, 3, 10)
    card = claims.CardStep(TALUMOPATU, person, "handed_over", day, WORDS["received_by"], WORDS["card_evidence"])
    following.record_card(step=card, stamp=stamp)
    report = claims.Report(TALUMOPATU, person, "accident", day, day, WORDS["reporter"], WORDS["told"])
    key = following.open_case(report=report, standing=claims.Standing("confirmed", (), day), stamp=stamp)
    following.hold_document(case=key, held=claims.Held("lkk_1", day, WORDS["paper"]), book=book, stamp=stamp)
    rejected = claims.Decision("rejected", day, None, "B/9/2023")
    following.decide(case=key, decision=rejected, reason=WORDS["why"], stamp=stamp)
    left = moves.Departure(TALUMOPATU, person, dt.date(2023, 3, 31), "pindah", WORDS["left"])
    movements.left(departure=left, stamp=stamp)
    wish = moves.Wish(chronicle.DUNGGALA, aminah, "musdes", dt.date(2023, 4, 3), WORDS["waits"])
    movements.waits(wish=wish, book=book, stamp=stamp)
    for name, role in (("siti", "dpmd"), ("rahmat", "sekda")):
        office = access.open_office(name=name, regions=["75.03"], starts_on=chronicle.NEW_YEAR, stamp=stamp)
        account = access.open_account(
            name=name, person_name=name, password="lima-kata-yang-panjang", example=False, stamp=stamp
        )
        access.appoint(account_id=account, office_id=office, role=role, starts_on=chronicle.NEW_YEAR, stamp=stamp)


@pytest.fixture
def aminah() -> workers_facts.Claimed:
    made = chronicle.someone(dt.date(1980, 6, 13), name=WORDS["name"])
    said = {"ibu": WORDS["mother"], "alamat": WORDS["address"]}
    return workers_facts.Claimed(made.nik, made.name, made.born_on, made.sex, said)


def everything_that_is_stored() -> bytes:
    """Every cell of every table, as the engine gives it back."""
    found = []
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names()):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row]
    return b"\n".join(found)


def test_only_the_name_stands_in_clear_and_after_an_erasure_no_word_at_all(db, aminah):
    told(aminah)
    stored = everything_that_is_stored()
    assert [name for name, word in WORDS.items() if word.encode() in stored] == ["name"]
    person = subjects.person_of(aminah.nik, on=NOW.date())
    assert [one.received_by for one in claim_queries.cards_of(person, known_at=NOW.date())] == [WORDS["received_by"]]
    assert [one.evidence for one in moved.left(TALUMOPATU, known_at=NOW.date())] == [WORDS["left"]]
    number = subjects.propose(person_id=person, reason="Surat 12/2023", account="siti", at=NOW)
    subjects.decide(erasure_id=number, approved=True, account="rahmat", at=NOW)
    stored = everything_that_is_stored()
    assert [name for name, word in WORDS.items() if word.encode() in stored] == []
    assert str(aminah.nik).encode() not in stored
    assert claim_queries.cards_of(person, known_at=NOW.date())[0].received_by == ""
    assert moved.left(TALUMOPATU, known_at=NOW.date())[0].evidence == ""
    assert journal.first_break() is None
    weighed = {one.table: (one.differs, one.loose) for one in journal.agreement(workers.as_written())}
    about_people = ("claims_cardstep", "claims_case", "claims_casedocument", "enrolment_departure", "enrolment_waiting")
    assert {table: weighed[table] for table in about_people} == dict.fromkeys(about_people, (None, 0))


PERSONAL_AND_STAYS = {
    "enrolment.Entry.occupation": "what a village paid for; says nothing of who it was once name and NIK are gone",
    "enrolment.Answer.membership": "BPJS's number on its own receipt: proof of what public money bought",
    "coverage.Member.membership": "the same",
    "coverage.ListedAhead.membership": "the same",
    "enrolment.Answer.reason": "why BPJS took somebody not, in its own words: a settled list of codes in practice",
    "enrolment.Departure.reason": "one word of a closed list",
    "enrolment.Waiting.group": "one word of a closed list",
    "claims.Case.event": "one word of a closed list: what a benefit was paid for",
    "claims.CardIssue.serial": "drawn by chance; a checker without a network has to find it on the list of the revoked",
    "claims.CaseDecision.reference": "the number of BPJS's letter or receipt: proof of money",
    "workers.Person.name": "blanked by the erasure",
    "workers.Person.sex": "one letter: the figures count it",
    "workers.Erasure.reason": "on what ground the erasure itself was asked for",
    "disclosure.Export.reason": "about a whole list, not about a person",
    "journal.View.reason": "what a NIK was opened for: the proof of who looked",
    "journal.View.address": "of the officer who looked",
    "access.Account.name": "officers, not workers",
    "access.Account.person_name": "officers, not workers",
    "access.Session.address": "officers, not workers",
    "access.Session.device": "officers, not workers",
    "access.Factor.label": "officers, not workers",
    "intake.Job.sender_name": "officers, not workers",
    "enrolment.DepartureCorrection.reason": "one word of a closed list",
    "audit.Visit.outcome": "one word of a closed list: the sample's share counts it; the note is sealed",
    **dict.fromkeys(
        (
            "followup.Answer.words",
            "followup.Attachment.name",
            "followup.Attachment.reference",
            "followup.Round.reference",
            "followup.Round.sentence",
            "followup.Waiver.reason",
            "followup.Waiver.reference",
            "letters.Letter.addressee",
            "letters.Letter.content",
            "letters.Official.name",
            "letters.Official.nip",
            "letters.Official.rank",
            "meetings.Addendum.words",
            "meetings.Attendance.name",
            "meetings.Attendance.office",
            "meetings.Attendance.words",
            "meetings.Decision.sentence",
            "meetings.Item.sentence",
            "meetings.Meeting.place",
            "meetings.Meeting.topic",
            "meetings.Minutes.summary",
            "meetings.Statement.evidence",
            "meetings.Statement.speaker",
            "meetings.Statement.words",
            "outreach.Cancellation.reason",
            "outreach.Event.team",
            "reporting.Snapshot.proposer",
            "reporting.SnapshotDecision.decider",
            "support.Evaluation.note",
            "support.Support.next_step",
            "support.Support.result",
        ),
        "what offices say to each other about villages; the persons in it are officers, not workers",
    ),
    "intake.Job.outcome": "tells of rows by their number; whose they are stands sealed",
}
"""Texts classified as personal that an erasure leaves, each with the reason that docs/pdp/dpia.md gives."""


def test_every_personal_text_is_sealed_with_its_person_or_stays_for_a_reason():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("lindung.")
        for field in model._meta.concrete_fields
        if field.name in getattr(model, "PRIVACY", {}).get("personal", ())
        and field.get_internal_type() in ("CharField", "TextField")
    }
    assert found == set(PERSONAL_AND_STAYS)


# What an older version left

TELL = """
import pathlib, sys
import lindung.interfaces.cli
from django.core import management
from django.db import connection, transaction
from lindung.interfaces import store
from lindung.platform.access import scope
from lindung.registers.workers import operations as workers
from tests import chronicle
store.open_kept(pathlib.Path(sys.argv[1]))
stamp = chronicle.Chronicle.stamp(chronicle.MONITORING_DAY)
with scope.everything("uji"):
    chronicle.Chronicle()
    one = chronicle.someone()
    who = workers.take(people=[one], stamp=stamp)[one.nik].hex
    connection.disable_constraint_checking()
    with transaction.atomic():
        store.journal.act(by=store._SYSTEM)
        management.call_command("migrate", "claims", "0001", verbosity=0)
        management.call_command("migrate", "enrolment", "0004", verbosity=0)
        when = ("2023-04-13", "2023-04-13 01:30:00")
        with connection.cursor() as cursor:
            def put(table, **said):
                names, marks = ", ".join(f'"{one}"' for one in said), ", ".join(["%s"] * len(said))
                cursor.execute(f'INSERT INTO {table} ({names}) VALUES ({marks})', list(said.values()))
            of = {"region_id": "75.03.08.2005", "person_id": who, "received_on": when[0], "recorded_at": when[1]}
            put("claims_cardstep", **of, number=1, step="handed_over", happened_on=when[0], received_by="Zqreceiver",
                evidence="Zqcardproof")
            put("enrolment_departure", **of, last_on=when[0], reason="pindah", evidence="Zqleft")
store.close()
"""
LOOK = """
import datetime as dt, json, pathlib, sys
import lindung.interfaces.cli
from lindung.interfaces import store
from lindung.platform.access import scope
from lindung.platform.journal import queries as journal
from lindung.registers.claims import queries as claims
from lindung.registers.enrolment.movements import queries as moved
store.open_kept(pathlib.Path(sys.argv[1]))
with scope.everything("uji"):
    day = dt.date(2023, 4, 13)
    card, = claims.cards("75.03.08.2005", on=day, known_at=day).values()
    left, = moved.left("75.03.08.2005", known_at=day)
    differing = [one.table for one in journal.agreement() if one.differs or one.loose]
    print(json.dumps([card.received_by, card.evidence, left.evidence, differing, journal.unguarded()]))
store.close()
"""


def run(code: str, kept: pathlib.Path) -> str:
    environment = os.environ | {
        "LINDUNG_KEYS": str(kept.parent.parent / "kunci" / "kunci.json"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(kept)], env=environment, capture_output=True, text=True, timeout=90
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_an_older_version_left_in_clear_is_sealed_and_gone_from_the_file(tmp_path):
    kept = tmp_path / "data" / "l.sqlite3"
    kept.parent.mkdir()
    run(TELL, kept)
    assert b"Zqreceiver" in b"".join(path.read_bytes() for path in kept.parent.iterdir())
    assert json.loads(run(LOOK, kept)) == ["Zqreceiver", "Zqcardproof", "Zqleft", [], []]
    left = b"".join(path.read_bytes() for path in kept.parent.iterdir())
    assert [word for word in (b"Zqreceiver", b"Zqcardproof", b"Zqleft") if word in left] == []
