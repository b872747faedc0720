"""Meetings for pages: words, forms, and the screens that a hall sees one after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lindung.interfaces.reports import agenda, tongue
from lindung.interfaces.web import fields
from lindung.kernel import language
from lindung.registers.followup.meetings import facts

Names = Mapping[str, str]
"""What each region is called, by code."""
_LONG, _LONGER = 90, 190
"""From so many letters on a sentence is set smaller, so that it fits one screen."""


def office(key: str) -> str:
    """Which office, as people say it."""
    return {
        "kades": _("Kepala desa"), "camat": _("Camat"), "dpmd": _("Dinas PMD"), "sekda": _("Sekretaris Daerah"),
        "bupati": _("Bupati"), "bpjs": _("BPJS Ketenagakerjaan"), "operator": _("Operator desa"),
    }.get(key, key)  # fmt: skip


def about(key: str) -> str:
    """What a statement is about."""
    return {
        "budgeted": _("Sudah dianggarkan"), "paid": _("Sudah dibayar"), "registered": _("Sudah didaftarkan"),
        "other": _("Hal lain"),
    }[key]  # fmt: skip


def attended(key: str) -> str:
    return {"present": _("Hadir"), "excused": _("Izin"), "absent": _("Tidak hadir")}[key]


def state(one: facts.Meeting, today: dt.date) -> str:
    """Whether it is still to come, goes on, or is closed."""
    if one.minutes:
        return _("Notula ditutup %(day)s") % {"day": tongue.day(one.minutes.closed_on)}
    if one.call.held_on > today:
        return _("Akan berlangsung")
    return _("Notula belum ditutup")


# What stands on the page of a meeting


@dataclass(frozen=True, slots=True)
class Line:
    """A point of the agenda as it is read."""

    title: str
    sentence: str
    screen: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A statement or a decision with what became of its duty."""

    number: int
    where: str
    title: str
    sentence: str
    more: str
    due: str
    duty: str
    href: str = ""


def sections(points: Sequence[facts.Point]) -> list[tuple[str, list[Line]]]:
    """The agenda section by section; each line with the number of its screen."""
    found: dict[str, list[Line]] = {}
    for number, one in enumerate(points, 1):
        said = tongue.point(one.kind, one.sentence)
        found.setdefault(_(agenda.TITLES[one.section]), []).append(Line(_(agenda.title(one)), said, number))
    return list(found.items())


def statements(held: facts.Meeting, names: Names, states: Mapping[object, str]) -> list[Said]:
    return [_stated(one, names, states) for one in held.statements]


def _stated(one: facts.Statement, names: Names, states: Mapping[object, str]) -> Said:
    told = one.stated
    amount = f", {language.rupiah(told.amount)}" if told.amount is not None else ""
    return Said(
        one.number, names.get(told.region, told.region), about(told.about) + amount, told.words,
        _("Bukti yang menyusul: %(evidence)s") % {"evidence": told.evidence}
        + (f" ({told.speaker})" if told.speaker else ""),
        tongue.day(told.due_on), states.get(one.duty, ""), _duty(told.region, one.duty),
    )  # fmt: skip


def decisions(held: facts.Meeting, names: Names, states: Mapping[object, str]) -> list[Said]:
    return [
        Said(
            one.number, names.get(one.resolved.region, one.resolved.region), office(one.resolved.office),
            one.resolved.sentence, "", tongue.day(one.resolved.due_on), states.get(one.duty, ""),
            _duty(one.resolved.region, one.duty),
        )
        for one in held.decisions
    ]  # fmt: skip


def _duty(region: str, key: object) -> str:
    return f"/wilayah/{region}/tugas/{key}/"


# The screens of the hall


@dataclass(frozen=True, slots=True)
class Screen:
    """One thing for the whole hall: what it is about, the sentence, where, and what was said of it here."""

    kicker: str
    sentence: str
    where: str
    notes: tuple[str, ...] = ()

    @property
    def below(self) -> str:
        """Where, unless the sentence says so itself."""
        return "" if self.where in f"{self.kicker} {self.sentence}" else self.where

    @property
    def size(self) -> str:
        """How large it can be set."""
        return "s" if len(self.sentence) > _LONGER else "m" if len(self.sentence) > _LONG else "l"


def screens(held: facts.Meeting, names: Names) -> list[Screen]:
    """The title, each point of the agenda, each decision."""
    call = held.call
    opening = Screen(
        names.get(call.region, call.region), call.topic,
        _("%(day)s, pukul %(time)s, %(place)s") % {
            "day": tongue.day(call.held_on), "time": call.begins, "place": call.place,
        },
    )  # fmt: skip
    points = [
        Screen(
            _(agenda.title(one)), tongue.point(one.kind, one.sentence), names.get(one.region, one.region),
            tuple(_note(said) for said in held.statements if said.stated.region == one.region),
        )
        for one in held.agenda
    ]  # fmt: skip
    ends = [
        Screen(
            _("Putusan %(number)s") % {"number": one.number}, one.resolved.sentence,
            _("%(office)s, %(region)s, paling lambat %(day)s") % {
                "office": office(one.resolved.office), "day": tongue.day(one.resolved.due_on),
                "region": names.get(one.resolved.region, one.resolved.region),
            },
        )
        for one in held.decisions
    ]  # fmt: skip
    return [opening, *points, *ends]


