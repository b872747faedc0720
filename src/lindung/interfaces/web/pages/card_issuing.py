"""A village's cards: made for who is covered by name, printed ten on a sheet, revoked with a reason."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django import http
from django.db import transaction
from django.utils.translation import gettext as _

from lindung.interfaces.reports.cards import printing
from lindung.interfaces.web import clock, days, doors, fields, seen
from lindung.interfaces.web.components import following
from lindung.interfaces.web.pages import asking, instead
from lindung.kernel import law, values
from lindung.kernel.cards import tokens
from lindung.monitoring import carding, facts
from lindung.platform.journal import facts as journal
from lindung.platform.journal import operations as journal_operations
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.claims.cards import facts as cards
from lindung.registers.claims.cards import operations, queries
from lindung.registers.coverage import queries as coverage

_ENDING = 4


class NotEntitled(values.Refusal):
    code = "belum-terlindungi-menurut-nama"
    sentence = (
        "Kartu tidak dibuat: orang ini belum terlindungi menurut nama pada hari ini. Periksa pembayaran desa dan "
        "daftar BPJS, atau tanyakan kepada BPJS Ketenagakerjaan cabang."
    )


class NothingToPrint(values.Refusal):
    code = "tidak-ada-kartu-untuk-dicetak"
    sentence = "Tidak ada kartu yang berlaku untuk dicetak. Terbitkan kartunya dulu, lalu cetak."


# Making


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def issue(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Cards for everybody who is covered by name and holds none, or for one worker anew."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    choices = asking.people(request, code)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        day = _today(request, code)
        with transaction.atomic():
            journal_operations.act(by=stamp.by)  # who presses twice waits here, and then finds the cards made
            operations.issue(region=code, drafts=_drafts(day, code, said["siapa"]), stamp=stamp)
        return f"/wilayah/{code}/kartu/"

    everybody = ("", _("Semua yang terlindungi dan belum memegang kartu yang berlaku"))
    hint = _("Kartu baru untuk satu orang mencabut kartunya yang lama.")
    who = fields.Field(
        "siapa",
        _("Untuk siapa"),
        "select",
        choices=(everybody, *choices),
        hint=hint,
        value=request.GET.get("orang", ""),
    )
    lead = _(
        "Kartu dibuat hanya untuk yang terlindungi menurut nama. Isinya: nama, desa, masa perlindungan; tanpa NIK dan "
        "tanpa alamat."
    )
    asked = asking.Asked(_("Terbitkan kartu"), lead, _("Terbitkan"), f"/wilayah/{code}/kartu/", [who], take)
    return asking.answer(request, village, asked)


def _today(request: http.HttpRequest, code: str) -> facts.RegencyDay:
    today = clock.today(code, request.example_day)
    return days.of(request, code, days.Asked(today.year, today, today), whole=True).day


def _drafts(day: facts.RegencyDay, code: str, chosen: str) -> list[cards.Draft]:
    """The cards that are to be made: of everybody without one, or of whom was chosen. Raises NotEntitled."""
    place = next(one for one in day.places if one.code == code)
    village = ", ".join(name for name in (place.name, place.district_name) if name)
    if not chosen:
        held = queries.in_hand(code, known_at=day.known_at)
        found = [one for one in carding.entitled(day, code) if not one.told_by(held.get(one.person))]
    else:
        found = [one for one in carding.entitled(day, code) if str(one.person) == chosen]
        if not found:
            raise NotEntitled()
    return [
        cards.Draft(
            code, one.person, one.name, village, one.starts_on, one.ends_before, one.expires_on, one.confirmed,
            one.full_from, one.membership[-_ENDING:] if len(one.membership) > _ENDING else "",
        )
        for one in found
    ]  # fmt: skip


# Printing


@doors.door(doors.TELLS_OF_PEOPLE, region="code")
def sheets(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """The village's cards that are good today, ten on a sheet; or one worker's alone."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    chosen = request.GET.get("orang", "")
    held = queries.in_hand(code, known_at=today)
    found = {key: one for key, one in held.items() if today < one.ends_before and chosen in ("", str(key))}
    texts = queries.texts(found.values())
    if not texts:
        return instead.refused(request, NothingToPrint())
    number = seen.export(request, "kartu.pdf")
    seen.persons(request, "export", "kartu.pdf", (key for key, one in found.items() if one.id in texts))
    content = printing.pdf(_papers(request, code, found, texts), _sheet(request, code))
    answer = http.HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="kartu-{code}-{today}-{number.hex[:8]}.pdf"'
    return answer


def _papers(
    request: http.HttpRequest, code: str, found: Mapping[uuid.UUID, cards.Issued], texts: Mapping[int, str]
) -> list[printing.Paper]:
    """In the order of the names, each with its BPJS number in full."""
    today = clock.today(code, request.example_day)
    members: dict[uuid.UUID, str] = {}
    for one in coverage.members_in(code, known_at=today):
        members[one.person] = one.membership
    papers = [printing.Paper(texts[one.id], members.get(key, "")) for key, one in found.items() if one.id in texts]
    return sorted(papers, key=lambda one: tokens.of_text(one.text).name.casefold())


def _sheet(request: http.HttpRequest, code: str) -> printing.Sheet:
    today = clock.today(code, request.example_day)
    regency = values.RegionCode(code).at(2)
    asked = law.documents(rulebook.book(code, today), event="accident", on=today)
    hours = next((one.value.within_hours for one in asked if one.value.within_hours), None)
    return printing.Sheet(regions.name_of_regency(str(regency)), request.build_absolute_uri("/kartu/"), hours)


# Revoking


def _holders(request: http.HttpRequest, held: Mapping[uuid.UUID, cards.Issued]) -> list[tuple[str, str]]:
    """Whoever holds a card, by the name on it: also who stands on no list any more."""
    texts = queries.texts(held.values())
    seen.persons(request, "roster", "pilihan", (key for key, one in held.items() if one.id in texts))
    named = {str(key): tokens.of_text(texts[one.id]).name for key, one in held.items() if one.id in texts}
    return sorted(named.items(), key=lambda one: one[1].casefold())


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def revoke(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Somebody's card holds no longer, and why."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    today = clock.today(code, request.example_day)
    held = queries.in_hand(code, known_at=today)
    choices = _holders(request, held)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["sebab"] not in cards.GIVEN:
            raise asking.Fault("sebab", asking.NotFilled())
        card = held[asking.person(said, "orang", choices)]
        operations.revoke(region=code, issue_id=card.id, reason=said["sebab"], stamp=stamp)  # type: ignore[arg-type]
        return f"/wilayah/{code}/kartu/"

    reasons = tuple((one, following.reason(one)) for one in cards.GIVEN)
    shown = [
        fields.Field("orang", _("Nama"), "select", required=True, choices=(("", _("Pilih nama")), *choices)),
        fields.Field("sebab", _("Sebab"), "select", required=True, choices=(("", _("Pilih")), *reasons)),
    ]
    lead = _(
        "Kartu yang dicabut masuk daftar kartu yang dicabut, dan tidak dapat dipakai lagi. Ini tidak dapat dibatalkan."
    )
    asked = asking.Asked(_("Cabut kartu"), lead, _("Cabut"), f"/wilayah/{code}/kartu/", shown, take)
    return asking.answer(request, village, asked)
