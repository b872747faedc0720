"""What a regency's registers were told, in the words of the domain; the day is then asked of the real registers.

Every telling is a delivery of its own: one document, one batch, received on the day that was said.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import uuid
from collections.abc import Iterable, Sequence
from typing import Self

from django.apps import apps

from lindung.kernel import values
from lindung.monitoring import day as monitoring
from lindung.monitoring import facts as monitoring_facts
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.regions import operations as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage_facts
from lindung.registers.coverage import operations as coverage
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.enrolment import operations as enrolment
from lindung.registers.enrolment.names import facts as name_facts
from lindung.registers.enrolment.names import operations as names
from lindung.registers.enrolment.submissions import facts as submission_facts
from lindung.registers.enrolment.submissions import operations as submissions
from lindung.registers.funding import facts as funding_facts
from lindung.registers.funding import operations as funding
from lindung.registers.funding import queries as funding_queries
from lindung.registers.funding.regency import facts as regency_facts
from lindung.registers.funding.regency import operations as regency_budgets
from lindung.registers.funding.transfers import facts as transfer_facts
from lindung.registers.funding.transfers import operations as transfers
from lindung.registers.programmes import facts as programme_facts
from lindung.registers.programmes import operations as programmes
from lindung.registers.workers import facts as workers
from lindung.registers.workers import operations as worker_operations
from lindung.registers.workers import queries as worker_queries
from tests import leaks

MONITORING_DAY = dt.date(2023, 4, 13)
QUARTER_END = dt.date(2023, 3, 31)
NEW_YEAR = dt.date(2023, 1, 1)
RATE = 16_800
OFFICER = values.Actor("petugas", "Dinas PMD")

TAPA = "75.03.01"
TALUMOPATU, TALULOBUTU, DUNGGALA = "75.03.01.2004", "75.03.01.2005", "75.03.01.2006"
HUANGOBOTU = "75.03.08.2001"
PAUWO = "75.03.02.1011"
"""A kelurahan: no quota, no Dana Desa, shown apart."""

_serial = itertools.count(1)
_moment = itertools.count()


def someone(born: dt.date = dt.date(1980, 6, 13), *, name: str = "Aminah Bakari") -> workers.Claimed:
    """A woman with a NIK of her own, issued in Tapa."""
    nik = f"750301{born.day + 40:02d}{born:%m%y}{next(_serial) % 9999 + 1:04d}"
    return workers.Claimed(
        values.Nik(leaks.made(nik)), name, born, "P", {"telepon": "080012345678", "ibu": "Hajar Nusi"}
    )


def people(count: int) -> list[workers.Claimed]:
    return [someone() for _ in range(count)]


def account(name: str) -> int:
    """The account of that name, opened without an office where there is none."""
    said = {"person_name": name.title(), "created_at": dt.datetime(2023, 1, 2, tzinfo=dt.UTC)}
    return apps.get_model("access.Account").objects.get_or_create(name=name, defaults=said)[0].pk


class Chronicle:
    """``regency``, ``year`` and ``quota`` as of New Year; then whatever is told."""

    def __init__(self, regency: str = "75.03", year: int = 2023, quota: int | None = 100) -> None:
        self.regency, self.year = regency, year
        regions.take_regency(code=regency, stamp=self.stamp(dt.date(year - 1, 12, 1)))
        if quota is not None:
            self.target(quota, received_on=dt.date(year - 1, 12, 1))

    @classmethod
    def of(cls, regency: str, year: int = 2023) -> Self:
        """Of a regency that the registers know already."""
        told = cls.__new__(cls)
        told.regency, told.year = regency, year
        return told

    @staticmethod
    def stamp(received_on: dt.date) -> journal_facts.Stamp:
        at = dt.datetime(2023, 4, 13, 1, 30, tzinfo=dt.UTC) + dt.timedelta(seconds=next(_moment))
        return journal_facts.Stamp(OFFICER, at, uuid.uuid4(), received_on)

    @staticmethod
    def place(stamp: journal_facts.Stamp, name: str, row: int = 5) -> journal_facts.Place:
        digest = hashlib.sha256(stamp.batch.bytes).hexdigest()
        return journal_facts.Place(journal.receive(name=name, sha256=digest, size=9, stamp=stamp), "Rekap", row)

    def target(
        self,
        quota: int,
        region: str | None = None,
        milestones: Sequence[tuple[dt.date, int]] = ((QUARTER_END, 1000),),
        received_on: dt.date = NEW_YEAR,
    ) -> None:
        programmes.set_target(
            region=region or self.regency,
            year=self.year,
            quota=quota,
            legal_basis="Instruksi Bupati 560/2022",
            milestones=[
                programme_facts.Milestone(due, share, "Instruksi Bupati 560/2022") for due, share in milestones
            ],
            stamp=self.stamp(received_on),
        )

    def budget(
        self,
        village: str,
        *lines: tuple[str, int],
        heads: int | None = 100,
        months: int | None = 12,
        stage: funding_facts.Stage = "perdes",
        reference: str = "3/2022",
        decided_on: dt.date | None = dt.date(2022, 12, 15),
        received_on: dt.date = NEW_YEAR,
        name: str = "anggaran.xlsx",
    ) -> None:
        """One delivery about one village: ``lines`` of (fund, rupiah); without any, enough for ``heads`` from ADD."""
        stamp = self.stamp(received_on)
        place = self.place(stamp, name)
        lines = lines or (("ADD", (heads or 0) * (months or 12) * RATE),)
        said = [
            funding_facts.Budget(
                village, self.year, stage, fund, heads, months, amount, reference, decided_on,
                journal_facts.Place(place.document_id, place.sheet, place.row + index),
            )
            for index, (fund, amount) in enumerate(lines)
        ]  # fmt: skip
        funding.record_budgets(budgets=said, stamp=stamp)

    def regency_budget(
        self, fund: str, amount: int, *, heads: int | None = 100, months: int | None = 12,
        stage: regency_facts.Stage = "dpa", dpa: str = "DPA/1.06/001/2023", dpa_on: dt.date | None = NEW_YEAR,
        sk: str = "12/2023", sk_on: dt.date | None = NEW_YEAR, received_on: dt.date = NEW_YEAR,
    ) -> int:  # fmt: skip
        """A line of the regency's own budget. Returns whether it says something new."""
        stamp = self.stamp(received_on)
        line = regency_facts.Line(
            self.regency, self.year, stage, fund, heads, months, amount, dpa, dpa_on, sk, sk_on,
            self.place(stamp, "dpa.xlsx"),
        )  # fmt: skip
        return regency_budgets.record(book=rulebook.shipped(), lines=[line], stamp=stamp)

    def no_budget(self, village: str, received_on: dt.date = NEW_YEAR) -> None:
        """The village declares that nothing is budgeted."""
        self.budget(
            village, ("", 0), heads=None, months=None, reference="", decided_on=None, received_on=received_on
        )  # fmt: skip

    def receipt(
        self,
        village: str,
        on: dt.date,
        *,
        first: str = "2023-01",
        months: int = 12,
        heads: int = 100,
        amount: int | None = None,
        code: str | None = None,
        place: journal_facts.Place,
    ) -> funding_facts.Receipt:
        code = f"2301{next(_moment):08d}" if code is None else code
        due = heads * months * RATE if amount is None else amount
        return funding_facts.Receipt(
            village, code, "SD000001", "Pekerja Rentan", on, values.Month.parse(first), months, heads, due, place
        )

    def paid(self, village: str, on: dt.date, *, received_on: dt.date | None = None, **said) -> str:
        """BPJS received money; the regency hears of it on the same day unless said. Returns the kode iuran."""
        stamp = self.stamp(received_on or on)
        receipt = self.receipt(village, on, place=self.place(stamp, "pembayaran.xlsx"), **said)
        ids = funding.record_receipts(receipts=[receipt], stamp=stamp)
        coverage.cover(receipts={pk: receipt for pk in ids.values()}, stamp=stamp)
        coverage.attach(codes={receipt.code}, stamp=stamp)
        return receipt.code

    def transferred(
        self, village: str, on: dt.date, codes: Sequence[str], *, reference: str = "FT23004",
        bank: str = "Bank SulutGo", amount: int | None = None,
    ) -> int:  # fmt: skip
        """One transfer of the village paid the receipts of these kode iuran. Returns its number."""
        stamp = self.stamp(on)
        paid = [one for one in funding_queries.receipts(village, known_at=on) if one.code in codes]
        total = sum(one.amount for one in paid) if amount is None else amount
        place = self.place(stamp, "transfer.xlsx")
        said = transfer_facts.Transfer(village, bank, reference, on, total, place)
        keys = [
            funding.receipt_key(
                funding_facts.Receipt(
                    one.region, one.code, one.group_number, one.group_name, one.paid_on, one.first_month, one.months,
                    one.heads, one.amount, place,
                )
            )
            for one in paid
        ]  # fmt: skip
        return transfers.record(transfer=said, keys=keys, stamp=stamp)

    def reversed(
        self, code: str, on: dt.date, *, amount: int, region: str = "75.03", received_on: dt.date | None = None, **said
    ) -> int | None:
        """The receipt was taken back on a day. Returns its id, None where this was said before."""
        stamp = self.stamp(received_on or on)
        place = self.place(stamp, "pembatalan.xlsx")
        reversal = funding_facts.Reversal(
            region, code, on, said.get("first"), said.get("months"), said.get("heads"), amount, "salah desa", place
        )
        receipt_id = funding.reverse(reversal=reversal, stamp=stamp)
        if receipt_id is not None:
            coverage.withdraw(receipt_id=receipt_id, reversal=reversal, stamp=stamp)
        return receipt_id

    def listed(
        self,
        village: str,
        persons: Iterable[workers.Claimed],
        *,
        held: Sequence[tuple[str, str]] = (),
        category: enrolment_facts.Category = "rentan",
        received_on: dt.date = MONITORING_DAY,
        digest: str | None = None,
        name: str | None = None,
    ) -> list[str]:
        """The village's list came in; rows from 5 on, then the ``held`` rows of (kind, what stood there)."""
        stamp = self.stamp(received_on)
        place = self.place(stamp, name or f"daftar {village}.xlsx")
        rows = (journal_facts.Place(place.document_id, "DAFTAR", number) for number in itertools.count(5))
        listed = tuple(enrolment_facts.Listed(one, category, "Petani", next(rows)) for one in persons)
        problems = tuple(
            enrolment_facts.Held((enrolment_facts.Problem(kind, "NIK", f"{kind}: perbaiki."),), (content,), next(rows))
            for kind, content in held
        )
        said = enrolment_facts.VillageList(village, self.year, listed, problems, digest or stamp.batch.hex * 2)
        return enrolment.take_lists(lists=[said], stamp=stamp)

    def confirmed(
        self,
        code: str,
        persons: Sequence[workers.Claimed],
        *,
        starts_on: dt.date = NEW_YEAR,
        received_on: dt.date = MONITORING_DAY,
    ) -> int:
        """BPJS's list for a kode iuran came in. Returns how many on it are new."""
        stamp = self.stamp(received_on)
        place = self.place(stamp, "peserta bpjs.xlsx")
        ids = worker_operations.take(people=persons, stamp=stamp)
        members = [
            coverage_facts.Member(ids[one.nik], f"19{number:09d}", starts_on, place)
            for number, one in enumerate(persons)
        ]
        (receipt,) = [r for r in funding_queries.receipts(self.regency, known_at=received_on) if r.code == code]
        return coverage.confirm(receipt_id=receipt.receipt_id, members=members, stamp=stamp)

    def billed(self, village: str, persons: Sequence[workers.Claimed], *, on: dt.date = NEW_YEAR) -> str:
        """BPJS asks for a year for these persons. Returns the kode iuran."""
        stamp = self.stamp(on)
        ids = worker_operations.take(people=persons, stamp=stamp)
        bill = funding_facts.Bill(
            village, f"2302{next(_moment):08d}", "SD000001", "Pekerja Rentan", on, None, values.Month.of(on), 12,
            len(ids), len(ids) * 12 * RATE, "", "buku uji", self.place(stamp, "tagihan.xlsx"),
        )  # fmt: skip
        (number,) = funding.record_bills(bills=[bill], stamp=stamp).values()
        funding.name_on_bill(bill_id=number, persons=list(ids.values()), stamp=stamp)
        return bill.code

    def acknowledged(self, code: str, number: str = "TT-1/2023", *, on: dt.date = NEW_YEAR) -> bool:
        """BPJS's receipt for a bill bears this number."""
        stamp = self.stamp(on)
        (bill,) = funding_queries.bill_ids([code]).values()
        place = self.place(stamp, "tanda terima.xlsx")
        return funding.acknowledge(bill_id=bill, number=number, place=place, stamp=stamp)

    def answered(
        self,
        village: str,
        accepted: Sequence[workers.Claimed] = (),
        rejected: Sequence[tuple[workers.Claimed, str]] = (),
        *,
        accepted_on: dt.date = QUARTER_END,
        received_on: dt.date = MONITORING_DAY,
    ) -> int:
        """BPJS's result file came in: whom it accepted, whom it rejected and why. Returns how many answers are new."""
        stamp = self.stamp(received_on)
        document = self.place(stamp, f"hasil {village}.xlsx").document_id
        rows = (journal_facts.Place(document, "HASIL", number) for number in itertools.count(2))
        ids = worker_operations.take(people=[*accepted, *(one for one, _ in rejected)], stamp=stamp)
        said = [
            enrolment_facts.Answer(village, ids[one.nik], f"22{number:09d}", accepted_on, "", next(rows))
            for number, one in enumerate(accepted)
        ]
        said += [enrolment_facts.Answer(village, ids[one.nik], "", None, why, next(rows)) for one, why in rejected]
        return enrolment.take_answers(answers=said, stamp=stamp)

    def called(
        self,
        village: str,
        person: workers.Claimed,
        name: str,
        *,
        source: name_facts.Source = "bpjs",
        received_on: dt.date = MONITORING_DAY,
    ) -> int:
        """A row of BPJS's (or of the village's list) gives the person this name. Returns whether that is new."""
        stamp = self.stamp(received_on)
        place = self.place(stamp, f"nama {village}.xlsx", 2)
        ids = worker_operations.take(people=[person], stamp=stamp)
        return names.call(names=[name_facts.Called(village, ids[person.nik], source, name, place)], stamp=stamp)

    def submitted(
        self, village: str, persons: Sequence[workers.Claimed], *, on: dt.date = QUARTER_END, approved: bool = True
    ) -> int:
        """Siti proposed these names for BPJS and Rahmat decided, both on a day. Returns the submission's number."""
        wanted = submission_facts.Wanted(
            village, self.year, "SD", "SD000001", submission_facts.Paper("560/14/2023", on),
            submission_facts.Paper("7/2023", NEW_YEAR),
            submission_facts.Agreement("PKS/12/2023", NEW_YEAR, dt.date(self.year, 12, 31)),
        )  # fmt: skip
        names = [one.id for person in persons if (one := worker_queries.by_nik(person.nik)) is not None]
        number = submissions.propose(
            wanted=wanted, names=names, ready=names, book=rulebook.book(), account=account("siti"),
            stamp=self.stamp(on),
        )  # fmt: skip
        submissions.decide(submission_id=number, approve=approved, account=account("rahmat"), stamp=self.stamp(on))
        return number

    def listed_behind(
        self,
        code: str,
        village: str,
        persons: Sequence[workers.Claimed],
        *,
        starts_on: dt.date | None = None,
        received_on: dt.date = MONITORING_DAY,
    ) -> None:
        """BPJS's list behind a kode iuran came in, whether or not the receipt is known."""
        stamp = self.stamp(received_on)
        place = self.place(stamp, "daftar kode iuran.xlsx")
        ids = worker_operations.take(people=persons, stamp=stamp)
        named = [
            coverage_facts.Named(code, village, ids[one.nik], f"19{number:09d}", starts_on, place)
            for number, one in enumerate(persons)
        ]
        coverage.take_lists(named=named, stamp=stamp)

    def corrected(self, code: str, *, received_on: dt.date = MONITORING_DAY, approved: bool = True) -> int:
        """BPJS answered whether a late payment goes on with the old membership. Returns the number of the request."""
        stamp = self.stamp(received_on)
        number = coverage.ask_correction(
            receipt_id=funding_queries.id_of(code), letter="560/12/2023", reason="ADD cair terlambat", account="siti",
            stamp=stamp,
        )  # fmt: skip
        coverage.decide_correction(
            correction_id=number, approved=approved, letter="B/77/2023", account="rahmat",
            document_id=self.place(stamp, "surat bpjs.pdf").document_id, stamp=stamp,
        )  # fmt: skip
        return number

    def erasure_refused(self, person: workers.Claimed, *, received_on: dt.date = MONITORING_DAY) -> None:
        """A person asked that their data be erased, and the second officer said no."""
        stamp, known = self.stamp(received_on), worker_queries.by_nik(person.nik)
        asked = {"person_id": known.id, "reason": "surat 1", "account": "siti"}
        number = worker_operations.propose_erasure(**asked, stamp=stamp)
        answered = {"erasure_id": number, "approved": False, "account": "rahmat", "born_on": known.born_on}
        worker_operations.decide_erasure(**answered, stamp=stamp)

    def day(self, on: dt.date = MONITORING_DAY, known_at: dt.date | None = None) -> monitoring_facts.RegencyDay:
        return monitoring.of_regency(
            values.RegionCode(self.regency), year=self.year, on=on, known_at=known_at or max(on, MONITORING_DAY)
        )

    def village(
        self, code: str, on: dt.date = MONITORING_DAY, known_at: dt.date | None = None
    ) -> monitoring_facts.PlaceDay:
        return next(place for place in self.day(on, known_at).places if place.code == code)
