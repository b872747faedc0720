"""What is asked for in a proposal about the law, and how it is read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, get_args

from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells
from lindung.interfaces.web import fields
from lindung.interfaces.web.components import rules as component
from lindung.kernel import law, values
from lindung.platform.rulebook import facts, queries


class NotReadable(values.Refusal):
    code = "isian-usulan-tidak-terbaca"
    sentence = "«{text}» tidak terbaca. Tulis {how}."


CATEGORIES: tuple[law.Category, ...] = get_args(law.Category)[:3]
STATUSES: tuple[law.FundStatus, ...] = ("allowed", "prohibited", "needs_musdes")
_CASES = (1, 2)


def month(said: str) -> values.Month:
    """Raises NotReadable."""
    found = cells.months(said, 0) if said else None
    if found is None or found[0].year < 2015:
        raise NotReadable(text=said, how="seperti 01-2027")
    return found[0]


def year(said: str) -> int:
    if said.isascii() and said.isdigit() and 2015 <= int(said) <= 2100:
        return int(said)
    raise NotReadable(text=said, how="seperti 2027")


def chosen(said: str, of: tuple[Any, ...]) -> Any:
    if said in of:
        return said
    raise NotReadable(text=said, how="salah satu dari pilihannya")


def cases(said: Mapping[str, str]) -> list[facts.Case]:
    """The cases that were filled in. Raises NotReadable."""
    found = []
    for number in _CASES:
        amount = said.get(f"rupiah{number}", "")
        if not amount:
            continue
        due = cells.whole(amount)
        if due is None or due < 0:
            raise NotReadable(text=amount, how="rupiah, seperti 18.000")
        tier = said.get(f"tingkat{number}", "")
        found.append(
            facts.Case(
                month(said.get(f"bulan{number}", "")), chosen(said.get(f"sektor{number}", ""), get_args(law.Sector)),
                chosen(said.get(f"uang{number}", ""), get_args(facts.Payer)), due,
                int(tier) if tier.isascii() and tier.isdigit() and int(tier) else None,
            )
        )  # fmt: skip
    return found


def rule(code: str, said: Mapping[str, str], on: dt.date) -> list[fields.Field]:
    """A new value from a month on, beginning from the one in force."""
    about = said.get("pokok") if said.get("pokok") in component.parameters() else "jkm"
    nth = int(said["ke"]) if re.fullmatch(r"\d{1,3}", said.get("ke", ""), re.ASCII) else 0
    subjects = tuple((name, component.subject(name)) for name in component.parameters())
    asked = [
        fields.Field("pokok", _("Pokok"), "select", required=True, choices=subjects, value=about),
        fields.Field("nilai", _("Nilai baru"), required=True, value=queries.starting_from(code, about, on=on, nth=nth),
                     hint=_("Seperti di buku aturan; yang tampak yang berlaku sekarang.")),
        fields.Field("mulai", _("Berlaku mulai bulan"), "month", required=True, hint=_("Seperti 01-2027.")),
        fields.Field("sampai", _("Tidak berlaku lagi sejak bulan"), "month"),
        fields.Field("dasar", _("Dasar hukum"), required=True, hint=_("Nomor, tahun dan pasal peraturannya.")),
        fields.Field("keyakinan", _("Keyakinan"), "select", required=True, choices=(
            ("seen", component.confidence("seen")), ("secondary", component.confidence("secondary")))),
        fields.Field("cabut", _("Aturan ini dicabut tanpa pengganti"), "select", required=True,
                     choices=(("tidak", _("tidak")), ("ya", _("ya")))),
        fields.Field("catatan", _("Catatan")),
    ]  # fmt: skip
    for number in _CASES if about in facts.OF_CONTRIBUTIONS else ():
        asked += _case(number)
    return asked


def _case(number: int) -> list[fields.Field]:
    sectors = tuple((one, component.sector(one)) for one in ("non_transport", "transport"))
    payers = tuple((one, component.payer(one)) for one in get_args(facts.Payer))
    needed = number == 1
    return [
        fields.Field(f"bulan{number}", _("Kasus %(number)s: bulan") % {"number": number}, "month", required=needed),
        fields.Field(f"sektor{number}", _("Kasus %(number)s: sektor") % {"number": number}, "select", required=needed,
                     choices=sectors),
        fields.Field(f"uang{number}", _("Kasus %(number)s: uang siapa") % {"number": number}, "select",
                     required=needed, choices=payers, value="village"),
        fields.Field(f"tingkat{number}", _("Kasus %(number)s: tingkat JKK") % {"number": number}, inputmode="numeric",
                     hint=_("Kosong: tingkat program.")),
        fields.Field(f"rupiah{number}", _("Kasus %(number)s: rupiah yang harus keluar") % {"number": number},
                     required=needed, inputmode="numeric", hint=_("Satu orang satu bulan, seperti 18.000.")),
    ]  # fmt: skip


def _funds(code: str, on: dt.date) -> tuple[tuple[str, str], ...]:
    found = (one for one in queries.book(code).fund if on in one.span)
    return tuple((one.value.code, f"{one.value.code}: {one.value.name}") for one in found)


def _about_a_fund(code: str, on: dt.date) -> list[fields.Field]:
    return [
        fields.Field("dana", _("Sumber dana"), "select", required=True, choices=_funds(code, on)),
        fields.Field("golongan", _("Untuk"), "select", required=True,
                     choices=tuple((one, component.category(one)) for one in CATEGORIES)),
        fields.Field("tahun", _("Tahun anggaran"), required=True, inputmode="numeric", value=str(on.year)),
    ]  # fmt: skip


def answer(code: str, said: Mapping[str, str], on: dt.date) -> list[fields.Field]:
    """What a branch or ministry answered about a fund."""
    return [
        *_about_a_fund(code, on),
        fields.Field("jawaban", _("Jawaban"), "select", required=True,
                     choices=tuple((one, component.status(one)) for one in STATUSES)),
        fields.Field("surat", _("Nomor, tanggal dan pengirim surat"), required=True,
                     hint=_("Seperti B/123/112026, 3 Agustus 2026, BPJS Ketenagakerjaan Cabang Gorontalo.")),
    ]  # fmt: skip


def override(code: str, said: Mapping[str, str], on: dt.date) -> list[fields.Field]:
    """A fund that is used against its rule."""
    return [
        *_about_a_fund(code, on),
        fields.Field("wilayah", _("Kode desa atau kecamatan"), inputmode="decimal",
                     hint=_("Kosong: seluruh kabupaten, %(code)s.") % {"code": code}),
        fields.Field("alasan", _("Alasan"), required=True, hint=_("Tercetak di setiap laporan.")),
        fields.Field("surat", _("Nomor berita acara atau surat")),
    ]  # fmt: skip
