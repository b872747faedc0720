"""The chain shows where it was touched; guarded tables refuse to be changed; no line holds a secret."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from lindung.platform.access.administration import operations as administration
from lindung.platform.journal import chain as digests
from lindung.platform.journal import facts, guards, models
from lindung.platform.journal import operations as journal
from lindung.platform.journal import queries as chain
from lindung.platform.regions import operations as regions
from lindung.platform.vault import operations as vault_operations
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment import models as enrolment
from lindung.registers.workers import models as workers
from lindung.registers.workers import sealing
from tests import chronicle, conftest, everything, offices

GUARDED = [model for model in apps.get_models() if getattr(model, "APPEND_ONLY", False)]
SECRETS = [
    (model, column) for model in apps.get_models() for column in sorted(getattr(model, "PRIVACY", {}).get("secret", ()))
]


@pytest.fixture
def four_lines(db, stamp) -> list[int]:
    return [
        journal.record(verb=f"trial.{word}", about="75.03", rows=[[word]], stamp=stamp)
        for word in ("opened", "counted", "counted_again", "closed")
    ]


@pytest.fixture
def delivery(db) -> chronicle.Chronicle:
    """A small delivery that fills every table of the registers and of the platform."""
    regency = chronicle.Chronicle()
    everything.tell(regency, chronicle.TALUMOPATU, chronicle.people(3))
    return regency


def tampered(sql: str, *said: object) -> None:
    """As somebody with the database file would: the guards dropped, then plain SQL."""
    for verb in ("update", "delete"):
        drop_guard("journal_line", f"no_{verb}")
    with connection.cursor() as cursor:
        cursor.execute(sql, said)


def drop_guard(table: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


# The chain


def test_an_untouched_chain_holds_from_its_start_to_its_head(four_lines):
    first, last = models.Line.objects.first(), models.Line.objects.last()
    assert first.previous == "0" * 64
    assert chain.first_break() is None
    assert chain.head() == last.digest


def test_an_empty_journal_holds(db):
    assert chain.first_break() is None
    assert chain.head() == "0" * 64


@pytest.mark.parametrize(
    ("field", "value"),
    [("actor", "orang lain"), ("office", "Camat"), ("verb", "trial.forged"), ("about", "75.71"), ("why", "alasan"),
     ("details", '{"held": 0}'), ("row_count", 99), ("rows_root", "f" * 64), ("at", "2023-04-12 01:30:00"),
     ("batch", None)],
)  # fmt: skip
def test_a_line_that_was_edited_is_located_whatever_was_edited(four_lines, field, value):
    tampered(f"UPDATE journal_line SET {field} = %s WHERE id = %s", value, four_lines[1])
    assert chain.first_break() == facts.Break(four_lines[1], "isi baris berubah")


def test_an_edited_line_whose_digest_was_recomputed_breaks_the_line_after_it(four_lines):
    tampered("UPDATE journal_line SET digest = %s WHERE id = %s", "e" * 64, four_lines[1])
    assert chain.first_break().line_id == four_lines[1]
    with connection.cursor() as cursor:
        line = models.Line.objects.filter(pk=four_lines[1]).values().get() | {"about": "75.71"}
        cursor.execute(
            "UPDATE journal_line SET about = '75.71', digest = %s WHERE id = %s",
            [digests.digest(line), four_lines[1]],
        )
    assert chain.first_break() == facts.Break(four_lines[2], "baris sebelumnya hilang atau dipindah")


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_line_that_was_removed_is_located_at_the_line_after_it(four_lines, gone):
    tampered("DELETE FROM journal_line WHERE id = %s", four_lines[gone])
    assert chain.first_break() == facts.Break(four_lines[gone + 1], "baris sebelumnya hilang atau dipindah")


def test_the_last_line_removed_shows_against_a_printed_head(four_lines):
    """Nothing within the file can show it: therefore every report prints the head."""
    printed = chain.head()
    tampered("DELETE FROM journal_line WHERE id = %s", four_lines[-1])
    assert chain.first_break() is None
    assert chain.head() != printed


def test_two_lines_that_changed_places_are_located(four_lines):
    _, second, third, _ = four_lines
    tampered("UPDATE journal_line SET id = %s WHERE id = %s", 10_000, second)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_line SET id = %s WHERE id = %s", [second, third])
        cursor.execute("UPDATE journal_line SET id = %s WHERE id = %s", [third, 10_000])
    assert chain.first_break() == facts.Break(second, "baris sebelumnya hilang atau dipindah")


def test_a_line_slipped_in_between_is_located(four_lines):
    tampered("UPDATE journal_line SET id = id + 100 WHERE id > %s", four_lines[1])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_line (id, at, actor, office, verb, about, batch, why, details, row_count, rows_root, "
            "previous, digest) SELECT id + 1, at, actor, office, verb, '75.71', batch, why, details, row_count, "
            "rows_root, %s, %s FROM journal_line WHERE id = %s",
            ["c" * 64, "d" * 64, four_lines[1]],
        )
    assert chain.first_break() == facts.Break(four_lines[1] + 1, "baris sebelumnya hilang atau dipindah")


def test_two_lines_cannot_follow_the_same_line(four_lines):
    last = models.Line.objects.values().last()
    with pytest.raises(DatabaseError, match=r"(?i)unique"), transaction.atomic():
        models.Line.objects.create(**last | {"id": None, "digest": "d" * 64})


def test_the_root_of_the_rows_changes_with_any_row_and_is_keyed(db, stamp):
    def root(rows) -> str:
        return models.Line.objects.get(pk=journal.record(verb="trial", about="x", rows=rows, stamp=stamp)).rows_root

    rows = [["75.03.01.2001", 100, chronicle.MONITORING_DAY], ["75.03.01.2003", 40, None]]
    assert root(rows) == root(rows)
    assert root(rows) != root(rows[::-1])
    before = root(rows)
    vault_operations.unlock_for_this_process()
    assert root(rows) != before


def test_a_line_says_who_for_which_office_what_when_and_in_which_batch(db, stamp):
    pk = journal.record(verb="trial", about="75.03", rows=[[1], [2]], stamp=stamp, why="uji", details={"b": 2, "a": 1})
    line = models.Line.objects.get(pk=pk)
    assert (line.actor, line.office, line.verb, line.about) == ("petugas", "Dinas PMD", "trial", "75.03")
    assert (line.at, line.batch, line.why, line.row_count) == (stamp.at, stamp.batch, "uji", 2)
    assert line.details == '{"a": 1, "b": 2}'


def test_a_line_outside_a_transaction_is_refused(stamp):
    with pytest.raises(journal.NoTransaction) as refused:
        journal.record(verb="trial", about="75.03", rows=[], stamp=stamp)
    assert refused.value.code == "di-luar-transaksi"


def test_a_change_that_is_undone_takes_its_line_with_it(four_lines, stamp):
    before = chain.head()
    with pytest.raises(RuntimeError), transaction.atomic():
        journal.record(verb="trial.undone", about="75.03", rows=[], stamp=stamp)
        raise RuntimeError
    assert chain.head() == before
    assert chain.first_break() is None


# Guarded tables


def test_everything_that_was_told_stands_in_guarded_tables():
    assert {model._meta.label for model in GUARDED} == {
        "journal.Document", "journal.Line", "journal.Shown", "journal.View", "regions.Version", "regions.Outline",
        "programmes.Target", "programmes.Milestone", "enrolment.Listing", "enrolment.Entry", "enrolment.HeldRow",
        "enrolment.Departure", "enrolment.Waiting", "enrolment.Entrance", "enrolment.Answer", "enrolment.CalledName",
        "enrolment.DepartureCorrection", "enrolment.WaitingEnd",
        "funding.RegencyBudget", "funding.Transfer", "funding.TransferPart", "funding.Acknowledgement",
        "coverage.ListedAhead",
        "enrolment.Submission", "enrolment.SubmittedName", "enrolment.SubmissionDecision", "enrolment.SubmissionFetch",
        "funding.Budget", "funding.Receipt", "funding.Bill", "funding.BilledName", "funding.Reversal",
        "funding.Sighting", "coverage.Cover", "coverage.Member", "coverage.Correction", "coverage.CorrectionDecision",
        "claims.CardStep", "claims.CardIssue", "claims.CardRevocation",
        "claims.Case", "claims.CaseDocument", "claims.CaseDecision", "workers.Consent",
        "workers.ConsentWithdrawal", "workers.OwnCode", "workers.Phone", "workers.Change", "workers.ChangeDecision",
        "letters.Wording", "letters.Official", "letters.Letter", "letters.Withdrawal",
        "reporting.Snapshot", "reporting.SnapshotDecision", "reporting.HistoryYear",
        "intake.Note", "intake.ApplicationDecision", "access.Example",
        "workers.Erasure", "workers.ErasureDecision", "access.Proposal",
        "access.Decision", "disclosure.Export", "disclosure.ExportDecision", "disclosure.Fetch",
        "rulebook.Amendment", "rulebook.AmendmentDecision",
        "funding.Evidence", "funding.YearClose", "funding.Reopening", "funding.ReopeningDecision",
        *(f"followup.{name}" for name in everything.DUTY),
        *(f"meetings.{name}" for name in everything.MEETING),
        "support.Evaluation", "support.Support",
        "grievances.Grievance", "grievances.Passing", "grievances.Answer",
        "audit.Sample", "audit.Drawn", "audit.Visit",
        *(f"outreach.{name}" for name in everything.OUTREACH),
    }  # fmt: skip


def a_row_of(model) -> object:
    """Any row; what no story tells (views, notes, outlines, a mark, proposals) is made here."""
    if model._meta.label == "access.Example":
        return model.objects.create(shown_on=chronicle.MONITORING_DAY, marked_at=dt.datetime.now(dt.UTC))
    if model._meta.label == "regions.Outline":
        square = [(123.0, 0.5), (123.1, 0.5), (123.1, 0.6), (123.0, 0.5)]
        told = conftest.stamp_on(chronicle.MONITORING_DAY)
        regions.draw_villages(rings={"75.03.01.2028": [square]}, source="batas.geojson", stamp=told)
    if model._meta.label in ("journal.Shown", "journal.View"):
        seen = facts.Seen("person", chronicle.TALUMOPATU, "orang", frozenset({workers.Person.objects.first().pk}))
        by = facts.Reader(1, "Petugas", "Dinas PMD", "dpmd", "127.0.0.1")
        journal.record_view(seen=seen, by=by, at=conftest.MORNING)
    if model._meta.label in ("access.Proposal", "access.Decision"):
        offices.tell()
        waiting = offices.proposed()
        administration.decide(
            desk=offices.desk("sekda"), proposal_id=waiting.id, approve=True, password="", stamp=offices.stamp()
        )
    if model._meta.label.startswith("disclosure."):
        offices.tell()
        offices.exported(chronicle.TALUMOPATU)
    if model._meta.label in ("funding.Evidence", "funding.YearClose", "funding.Reopening", "funding.ReopeningDecision"):
        offices.tell()
        offices.closed_and_opened(2023)
    if model._meta.label.startswith("rulebook."):
        offices.tell()
        offices.amended()
    if model._meta.label == "intake.Note":
        document = models.Document.objects.first()
        return model.objects.create(document=document, sheet="", row=0, kind="file_ignored", column="", message="x")
    return model.objects.first()


OVER = {
    "sqlite": "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "postgresql": "INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT (id) DO UPDATE SET {column} = NULL",
}
"""A row written over another."""


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
def test_a_guarded_table_refuses_change_and_deletion_by_any_road(delivery, model):
    row, table = a_row_of(model), model._meta.db_table
    column = next(field.column for field in model._meta.concrete_fields if not field.primary_key)
    roads = (
        row.save,
        row.delete,
        lambda: model.objects.filter(pk=row.pk).update(**{column: getattr(row, column)}),
        lambda: model.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute(f"UPDATE {table} SET {column} = {column}"),
        lambda: connection.cursor().execute(f"DELETE FROM {table}"),
        lambda: connection.cursor().execute(OVER[connection.vendor].format(table=table, column=column)),
    )
    count = model.objects.count()
    for road in roads:
        with pytest.raises(DatabaseError), transaction.atomic():
            road()
    assert model.objects.count() == count


def test_every_guarded_table_has_its_guards(db):
    assert chain.unguarded() == []


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_missing_guard_is_noticed_and_the_next_migration_puts_it_back(db, model, verb):
    table = model._meta.db_table
    drop_guard(table, f"no_{verb}")
    assert chain.unguarded() == [table]
    guards.install("default", apps)
    assert chain.unguarded() == []


# Documents


def test_of_two_files_of_one_name_the_later_speaks_and_the_earlier_day_still_knows_the_earlier(db):
    def received(name: str, content: str, day) -> int:
        stamp = chronicle.Chronicle.stamp(day)
        return journal.receive(name=name, sha256=content * 64, size=1, stamp=stamp)

    january = received("anggaran.xlsx", "a", chronicle.NEW_YEAR)
    april = received("anggaran.xlsx", "b", chronicle.MONITORING_DAY)
    other = received("pembayaran.xlsx", "c", chronicle.NEW_YEAR)
    assert chain.latest_documents(known_at=chronicle.MONITORING_DAY) == {april, other}
    assert chain.latest_documents(known_at=chronicle.QUARTER_END) == {january, other}
    assert chain.documents(received_by=chronicle.QUARTER_END) == {
        ("anggaran.xlsx", "a" * 64): january,
        ("pembayaran.xlsx", "c" * 64): other,
    }


def test_a_file_that_goes_back_to_an_earlier_content_is_something_new(db):
    for content, day in (("a", 1), ("b", 2)):
        stamp = chronicle.Chronicle.stamp(dt.date(2023, 4, day))
        journal.receive(name="anggaran.xlsx", sha256=content * 64, size=1, stamp=stamp)
    assert [sha256[0] for _, sha256 in chain.documents(received_by=chronicle.MONITORING_DAY)] == ["b"]
    assert [sha256[0] for _, sha256 in chain.documents(received_by=dt.date(2023, 4, 1))] == ["a"]


# Secrets


def test_the_secret_columns_are_the_sealed_ones_and_the_blind_index():
    assert [f"{model._meta.label}.{column}" for model, column in SECRETS] == [
        "access.Account.password",
        "access.Session.content_sealed",
        "access.Session.digest",
        "access.Factor.content_sealed",
        "access.RecoveryCode.digest",
        "access.Token.digest",
        "access.Guesses.digest",
        "workers.Person.key_sealed",
        "workers.Person.nik_index",
        "workers.Person.nik_sealed",
        "workers.Person.particulars_sealed",
        "workers.Change.reason_sealed",
        "workers.Change.said_sealed",
        "workers.ChangeDecision.before_sealed",
        "workers.FormerNik.nik_index",
        "workers.FormerNik.nik_sealed",
        "workers.Consent.shown_by_sealed",
        "workers.ConsentWithdrawal.shown_by_sealed",
        "workers.OwnCode.digest",
        "workers.Phone.number_sealed",
        "workers.AskedCode.code_sealed",
        "workers.AskedCode.digest",
        "workers.AskedCode.nik_sealed",
        "enrolment.HeldRow.content_sealed",
        "enrolment.Departure.evidence_sealed",
        "enrolment.DepartureCorrection.why_sealed",
        "enrolment.Waiting.evidence_sealed",
        "enrolment.WaitingEnd.why_sealed",
        "enrolment.CalledName.name_sealed",
        "audit.Visit.note_sealed",
        "outreach.Attendance.names_sealed",
        "outreach.Photo.content_sealed",
        "claims.CardStep.evidence_sealed",
        "claims.CardStep.received_by_sealed",
        "claims.CardIssue.token_sealed",
        "claims.Case.reporter_sealed",
        "claims.Case.told_sealed",
        "claims.CaseDocument.evidence_sealed",
        "claims.CaseDecision.reason_sealed",
        "grievances.Grievance.contact_sealed",
        "grievances.Grievance.digest",
        "grievances.Grievance.words_sealed",
        "grievances.TextKey.key_sealed",
        "grievances.Answer.words_sealed",
        "followup.File.content_sealed",
        "intake.Upload.content_sealed",
        "intake.Application.digest",
        "intake.Application.key_sealed",
        "intake.Application.nik_index",
        "intake.Application.said_sealed",
    ]


def test_no_secret_of_any_table_stands_in_any_line(delivery):
    said = "\n".join(json.dumps(line, default=str) for line in models.Line.objects.values())
    own = ("access", "intake")  # passwords, factors, sessions and uploads have stories of their own
    for model, column in [one for one in SECRETS if one[0]._meta.app_label not in own]:
        stored = list(model.objects.values_list(column, flat=True))
        assert stored
        for value in (one.encode() if isinstance(one, str) else bytes(one) for one in stored):
            for written in (value.hex(), base64.b64encode(value).decode(), repr(value)[2:-1]):
                assert written not in said
    for person in workers.Person.objects.all():
        assert sealing.nik_of(person) not in said
    for word in ("080012345678", "Hajar Nusi", "Aminah Bakari", "750301130678003", "Idrus Umara"):
        assert word not in said


def test_no_nik_stands_in_clear_anywhere_in_the_database(delivery):
    niks = [sealing.nik_of(person) for person in workers.Person.objects.all()]
    assert len(niks) == 3
    everything = "\n".join(repr(row) for model in apps.get_models() for row in model.objects.values_list())
    for clear in (*niks, "750301130678003", "080012345678", "Hajar Nusi"):
        assert clear not in everything
    held = enrolment.HeldRow.objects.get()
    assert "Idrus Umara" in vault.opened(held.content_sealed, about=b"held")
