"""All that is held about one person, table by table, opened: for that person, who may ask for it
(UU 27/2022, pasal 5–7).

``TABLES`` says of every table that leads to a person under which heading it is given.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from typing import Any

from lindung.interfaces import monitor
from lindung.interfaces.intake.applications import queries as applications
from lindung.kernel import values
from lindung.monitoring import persons
from lindung.platform.journal import queries as journal
from lindung.registers.audit import queries as audit
from lindung.registers.claims import queries as claims
from lindung.registers.claims.cards import queries as issued_cards
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.enrolment.movements import queries as movements
from lindung.registers.enrolment.names import queries as names
from lindung.registers.enrolment.submissions import queries as submissions
from lindung.registers.funding import queries as funding
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts as identity_facts
from lindung.registers.workers.changes import queries as identity
from lindung.registers.workers.codes import queries as codes
from lindung.registers.workers.consents import queries as consents
from lindung.registers.workers.phones import queries as phones

TABLES: Mapping[str, str] = {
    "workers.Person": "diri",
    "workers.Erasure": "penghapusan",
    "workers.ErasureDecision": "penghapusan",
    "workers.Change": "perubahan",
    "workers.ChangeDecision": "perubahan",
    "workers.FormerNik": "perubahan",
    "workers.OwnCode": "kode",
    "workers.Phone": "telepon",
    "workers.Consent": "persetujuan",
    "workers.ConsentWithdrawal": "persetujuan",
    "intake.ApplicationDecision": "permohonan",
    "enrolment.Entry": "daftar",
    "enrolment.HeldRow": "baris_tertahan",
    "enrolment.Departure": "keluar_masuk",
    "enrolment.Waiting": "keluar_masuk",
    "enrolment.Entrance": "keluar_masuk",
    "enrolment.DepartureCorrection": "keluar_masuk",
    "enrolment.WaitingEnd": "keluar_masuk",
    "enrolment.Answer": "jawaban_bpjs",
    "enrolment.CalledName": "nama_menurut",
    "enrolment.SubmittedName": "dikirim_ke_bpjs",
    "funding.BilledName": "tagihan",
    "coverage.Member": "bpjs",
    "coverage.ListedAhead": "bpjs_sebelum_bayar",
    "coverage.FundedMonth": "bulan_dibayar",
    "claims.CardStep": "kartu",
    "claims.CardIssue": "kartu_terbit",
    "claims.CardRevocation": "kartu_terbit",
    "claims.Case": "kasus",
    "claims.CaseDocument": "berkas_kasus",
    "claims.CaseDecision": "keputusan_kasus",
    "audit.Drawn": "uji_petik",
    "audit.Visit": "uji_petik",
    "journal.Shown": "dilihat",
    "journal.View": "dilihat",
    "journal.Line": "jurnal",
}
"""Each table with rows about a person, and the heading under which they are given."""

Rows = list[dict[str, Any]]


def gathered(person_id: uuid.UUID, *, on: dt.date) -> dict[str, Any]:
    """All of it as known on a day. Raises PersonErased."""
    record, held = workers.record_of(identity.who([person_id], known_at=on).of(person_id)), _held(person_id, on)
    return {
        "per_hari": on.isoformat(),
        "diri": {
            "nik": record.nik, "nama": record.name, "lahir": record.born_on.isoformat(),
            "jenis_kelamin": record.sex, "dicatat": record.recorded_at.isoformat(), **record.particulars,
        },
        "persetujuan": _consents(person_id, on),
        **_ways_in(person_id, on),
        **_lists(person_id, on),
        "keluar_masuk": _moves(person_id, on),
        "dikirim_ke_bpjs": _submitted(person_id, on),
        "jawaban_bpjs": _answers(person_id, on),
        "nama_menurut": _names(person_id, on),
        "tagihan": [
            {"desa": one.region, "kode_iuran": one.code, "terbit": one.issued_on.isoformat(), "berkas": one.file}
            for one in funding.bills_naming(person_id, known_at=on)
        ],
        "bulan_dibayar": _months(person_id),
        **_claims(person_id, on),
        "uji_petik": _visits(person_id, on),
        "perubahan": _changes(person_id, on),
        "penghapusan": _erasures(person_id),
        "baris_tertahan": held,
        "dilihat": _looks(person_id),
        "jurnal": [
            {"waktu": line.at.isoformat(), "oleh": line.actor, "kantor": line.office, "perbuatan": line.verb}
            for one in _one_with(person_id, on)
            for line in journal.lines_about(one.hex)
        ],
    }  # fmt: skip


def _ways_in(person_id: uuid.UUID, on: dt.date) -> dict[str, Rows]:
    """How the person came in by themselves, and may look at their own cover."""
    return {
        "kode": [
            {"diberikan": day.isoformat(), "desa": region, "oleh": account}
            for day, region, account in codes.given_on(person_id, known_at=on)
        ],
        "permohonan": [
            {"desa": region, "cara": route, "diputuskan": day.isoformat(), "masuk_ke": placed}
            for region, route, day, placed in applications.told_of(person_id, known_at=on)
        ],
        "telepon": [
            {"diizinkan": day.isoformat(), "desa": region, "oleh": account, "nomor": number}
            for day, region, account, number in phones.told_of(person_id, known_at=on)
        ],
    }


def _lists(person_id: uuid.UUID, on: dt.date) -> dict[str, Rows]:
    """The lists of villages and of BPJS on which the person stands, and the days that follow from them."""
    rows = enrolment.rows_about([person_id], known_at=on)
    members = coverage.memberships_of([person_id], known_at=on)
    where = {(row.region, row.year) for row in rows} | {(one.region, one.starts_on.year) for one in members}
    return {
        "daftar": [
            {
                "desa": row.region, "tahun": row.year, "pekerjaan": row.occupation, "golongan": row.category,
                "diterima": row.received_on.isoformat(), "berkas": row.file, "lembar": row.sheet, "baris": row.row,
            }
            for row in rows
        ],
        "bpjs": [
            {
                "desa": one.region, "nomor_peserta": one.membership, "mulai": one.starts_on.isoformat(),
                "diterima": one.received_on.isoformat(), "berkas": one.file, "lembar": one.sheet, "baris": one.row,
            }
            for one in members
        ],
        "bpjs_sebelum_bayar": [
            {
                "desa": one.region, "kode_iuran": one.code, "nomor_peserta": membership,
                "diterima": one.received_on.isoformat(), "berkas": one.file, "lembar": one.sheet, "baris": one.row,
            }
            for one, membership in coverage.listed_ahead(person_id, known_at=on)
        ],
        "perlindungan": _cover(person_id, where, on),
    }  # fmt: skip


def _consents(person_id: uuid.UUID, on: dt.date) -> Rows:
    return [
        {
            "desa": one.consent.region, "versi_teks": one.consent.version,
            "diberikan": one.consent.given_on.isoformat(), "cara": one.consent.way,
            "saksi_atau_tempat": one.consent.shown_by, "dicatat_oleh": one.recorded_by,
            "ditarik": one.withdrawn_on.isoformat() if one.withdrawn_on else "",
            "saksi_penarikan": one.withdrawal_shown_by,
        }
        for one in consents.of_person(person_id, known_at=on)
    ]  # fmt: skip


def _moves(person_id: uuid.UUID, on: dt.date) -> Rows:
    said = {
        "left": "hari terakhir pada daftar", "came": "masuk daftar", "waits": "menunggu tempat",
        "mended": "catatan keluar dibetulkan", "wait_ended": "dicoret dari daftar tunggu",
    }  # fmt: skip
    return [
        {
            "desa": one.region, "yang_terjadi": said[one.what], "hari": one.day.isoformat(), "sebab": one.why,
            "bukti": one.evidence, "diterima": one.received_on.isoformat(),
        }
        for one in movements.moves_of(person_id, known_at=on)
    ]  # fmt: skip


def _submitted(person_id: uuid.UUID, on: dt.date) -> Rows:
    return [
        {
            "desa": one.wanted.region, "tahun": one.wanted.year, "surat": one.wanted.letter.number,
            "diusulkan": one.proposed_on.isoformat(), "oleh": one.proposer, "keadaan": one.state,
        }
        for one in submissions.naming(person_id, known_at=on)
    ]  # fmt: skip


def _answers(person_id: uuid.UUID, on: dt.date) -> Rows:
    """What BPJS answered about the person."""
    return [
        {
            "desa": one.region, "nomor_peserta": one.membership, "alasan": one.reason,
            "diterima_bpjs": one.accepted_on.isoformat() if one.accepted_on else "",
            "diterima": one.received_on.isoformat(), "berkas": one.file, "lembar": one.sheet, "baris": one.row,
        }
        for one in enrolment.answers_of([person_id], known_at=on)
    ]  # fmt: skip


def _names(person_id: uuid.UUID, on: dt.date) -> Rows:
    """What BPJS and the lists call the person, where that was kept."""
    return [
        {
            "desa": one.region, "sumber": one.source, "nama": one.name,
            "berkas": one.file, "lembar": one.sheet, "baris": one.row,
        }
        for one in names.names_about(person_id, known_at=on)
    ]  # fmt: skip


def _months(person_id: uuid.UUID) -> Rows:
    """Each month that was paid for the person, and the receipt that it belongs to."""
    months = sorted(coverage.funded_months([person_id]).items(), key=lambda one: (one[0][2], one[0][1]))
    return [
        {"bulan": f"{month:%Y-%m}", "program": package, "kode_iuran": funding.code_of(receipt)}
        for (_, package, month), receipt in months
    ]


def _cover(person_id: uuid.UUID, where: set[tuple[str, int]], on: dt.date) -> Rows:
    """The person's days by year, as known on ``on``."""
    found = []
    for regency, year in sorted({(values.RegionCode(village).at(2), year) for village, year in where}):
        day = monitor.regency_day(regency, year=year, on=min(on, dt.date(year, 12, 31)), known_at=on)
        told = persons.person(day, person_id)
        for one in told.days if told else ():
            found.append(
                {
                    "tahun": year, "mulai": one.span.starts_on.isoformat(),
                    "sampai_sebelum": one.span.ends_before.isoformat(), "keadaan": one.state,
                    "kode_iuran": ", ".join(receipt.code for receipt in one.receipts),
                }
            )  # fmt: skip
    return found


