"""Something of every kind about one village: what tests of every table stand on."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.apps import apps

from lindung.interfaces.intake.applications import sealing as applications
from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.rulebook import queries as rulebook
from lindung.platform.vault import queries as vault
from lindung.registers.claims import facts as claims
from lindung.registers.claims import queries as claim_queries
from lindung.registers.claims.cards import facts as cards
from lindung.registers.claims.cards import operations as card_operations
from lindung.registers.claims.grievances import facts as complaints
from lindung.registers.claims.grievances import operations as grievances
from lindung.registers.claims.grievances import queries as complaint_queries
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.funding.evidence import operations as evidence
from lindung.registers.workers import facts as workers
from lindung.registers.workers import queries as worker_queries
from lindung.registers.workers.codes import operations as codes
from lindung.registers.workers.consents import facts as agreed
from lindung.registers.workers.consents import operations as consents
from lindung.registers.workers.phones import operations as phones
from tests import chronicle, correspondence, identities, leaks


def tell(told: chronicle.Chronicle, code: str, persons: Sequence[workers.Claimed]) -> None:
    """Three persons of a village, and a row in every table about villages and people."""
    told.budget(code)
    paid = told.paid(code, chronicle.QUARTER_END, heads=3, received_on=chronicle.MONITORING_DAY)
    told.paid(code, chronicle.QUARTER_END, heads=3, code=paid)
    told.reversed(paid, chronicle.MONITORING_DAY, amount=3 * 12 * chronicle.RATE)
    told.confirmed(paid, persons[:2])
    told.answered(code, persons[:1], [(persons[1], "NIK tidak ditemukan")])
    told.listed_behind(f"tanpa bayar {code}", code, persons[:2])
    told.listed(code, persons, held=[("nik_length", "NIK: 750301130678003; nama: Idrus Umara")])
    late = told.paid(code, chronicle.QUARTER_END, heads=1, months=1)
    told.confirmed(late, persons[1:2])
    told.corrected(late)
    told.erasure_refused(persons[1])
    told.acknowledged(told.billed(code, persons[1:3]))
    told.transferred(code, chronicle.QUARTER_END, [late], reference=f"FT {code}")
    told.regency_budget("APBD", 3 * 12 * chronicle.RATE, heads=3, dpa=f"DPA/{code}")
    told.called(code, persons[1], "Aminah B.")
    stamp = told.stamp(chronicle.MONITORING_DAY)
    apps.get_model("intake.Note").objects.create(
        document_id=told.place(stamp, "x.xlsx").document_id, region_id=code, sheet="", row=1, kind="file_ignored",
        column="", message="x",
    )  # fmt: skip
    follow(code, persons[1], stamp)
    correspondence.tell(code, told.stamp(chronicle.MONITORING_DAY))
    duty(code, stamp)
    meeting(code, code, stamp)
    helped(code, stamp)
    grieved(code, stamp)
    reached(code, stamp)
    evidence.attach(
        book=rulebook.shipped(), region=code, year=2023, stage="perdes", kind="perdes", reference="3/2022",
        dated_on=dt.date(2022, 12, 15), stamp=stamp,
    )  # fmt: skip


def follow(code: str, one: workers.Claimed, stamp: journal_facts.Stamp) -> None:
    """Their card, case, departure, wish, entrance and submission, each a row."""
    person = worker_queries.by_nik(one.nik).id
    told, day = {"received_on": stamp.received_on, "recorded_at": stamp.at}, chronicle.QUARTER_END
    of = {"region_id": code, "person_id": person} | told
    models = {name: apps.get_model(*name.split(".")).objects for name in FOLLOWED}
    coded(code, person, stamp)
    applied(code, person, stamp)
    phones.give(
        person=person, region=code, number="0800-1234-5678", agreed_on=day, account="siti", stamp=stamp
    )  # fmt: skip
    phones.ask(nik=one.nik, at=stamp.at)
    agree(code, person, stamp)
    restated(code, one)
    receiver, shown = claim_queries.sealed_card(claims.CardStep(code, person, "printed", day, "anak", "4/2023"))
    models["claims.CardStep"].create(
        **of, number=1, step="printed", happened_on=day, received_by_sealed=receiver, evidence_sealed=shown
    )  # fmt: skip
    carded(code, person, stamp)
    key = uuid.uuid4()
    case = models["claims.Case"].create(
        **of, key=key, event="death", event_on=day, reported_on=day,
        told_sealed=worker_queries.seal_note(person, "terbalik di laut", about=b"case" + key.bytes),
        reporter_sealed=worker_queries.seal_note(person, "Kepala dusun", about=b"reporter" + key.bytes),
    )  # fmt: skip
    shown = worker_queries.seal_note(person, "salinan", about=claim_queries.about_paper(key, "kk"))
    models["claims.CaseDocument"].create(case=case, code="kk", held_on=day, evidence_sealed=shown, **told)
    number = uuid.uuid4()
    why = worker_queries.seal_note(person, "berkas lengkap", about=b"decision" + number.bytes)
    models["claims.CaseDecision"].create(
        case=case, key=number, outcome="paid", decided_on=day, amount=1, reference="1", reason_sealed=why, **told
    )  # fmt: skip
    shown = worker_queries.seal_note(person, "surat", about=movements.about_departure(code, day))
    left = models["enrolment.Departure"].create(**of, last_on=day, reason="pindah", evidence_sealed=shown)
    shown = worker_queries.seal_note(person, "berita acara", about=movements.about_wish(code, day))
    waits = models["enrolment.Waiting"].create(**of, group="musdes", listed_on=day, evidence_sealed=shown)
    models["enrolment.Entrance"].create(**of, starts_on=chronicle.MONITORING_DAY, departure=left, waiting=waits)
    said = worker_queries.seal_note(person, "salah", about=movements.about_correction(left.pk, stamp.received_on))
    models["enrolment.DepartureCorrection"].create(
        departure=left, last_on=day, reason="umur", why_sealed=said, **told
    )  # fmt: skip
    said = worker_queries.seal_note(person, "sudah masuk", about=movements.about_end(waits.pk))
    models["enrolment.WaitingEnd"].create(waiting=waits, why_sealed=said, **told)
    told_to_bpjs(code, person, stamp)
    audited(code, person, stamp)
    reported(code, stamp)


def coded(code: str, person: uuid.UUID, stamp: journal_facts.Stamp) -> None:
    """They were given the code to their own cover."""
    codes.give(person=person, region=code, account="siti", stamp=stamp)


def restated(code: str, one: workers.Claimed) -> None:
    """Their NIK is corrected, agreed to by a second account, and corrected back."""
    other = f"{one.nik[:-4]}{int(one.nik[-4:]) % 9000 + 999:04d}"
    identities.corrected(code, one, nik=values.Nik(leaks.made(other)))
    identities.corrected(code, one, nik=one.nik)


APPLIED = {
    "nama": "Fatma Ibrahim", "nik": leaks.made("7503084708850004"), "lahir": "1985-08-07", "pekerjaan": "Nelayan",
    "telepon": "", "setuju": "2026-1", "setuju-pada": "2023-03-31",
}  # fmt: skip
"""What somebody says of themselves."""


def applied(
    code: str, person: uuid.UUID | None, stamp: journal_facts.Stamp, *, route: str = "desa", name: str = ""
) -> uuid.UUID:
    """Somebody asked to be taken in; with ``person``, and was."""
    key, said = uuid.uuid4(), APPLIED | ({"nama": name} if name else {})
    key_sealed, said_sealed = applications.sealed(key, said)
    row = apps.get_model("intake.Application").objects.create(
        id=key, region_id=code, route=route, event="HUANGO-1", digest=key.hex * 2, key_sealed=key_sealed,
        said_sealed=said_sealed, nik_index=vault.blind_index(said["nik"]), index_key=vault.current(), begun_at=stamp.at,
        saved_at=stamp.at, submitted_at=stamp.at,
    )  # fmt: skip
    if person is not None:
        apps.get_model("intake.ApplicationDecision").objects.create(
            application=row, outcome="accepted", placed="daftar", person_id=person,
            account_id=chronicle.account("siti"), received_on=stamp.received_on, recorded_at=stamp.at,
        )  # fmt: skip
    return key


def carded(code: str, person: uuid.UUID, stamp: journal_facts.Stamp, name: str = "Siti") -> None:
    """A card was made for them, and revoked because another took its place."""
    day, after = stamp.received_on, dt.date(2024, 1, 1)
    draft = cards.Draft(code, person, name, "Desa", day, after, dt.date(2024, 4, 1), confirmed=True)
    for _ in range(2):
        again = dataclasses.replace(stamp, batch=uuid.uuid4())
        card_operations.issue(region=code, drafts=[draft], stamp=again)


def agree(code: str, person: uuid.UUID, stamp: journal_facts.Stamp) -> None:
    """They agreed that their data are processed, and took it back."""
    day = chronicle.QUARTER_END
    given = agreed.Consent(code, person, "2026-1", day, "oral", "Kepala dusun")
    consents.give(consent=given, account="siti", stamp=stamp)
    consents.withdraw(person=person, on=day, shown_by="surat", account="siti", stamp=stamp)


def told_to_bpjs(code: str, person: uuid.UUID, stamp: journal_facts.Stamp) -> None:
    """Their name went to BPJS, agreed to by a second account, and the file was fetched."""
    models = {name: apps.get_model("enrolment", name).objects for name in SUBMITTED}
    accounts = [chronicle.account(name) for name in ("siti", "rahmat")]
    day, told = stamp.received_on, {"received_on": stamp.received_on, "recorded_at": stamp.at}
    row = models["Submission"].create(
        region_id=code, year=day.year, group="SD", group_number="", letter_number="560/1", letter_on=day,
        decree_number="3/2023", decree_on=day, agreement_number="PKS/1", agreement_starts_on=day, agreement_last_on=day,
        persons=1, persons_digest="0" * 64, proposed_by_id=accounts[0], **told,
    )  # fmt: skip
    models["SubmittedName"].create(submission=row, person_id=person)
    models["SubmissionDecision"].create(submission=row, approved=True, decided_by_id=accounts[1], **told)
    models["SubmissionFetch"].create(
        submission=row, number=uuid.uuid4(), fetched_by_id=accounts[0], recorded_at=stamp.at
    )  # fmt: skip


def duty(code: str, stamp: journal_facts.Stamp, paper: str = "surat") -> None:
    """A duty about the village that was answered with a file, escalated, asked to be let be, and let be."""
    models = {name: apps.get_model("followup", name).objects for name in DUTY}
    first, second = (chronicle.account(name) for name in ("siti", "rahmat"))
    day, told = stamp.received_on, {"received_on": stamp.received_on, "recorded_at": stamp.at}
    row = models["Duty"].create(region_id=code, kind="not_paid", year=2023, **told)
    of = {"round": models["Round"].create(
        duty=row, number=1, opened_on=chronicle.NEW_YEAR, office="kades", sentence="Belum membayar.",
        evidence='[["perbaiki.", "Rekap", 5]]', missing=100, due_on=chronicle.QUARTER_END, reference="", **told,
    )}  # fmt: skip
    models["Step"].create(**of, number=1, office="camat", reached_on=day, due_on=day, informed="dpmd", **told)
    by = {"account_id": first, "office": "Kecamatan"}
    models["Answer"].create(
        **of, **by, said="not_possible", obstacle="perdes", words="Perdes belum", role="camat", **told
    )
    attached = models["Attachment"].create(
        **of, **by, reference="005/1", dated_on=day, name="surat.pdf", sha256="0" * 64, size=9, **told
    )
    key = uuid.uuid4()
    models["File"].create(
        key=key, attachment=attached, media="application/pdf", size=9, sha256="0" * 64,
        content_sealed=vault.seal_bytes(b"%PDF-" + paper.encode(), about=b"duty-paper" + key.bytes), **told,
    )  # fmt: skip
    waiver = models["Waiver"].create(**of, reason="Digabung", reference="140/1", proposed_by_id=first, **told)
    models["WaiverDecision"].create(waiver=waiver, approved=True, decided_by_id=second, **told)
    models["Closing"].create(
        **of, closed_on=day, why="waiver", proof='{"figures": {}, "rows": [["perbaiki.", "Rekap", 6]]}', **told
    )


def meeting(code: str, about: str, stamp: journal_facts.Stamp) -> None:
    """A meeting of a region with a row in each of its tables; ``about``: the region that was spoken of."""
    models = {name: apps.get_model("meetings", name).objects for name in MEETING}
    account, day = chronicle.account("siti"), stamp.received_on
    told = {"received_on": day, "recorded_at": stamp.at}
    by = {"account_id": account, "office": "Dinas PMD"}
    row = models["Meeting"].create(
        region_id=code, topic="Monev", held_on=day, begins="09.00", place="Aula", chair="sekda", **by, **told
    )
    of = {"meeting": row} | told
    models["Item"].create(**of, taking=1, number=1, section="paid", kind="not_paid", region_id=about, sentence="Belum.")
    models["Attendance"].create(**of, office="Camat", name="Wahab Lamato", said="present", words="tepat waktu")
    promised = {"number": 1, "region_id": about, "due_on": chronicle.QUARTER_END}
    models["Statement"].create(
        **of, **promised, about="budgeted", speaker="Kepala Desa", amount=20_160_000, words="Dianggarkan",
        evidence="Perdes", duty=uuid.uuid4(),
    )  # fmt: skip
    models["Decision"].create(**of, **promised, office="camat", sentence="Kumpulkan.", duty=uuid.uuid4())
    models["Minutes"].create(**of, **by, summary="Selesai.", digest="0" * 64)
    models["Addendum"].create(**of, **by, number=1, words="Ralat.")


MEETING = ("Meeting", "Item", "Attendance", "Statement", "Decision", "Minutes", "Addendum")


def audited(code: str, person: uuid.UUID, stamp: journal_facts.Stamp) -> None:
    """They were drawn for a visit, which found them; each village's sample is its own here."""
    models = {name: apps.get_model("audit", name).objects for name in ("Sample", "Drawn", "Visit")}
    told, by = {"received_on": stamp.received_on, "recorded_at": stamp.at}, chronicle.account("siti")
    sample = models["Sample"].create(
        region_id=code, year=2023, quarter=2, drawn_on=stamp.received_on, as_on=stamp.received_on, per_hundred=5,
        head="0" * 64, seed="1" * 64, population=3, villages=1, account_id=by, **told,
    )  # fmt: skip
    drawn = models["Drawn"].create(sample=sample, region_id=code, person_id=person)
    key = uuid.uuid4()
    note = worker_queries.seal_note(person, "ada di sawah", about=b"visit" + key.bytes)
    models["Visit"].create(
        key=key, drawn=drawn, outcome="found", visited_on=stamp.received_on, note_sealed=note, account_id=by, **told
    )  # fmt: skip


