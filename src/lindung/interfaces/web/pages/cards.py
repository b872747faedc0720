"""Cards of a village: who has none in hand yet, and the form for what happened to one."""

from __future__ import annotations

from collections.abc import Mapping

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.web import clock, doors, fields, links, tables
from lindung.interfaces.web.components import following
from lindung.interfaces.web.pages import asking, frame, instead
from lindung.kernel import language
from lindung.monitoring import carding
from lindung.platform.journal import facts as journal
from lindung.registers.claims import facts, operations
from lindung.registers.claims.cards import queries as issued


@doors.door(doors.SEES_CARDS, region="code")
def cards(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """Every valid name of the village with its card."""
    found_day = asking.village_day(request, code, whole=True)
    if isinstance(found_day, http.HttpResponse):
        return found_day
    village, asked, day, about = found_day
    found = carding.holdings(day, code)
    table = following.cards(found, f"/wilayah/{code}/pekerja/", about)
    file = tables.response(request, table, name=f"{code} {day.on}")
    if file:
        return file
    without = sum(not one.holder.reached for one in found)
    good = sum(one.holds(day.on) for one in found)
    gone = sum(day.on < one.ends_before for one in issued.in_hand(code, known_at=day.known_at).values()) - good
    context = {
        "title": _("Kartu peserta"), "place": village.titled, "up": links.Links(asked, code).to(code),
        "as_of": about.as_of, "asked": asked,
        "says": [
            _("%(count)s dari %(all)s nama sah belum memegang kartu.")
            % {"count": language.number(without), "all": language.number(len(found))},
            _("%(count)s kartu Lindung terbit dan berlaku pada hari itu.") % {"count": language.number(good)},
            *([_gone(gone)] if gone else []),
        ],
        "acts": _acts(code, printable=bool(good)) if request.desk.role in doors.TELLS_OF_PEOPLE else [],
        "act": (f"/wilayah/{code}/kartu/catat/", _("Catat kartu"))
        if request.desk.role in doors.TELLS_OF_PEOPLE else None,
        "blocks": [("kartu", _("Nama dan kartunya"), tables.block(request, table))],
    }  # fmt: skip
    return frame.render(request, "web/sections.html", context)


def _gone(count: int) -> str:
    said = _("%(count)s kartu lain masih berlaku, pemegangnya tidak lagi dihitung pada daftar desa. Cabut bila keluar.")
    return said % {"count": language.number(count)}


def _acts(code: str, *, printable: bool) -> list[tuple[str, str]]:
    here = f"/wilayah/{code}/kartu/"
    more = [(f"{here}cetak/", _("Cetak 10 per lembar")), (f"{here}cabut/", _("Cabut kartu"))]
    return [(f"{here}terbit/", _("Terbitkan kartu")), *(more if printable else [])]


@doors.door(doors.TELLS_OF_PEOPLE, methods=("GET", "POST"), region="code")
def record(request: http.HttpRequest, code: str) -> http.HttpResponse:
    """One card was printed, handed over or signed for."""
    village = asking.village_of(request, code)
    if village is None:
        return instead.missing(request)
    choices = asking.people(request, code)
    today = clock.today(code, request.example_day)

    def take(said: Mapping[str, str], stamp: journal.Stamp) -> str:
        if said["langkah"] not in facts.STEPS:
            raise asking.Fault("langkah", asking.NotFilled())
        person = asking.person(said, "orang", choices)
        last = issued.last_numbers(code, [person]).get(person, 1)
        number = int(said["nomor"]) if said["nomor"] in _NUMBERS else last
        step = facts.CardStep(
            code, person, said["langkah"], asking.day(said, "hari"), said["penerima"], said["bukti"], number
        )
        operations.record_card(step=step, stamp=stamp)
        return f"/wilayah/{code}/kartu/"

    return asking.answer(
        request,
        village,
        asking.Asked(
            _("Catat kartu"),
            _("Satu langkah kartu satu orang: dicetak, diserahkan, atau ditandatangani penerimanya."),
            _("Simpan"),
            f"/wilayah/{code}/kartu/",
            _fields(choices, language.day(today)),
            take,
        ),
    )


_NUMBERS = tuple(str(one) for one in range(1, 21))


def _fields(choices: tuple[tuple[str, str], ...], today: str) -> list[fields.Field]:
    steps = (("handed_over", _("Diserahkan")), ("signed", _("Ditandatangani")), ("printed", _("Dicetak")))
    return [
        fields.Field("orang", _("Nama"), "select", required=True, choices=(("", _("Pilih nama")), *choices)),
        fields.Field("langkah", _("Yang terjadi"), "select", required=True, choices=steps, value="handed_over"),
        fields.Field("hari", _("Hari"), required=True, inputmode="numeric", value=today, hint=_("Seperti 13-04-2023.")),
        fields.Field("penerima", _("Diterima oleh"), hint=_("Peserta sendiri, atau siapa yang mewakilinya.")),
        fields.Field("bukti", _("Bukti"), hint=_("Nomor tanda terima atau berita acara.")),
        fields.Field(
            "nomor", _("Kartu ke-"), "select", choices=(("", _("Yang terakhir")), *((one, one) for one in _NUMBERS)),
            hint=_("Kartu yang dicetak ulang adalah kartu berikutnya."),
        ),
    ]  # fmt: skip