def _claims(person_id: uuid.UUID, on: dt.date) -> dict[str, Rows]:
    """Cards, and deaths and accidents with what was told of them, opened."""
    cards: Rows = [
        {
            "desa": one.region, "kartu_ke": one.number, "langkah": one.step, "hari": one.happened_on.isoformat(),
            "diterima_oleh": one.received_by, "bukti": one.evidence,
        }
        for one in claims.cards_of(person_id, known_at=on)
    ]  # fmt: skip
    found: dict[str, Rows] = {
        "kartu": cards,
        "kartu_terbit": _issued(person_id, on),
        "kasus": [],
        "berkas_kasus": [],
        "keputusan_kasus": [],
    }
    for number, case in enumerate(claims.cases_of(person_id, known_at=on), start=1):
        course, reasons = claims.told(case.key)
        found["kasus"].append(
            {
                "nomor": number, "desa": case.region, "kejadian": case.event, "hari": case.event_on.isoformat(),
                "dilaporkan": case.reported_on.isoformat(), "pelapor": case.reporter,
                "perlindungan_hari_itu": case.state, "keterangan": course,
            }
        )  # fmt: skip
        found["berkas_kasus"] += [
            {"kasus": number, "berkas": one.code, "ada_sejak": one.held_on.isoformat(), "bukti": one.evidence}
            for one in case.held
        ]
        found["keputusan_kasus"] += [
            {
                "kasus": number, "keputusan": one.outcome, "hari": one.decided_on.isoformat(), "jumlah": one.amount,
                "nomor_surat": one.reference, "alasan": why,
            }
            for one, why in zip(case.decisions, reasons, strict=False)
        ]  # fmt: skip
    return found