def grieved(
    code: str,
    stamp: journal_facts.Stamp,
    words: str = "Belum ada",
    contact: str = "0800",
    answer: str = "Dicetak",
) -> None:
    """Somebody of the village objected; the village asked its camat, who answered."""
    key = uuid.uuid4()
    said = complaints.Said(code, "no_card", words, contact)
    grievances.lodge(said=said, key=key, book=rulebook.shipped(), stamp=stamp)
    row = apps.get_model("grievances.Grievance").objects.get(key=key)
    told = {"received_on": stamp.received_on, "recorded_at": stamp.at, "account_id": chronicle.account("siti")}
    apps.get_model("grievances.Passing").objects.create(grievance=row, office="camat", due_on=stamp.received_on, **told)
    apps.get_model("grievances.Answer").objects.create(
        grievance=row, words_sealed=complaint_queries.sealed(key, answer, what=b"answer"), office="Kecamatan",
        **told,
    )  # fmt: skip


def reached(code: str, stamp: journal_facts.Stamp, names: str = "Hartin Ulo", photo: str = "foto") -> None:
    """An event of a campaign was held in the village, with a list, answers and a photo; another one was not."""
    models = {name: apps.get_model("outreach", name).objects for name in OUTREACH}
    day, told = stamp.received_on, {"received_on": stamp.received_on, "recorded_at": stamp.at}
    by = {"account_id": chronicle.account("siti")} | told
    campaign = models["Campaign"].create(
        region_id=code, name="Kerja Keras Bebas Cemas", aim="Desa jauh", starts_on=day, ends_before=dt.date(2024, 1, 1),
        owner="dpmd", office="Dinas PMD", **by,
    )  # fmt: skip
    events = [
        models["Event"].create(
            code=uuid.uuid4().hex[:8].upper(), campaign=campaign, region_id=code, planned_on=day, begins="09.00",
            team="Yusna Hulalata", materials="Brosur", owner="dpmd", office="Dinas PMD", **by,
        )
        for _ in range(2)
    ]  # fmt: skip
    key, shown = uuid.uuid4(), uuid.uuid4()
    sealed = vault.seal(names, about=b"attendance" + key.bytes)
    attendance = models["Attendance"].create(
        key=key, event=events[0], held_on=day, men=1, women=2, names=1, consent="2026-1", consented_on=day,
        names_sealed=sealed, **by,
    )  # fmt: skip
    models["Answer"].create(attendance=attendance, question="iuran-siapa", right=1, asked=2)
    models["Photo"].create(
        key=shown, event=events[0], number=1, width=1, height=1, size=9, sha256="0" * 64,
        content_sealed=vault.seal_bytes(b"\xff\xd8\xff" + photo.encode(), about=b"photo" + shown.bytes), **by,
    )  # fmt: skip
    models["Cancellation"].create(event=events[1], reason="Hujan deras", **by)


