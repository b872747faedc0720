"""What a person may ask about their own data (UU 27/2022): to have all of it, and to have it erased.

Both leave a line in the journal with a reason. An erasure takes two people; money, lists and figures stay whole.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from lindung.interfaces import holdings
from lindung.kernel import law, values
from lindung.platform.access import queries as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal_operations
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims.cards import operations as cards
from lindung.registers.enrolment import operations as enrolment_operations
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.workers import operations as workers_operations
from lindung.registers.workers import queries as workers
from lindung.registers.workers.changes import queries as identity


class NobodyKnown(values.Refusal):
    code = "orang-tidak-ditemukan"
    sentence = "Tidak ada orang dengan NIK itu di data ini. Cocokkan dengan KTP lalu ulangi."


class NotYourOffice(values.Refusal):
    code = "bukan-wewenang-akun"
    sentence = "Akun «{account}» tidak memegang jabatan dpmd atau sekda hari ini. Minta pejabat yang berwenang."


class PasswordNotOwn(values.Refusal):
    code = "sandi-bukan-pilihan-sendiri"
    sentence = (
        "Sandi akun «{account}» masih yang dipilih orang lain, jadi belum sah untuk ini. Masuk dulu ke situs dan pilih "
        "sandi sendiri."
    )


_MAY = ("dpmd", "sekda")


def office_of(account: str, *, on: dt.date) -> values.Actor:
    """The holder of an account who may answer for people's data on that day.

    Raises NotYourOffice, PasswordNotOwn.
    """
    found = access.account(account)
    desk = access.desk_of(found, on=on) if found is not None else None
    if desk is None or desk.role not in _MAY:
        raise NotYourOffice(account=account)
    if desk.told:
        raise PasswordNotOwn(account=account)
    return desk.actor


def person_of(nik: str, *, on: dt.date) -> uuid.UUID:
    """Raises NobodyKnown."""
    fault = values.Nik.fault(nik, on)
    found = None if fault else workers.by_nik(values.Nik(nik))
    if found is None:
        raise NobodyKnown()
    return found.id


def _stamp(by: values.Actor, at: dt.datetime) -> journal_facts.Stamp:
    return journal_facts.Stamp(by, at, uuid.uuid4(), at.date())


# All that is known


@transaction.atomic
def export(*, person_id: uuid.UUID, reason: str, by: values.Actor, at: dt.datetime) -> dict[str, Any]:
    """All that is known of a person, in words and numbers. Raises ReasonMissing, PersonErased."""
    journal_operations.act(by=by)
    workers_operations.hand_over(person_id=person_id, reason=reason, stamp=_stamp(by, at))
    return holdings.gathered(person_id, on=at.date())


# Erasure


def propose(*, person_id: uuid.UUID, reason: str, account: str, at: dt.datetime) -> int:
    """Bring an erasure forward; returns its number. Raises NotYourOffice, and what the register refuses."""
    by = office_of(account, on=at.date())
    return workers_operations.propose_erasure(
        person_id=person_id, reason=reason, account=account, stamp=_stamp(by, at)
    )  # fmt: skip


def decide(*, erasure_id: int, approved: bool, account: str, at: dt.datetime) -> int:
    """The second person's word; returns of how many held rows the content went with it.

    Raises NotYourOffice, PasswordNotOwn, NoErasure, ErasureNeedsSecond.
    """
    stamp = _stamp(office_of(account, on=at.date()), at)
    with transaction.atomic():
        journal_operations.act(by=stamp.by)
        person_id = workers.waiting_erasure(erasure_id)
        if person_id is None:
            raise workers_operations.NoErasure(number=erasure_id)
        record = workers.record_of(person_id)
        workers_operations.decide_erasure(
            erasure_id=erasure_id, approved=approved, account=account,
            born_on=_stand_in(person_id, record.born_on, at.date()), stamp=stamp,
        )  # fmt: skip
        if not approved:
            return 0
        cards.revoke_of(person=person_id, reason="erased", stamp=stamp)
        why = f"penghapusan {erasure_id}"
        forgotten = enrolment_operations.forget_held(nik=record.nik, why=why, stamp=stamp)
        return forgotten + sum(
            _with_them(one, erasure_id, account, stamp) for one in _one_with(person_id) if one != person_id
        )


def _one_with(person_id: uuid.UUID) -> list[uuid.UUID]:
    """Everybody who is one with a person and not erased yet."""
    who = identity.who([person_id], known_at=identity.NOW)
    return [one.id for one in workers.identities(who.all_of([person_id])) if one.name != workers.ERASED]


def _with_them(person_id: uuid.UUID, erasure_id: int, account: str, stamp: journal_facts.Stamp) -> int:
    """The same two people's word holds for whoever was merged with the person: they are one human being."""
    first = workers.erasure(erasure_id)
    reason = f"satu orang dengan penghapusan {erasure_id}: {first.reason}"
    number = workers_operations.propose_erasure(
        person_id=person_id, reason=reason, account=first.proposed_by, stamp=stamp
    )  # fmt: skip
    record = workers.record_of(person_id)
    born_on = _stand_in(person_id, record.born_on, stamp.at.date())
    workers_operations.decide_erasure(
        erasure_id=number, approved=True, account=account, born_on=born_on, stamp=stamp
    )  # fmt: skip
    return enrolment_operations.forget_held(nik=record.nik, why=reason, stamp=stamp)


def _stand_in(person_id: uuid.UUID, born_on: dt.date, on: dt.date) -> dt.date:
    """A day of the same year that says no more than the figures need: the law's age gate answers the same on every day
    since the person was first listed, and for two years to come. Where none does, the day itself."""
    book = rulebook.book()
    years = {row.year for row in enrolment.rows_about([person_id], known_at=on)} | {on.year}
    first = dt.date(min(years), 1, 1)
    days = [first + dt.timedelta(days=after) for after in range((dt.date(on.year + 2, 12, 31) - first).days + 1)]

    def verdicts(born: dt.date) -> list[law.AgeFault | None]:
        return [law.age_verdict(book, born_on=born, on=day) for day in days]

    asked = verdicts(born_on)
    tried = (dt.date(born_on.year, month, day) for month, day in ((7, 1), (1, 1), (12, 31)))
    return next((one for one in tried if verdicts(one) == asked), born_on)
