"""Opening accounts and filling posts for others, within the own scope only; what sees a whole regency only when a
second person of that regency agrees. Every verb asks ``queries`` anew: what a form says of a scope is no proof."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import facts as access_facts
from lindung.platform.access import models
from lindung.platform.access import operations as access
from lindung.platform.access import queries as access_queries
from lindung.platform.access.administration import facts, queries
from lindung.platform.access.factors import operations as factors
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.access.sessions import operations as sessions
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.regions import queries as regions


class NotYours(values.Refusal):
    code = "bukan-lingkup-anda"
    sentence = "Akun, kantor atau usulan itu tidak ada, atau bukan dalam lingkup kantor Anda."


class NotYourRole(values.Refusal):
    code = "jabatan-bukan-wewenang"
    sentence = (
        "Jabatan «{role}» pada wilayah {region} tidak dapat Anda isi. Pilih jabatan dan satu wilayah dalam lingkup "
        "kantor Anda."
    )


class OfficeElsewhere(values.Refusal):
    code = "kantor-lain-wilayah"
    sentence = "Kantor bernama «{name}» sudah ada untuk wilayah lain. Tulis nama kantor yang menyebut wilayahnya."


class DayTooFar(values.Refusal):
    code = "hari-terlalu-jauh"
    sentence = (
        "Tanggal {day} tidak dapat dipakai: tulis hari antara setahun lalu dan setahun lagi, sesudah jabatan lama."
    )


class NoSuccessor(values.Refusal):
    code = "penerus-tidak-ada"
    sentence = "Akun «{name}» tidak ada dalam lingkup kantor Anda. Buka dulu akunnya, lalu serahkan jabatannya."


class NoPost(values.Refusal):
    code = "tidak-memegang-jabatan"
    sentence = "{person} tidak memegang jabatan pada hari itu, jadi tidak ada yang diserahkan atau diakhiri."


class SecondPersonNeeded(values.Refusal):
    code = "harus-orang-kedua"
    sentence = "Usulan ini harus diputuskan orang lain: bukan pengusulnya, dan bukan orang yang diusulkan."


class AlreadyDecided(values.Refusal):
    code = "usulan-sudah-diputuskan"
    sentence = "Usulan ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya."


class AlreadyProposed(values.Refusal):
    code = "usulan-sudah-ada"
    sentence = "Usulan yang sama untuk akun ini sudah ada dan menunggu orang kedua. Putuskan dulu yang itu."


_FAR = dt.timedelta(days=366)


@transaction.atomic
def open_seat(
    *, desk: access_facts.Desk, name: str, person_name: str, password: str, office: str, region: str, role: str,
    starts_on: dt.date, stamp: journal_facts.Stamp,
) -> bool:  # fmt: skip
    """An account for an office within the desk's scope, and its post; False where the post waits for a second person.

    Raises NotYourRole, OfficeElsewhere, DayTooFar, and what opening an account refuses.
    """
    journal.act(by=stamp.by)
    _check_role(desk, role, region)
    _check_day(starts_on, stamp)
    account_id = access.open_account(
        name=name, person_name=person_name, password=password, example=desk.example_account, told=True, stamp=stamp
    )
    office_id = _office(office, region, starts_on, stamp)
    return _fill(desk, account_id, office_id, role, starts_on, None, stamp)


def _office(name: str, region: str, starts_on: dt.date, stamp: journal_facts.Stamp) -> int:
    """The office of that name over exactly that region, or a new one. Never another office's name with this region."""
    there = models.Office.objects.filter(name=name).values_list("id", flat=True).first()
    if there is None:
        return access.open_office(name=name, regions=[region], starts_on=min(starts_on, stamp.received_on), stamp=stamp)
    if queries.territories([there], on=stamp.received_on).get(there) != {region}:
        raise OfficeElsewhere(name=name)
    return there


def _check_role(desk: access_facts.Desk, role: str, region: str) -> None:
    if not queries.may_fill(desk, role, [region]) or not regions.there(region):
        raise NotYourRole(role=role, region=region)


def _check_day(day: dt.date, stamp: journal_facts.Stamp, after: dt.date | None = None) -> None:
    if abs(day - stamp.received_on) > _FAR or (after is not None and day < after):
        raise DayTooFar(day=day.isoformat())


