"""The questions of an application, one a page: how each is asked, and what is wrong with an answer.

Nothing here looks anybody up: what is answered to a NIK follows from its digits alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import http
from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.intake.applications import facts, queries
from lindung.interfaces.reports import tongue
from lindung.kernel import language, law, values
from lindung.platform.rulebook import queries as rulebook


class Wrong(Exception):
    """What is wrong with an answer, and where: shown beside it and in the summary."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Question:
    """What stands on a page: ``shape`` is how it is answered; ``more`` what only that shape needs."""

    title: str
    shape: str
    hint: str = ""
    anchor: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


Said = Mapping[str, str]


def typed(request: http.HttpRequest, name: str) -> str:
    """What was typed in a field, on one line."""
    return cells.text(request.POST.get(name, "").replace("\0", ""))[:200]


# Asking


def question(step: str, one: facts.Application, said: Said, today: dt.date) -> Question:
    """A question with what was answered to it so far."""
    return _ASKED[step](one, said, today)


def _name(one: facts.Application, said: Said, today: dt.date) -> Question:
    more = {"value": said.get("nama", "")}
    return Question(_("Siapa nama Anda?"), "text", _("Nama lengkap seperti pada KTP."), "nama", more)


def _nik(one: facts.Application, said: Said, today: dt.date) -> Question:
    more = {"value": said.get("nik", ""), "inputmode": "numeric"}
    return Question(_("Berapa NIK Anda?"), "text", _("16 angka pada KTP atau KK."), "nik", more)


def _born(one: facts.Application, said: Said, today: dt.date) -> Question:
    known = said.get("lahir", "").split("-")
    year, month, day = known if len(known) == 3 else ("", "", "")
    parts = [
        ("hari", _("Hari"), said.get("hari", day), ""), ("bulan", _("Bulan"), said.get("bulan", month), ""),
        ("tahun", _("Tahun"), said.get("tahun", year), "y"),
    ]  # fmt: skip
    return Question(_("Kapan Anda lahir?"), "day", _("Dengan angka, seperti 13 6 1978."), "hari", {"parts": parts})


def _work(one: facts.Application, said: Said, today: dt.date) -> Question:
    known = said.get("pekerjaan", "")
    other = said.get("lain", known if known not in facts.WORK else "")
    more = {"choices": [(text, _(text)) for text in facts.WORK], "value": known, "other": other}
    return Question(_("Apa pekerjaan Anda?"), "pick", anchor="pekerjaan", more=more)


def _phone(one: facts.Application, said: Said, today: dt.date) -> Question:
    more = {"value": said.get("telepon", ""), "inputmode": "tel"}
    return Question(_("Berapa nomor HP Anda?"), "text", _("Boleh kosong. Untuk mengabari Anda."), "telepon", more)


def _consent(one: facts.Application, said: Said, today: dt.date) -> Question:
    text = queries.consent_text(one.asked.region, today)
    more = {
        "paragraphs": [_(paragraph) for paragraph in text.paragraphs],
        "version": _("Teks versi %(version)s, berlaku %(day)s.") % {"version": text.version, "day": tongue.day(today)},
        "value": said.get("setuju", ""),
    }
    return Question(_("Apakah Anda setuju?"), "agree", anchor="setuju", more=more)


_ASKED: Mapping[str, Callable[[facts.Application, Said, dt.date], Question]] = {
    "nama": _name, "nik": _nik, "lahir": _born, "pekerjaan": _work, "telepon": _phone, "setuju": _consent,
}  # fmt: skip


# Answers


def answered(request: http.HttpRequest, step: str, one: facts.Application, today: dt.date) -> dict[str, str]:
    """What is kept of an answer. Raises Wrong."""
    return _READ[step](request, one, today)


def as_typed(request: http.HttpRequest, step: str) -> dict[str, str]:
    """What was typed, to be shown again beside what is wrong with it."""
    names = {"lahir": ("hari", "bulan", "tahun"), "pekerjaan": ("pekerjaan", "lain")}.get(step, (step,))
    return {name: typed(request, name) for name in names}


def _read_name(request: http.HttpRequest, one: facts.Application, today: dt.date) -> dict[str, str]:
    name = typed(request, "nama")
    if not name:
        raise Wrong(_("Nama belum ditulis. Tulis seperti pada KTP."))
    if any(sign.isdigit() for sign in name):
        raise Wrong(_("Nama tidak memuat angka. Tulis seperti pada KTP."))
    return {"nama": name}


