"""Two regencies' offices and the people in them, each with a password of their own: who administers, who decides, who
is looked after, and who is not to be reached."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

from lindung.interfaces.disclosure import facts as disclosure_facts
from lindung.interfaces.disclosure import operations as disclosure
from lindung.kernel import values
from lindung.platform.access import facts, operations, queries
from lindung.platform.access.administration import facts as administration_facts
from lindung.platform.access.administration import operations as administration
from lindung.platform.access.administration import queries as administration_queries
from lindung.platform.journal import facts as journal
from lindung.platform.regions import operations as regions
from lindung.platform.rulebook import facts as rulebook_facts
from lindung.platform.rulebook import operations as rulebook
from lindung.platform.rulebook import queries as books
from lindung.registers.funding.closing import operations as closing
from lindung.registers.funding.evidence import operations as evidence

PASSWORD = "tiga ekor kambing di bukit"
TODAY = dt.date(2026, 8, 3)
NOON = dt.datetime(2026, 8, 3, 4, 0, tzinfo=dt.UTC)
SINCE = dt.date(2023, 1, 2)
KERAMAT, MERANTI, HUANGOBOTU, ABROAD = "75.03.01.2028", "75.03.01.2029", "75.03.08.2001", "75.04.01.2003"
SEATS: dict[str, tuple[facts.Role, str, str]] = {
    "rina.dpmd": ("dpmd", "Dinas PMD Bone Bolango", "75.03"),
    "yusuf.dpmd": ("dpmd", "Dinas PMD Bone Bolango", "75.03"),
    "sekda": ("sekda", "Sekretariat Daerah Bone Bolango", "75.03"),
    "camat.tapa": ("camat", "Kecamatan Tapa", "75.03.01"),
    "siti.keramat": ("operator", "Pemerintah Desa Keramat", KERAMAT),
    "kades.meranti": ("kades", "Pemerintah Desa Meranti", MERANTI),
    "operator.huangobotu": ("operator", "Pemerintah Desa Huangobotu", HUANGOBOTU),
    "dpmd.pohuwato": ("dpmd", "Dinas PMD Pohuwato", "75.04"),
    "operator.pohuwato": ("operator", "Pemerintah Desa Torosiaje Jaya", ABROAD),
    "provinsi": ("province", "Dinas PMD Provinsi Gorontalo", "75"),
}
ACTOR = values.Actor("petugas", "Dinas PMD")


def stamp(at: dt.datetime = NOON, *, by: values.Actor = ACTOR) -> journal.Stamp:
    return journal.Stamp(by, at, uuid.uuid4(), at.date())


def tell(*, regencies: tuple[str, ...] = ("75.03", "75.04")) -> None:
    """Everybody of ``SEATS`` in office, both regencies known."""
    for regency in regencies:
        regions.take_regency(code=regency, stamp=stamp())
    for name in SEATS:
        seat(name)


def seat(name: str) -> int:
    role, office, region = SEATS[name]
    account_id = operations.open_account(
        name=name, person_name=name.title(), password=PASSWORD, example=False, stamp=stamp()
    )
    office_id = operations.open_office(name=office, regions=[region], starts_on=SINCE, stamp=stamp())
    operations.appoint(account_id=account_id, office_id=office_id, role=role, starts_on=SINCE, stamp=stamp())
    return account_id


def account(name: str) -> int:
    found = queries.account(name)
    assert found is not None
    return found


def desk(name: str, *, on: dt.date = TODAY) -> facts.Desk:
    found = queries.desk_of(account(name), on=on)
    assert found is not None
    return found


def proposed(by: str = "rina.dpmd") -> administration_facts.Proposal:
    """A third officer of Dinas PMD, who waits for a second person."""
    administration.open_seat(
        desk=desk(by), name="baru.dpmd", person_name="Petugas Baru", password=PASSWORD, office="Dinas PMD Bone Bolango",
        region="75.03", role="dpmd", starts_on=TODAY, stamp=stamp(),
    )  # fmt: skip
    return administration_queries.proposals(desk(by), on=TODAY)[0]


def exported(region: str) -> None:
    """The names of a region, asked for with full NIK, agreed to, and fetched once."""
    wanted = disclosure_facts.Wanted(region, "pekerja", TODAY.year, TODAY, TODAY)
    who = {uuid.UUID(int=7)}
    number = disclosure.ask(
        desk=desk("rina.dpmd"), wanted=wanted, persons=who, reason="Pemadanan dengan Dukcapil", stamp=stamp()
    )
    disclosure.decide(desk=desk("yusuf.dpmd"), export_id=number, approve=True, stamp=stamp())
    disclosure.fetch(desk=desk("rina.dpmd"), export_id=number, persons=who, number=uuid.uuid4(), stamp=stamp())


JKM_OF_2027 = rulebook_facts.Wish(
    "rule", "75.03", "jkm", "8_000", values.Month(2027, 1), "PP 1/2027 pasal 3",
    cases='contribution = [{ month = "2027-01", sector = "non_transport", money = "village", rupiah = 18_000 }]',
)  # fmt: skip
"""An invented PP: Rp1.200 more a month from January 2027."""


def amended(
    wish: rulebook_facts.Wish = JKM_OF_2027, *, by: str = "rina.dpmd", second: str = "sekda", on: dt.date = TODAY
) -> int:
    """A rule that one person proposed and another approved."""
    told = dataclasses.replace(stamp(), received_on=on)
    number = rulebook.propose(desk=desk(by), wish=wish, stamp=told)
    rulebook.decide(desk=desk(second), amendment_id=number, approve=True, reason="", stamp=told)
    return number


def closed_and_opened(year: int) -> None:
    """A year that one person closed, and another opened again; and a Perdes that proves a village's budget."""
    evidence.attach(
        book=books.book("75.03"), region=KERAMAT, year=year, stage="perdes", kind="perdes", reference="3/2022",
        dated_on=dt.date(2022, 12, 15), stamp=stamp(),
    )  # fmt: skip
    closing.close(desk=desk("rina.dpmd"), region="75.03", year=year, figures={}, book_version="", stamp=stamp())
    number = closing.propose_reopening(
        desk=desk("rina.dpmd"), region="75.03", year=year, reason="Setoran Desember belum masuk", stamp=stamp()
    )
    closing.decide_reopening(desk=desk("sekda"), reopening_id=number, approve=True, stamp=stamp())