def _issued(person_id: uuid.UUID, on: dt.date) -> Rows:
    """The cards that were made for the person, with what stands in their codes, and those that hold no longer."""
    issued = issued_cards.of_person(person_id, known_at=on)
    texts = issued_cards.texts(issued)
    return [
        {
            "desa": one.region, "kartu_ke": one.number, "nomor_kartu": one.serial,
            "terbit": one.issued_on.isoformat(), "berlaku_mulai": one.starts_on.isoformat(),
            "berlaku_sebelum": one.ends_before.isoformat(), "isi_kode": texts.get(one.id, ""),
            "dicabut": one.revoked_on.isoformat() if one.revoked_on else "", "sebab_dicabut": one.reason,
        }
        for one in issued
    ]  # fmt: skip


def _visits(person_id: uuid.UUID, on: dt.date) -> Rows:
    """That the person was drawn for a visit of the auditor, and what each visit noted."""
    return [
        {
            "desa": one.region, "terpilih": one.drawn_on.isoformat(), "hasil": one.outcome or "",
            "dikunjungi": one.visited_on.isoformat() if one.visited_on else "", "catatan": one.note,
        }
        for one in audit.told_of(person_id, known_at=on)
    ]  # fmt: skip


def _changes(person_id: uuid.UUID, on: dt.date) -> Rows:
    """What was asked to be corrected of the person, with both versions; with whom they were merged, and split again."""
    said = {"correct": "koreksi", "merge": "penggabungan", "split": "pemisahan"}
    state = {"waiting": "menunggu orang kedua", "approved": "disetujui", "denied": "ditolak"}
    whose = identity.who([person_id], known_at=on)
    return [
        {
            "yang_diminta": said[one.kind], "wilayah": one.region, "diusulkan": one.proposed_on.isoformat(),
            "oleh": one.proposed_by, "alasan": one.grounds.reason if one.grounds else "",
            "dokumen": one.grounds.paper if one.grounds else "", "putusan": state[one.state],
            "diputuskan_oleh": one.decided_by, "semula": _stated(one.before), "menjadi": _stated(one.said),
        }
        for one in identity.about(whose.all_of([person_id]), known_at=on)
    ]  # fmt: skip