def _fill(
    desk: access_facts.Desk, account_id: int, office_id: int, role: str, starts_on: dt.date, leaves: int | None,
    stamp: journal_facts.Stamp,
) -> bool:  # fmt: skip
    if role in access_facts.REGENCY_ROLES:
        _propose("post", desk, account_id, office_id, role, starts_on, leaves, stamp)
        return False
    if leaves is not None:
        access.dismiss(account_id=leaves, ends_before=starts_on, stamp=stamp)
    access.appoint(account_id=account_id, office_id=office_id, role=role, starts_on=starts_on, stamp=stamp)
    return True


def _propose(
    kind: facts.Kind, desk: access_facts.Desk, account_id: int, office_id: int, role: str, starts_on: dt.date,
    leaves: int | None, stamp: journal_facts.Stamp,
) -> None:  # fmt: skip
    if models.Proposal.objects.filter(account_id=account_id, kind=kind, decision__isnull=True).exists():
        raise AlreadyProposed()
    row = models.Proposal.objects.create(
        kind=kind, account_id=account_id, office_id=office_id, role=role, starts_on=starts_on, leaves_id=leaves,
        proposed_by_id=desk.account_id, proposed_at=stamp.at,
    )  # fmt: skip
    said = (kind, account_id, office_id, role, starts_on, leaves)
    journal.record(verb="access.proposed", about=str(row.pk), rows=[said], stamp=stamp)


@transaction.atomic
def move(
    *, desk: access_facts.Desk, account_id: int, office: str, region: str, role: str, starts_on: dt.date,
    stamp: journal_facts.Stamp,
) -> bool:  # fmt: skip
    """Another post for an account; False where it waits for a second person.

    Raises NotYours, NotYourRole, OfficeElsewhere, DayTooFar.
    """
    journal.act(by=stamp.by)
    account = _theirs(desk, account_id, stamp)
    _check_role(desk, role, region)
    _check_day(starts_on, stamp, _since(account, stamp))
    return _fill(desk, account_id, _office(office, region, starts_on, stamp), role, starts_on, None, stamp)


@transaction.atomic
def hand_over(
    *, desk: access_facts.Desk, account_id: int, to: str, starts_on: dt.date, stamp: journal_facts.Stamp
) -> bool:
    """The post of one account goes to the account named ``to``; False where that waits for a second person.

    Raises NotYours, NoPost, NoSuccessor, DayTooFar.
    """
    journal.act(by=stamp.by)
    account = _theirs(desk, account_id, stamp)
    post = _post(account, starts_on)
    heir_id = access_queries.account(to)
    heir = queries.account(desk, heir_id, on=stamp.received_on) if heir_id and heir_id != account_id else None
    if heir is None:
        raise NoSuccessor(name=to)
    _check_day(starts_on, stamp, max(filter(None, (post.starts_on, _since(heir, stamp)))))
    return _fill(desk, heir.id, post.office_id, post.role, starts_on, account_id, stamp)


@transaction.atomic
def dismiss(*, desk: access_facts.Desk, account_id: int, ends_before: dt.date, stamp: journal_facts.Stamp) -> None:
    """End an account's post: taking access away waits for nobody. Raises NotYours, NoPost, DayTooFar."""
    journal.act(by=stamp.by)
    account = _theirs(desk, account_id, stamp)
    post = _post(account, ends_before)
    _check_day(ends_before, stamp, post.starts_on)
    access.dismiss(account_id=account_id, ends_before=ends_before, stamp=stamp)


@transaction.atomic
def new_password(*, desk: access_facts.Desk, account_id: int, password: str, stamp: journal_facts.Stamp) -> bool:
    """A new password for whoever lost theirs; their sessions end. False where it waits for a second person: who could
    take a seat that sees the regency could agree to their own proposals. Raises NotYours."""
    journal.act(by=stamp.by)
    account = _theirs(desk, account_id, stamp)
    if account.sees_regency:
        _propose_for(account, "password", desk, stamp)
        return False
    _give_password(account_id, password, stamp)
    return True


