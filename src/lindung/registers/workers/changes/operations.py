"""Asking that who a person is recorded to be is changed, and deciding it: facts that are only added.

What is decided here changes whose months are whose: ``coverage.merging`` decides and settles these in one transaction.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.vault import queries as vault
from lindung.registers.workers import models, sealing
from lindung.registers.workers import operations as worker_operations
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import facts, queries

_WHY = "NIK dan orang tunggal di semua wilayah"


class PaperMissing(values.Refusal):
    code = "dokumen-belum-disebut"
    sentence = "Dokumen yang dilihat belum disebut. Tulis jenis dan nomornya, misalnya KTP, atau KK dengan nomornya."


class NikNotSound(values.Refusal):
    code = "nik-koreksi-tidak-sah"
    sentence = "NIK ini tidak sah: 16 angka dari KTP atau KK. Cocokkan dengan KTP, lalu ketik lagi."


class NameMissing(values.Refusal):
    code = "nama-koreksi-kosong"
    sentence = "Nama belum ditulis. Tulis namanya seperti pada KTP."


class NothingChanges(values.Refusal):
    code = "koreksi-tanpa-perubahan"
    sentence = "Yang ditulis sama dengan yang tercatat, jadi tidak ada yang dikoreksi. Ubah dulu yang keliru."


class NikBorne(values.Refusal):
    code = "nik-milik-orang-lain"
    sentence = (
        "NIK itu sudah tercatat pada orang lain, jadi bukan koreksi. Bila keduanya orang yang sama, usulkan "
        "penggabungan; bila bukan, cocokkan lagi NIK-nya dengan KTP."
    )


class ChangeWaits(values.Refusal):
    code = "perubahan-sudah-diusulkan"
    sentence = "Perubahan data orang ini sudah diusulkan (nomor {number}) dan menunggu keputusan orang kedua."


class AlreadyOne(values.Refusal):
    code = "sudah-orang-yang-sama"
    sentence = "Keduanya sudah tercatat sebagai satu orang. Tidak ada yang digabung."


class NotMerged(values.Refusal):
    code = "tidak-sedang-digabung"
    sentence = "Penggabungan nomor {number} tidak ada, belum disetujui, atau sudah dipisah lagi. Periksa nomornya."


class NoChange(values.Refusal):
    code = "perubahan-orang-tidak-ada"
    sentence = "Usulan nomor {number} tidak ada, atau sudah diputuskan."


class ChangeNeedsSecond(values.Refusal):
    code = "perubahan-perlu-orang-kedua"
    sentence = "Usulan nomor {number} harus diputuskan orang lain, bukan pengusulnya ({account})."


@transaction.atomic
def propose_correction(
    *, person: uuid.UUID, region: str, said: facts.Statement, grounds: facts.Grounds, account: str,
    stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """Ask that a person be stated as ``said``; returns the number that the second person decides on.

    Raises ReasonMissing, PaperMissing, PersonErased, ChangeWaits, NameMissing, NikNotSound, NothingChanges, NikBorne.
    """
    journal.act(by=stamp.by)
    with scope.everything(_WHY):
        before = queries.stands(person)
        if not said.name.strip():
            raise NameMissing()
        parts = [part for part in facts.PARTS if getattr(said, part) != getattr(before, part)]
        if not parts:
            raise NothingChanges()
        if "nik" in parts:
            _refuse_nik(said.nik, person, stamp.received_on)
        return _propose("correct", person, None, region, parts, said, grounds, None, account, stamp)


def _refuse_nik(nik: values.Nik, person: uuid.UUID, on: dt.date) -> None:
    if values.Nik.fault(nik, on):
        raise NikNotSound()
    bearer = workers.bearers([nik]).get(nik)
    if bearer is not None and bearer != person:
        raise NikBorne()


@transaction.atomic
def propose_merge(
    *, person: uuid.UUID, other: uuid.UUID, region: str, grounds: facts.Grounds, account: str,
    stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """Ask that two persons be one from now on, who is stated as ``person`` is. Of whoever is merged already, whom they
    were merged into is meant.

    Raises ReasonMissing, PaperMissing, PersonErased, ChangeWaits, AlreadyOne.
    """
    journal.act(by=stamp.by)
    with scope.everything(_WHY):
        known = queries.who([person, other], known_at=queries.NOW)
        kept, gone = known.of(person), known.of(other)
        if kept == gone:
            raise AlreadyOne()
        workers.nik_of(gone)
        return _propose("merge", kept, gone, region, [], None, grounds, None, account, stamp)


@transaction.atomic
def propose_split(
    *, merge: int, region: str, grounds: facts.Grounds, account: str, stamp: journal_facts.Stamp
) -> int:  # fmt: skip
    """Ask that two who were merged be two again. Raises NotMerged, ReasonMissing, PaperMissing, ChangeWaits."""
    journal.act(by=stamp.by)
    with scope.everything(_WHY):
        found = queries.change(merge)
        if found is None or found.kind != "merge" or not found.approved or found.undone_on is not None:
            raise NotMerged(number=merge)
        return _propose("split", found.person, found.other, region, [], None, grounds, merge, account, stamp)


def _propose(
    kind: facts.Kind, person: uuid.UUID, other: uuid.UUID | None, region: str, parts: list[facts.Part],
    said: facts.Statement | None, grounds: facts.Grounds, undoes: int | None, account: str, stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    if not grounds.reason.strip():
        raise worker_operations.ReasonMissing()
    if not grounds.paper.strip():
        raise PaperMissing()
    number = queries.waiting([one for one in (person, other) if one is not None])
    if number is not None:
        raise ChangeWaits(number=number)
    key = uuid.uuid4()
    why = json.dumps([grounds.reason, grounds.paper], ensure_ascii=False)
    reason = workers.seal_note(person, why, about=queries.bound(key, "reason_sealed"))
    stated = workers.seal_note(person, queries.written(said), about=queries.bound(key, "said_sealed")) if said else b""
    row = (
        key.hex, region, kind, person.hex, other.hex if other else None, ",".join(parts), stated.hex(), reason.hex(),
        undoes, account, stamp.received_on,
    )  # fmt: skip
    journal.record(verb="workers.change_proposed", about=person.hex, rows=[row], stamp=stamp, details={"kind": kind})
    return models.Change.objects.create(
        key=key, region_id=region, kind=kind, person_id=person, other_id=other, parts=",".join(parts),
        said_sealed=stated, reason_sealed=reason, undoes_id=undoes, proposed_by=account,
        received_on=stamp.received_on, recorded_at=stamp.at,
    ).pk  # fmt: skip


@transaction.atomic
def decide(*, change_id: int, approved: bool, account: str, stamp: journal_facts.Stamp) -> facts.Change:
    """Say yes or no to a change; returns what was decided. With a yes to a correction the person's row says the new
    statement from now on; merges and splits change no row.

    Raises NoChange, ChangeNeedsSecond; with a yes also PersonErased, NikBorne, AlreadyOne, NotMerged.
    """
    journal.act(by=stamp.by)
    with scope.everything(_WHY):
        row = models.Change.objects.filter(pk=change_id, decision__isnull=True).first()
        found = queries.change(change_id) if row is not None else None
        if row is None or found is None:
            raise NoChange(number=change_id)
        if account == row.proposed_by:
            raise ChangeNeedsSecond(number=change_id, account=account)
        before, seals = b"", (b"", b"")
        if approved and found.kind == "correct":
            before, seals = _restate(found, row.key, stamp)
        elif approved:
            _refuse_stale(found)
        said = (change_id, approved, before.hex(), *(seal.hex() for seal in seals), account, stamp.received_on)
        about, details = row.person_id.hex, {"kind": row.kind}
        journal.record(verb="workers.change_decided", about=about, rows=[said], stamp=stamp, details=details)
        models.ChangeDecision.objects.create(
            change=row, approved=approved, before_sealed=before, seal_before=seals[0], seal_after=seals[1],
            decided_by=account, received_on=stamp.received_on, recorded_at=stamp.at,
        )  # fmt: skip
    return found


def _restate(found: facts.Change, key: uuid.UUID, stamp: journal_facts.Stamp) -> tuple[bytes, tuple[bytes, bytes]]:
    """Have the person's row say what was asked for; what it said, sealed, and its seals before and after."""
    was = queries.stands(found.person)
    if found.said is None:
        raise workers.PersonErased()
    now = facts.Statement(**{part: getattr(found.said if part in found.parts else was, part) for part in facts.PARTS})
    person = models.Person.objects.get(id=found.person)
    stated = (now.name, now.born_on, now.sex)
    changed: dict[str, object] = dict(zip(("name", "born_on", "sex"), stated, strict=True))
    changed["nik_sealed"], changed["stated_seal"] = sealing.restated(found.person, person.key_sealed, stated, now.nik)
    if now.nik != was.nik:
        _refuse_nik(now.nik, found.person, stamp.received_on)
        changed |= {"nik_index": vault.blind_index(now.nik), "index_key": vault.current()}
        former = models.FormerNik(
            person=person, change_id=found.id, nik_index=person.nik_index, index_key=person.index_key,
            until_on=stamp.received_on,
        )  # fmt: skip
        former.nik_sealed = vault.seal(was.nik, about=sealing.former_about(former))
        former.save(force_insert=True)
    models.Person.objects.filter(id=found.person).update(**changed)
    kept = workers.seal_note(found.person, queries.written(was), about=queries.bound(key, "before_sealed"))
    return kept, (bytes(person.stated_seal), bytes(changed["stated_seal"]))  # type: ignore[arg-type]


def _refuse_stale(found: facts.Change) -> None:
    """What was so when it was asked for may not be so any more."""
    persons = [one for one in (found.person, found.other) if one is not None]
    if found.kind == "merge":
        known = queries.who(persons, known_at=queries.NOW)
        if any(known.of(one) != one for one in persons):
            raise AlreadyOne()
        for one in persons:
            workers.nik_of(one)
    elif found.undoes is not None:
        merged = queries.change(found.undoes)
        if merged is None or merged.undone_on is not None:
            raise NotMerged(number=found.undoes)
