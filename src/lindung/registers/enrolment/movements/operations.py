"""Writing who left, who came and who waits."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from lindung.kernel import language, law, values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.enrolment import facts as enrolment_facts
from lindung.registers.enrolment import models
from lindung.registers.enrolment import operations as enrolment
from lindung.registers.enrolment.movements import facts, queries, rules
from lindung.registers.workers import operations as workers
from lindung.registers.workers import queries as worker_queries


class NotOnTheList(values.Refusal):
    code = "tidak-ada-pada-daftar-desa"
    sentence = "Orang ini tidak ada pada daftar {year} desa ini pada {day}. Periksa desanya, atau kirim dulu daftarnya."


class LeftBefore(values.Refusal):
    code = "sudah-keluar-dari-daftar"
    sentence = "Orang ini sudah tidak ada pada daftar desa ini pada {day}. Tidak ada yang dicatat untuk kedua kali."


class LastDayAhead(values.Refusal):
    code = "hari-terakhir-belum-tiba"
    sentence = "Hari terakhir {day} belum tiba; kematian baru dicatat sesudah terjadi. Periksa tanggalnya."


class NoFreePlace(values.Refusal):
    code = "tidak-ada-tempat-yang-didanai"
    sentence = (
        "Belum dapat masuk: pada {day} yang didanai {funded} orang, sedangkan {names} nama sudah ada pada daftar. "
        "Catat dulu siapa yang keluar, bayar iuran untuk lebih banyak orang, atau masukkan orang ini ke daftar tunggu."
    )


class NothingFunded(values.Refusal):
    code = "belum-ada-yang-didanai"
    sentence = (
        "Belum dapat masuk: pada {day} belum ada iuran desa ini yang dibayar. Bayar dulu iuran yang memuat hari itu, "
        "atau masukkan orang ini ke daftar tunggu."
    )


class AgeBars(values.Refusal):
    code = "umur-pengganti-di-luar-batas"
    sentence = (
        "Pengganti berumur {age} tahun pada {day}; yang dapat didaftarkan hanya {least} sampai sebelum {below} tahun."
    )


class PlaceTaken(values.Refusal):
    code = "tempat-sudah-diganti"
    sentence = (
        "Orang yang keluar itu sudah diganti, atau tidak keluar dari desa ini. Pilih tempat lain yang masih kosong."
    )


class StartsTooEarly(values.Refusal):
    code = "mulai-sebelum-tempatnya-kosong"
    sentence = (
        "Pengganti tidak dapat mulai {day}: yang diganti ada sampai {last}. Mulailah paling cepat sehari sesudahnya."
    )


class PassedOver(values.Refusal):
    code = "melewati-daftar-tunggu"
    sentence = (
        "Di daftar tunggu masih ada {count} orang yang urutannya lebih dulu. Pilih yang pertama, atau tulis alasannya."
    )


class WaitsAlready(values.Refusal):
    code = "sudah-di-daftar-tunggu"
    sentence = "Orang ini sudah di daftar tunggu desa ini sejak {day}. Tidak ada yang ditambahkan."


class ListedAlready(values.Refusal):
    code = "sudah-ada-pada-daftar"
    sentence = "Orang ini sudah ada pada daftar desa ini, jadi tidak menunggu. Periksa namanya pada daftar pekerja."


class NoSuchGroup(values.Refusal):
    code = "kelompok-daftar-tunggu-tidak-dikenal"
    sentence = (
        "Kelompok «{group}» tidak ada pada urutan daftar tunggu menurut buku aturan. Pilih salah satu dari daftarnya."
    )


class WhyMissing(values.Refusal):
    code = "sebab-pembetulan-belum-ditulis"
    sentence = "Alasan pembetulan ini belum ditulis. Tulis apa yang keliru dan apa dasarnya."


class NoDeparture(values.Refusal):
    code = "catatan-keluar-tidak-ada"
    sentence = "Catatan keluar itu tidak ada di desa ini, atau sudah dibatalkan. Muat ulang halamannya."


class NothingCorrected(values.Refusal):
    code = "pembetulan-tanpa-perubahan"
    sentence = "Hari terakhir dan sebabnya sama dengan yang sudah tercatat; tidak ada yang dibetulkan."


class NotWaiting(values.Refusal):
    code = "tidak-di-daftar-tunggu"
    sentence = "Orang itu tidak menunggu lagi pada daftar desa ini. Muat ulang halamannya."


class WaitedToday(values.Refusal):
    code = "penantian-diakhiri-hari-ini"
    sentence = (
        "Penantian orang ini sudah diakhiri pada {day}, hari yang sama ia tercatat. Catat lagi paling cepat besok."
    )


# Leaving


@transaction.atomic
def left(*, departure: facts.Departure, stamp: journal_facts.Stamp) -> int:
    """Record a person's last day on a village's list; returns the departure's id.

    From the day after, the name counts no longer. Raises LastDayAhead, NotOnTheList, LeftBefore.
    """
    journal.act(by=stamp.by)
    day = language.day(departure.last_on)
    if departure.reason == "meninggal" and departure.last_on > stamp.received_on:
        raise LastDayAhead(day=day)
    names = queries.standing(departure.region, on=departure.last_on, known_at=stamp.received_on)
    if departure.person not in names:
        raise NotOnTheList(year=departure.last_on.year, day=day)
    stay = names[departure.person]
    if not facts.stands(stay, departure.last_on) or (stay and stay[-1].ends_before is not None):
        raise LeftBefore(day=day)
    withdrawn = models.Departure.objects.filter(
        region_id=departure.region, person_id=departure.person, last_on=departure.last_on
    ).values_list("pk", flat=True).first()  # fmt: skip
    if withdrawn is not None:  # said once before and taken back: said again it stands again
        again = facts.Correction(withdrawn, departure.evidence or day, departure.last_on, departure.reason)
        _write(departure.region, departure.person, again, stamp)
        return withdrawn
    about = queries.about_departure(departure.region, departure.last_on)
    evidence = worker_queries.seal_note(departure.person, departure.evidence, about=about)
    row = (
        departure.region, departure.person.hex, departure.last_on, departure.reason, evidence.hex(), stamp.received_on,
    )  # fmt: skip
    journal.record(verb="enrolment.left", about=departure.region, rows=[row], stamp=stamp)
    return models.Departure.objects.create(
        region_id=departure.region, person_id=departure.person, last_on=departure.last_on, reason=departure.reason,
        evidence_sealed=evidence, received_on=stamp.received_on, recorded_at=stamp.at,
    ).pk  # fmt: skip


@transaction.atomic
def correct(
    *, region: str, correction: facts.Correction, funded: Mapping[dt.date, int], stamp: journal_facts.Stamp
) -> None:
    """Say what is right of a departure that was recorded wrongly; what was said before stays to be read.

    Whoever stays longer than was said takes a place from the day after: then never more names than heads ``funded``,
    or than stood there before. Raises WhyMissing, NoDeparture, NothingCorrected, LastDayAhead, NotOnTheList,
    NoFreePlace.
    """
    journal.act(by=stamp.by)
    if not correction.why.strip():
        raise WhyMissing()
    row = models.Departure.objects.filter(pk=correction.departure_id, region_id=region).first()
    mended = queries.corrections(region, known_at=dt.date.max)
    before = mended.get(correction.departure_id, (row.last_on, row.reason)) if row else (None, "")
    if row is None or before[0] is None:
        raise NoDeparture()
    if before == (correction.last_on, correction.reason or ""):
        raise NothingCorrected()
    if correction.last_on is not None:
        day = language.day(correction.last_on)
        if correction.reason == "meninggal" and correction.last_on > stamp.received_on:
            raise LastDayAhead(day=day)
        names = queries.standing(region, on=correction.last_on, known_at=stamp.received_on)
        if row.person_id not in names:
            raise NotOnTheList(year=correction.last_on.year, day=day)
    if correction.last_on is None or correction.last_on > before[0]:
        _refuse_longer(region, row.person_id, before[0], correction.last_on, funded, stamp)
    _write(region, row.person_id, correction, stamp)


def _write(region: str, person: uuid.UUID, correction: facts.Correction, stamp: journal_facts.Stamp) -> None:
    about = queries.about_correction(correction.departure_id, stamp.received_on)
    why = worker_queries.seal_note(person, correction.why, about=about)
    said = (correction.departure_id, correction.last_on, correction.reason or "", why.hex(), stamp.received_on)
    journal.record(verb="enrolment.departure_corrected", about=region, rows=[said], stamp=stamp)
    columns = ("departure_id", "last_on", "reason")
    models.DepartureCorrection.objects.create(
        **dict(zip(columns, said[:3], strict=True)), why_sealed=why, received_on=stamp.received_on, recorded_at=stamp.at
    )


def _refuse_longer(
    region: str,
    person: uuid.UUID,
    since: dt.date,
    until: dt.date | None,
    funded: Mapping[dt.date, int],
    stamp: journal_facts.Stamp,
) -> None:
    """A name that stands from the day after ``since`` (up to ``until``) needs a place on each of these days."""
    names = queries.standing(region, on=since, known_at=stamp.received_on)
    before = sum(facts.stands(stay, since) for stay in names.values())
    others = [stay for who, stay in names.items() if who != person]
    starts_on = since + dt.timedelta(days=1)
    found = rules.crowded(starts_on=starts_on, until=until, funded=funded, names=others, before=before)
    if found is not None:
        day, heads, standing = found
        raise NoFreePlace(day=language.day(day), funded=language.number(heads), names=language.number(standing))


# Coming


@transaction.atomic
def replaced(
    *, entrance: facts.Entrance, funded: Mapping[dt.date, int], book: law.Book, stamp: journal_facts.Stamp
) -> uuid.UUID:
    """Put a person on a village's list from a day on, with a clock of their own; returns who it is.

    ``funded``: from each day on, how many heads are paid for in the village; never are more names on the list than
    these. Raises NoFreePlace, NothingFunded, AgeBars, PlaceTaken, StartsTooEarly, PassedOver, AlreadyListed.
    """
    journal.act(by=stamp.by)
    person = workers.take(people=[entrance.listed.person], stamp=stamp)[entrance.listed.person.nik]
    _refuse_age(entrance, book)
    if entrance.instead_of is not None:
        _refuse_place(entrance.instead_of, entrance)
    waiting = _refuse_passing(entrance, person, book, stamp)
    names = queries.standing(entrance.region, on=entrance.starts_on, known_at=stamp.received_on)
    _refuse_crowd(entrance.starts_on, funded, names)
    if person not in names or facts.stands(names[person], entrance.starts_on):
        addition = enrolment_facts.VillageList(
            entrance.region, entrance.starts_on.year, (entrance.listed,), (), stamp.batch.hex * 2
        )
        enrolment.extend_list(addition=addition, stamp=stamp)
    row = (entrance.region, person.hex, entrance.starts_on, entrance.instead_of, waiting, stamp.received_on)
    journal.record(verb="enrolment.replaced", about=entrance.region, rows=[row], stamp=stamp, why=entrance.why)
    models.Entrance.objects.create(
        region_id=entrance.region, person_id=person, starts_on=entrance.starts_on, departure_id=entrance.instead_of,
        waiting_id=waiting, received_on=stamp.received_on, recorded_at=stamp.at,
    )  # fmt: skip
    return person


def _refuse_age(entrance: facts.Entrance, book: law.Book) -> None:
    """An entrant is new: the age gate is that of their own first day."""
    on, born_on = entrance.starts_on, entrance.listed.person.born_on
    if law.age_verdict(book, born_on=born_on, on=on) is None:
        return
    least = law.in_force(book.age_min, on=on, what="umur paling muda").value
    below = law.in_force(book.age_below, on=on, what="batas umur").value
    raise AgeBars(age=law.whole_years(born_on=born_on, on=on), day=language.day(on), least=least, below=below)


def _refuse_place(departure_id: int, entrance: facts.Entrance) -> None:
    """The place that is taken must be one that was left, in this village, and by nobody taken yet."""
    free = models.Departure.objects.filter(pk=departure_id, region_id=entrance.region, entrance__isnull=True)
    last_on = free.values_list("last_on", flat=True).first()
    mended = queries.corrections(entrance.region, known_at=dt.date.max)
    last_on = mended.get(departure_id, (last_on, ""))[0]
    if last_on is None:
        raise PlaceTaken()
    if entrance.starts_on <= last_on:
        raise StartsTooEarly(day=language.day(entrance.starts_on), last=language.day(last_on))


def _refuse_passing(
    entrance: facts.Entrance, person: uuid.UUID, book: law.Book, stamp: journal_facts.Stamp
) -> int | None:
    """The place on the waiting list that this entrance ends; whoever stands before it is passed over for a reason."""
    order = law.in_force(book.waiting_order, on=entrance.starts_on, what="urutan daftar tunggu").value
    waits = queries.waiting(entrance.region, known_at=stamp.received_on, order=order)
    own = next((one for one in waits if one.who.id == person), None)
    before = own.place - 1 if own else len(waits)
    if before and not entrance.why.strip():
        raise PassedOver(count=before)
    return own.waiting_id if own else None


def _refuse_crowd(
    starts_on: dt.date, funded: Mapping[dt.date, int], names: Mapping[uuid.UUID, facts.Stay | None]
) -> None:
    if not rules.heads_on(funded, starts_on):
        raise NothingFunded(day=language.day(starts_on))
    lacking = rules.lacking(starts_on=starts_on, funded=funded, names=names.values())
    if lacking is not None:
        day, heads, standing = lacking
        raise NoFreePlace(day=language.day(day), funded=language.number(heads), names=language.number(standing))


# Waiting


@transaction.atomic
def waits(*, wish: facts.Wish, book: law.Book, stamp: journal_facts.Stamp) -> int:
    """Put a person on a village's waiting list; returns the id of their place. Raises NoSuchGroup, WaitsAlready,
    ListedAlready."""
    journal.act(by=stamp.by)
    order = law.in_force(book.waiting_order, on=wish.listed_on, what="urutan daftar tunggu").value
    if wish.group not in dict(order.groups):
        raise NoSuchGroup(group=wish.group)
    person = workers.take(people=[wish.person], stamp=stamp)[wish.person.nik]
    for one in queries.waiting(wish.region, known_at=stamp.received_on, order=order):
        if one.who.id == person:
            raise WaitsAlready(day=language.day(one.listed_on))
    on_that_day = models.Waiting.objects.filter(region_id=wish.region, person_id=person, listed_on=wish.listed_on)
    if on_that_day.exists():
        raise WaitedToday(day=language.day(wish.listed_on))
    names = queries.standing(wish.region, on=wish.listed_on, known_at=stamp.received_on)
    if person in names and facts.stands(names[person], wish.listed_on):
        raise ListedAlready()
    about = queries.about_wish(wish.region, wish.listed_on)
    evidence = worker_queries.seal_note(person, wish.evidence, about=about)
    row = (wish.region, person.hex, wish.group, wish.listed_on, evidence.hex(), stamp.received_on)
    journal.record(verb="enrolment.waits", about=wish.region, rows=[row], stamp=stamp)
    return models.Waiting.objects.create(
        region_id=wish.region, person_id=person, group=wish.group, listed_on=wish.listed_on,
        evidence_sealed=evidence, received_on=stamp.received_on, recorded_at=stamp.at,
    ).pk  # fmt: skip


@transaction.atomic
def end_wait(*, region: str, waiting_id: int, why: str, stamp: journal_facts.Stamp) -> None:
    """Take a person off a village's waiting list, for a reason. Raises WhyMissing, NotWaiting."""
    journal.act(by=stamp.by)
    if not why.strip():
        raise WhyMissing()
    waits_still = models.Waiting.objects.filter(
        pk=waiting_id, region_id=region, entrance__isnull=True, end__isnull=True
    )  # fmt: skip
    person = waits_still.values_list("person_id", flat=True).first()
    if person is None:
        raise NotWaiting()
    sealed = worker_queries.seal_note(person, why, about=queries.about_end(waiting_id))
    said = (waiting_id, sealed.hex(), stamp.received_on)
    journal.record(verb="enrolment.wait_ended", about=region, rows=[said], stamp=stamp)
    models.WaitingEnd.objects.create(
        waiting_id=waiting_id, why_sealed=sealed, received_on=stamp.received_on, recorded_at=stamp.at
    )  # fmt: skip
