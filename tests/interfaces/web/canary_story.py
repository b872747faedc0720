"""What is told of each region so that every table has rows about it: a village's year, an office and somebody in it who
sends files, lines of the journal and looks at people."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import uuid

import msgspec

from lindung.interfaces.disclosure import facts as disclosure
from lindung.interfaces.intake import models as intake
from lindung.interfaces.intake.jobs import facts as jobs
from lindung.interfaces.intake.jobs import operations as sending
from lindung.kernel import values
from lindung.platform.access import models as access
from lindung.platform.access import operations as offices
from lindung.platform.access import queries as access_queries
from lindung.platform.access.administration import operations as administration
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import models as journal
from lindung.platform.journal import operations as journalling
from lindung.platform.regions import operations as drawing
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts as claims
from lindung.registers.workers import models as workers
from lindung.registers.workers import operations as persons
from tests import chronicle
from tests.interfaces.web import canary_follow, desks
from tests.interfaces.web import canary_words as words

APRIL = dt.date(2023, 4, 1)
SINCE = dt.date(2015, 1, 1)
NOON = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
PASSWORD = "lima ekor kerbau di sawah"


def village(story: chronicle.Chronicle, village: str, also: claims.Claimed) -> None:
    """What a village's year can bring: budget, list, payments stated twice, one taken back, members, notes, erasure."""
    sealed = {name: f"{words.word('workers.Person.particulars_sealed', village)} {name}" for name in ("alamat", "ibu")}
    mine = [dataclasses.replace(one, particulars=sealed) for one in chronicle.people(3)]
    held = [("nik_length", f"NIK: {words.word('enrolment.HeldRow.content_sealed', village)}"), ("name_missing", "")]
    first = village == desks.ELSEWHERE  # where they count; on the other villages' lists they are there once more
    story.listed(village, [*mine, also], held=held, received_on=APRIL if first else chronicle.MONITORING_DAY)
    story.listed(village, mine, received_on=chronicle.QUARTER_END, name=f"daftar lama {village}.xlsx")
    story.budget(village, ("ADD", 1), ("Dana Desa", 9 * 12 * 16_800), heads=9, received_on=chronicle.MONITORING_DAY)
    story.regency_budget("APBD", 4 * 12 * 16_800, heads=4, dpa=f"DPA/{village}")
    code = story.paid(village, chronicle.QUARTER_END, heads=4, received_on=chronicle.MONITORING_DAY)
    story.paid(village, chronicle.QUARTER_END, heads=4, code=code)
    story.confirmed(code, [*mine[:2], also])
    back = story.paid(village, chronicle.QUARTER_END, heads=2)
    story.reversed(back, chronicle.MONITORING_DAY, amount=2 * 12 * 16_800, region=village[:5])
    west = 123 + words.VILLAGES.index(village) / 10
    square = [(west, 0.5), (west + 0.1, 0.5), (west + 0.1, 0.6), (west, 0.5)]
    drawing.draw_villages(rings={village: [square]}, source="batas.geojson", stamp=story.stamp(chronicle.NEW_YEAR))
    _notes(village)
    _erasure(story, village)
    canary_follow.village(story, village, mine)


def _notes(village: str) -> None:
    """A problem and a remark at a row of the village, one at its file, and one at a file of its whole regency."""
    document = journal.Document.objects.filter(entry__listing__region_id=village).first()
    for kind, region in (("nik_length", village), ("payment_guessed", village), ("file_ignored", village[:5])):
        said = {"sheet": "DAFTAR", "row": 5, "kind": kind, "column": "NIK", "message": "pesan"}
        intake.Note.objects.create(document=document, region_id=region, **said)


def _erasure(story: chronicle.Chronicle, village: str) -> None:
    one, other = workers.Person.objects.filter(entry__listing__region_id=village, name="Aminah Bakari").distinct()[:2]
    for person in (one, other):
        stamp = story.stamp(chronicle.MONITORING_DAY)
        number = persons.propose_erasure(person_id=person.pk, reason="surat", account="pengusul", stamp=stamp)
        if person is one:
            persons.decide_erasure(
                erasure_id=number, approved=False, account="pemutus", born_on=person.born_on, stamp=stamp
            )


def _stamp() -> journal_facts.Stamp:
    return journal_facts.Stamp(chronicle.OFFICER, NOON, uuid.uuid4(), chronicle.MONITORING_DAY)


ROLES = {4: "operator", 3: "camat", 2: "dpmd"}