@transaction.atomic
def reset_factor(*, desk: access_facts.Desk, account_id: int, stamp: journal_facts.Stamp) -> bool:
    """Take a lost second factor away; False where that waits for a second person. Raises NotYours."""
    journal.act(by=stamp.by)
    account = _theirs(desk, account_id, stamp)
    if account.sees_regency:
        _propose_for(account, "factor", desk, stamp)
        return False
    factors.reset(account_id=account_id, stamp=stamp)
    return True


def _propose_for(account: facts.Account, kind: facts.Kind, desk: access_facts.Desk, stamp: journal_facts.Stamp) -> None:
    post = account.posts[-1]
    _propose(kind, desk, account.id, post.office_id, post.role, stamp.received_on, None, stamp)


def _give_password(account_id: int, password: str, stamp: journal_facts.Stamp) -> None:
    access.change_password(account_id=account_id, password=password, told=True, stamp=stamp)
    sessions.end_all(account_id=account_id, stamp=stamp)
    _let_try(account_id)


def _let_try(account_id: int) -> None:
    name = models.Account.objects.values_list("name", flat=True).get(pk=account_id)
    for guess in (guesses.Guess("name", name), guesses.Guess("factor", str(account_id))):
        guessing.forget(guess=guess)


@transaction.atomic
def unlock(*, desk: access_facts.Desk, account_id: int, stamp: journal_facts.Stamp) -> None:
    """Let somebody try again who mistyped too often. Raises NotYours."""
    journal.act(by=stamp.by)
    _theirs(desk, account_id, stamp)
    _let_try(account_id)
    journal.record(verb="access.unlocked", about=str(account_id), rows=[], stamp=stamp)


@transaction.atomic
def decide(
    *, desk: access_facts.Desk, proposal_id: int, approve: bool, password: str, stamp: journal_facts.Stamp
) -> None:
    """The second person agrees, and it takes effect, or does not. ``password``: the new one, where one was asked for.

    Raises NotYours, SecondPersonNeeded, AlreadyDecided.
    """
    journal.act(by=stamp.by)
    row = models.Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if (
        row is None
        or desk.role not in facts.DECIDES
        or queries.proposal(desk, proposal_id, on=stamp.received_on) is None
    ):
        raise NotYours()
    if desk.account_id in (row.proposed_by_id, row.account_id, row.leaves_id):
        raise SecondPersonNeeded()
    if models.Decision.objects.filter(proposal=row).exists():
        raise AlreadyDecided()
    models.Decision.objects.create(proposal=row, approved=approve, decided_by_id=desk.account_id, decided_at=stamp.at)
    journal.record(verb="access.decided", about=str(proposal_id), rows=[(approve,)], stamp=stamp)
    if approve:
        _take_effect(row, password, stamp)


def _take_effect(row: models.Proposal, password: str, stamp: journal_facts.Stamp) -> None:
    """Never earlier than the day on which the second person agreed."""
    if row.kind == "password":
        _give_password(row.account_id, password, stamp)
    elif row.kind == "factor":
        factors.reset(account_id=row.account_id, stamp=stamp)
    else:
        starts_on = max(row.starts_on, stamp.received_on)
        if row.leaves_id is not None:
            access.dismiss(account_id=row.leaves_id, ends_before=starts_on, stamp=stamp)
        access.appoint(
            account_id=row.account_id, office_id=row.office_id, role=row.role, starts_on=starts_on, stamp=stamp
        )


def _theirs(desk: access_facts.Desk, account_id: int, stamp: journal_facts.Stamp) -> facts.Account:
    found = queries.account(desk, account_id, on=stamp.received_on)
    if found is None:
        raise NotYours()
    return found


def _post(account: facts.Account, on: dt.date) -> facts.Post:
    held = [post for post in account.posts if post.ends_before is None or post.ends_before > on]
    if not held:
        raise NoPost(person=account.person_name)
    return held[-1]


def _since(account: facts.Account, stamp: journal_facts.Stamp) -> dt.date | None:
    """The day on which what the account holds now began: nothing is put before it."""
    held = [
        post.starts_on for post in account.posts if post.ends_before is None or post.ends_before > stamp.received_on
    ]
    return max(held, default=None)