def _one_with(person_id: uuid.UUID, on: dt.date) -> list[uuid.UUID]:
    """The person, and everybody who is one with them."""
    return identity.who([person_id], known_at=on).all_of([person_id])


def _held(person_id: uuid.UUID, on: dt.date) -> Rows:
    """The rows that wait to be mended and speak of a NIK of the person."""
    niks = [workers.nik_of(one) for one in _one_with(person_id, on)]
    return [{"isi": " | ".join(json.loads(said))} for nik in niks for _, said in enrolment.held_about(nik)]


def _stated(said: identity_facts.Statement | None) -> str:
    return f"{said.nik}, {said.name}, {said.born_on.isoformat()}, {said.sex}" if said else ""


def _erasures(person_id: uuid.UUID) -> Rows:
    said = {None: "menunggu orang kedua", True: "disetujui", False: "ditolak"}
    return [
        {
            "diusulkan": one.proposed_at.isoformat(), "oleh": one.proposed_by, "alasan": one.reason,
            "putusan": said[one.approved], "diputuskan_oleh": one.decided_by or "",
        }
        for person in _one_with(person_id, identity.NOW)
        for one in workers.erasures_of(person)
    ]  # fmt: skip


def _looks(person_id: uuid.UUID) -> Rows:
    """Who saw the person's data, when and for which office."""
    return [
        {
            "waktu": one.at.isoformat(), "oleh": one.actor, "kantor": one.office, "peran": one.role, "jenis": one.kind,
            "halaman": one.what, "wilayah": one.about, "alasan": one.reason,
        }
        for person in _one_with(person_id, identity.NOW)
        for one in journal.views_of(person)
    ]  # fmt: skip