def _note(one: facts.Statement) -> str:
    """What was said of a region, beside the figure that it does not touch."""
    told = one.stated
    amount = f" {language.rupiah(told.amount)}" if told.amount is not None else ""
    return _("Disampaikan di rapat, bukti menyusul: %(about)s%(amount)s, paling lambat %(day)s.") % {
        "about": about(told.about), "amount": amount, "day": tongue.day(told.due_on),
    }  # fmt: skip


def beside(known: Iterable[facts.Statement], open_duties: frozenset[object]) -> list[str]:
    """Beside a village's figures: what was said of it and not yet shown by evidence."""
    return [_note(one) for one in known if one.duty in open_duties]


# Forms

_DOES = ("camat", "kades", "dpmd", "sekda", "bpjs")
"""To whom a decision can give something to do."""
_LEVEL_OF_VILLAGES = 3


def call_fields(regions: Sequence[tuple[str, str]], chairs: Sequence[str], today: str) -> list[fields.Field]:
    return [
        fields.Field("acara", _("Acara"), required=True, value=_("Rapat monev 1 Desa 100 Pekerja Rentan")),
        fields.Field("wilayah", _("Wilayah"), "select", required=True, choices=tuple(regions)),
        fields.Field("hari", _("Hari"), required=True, inputmode="numeric", value=today, hint=_("Seperti 13-04-2023.")),
        fields.Field("jam", _("Pukul"), required=True, inputmode="decimal", value="09.00", hint=_("Seperti 09.00.")),
        fields.Field("tempat", _("Tempat"), required=True),
        fields.Field(
            "pimpinan", _("Pimpinan rapat"), "select", required=True,
            choices=tuple((one, office(one)) for one in chairs),
            hint=_("Yang memimpin, dan sesudahnya menutup notula."),
        ),
    ]  # fmt: skip


def entry_fields(places: Sequence[tuple[str, str]], offices: Sequence[str], due: str) -> dict[str, list[fields.Field]]:
    """What each act on a meeting asks; every name occurs once on the page."""
    villages = tuple(one for one in places if one[0].count(".") == 3)
    chosen = (("", _("Pilih")),)
    like = _("Seperti 13-04-2023.")

    def pick(name: str, label: str, choices: Iterable[tuple[str, str]]) -> fields.Field:
        return fields.Field(name, label, "select", required=True, choices=tuple(choices))

    def words(name: str, label: str, *, required: bool = True, hint: str = "") -> fields.Field:
        return fields.Field(name, label, required=required, hint=hint)

    def day(name: str, label: str) -> fields.Field:
        return fields.Field(name, label, required=True, inputmode="numeric", value=due, hint=like)

    return {
        "butir": [
            pick("butir_bagian", _("Bagian acara"), ((one, _(agenda.TITLES[one])) for one in (*facts.SECTIONS[::-1],))),
            pick("butir_wilayah", _("Wilayah"), places),
            words("butir_isi", _("Yang dibahas")),
        ],
        "hadir": [
            fields.Field("hadir_kantor", _("Kantor"), required=True, suggested=tuple((one, one) for one in offices)),
            words("hadir_nama", _("Nama"), required=False),
            pick("hadir_apa", _("Kehadiran"), ((one, attended(one)) for one in facts.ATTENDED)),
            words("hadir_ket", _("Keterangan"), required=False, hint=_("Seperti alasan izin.")),
        ],
        "keterangan": [
            pick("kata_wilayah", _("Tentang desa"), (*chosen, *villages)),
            pick("kata_tentang", _("Yang disampaikan"), ((one, about(one)) for one in facts.ABOUT)),
            fields.Field("kata_jumlah", _("Rupiah"), inputmode="decimal", hint=_("Seperti 20.160.000.")),
            words("kata_isi", _("Dengan kata-katanya")),
            words("kata_siapa", _("Disampaikan oleh"), required=False),
            words("kata_bukti", _("Bukti yang menyusul"), hint=_("Seperti Perdes Perubahan APBDes.")),
            day("kata_hari", _("Bukti paling lambat")),
        ],
        "putusan": [
            pick("putus_kantor", _("Siapa"), ((one, office(one)) for one in _DOES)),
            pick("putus_wilayah", _("Tentang wilayah"), places),
            words("putus_isi", _("Mengerjakan apa")),
            day("putus_hari", _("Paling lambat")),
        ],
        "tutup": [words("tutup_simpulan", _("Simpulan rapat"))],
        "tambahan": [words("tambahan_isi", _("Tambahan atau ralat"))],
    }  # fmt: skip
