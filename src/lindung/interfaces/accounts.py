"""Opening accounts: one at a time for a real office, or one a role where the data are an example."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import operations as access
from lindung.platform.access import queries as desks
from lindung.platform.access.factors import operations as factors
from lindung.platform.access.guessing import facts as guesses
from lindung.platform.access.guessing import operations as guessing
from lindung.platform.access.tokens import operations as tokens
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.regions import queries as regions
from lindung.registers.letters import facts as letter_facts
from lindung.registers.letters import operations as letters

_WORDS = """ayam batu bunga cabai daun delima durian emas garam gula hujan ikan jagung jala jambu kakap kapal kapas
karang kayu kelapa kerbau kopi kuda kunyit ladang laut lebah madu mangga melati merpati nanas nelayan padi pantai pasir
perahu pisang rotan rusa sagu sapi sawah sungai tebu teluk tikar ubi"""


@dataclass(frozen=True, slots=True)
class Seat:
    """An account as it is told to its holder, once."""

    role: str
    office: str
    name: str
    password: str


def password() -> str:
    """Five words out of fifty and four digits: 41 bits that can be read out over the telephone."""
    return "-".join([*(secrets.choice(_WORDS.split()) for _ in range(5)), f"{secrets.randbelow(10_000):04d}"])


@transaction.atomic
def open_seat(
    *, role: str, office: str, regions_of: Iterable[str], name: str, person_name: str, example: bool,
    by: values.Actor, at: dt.datetime,
) -> Seat:  # fmt: skip
    """An account in an office, with a password that is told once and that its holder replaces; in an example it stays.

    Raises what access refuses.
    """
    journal_operations.act(by=by)
    stamp = journal.Stamp(by, at, uuid.uuid4(), at.date())
    said = password()
    account = access.open_account(
        name=name, person_name=person_name, password=said, example=example, told=not example, stamp=stamp
    )
    seated = access.open_office(name=office, regions=regions_of, starts_on=_DAY_ONE, stamp=stamp)
    access.appoint(account_id=account, office_id=seated, role=role, starts_on=_DAY_ONE, stamp=stamp)
    return Seat(role, office, name, said)


@transaction.atomic
def open_client(
    *, office: str, regions_of: Iterable[str], name: str, person_name: str, ends_before: dt.date, by: values.Actor,
    at: dt.datetime,
) -> str:  # fmt: skip
    """A token with which another program reads the figures of these regions, told once; the one that it held before
    opens nothing from now on. ``person_name``: who answers for the program. Raises what access refuses, NotAClient."""
    journal_operations.act(by=by)
    stamp = journal.Stamp(by, at, uuid.uuid4(), at.date())
    account = desks.account(name)
    if account is None:
        account = access.open_account(name=name, person_name=person_name, password=None, example=False, stamp=stamp)
        seated = access.open_office(name=office, regions=regions_of, starts_on=_DAY_ONE, stamp=stamp)
        access.appoint(account_id=account, office_id=seated, role="client", starts_on=_DAY_ONE, stamp=stamp)
    _check_client(account, name, at.date())
    return tokens.issue(account_id=account, ends_before=ends_before, stamp=stamp)


@transaction.atomic
def end_client(*, name: str, by: values.Actor, at: dt.datetime) -> None:
    """End the token that a program holds. Raises NotAClient."""
    journal_operations.act(by=by)
    account = desks.account(name)
    _check_client(account, name, at.date())
    tokens.end(account_id=account or 0, stamp=journal.Stamp(by, at, uuid.uuid4(), at.date()))


def _check_client(account: int | None, name: str, on: dt.date) -> None:
    desk = desks.desk_of(account, on=on) if account else None
    if desk is None or desk.role != "client":
        raise NotAClient(name=name)


class NotAClient(values.Refusal):
    code = "bukan-program"
    sentence = "Akun «{name}» bukan akun program lain. Pilih nama lain untuk programnya, atau periksa ejaannya."


@transaction.atomic
def recover(*, account_id: int, by: values.Actor, at: dt.datetime) -> str:
    """A new password for an account whose holder lost theirs or the second factor, where no office can help: said at
    the machine that holds the data. Sessions end, factors are gone, it may try at once. Returns the password."""
    journal_operations.act(by=by)
    stamp = journal.Stamp(by, at, uuid.uuid4(), at.date())
    said = password()
    access.change_password(account_id=account_id, password=said, told=True, stamp=stamp)
    factors.reset(account_id=account_id, stamp=stamp)
    name = desks.person(account_id).name
    for guess in (guesses.Guess("name", name), guesses.Guess("factor", str(account_id))):
        guessing.forget(guess=guess)
    return said


_DAY_ONE = dt.date(2015, 1, 1)
"""An office answers for its region since before there is any fact about it."""

_VILLAGE = "75.03.08.2001"


def example_seats(*, shown_on: dt.date, by: values.Actor, at: dt.datetime) -> list[Seat]:
    """One account a role over the example of Bone Bolango, each with a new password; marks the data as an example."""
    stamp = journal.Stamp(by, at, uuid.uuid4(), at.date())
    access.mark_example(shown_on=shown_on, stamp=stamp)
    there = desks.example_accounts()
    found = []
    for role, office, codes in _example_offices():
        if role not in there:
            person = f"Contoh {role.capitalize()}"
            found.append(
                open_seat(
                    role=role,
                    office=office,
                    regions_of=codes,
                    name=role,
                    person_name=person,
                    example=True,
                    by=by,
                    at=at,
                )
            )
            continue
        said = password()
        access.change_password(account_id=there[role], password=said, stamp=stamp)
        factors.reset(account_id=there[role], stamp=stamp)  # whoever tried a second factor there keeps nobody out
        found.append(Seat(role, office, role, said))
    for official in _example_officials():
        told = journal.Stamp(by, at, uuid.uuid4(), shown_on)
        letters.name_official(official=official, stamp=told)
    return found


def _example_officials() -> list[letter_facts.Official]:
    """Who signs letters in the example: nobody that there is."""
    district = str(values.RegionCode(_VILLAGE).at(3))
    invented: list[tuple[str, letter_facts.Post, str, str, str, letter_facts.Standing]] = [
        ("75.03", "bupati", "Contoh Bupati, S.E.", "", "", "tetap"),
        ("75.03", "sekda", "Drs. Contoh Sekda, M.Si.", "19700101 199501 1 001", "Pembina Utama Madya (IV/d)", "tetap"),
        ("75.03", "dpmd", "Contoh Kepala Dinas, S.STP.", "19750101 199801 1 001", "Pembina Tingkat I (IV/b)", "Plt."),
        (district, "camat", "Contoh Camat, S.IP.", "19800101 200501 1 001", "Pembina (IV/a)", "tetap"),
        (_VILLAGE, "kades", "Contoh Kepala Desa", "", "", "tetap"),
    ]
    return [letter_facts.Official(*one, starts_on=_DAY_ONE, decree="contoh") for one in invented]


def _example_offices() -> list[tuple[str, str, list[str]]]:
    on = _DAY_ONE
    village = regions.within(_VILLAGE, on=on)[0]
    district = regions.within(village.code.at(3), on=on)[0]
    return [
        ("sekda", "Sekretariat Daerah Bone Bolango", ["75.03"]),
        ("dpmd", "Dinas PMD Bone Bolango", ["75.03"]),
        ("camat", f"Kecamatan {district.name}", [district.code]),
        ("operator", f"Pemerintah Desa {village.name}", [village.code]),
        ("kades", f"Pemerintah Desa {village.name}", [village.code]),
        ("bupati", "Bupati Bone Bolango", ["75.03"]),
        ("bpjs", "BPJS Ketenagakerjaan Cabang Gorontalo", ["75.01", "75.03"]),
        ("bappeda", "Bappeda Bone Bolango", ["75.03"]),
        ("auditor", "Inspektorat Bone Bolango", ["75.03"]),
        ("province", "Dinas PMD Provinsi Gorontalo", ["75"]),
        ("national", "Kementerian Dalam Negeri", sorted(values.PROVINCES)),
    ]