OUTREACH = ("Campaign", "Event", "Cancellation", "Attendance", "Answer", "Photo")


def helped(code: str, stamp: journal_facts.Stamp) -> None:
    """The village was evaluated for a quarter and helped."""
    day, told = stamp.received_on, {"received_on": stamp.received_on, "recorded_at": stamp.at}
    by = {"region_id": code, "office": "Kecamatan", "account_id": chronicle.account("siti")}
    apps.get_model("support.Evaluation").objects.create(
        **by, **told, year=2023, quarter=2, answers='[["anggaran", "kurang"]]', note="Pj. baru"
    )
    apps.get_model("support.Support").objects.create(
        **by, **told, given_on=day, kind="visit", result="Perdes disusun", next_step="Musdes", next_on=day
    )


DUTY = ("Duty", "Round", "Step", "Answer", "Attachment", "File", "Waiver", "WaiverDecision", "Closing")


def reported(code: str, stamp: journal_facts.Stamp) -> None:
    """A report about it that one proposed and another agreed to, and what another book says of a year."""
    models = {name: apps.get_model("reporting", name).objects for name in REPORTED}
    accounts = [chronicle.account(name) for name in ("siti", "rahmat")]
    day, told = stamp.received_on, {"received_on": stamp.received_on, "recorded_at": stamp.at}
    row = models["Snapshot"].create(
        region_id=code, year=day.year, quarter=1, as_on=day, known_on=day, packed=b"", sha256="0" * 64, rests_on="{}",
        proposed_by_id=accounts[0], proposer="Siti", office="Dinas PMD", **told,
    )  # fmt: skip
    models["SnapshotDecision"].create(
        snapshot=row, approved=True, decided_by_id=accounts[1], decider="Rahmat", office="Sekretariat Daerah", **told
    )
    models["HistoryYear"].create(region_id=code, year=2018, people=1, source="buku uji", **told)


REPORTED = ("Snapshot", "SnapshotDecision", "HistoryYear")
FOLLOWED = (
    "claims.CardStep", "claims.Case", "claims.CaseDocument", "claims.CaseDecision", "enrolment.Departure",
    "enrolment.Waiting", "enrolment.Entrance", "enrolment.DepartureCorrection", "enrolment.WaitingEnd",
)  # fmt: skip
SUBMITTED = ("Submission", "SubmittedName", "SubmissionDecision", "SubmissionFetch")