def _read_nik(request: http.HttpRequest, one: facts.Application, today: dt.date) -> dict[str, str]:
    nik = cells.digits(typed(request, "nik"))
    if not nik:
        raise Wrong(_("NIK belum ditulis. Lihat 16 angka pada KTP atau KK."))
    fault = values.Nik.fault(nik, today)
    if fault == "nik_length":
        raise Wrong(_("NIK ada 16 angka; yang ditulis %(count)s. Hitung lagi.") % {"count": len(nik)})
    if fault == "nik_characters":
        raise Wrong(_("NIK hanya berisi angka. Tulis 16 angka pada KTP atau KK."))
    if fault:
        raise Wrong(_("NIK ini tidak mungkin benar. Cocokkan lagi dengan KTP atau KK."))
    born = one.said.get("lahir", "")
    keeps = not born or values.Nik(nik).born_on(today) == dt.date.fromisoformat(born)
    return {"nik": nik} if keeps else {"nik": nik, "lahir": ""}


def _read_born(request: http.HttpRequest, one: facts.Application, today: dt.date) -> dict[str, str]:
    parts = [typed(request, name) for name in ("tahun", "bulan", "hari")]
    numbers = [int(text) for text in parts if re.fullmatch(r"[0-9]{1,4}", text)]
    born = cells.made(*numbers) if len(numbers) == 3 else None
    if born is None or not dt.date(1900, 1, 1) <= born <= today:
        raise Wrong(_("Tanggal itu tidak ada. Tulis hari, bulan dan tahun dengan angka, seperti 13 6 1978."))
    nik = one.said.get("nik", "")
    if nik and values.Nik(nik).born_on(today) != born:
        raise Wrong(_("Tanggal ini berbeda dengan yang ada di dalam NIK. Bila KTP memang begitu, datang ke desa."))
    book = rulebook.book(one.asked.region)
    if law.age_verdict(book, born_on=born, on=today) is not None:
        least = law.in_force(book.age_min, on=today, what="umur paling muda").value
        below = law.in_force(book.age_below, on=today, what="batas umur").value
        said = _("Yang dapat didaftarkan berumur %(least)s tahun ke atas dan belum %(below)s tahun.")
        raise Wrong(said % {"least": least, "below": below})
    return {"lahir": born.isoformat()}


def _read_work(request: http.HttpRequest, one: facts.Application, today: dt.date) -> dict[str, str]:
    work = typed(request, "lain")[:60] or typed(request, "pekerjaan")
    if not work or (not typed(request, "lain") and work not in facts.WORK):
        raise Wrong(_("Pekerjaan belum dipilih. Pilih satu, atau tulis sendiri."))
    return {"pekerjaan": cells.without_nik(work)}


def _read_phone(request: http.HttpRequest, one: facts.Application, today: dt.date) -> dict[str, str]:
    phone = re.sub(r"[\s.()-]", "", typed(request, "telepon"))
    if phone and not re.fullmatch(r"\+?[0-9]{9,15}", phone):
        raise Wrong(_("Nomor HP itu tidak dapat dibaca. Tulis seperti 081234567890, atau kosongkan."))
    return {"telepon": phone}


def _read_consent(request: http.HttpRequest, one: facts.Application, today: dt.date) -> dict[str, str]:
    if not typed(request, "setuju"):
        raise Wrong(_("Tanpa persetujuan Anda, data ini tidak dapat dikirim. Beri tanda bila setuju."))
    return {"setuju": queries.consent_text(one.asked.region, today).version, "setuju-pada": today.isoformat()}


_READ: Mapping[str, Callable[[http.HttpRequest, facts.Application, dt.date], dict[str, str]]] = {
    "nama": _read_name, "nik": _read_nik, "lahir": _read_born, "pekerjaan": _read_work, "telepon": _read_phone,
    "setuju": _read_consent,
}  # fmt: skip


# What was said


def labels() -> dict[str, str]:
    """What each question is about, in a word or two."""
    return {
        "nama": _("Nama"), "nik": _("NIK"), "lahir": _("Tanggal lahir"), "pekerjaan": _("Pekerjaan"),
        "telepon": _("Nomor HP"), "setuju": _("Persetujuan"),
    }  # fmt: skip


def shown(step: str, said: Said) -> str:
    """An answer as it is read."""
    text = said.get(step, "")
    if step == "lahir" and text:
        return tongue.day(dt.date.fromisoformat(text))
    if step == "setuju" and text:
        return _("Teks versi %(version)s, %(day)s") % {
            "version": text, "day": tongue.day(dt.date.fromisoformat(said["setuju-pada"])),
        }  # fmt: skip
    return _(text) if step == "pekerjaan" and text in facts.WORK else text


def route(of: str) -> str:
    return {"desa": _("Minta tempat dari desa"), "mandiri": _("Membayar sendiri (mandiri)")}[of]


def masked(nik: str) -> str:
    """A NIK in groups of four, all but the ends hidden: so that it breaks on a narrow phone."""
    hidden = language.masked_nik(values.Nik(nik))
    return " ".join(hidden[at : at + 4] for at in range(0, len(hidden), 4))
