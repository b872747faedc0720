"""Who left a village's list and what of their contributions remains, who came instead, and who waits in which order."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors, fields, links, seen, tables
from lindung.interfaces.web.components import replacement
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language, law, values
from lindung.monitoring import remains
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims.cards import facts as cards
from lindung.registers.claims.cards import operations as card_operations
from lindung.registers.coverage import queries as coverage
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.enrolment.movements import facts, operations, queries
from lindung.registers.workers import facts as workers


class NotANik(values.Refusal):
    code = "nik-pada-isian-tidak-sah"
    sentence = "NIK ini tidak sah: 16 angka dari KTP atau KK. Cocokkan dengan KTP, lalu ketik lagi."


def _order(code: str, on: dt.date) -> law.Dated[law.WaitingOrder]:
    return law.in_force(rulebook.book(code).waiting_order, on=on, what="urutan daftar tunggu")


@doors.door(doors.SEES_CARDS, region="code")
def moving(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Who left, with what remains of their prepaid months; and who waits, with what put them there."""
    found_day = asking.village_day(request, code)
    if isinstance(found_day, http.HttpResponse):
        return found_day
    village, asked, day, about = found_day
    order = _order(code, asked.on)
    shown = (
        replacement.left(remains.of_village(day, code), about),
        replacement.waiting(queries.waiting(code, known_at=asked.known_at, order=order.value), order, about),
    )
    file = tables.response(request, *shown, name=f"{code} {day.on}")
    if file:
        return file
    writes = request.desk.role in doors.TELLS_OF_PEOPLE
    context = {
        "title": _("Pergantian"), "place": village.titled, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked,
        "acts": replacement.acts(code, gone=bool(shown[0].rows), waits=bool(shown[1].rows)) if writes else [],
        "blocks": [(table.key, table.title, tables.block(request, table)) for table in shown],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def leave(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Somebody's last day on the list, and why."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    choices = asking.people(request, code)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["sebab"] not in facts.REASONS:
            raise asking.Fault("sebab", asking.NotFilled())
        person, last_on = asking.person(said, "orang", choices), asking.day(said, "hari")
        departure = facts.Departure(code, person, last_on, said["sebab"], said["bukti"])
        with transaction.atomic():
            journal_operations.act(by=stamp.by)
            operations.left(departure=departure, stamp=stamp)
            gone: cards.Reason = "dead" if said["sebab"] == "meninggal" else "moved"
            card_operations.revoke_of(person=person, reason=gone, region=code, stamp=stamp)
        return _back(code)

    shown = [
        fields.Field("orang", _("Nama"), "select", required=True, choices=(("", _("Pilih nama")), *choices)),
        fields.Field("hari", _("Hari terakhir"), required=True, inputmode="numeric", hint=_("Seperti 13-04-2023.")),
        fields.Field("sebab", _("Sebab"), "select", required=True, choices=tuple(replacement.reasons().items())),
        fields.Field("bukti", _("Bukti"), hint=_("Nomor surat kematian, surat pindah, atau surat pengunduran diri.")),
    ]
    lead = _(
        "Sejak hari sesudahnya nama ini tidak dihitung lagi; sisa iurannya didaftar untuk dibicarakan dengan BPJS."
    )
    asked = asking.Asked(_("Catat yang keluar"), lead, _("Simpan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def come(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Somebody comes in a free place, from a day on."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    free = [one for one in queries.left(code, known_at=today) if one.replaced_by is None]

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        person, starts_on = _claimed(said, today), asking.day(said, "hari")
        instead_of = next((one.departure_id for one in free if str(one.departure_id) == said["tempat"]), None)
        with transaction.atomic():
            journal_operations.act(by=stamp.by)
            row = enrolment.Listed(person, "rentan", said["pekerjaan"], _place(code, said, stamp))
            entrance = facts.Entrance(code, row, starts_on, instead_of, why=said["alasan"])
            funded = _funded(code, starts_on, today)
            operations.replaced(entrance=entrance, funded=funded, book=rulebook.book(code), stamp=stamp)
        return _back(code)

    places = tuple((str(one.departure_id), f"{one.who.name}, {language.day(one.last_on)}") for one in free)
    shown = [
        *_identity(),
        fields.Field("pekerjaan", _("Pekerjaan"), hint=_("Seperti petani, nelayan, pengemudi bentor.")),
        fields.Field("hari", _("Mulai hari"), required=True, inputmode="numeric", value=language.day(today)),
        fields.Field("tempat", _("Menggantikan"), "select", choices=(("", _("Tempat lain yang kosong")), *places)),
        fields.Field("alasan", _("Alasan melewati daftar tunggu"), hint=_("Hanya bila ada yang menunggu lebih dulu.")),
    ]
    lead = _(
        "Hanya bila ada tempat yang sudah dibayar. Pengganti memulai kepesertaannya sendiri, dari hari pertamanya."
    )
    asked = asking.Asked(_("Masukkan pengganti"), lead, _("Simpan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def wait(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Somebody waits for a place."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        wish = facts.Wish(code, _claimed(said, today), said["kelompok"], today, said["bukti"])
        operations.waits(wish=wish, book=rulebook.book(code), stamp=stamp)
        return _back(code)

    groups = tuple((one, _(name)) for one, name in _order(code, today).value.groups)
    shown = [
        *_identity(),
        fields.Field("kelompok", _("Kelompok"), "select", required=True, choices=groups),
        fields.Field("bukti", _("Bukti"), hint=_("Nomor berita acara musdes, atau data yang menyebut desilnya.")),
    ]
    lead = _("Urutannya menurut kelompok, lalu hari tercatat, lalu undian; tidak dari NIK, nama atau umur.")
    asked = asking.Asked(_("Tambah ke daftar tunggu"), lead, _("Simpan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def mend(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """A departure that was recorded wrongly: another day, another reason, or nobody left."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    known = {str(one.departure_id): one for one in queries.left(code, known_at=today) if one.region == code}
    seen.persons(request, "roster", "pilihan", (one.who.id for one in known.values()))

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["catatan"] not in known:
            raise asking.Fault("catatan", asking.NotFilled())
        if said["sebab"] not in ("batal", *facts.REASONS):
            raise asking.Fault("sebab", asking.NotFilled())
        one, stays = known[said["catatan"]], said["sebab"] == "batal"
        last_on = None if stays else asking.day(said, "hari") if said["hari"] else one.last_on
        reason = None if stays else said["sebab"]
        correction = facts.Correction(one.departure_id, said["alasan"], last_on, reason)  # type: ignore[arg-type]
        funded = _funded(code, one.last_on + dt.timedelta(days=1), today)
        operations.correct(region=code, correction=correction, funded=funded, stamp=stamp)
        return _back(code)

    reasons = (("batal", _("Tidak keluar: tetap pada daftar")), *replacement.reasons().items())
    choices = tuple((key, f"{one.who.name}, {language.day(one.last_on)}") for key, one in known.items())
    shown = [
        fields.Field("catatan", _("Catatan keluar"), "select", required=True, choices=(("", _("Pilih")), *choices)),
        fields.Field("sebab", _("Yang benar"), "select", required=True, choices=(("", _("Pilih")), *reasons)),
        fields.Field("hari", _("Hari terakhir"), inputmode="numeric", hint=_("Kosongkan bila tidak berubah.")),
        fields.Field("alasan", _("Alasan pembetulan"), required=True, hint=_("Apa yang keliru, dan apa dasarnya.")),
    ]
    lead = _(
        "Catatan lama tetap tersimpan di samping pembetulannya. Nama yang kembali memerlukan tempat yang masih didanai."
    )
    asked = asking.Asked(_("Betulkan catatan keluar"), lead, _("Simpan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def end_wait(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Somebody waits no longer."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    known = {str(one.waiting_id): one for one in queries.waiting(code, known_at=today, order=_order(code, today).value)}
    seen.persons(request, "roster", "pilihan", (one.who.id for one in known.values()))

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["orang"] not in known:
            raise asking.Fault("orang", asking.NotFilled())
        waiting_id = known[said["orang"]].waiting_id
        operations.end_wait(region=code, waiting_id=waiting_id, why=said["alasan"], stamp=stamp)
        return _back(code)

    choices = tuple((key, f"{one.place}. {one.who.name}") for key, one in known.items())
    shown = [
        fields.Field("orang", _("Nama"), "select", required=True, choices=(("", _("Pilih nama")), *choices)),
        fields.Field("alasan", _("Alasan"), required=True, hint=_("Seperti: meninggal, pindah, sudah didanai APBD.")),
    ]
    lead = _("Yang ingin menunggu lagi tercatat baru, di belakang yang sudah menunggu.")
    asked = asking.Asked(_("Coret dari daftar tunggu"), lead, _("Simpan"), _back(code), shown, take)
    return asking.answer(request, village, asked)


def _back(code: str) -> str:
    return f"/wilayah/{code}/pergantian/"


def _identity() -> list[fields.Field]:
    hint = _("16 angka dari KTP atau KK.")
    return [
        fields.Field("nik", _("NIK"), required=True, inputmode="numeric", digits=16, hint=hint),
        fields.Field("nama", _("Nama"), required=True, hint=_("Seperti pada KTP.")),
    ]


def _claimed(said: Mapping[str, str], on: dt.date) -> workers.Claimed:
    """The person as typed; birth date and sex are read off the NIK. Raises Fault."""
    text = said["nik"].replace(" ", "")
    nik = values.Nik(text)
    born_on = None if values.Nik.fault(text, on) else nik.born_on(on)
    if born_on is None:
        raise asking.Fault("nik", NotANik())
    return workers.Claimed(nik, said["nama"], born_on, nik.sex)


def _place(code: str, said: Mapping[str, str], stamp: journal.Stamp) -> journal.Place:
    """The typed form stands as a document of its own, without what it said of a person."""
    name = f"pengganti {code} {stamp.batch.hex[:8]}"
    digest = hashlib.sha256(f"{name} {said['hari']} {said['tempat']}".encode()).hexdigest()
    return journal.Place(journal_operations.receive(name=name, sha256=digest, size=0, stamp=stamp), "", 1)


def _funded(village: str, starts_on: dt.date, known_at: dt.date) -> dict[dt.date, int]:
    """From each day on which that changes: the heads that are paid for in the village."""
    known = coverage.facts_of(village, on=max(starts_on, known_at), known_at=known_at)
    turns = {day for fact in known for day in (fact.starts_on, fact.ends_before) if day > starts_on}
    found = {}
    for day in sorted({starts_on} | turns):
        heads = coverage.heads_on(village, on=day, known_at=known_at).get(village)
        found[day] = heads.heads if heads else 0
    return found