def office(example: desks.Example, region: str) -> desks.Example:
    """An office over the region alone, somebody in it with a browser, a factor and a delivery."""
    name = words.word("access.Account.name", region).lower()
    account = offices.open_account(name=name, person_name="Petugas", password=PASSWORD, example=True, stamp=_stamp())
    office = offices.open_office(
        name=words.word("access.Office.name", region), regions=[region], starts_on=SINCE, stamp=_stamp()
    )
    role = ROLES[region.count(".") + 1]
    offices.appoint(account_id=account, office_id=office, role=role, starts_on=SINCE, stamp=_stamp())
    digest = f"{account:064d}"
    access.Session.objects.create(
        digest=digest, account_id=account, address="10.0.0.1", device="Peramban",
        content_sealed=vault.seal(words.word("access.Session.content_sealed", region), about=digest.encode()),
        began_at=NOON, seen_at=NOON, ends_at=NOON,
    )  # fmt: skip
    secret = words.word("access.Factor.content_sealed", region)
    access.Factor.objects.create(
        account_id=account, kind="totp", label="Telepon", created_at=NOON,
        content_sealed=vault.seal(secret, about=f"factor:{account}".encode()),
    )  # fmt: skip
    canary_follow.office(account, office, role, region)
    deliveries = {f"{role} {region}": _delivery(account, region, state) for state in ("done", "refused", "waiting")}
    return dataclasses.replace(
        example,
        accounts={**example.accounts, name: account},
        deliveries={**example.deliveries, **deliveries},
    )


def _delivery(account: int, region: str, state: str) -> uuid.UUID:
    """What an office sent, with what came of it."""
    desk = access_queries.desk_of(account, on=chronicle.MONITORING_DAY)
    assert desk is not None
    content = f"Desa;Anggaran\n{words.word('intake.Upload.content_sealed', region)};1\n".encode()
    sent = [jobs.Sent("rekap.csv", io.BytesIO(content))]
    job = sending.submit(files=sent, regency=region[:5], year=2023, desk=desk, stamp=_stamp())
    said = words.word("intake.Job.outcome", region)
    if state == "done":
        line = jobs.Line(said, 5, "nik_length", said, said)
        outcome = jobs.Outcome((jobs.FileOutcome(said, people=1, problems=1, kinds={"nik_length": 1}, lines=(line,)),))
        text = msgspec.json.encode(outcome).decode()
        intake.Job.objects.filter(pk=job).update(state=state, outcome=text, finished_at=NOON)
    elif state == "refused":
        refused = {"refusal_code": "kiriman-gagal", "refusal": "alasan"}
        intake.Job.objects.filter(pk=job).update(state=state, finished_at=NOON, **refused)
    return job


def propose_abroad(example: desks.Example) -> None:
    """Somebody for a post of the other regency, who waits for a second person there."""
    desk = access_queries.desk_of(example.accounts[words.word("access.Account.name", "75.04").lower()], on=desks.DAY)
    assert desk is not None
    administration.open_seat(
        desk=desk, name="calon.pohuwato", person_name="Calon", password=PASSWORD, office=desk.office_name,
        region="75.04", role="dpmd", starts_on=desks.DAY, stamp=_stamp(),
    )  # fmt: skip


def ask_at_every_seat(example: desks.Example) -> None:
    """Whoever may ask for a list with full NIK has asked for one of the regency or village that they sit over."""
    for role in disclosure.ASKS & example.accounts.keys():
        desk = access_queries.desk_of(example.accounts[role], on=desks.DAY)
        assert desk is not None
        canary_follow.export(desk.account_id, desk.office_id, role, desks.TERRITORIES[role][-1])


def lines(region: str) -> dict[str, tuple[str, str]]:
    """A line about the region, a line of its office about nothing in particular, and a look at somebody there."""
    found: dict[str, tuple[str, str]] = {}

    def said(column: str) -> str:
        found[words.word(column, region)] = (column, region)
        return words.word(column, region)

    actor, office = said("journal.Line.actor"), words.word("access.Office.name", region)
    stamp = journal_facts.Stamp(values.Actor(actor, office), NOON, uuid.uuid4(), chronicle.MONITORING_DAY)
    details = {"isi": said("journal.Line.details")}
    for about in (region, said("journal.Line.about")):
        journalling.record(
            verb="coverage.covered", about=about, rows=[], stamp=stamp, why=said("journal.Line.why"), details=details
        )
    elsewhere = journal_facts.Stamp(values.Actor(actor, said("journal.Line.office")), NOON, uuid.uuid4(), desks.DAY)
    journalling.record(verb="coverage.covered", about=region, rows=[], stamp=elsewhere)
    by = journal_facts.Reader(1, said("journal.View.actor"), office, "dpmd", "10.0.0.1")
    for about, reader in (
        (region, by),
        (said("journal.View.about"), by),
        (region, dataclasses.replace(by, office=said("journal.View.office"))),
    ):
        looked = journal_facts.Seen("list", about, said("journal.View.what"), frozenset(), 3)
        journalling.record_view(seen=looked, by=reader, at=NOON)
    opened = journal_facts.Seen("nik", region, "nik", reason=said("journal.View.reason"))
    journalling.record_view(seen=opened, by=by, at=NOON)
    return found
