"""Writing persons."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction

from lindung.kernel import language, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal import rows
from lindung.platform.vault import queries as vault
from lindung.registers.workers import facts, models, queries, sealing
from lindung.registers.workers.changes import queries as changes


@transaction.atomic
def take(*, people: Sequence[facts.Claimed], stamp: journal_facts.Stamp) -> dict[str, uuid.UUID]:
    """The id of each person by NIK; those not yet known are added, those known stay as they are stated.

    A NIK that was corrected since leads to who bore it, where the name is theirs; with another name it may be somebody
    else's after all, who is added. One journal line for all. New rows are written in the order of their blind index,
    which keeps its tree compact.
    """
    journal.act(by=stamp.by)
    claimed = {person.nik: person for person in reversed(people)}
    ids = queries.bearers(claimed)
    ids |= {
        nik: person
        for nik, person in queries.former_bearers(set(claimed) - ids.keys()).items()
        if language.plain_name(claimed[nik].name) in changes.names_known(person)
    }
    new = sorted((vault.blind_index(nik), nik) for nik in claimed if nik not in ids)
    ids |= {nik: uuid.uuid4() for _, nik in new}
    if new:
        made = [(ids[nik], index, claimed[nik], _sealed(ids[nik], claimed[nik])) for index, nik in new]
        said = [(key.hex, seals[-1].hex()) for key, _, _, seals in made]
        journal.record(verb="workers.taken", about=f"{len(new)} orang", rows=said, stamp=stamp)
        _insert(made, stamp)
    return {nik: ids[nik] for nik in claimed}


_Made = tuple[uuid.UUID, bytes, facts.Claimed, tuple[bytes, ...]]


def _sealed(key: uuid.UUID, one: facts.Claimed) -> tuple[bytes, ...]:
    return sealing.sealed(key, (one.name, one.born_on, one.sex), one.nik, one.particulars)


def _insert(new: Sequence[_Made], stamp: journal_facts.Stamp) -> None:
    columns = (
        "id", "key_sealed", "nik_sealed", "particulars_sealed", "stated_seal", "nik_index", "index_key", "name",
        "born_on", "sex", "recorded_at", "erased_at",
    )  # fmt: skip
    by_key = vault.current()
    rows.insert(
        models.Person,
        columns,
        [
            (
                key, *seals, index, by_key, person.name, person.born_on, person.sex, stamp.at, None,
            )
            for key, index, person, seals in new
        ],
    )  # fmt: skip


class ReasonMissing(values.Refusal):
    code = "alasan-belum-ditulis"
    sentence = "Alasan belum ditulis. Tulis atas dasar apa hal ini dilakukan, misalnya nomor surat permohonan."


class ErasureWaits(values.Refusal):
    code = "penghapusan-sudah-diusulkan"
    sentence = "Penghapusan data orang ini sudah diusulkan (nomor {number}) dan menunggu orang kedua."


class NoErasure(values.Refusal):
    code = "penghapusan-tidak-ada"
    sentence = "Usulan penghapusan nomor {number} tidak ada, atau sudah diputuskan."


class ErasureNeedsSecond(values.Refusal):
    code = "penghapusan-perlu-orang-kedua"
    sentence = "Usulan penghapusan nomor {number} harus diputuskan orang lain, bukan pengusulnya ({account})."


@transaction.atomic
def propose_erasure(*, person_id: uuid.UUID, reason: str, account: str, stamp: journal_facts.Stamp) -> int:
    """Bring forward that a person's data be erased; returns the number that the second person decides on.

    Raises ReasonMissing, PersonErased, ErasureWaits.
    """
    journal.act(by=stamp.by)
    if not reason.strip():
        raise ReasonMissing()
    queries.nik_of(person_id)
    waiting = models.Erasure.objects.filter(person_id=person_id, decision__isnull=True).first()
    if waiting is not None:
        raise ErasureWaits(number=waiting.pk)
    row = models.Erasure.objects.create(
        person_id=person_id, reason=reason, proposed_by=account, proposed_at=stamp.at
    )  # fmt: skip
    said = [(row.pk, person_id.hex, account)]
    journal.record(verb="workers.erasure_proposed", about=person_id.hex, rows=said, stamp=stamp, why=reason)
    return row.pk


@transaction.atomic
def decide_erasure(
    *, erasure_id: int, approved: bool, account: str, born_on: dt.date, stamp: journal_facts.Stamp
) -> None:
    """Say yes or no to an erasure. With a yes the person's data key is destroyed, name and sealed columns are blanked,
    the birth date becomes ``born_on``. What points to the person stays: money, lists and the chain are whole.

    Raises NoErasure, ErasureNeedsSecond.
    """
    journal.act(by=stamp.by)
    row = models.Erasure.objects.filter(pk=erasure_id, decision__isnull=True).first()
    if row is None:
        raise NoErasure(number=erasure_id)
    if account == row.proposed_by:
        raise ErasureNeedsSecond(number=erasure_id, account=account)
    models.ErasureDecision.objects.create(
        erasure=row, approved=approved, decided_by=account, decided_at=stamp.at
    )  # fmt: skip
    about, verb = row.person_id.hex, "workers.erased" if approved else "workers.erasure_denied"
    journal.record(verb=verb, about=about, rows=[(erasure_id, about, account)], stamp=stamp, why=row.reason)
    if approved:
        models.Person.objects.filter(pk=row.person_id).update(
            key_sealed=b"", nik_sealed=b"", particulars_sealed=b"", name="", born_on=born_on, erased_at=stamp.at
        )
        models.FormerNik.objects.filter(person_id=row.person_id).update(nik_sealed=b"")


@transaction.atomic
def hand_over(*, person_id: uuid.UUID, reason: str, stamp: journal_facts.Stamp) -> None:
    """Say that all that is known of a person is given to them. Raises ReasonMissing."""
    journal.act(by=stamp.by)
    if not reason.strip():
        raise ReasonMissing()
    journal.record(verb="workers.handed_over", about=person_id.hex, rows=[], stamp=stamp, why=reason)
