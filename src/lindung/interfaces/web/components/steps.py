"""The four steps of a village: how far each is, in a word, and the one that comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lindung.interfaces.reports import tongue
from lindung.interfaces.web import links
from lindung.kernel import language
from lindung.monitoring import facts

BUDGET, LIST, PAYMENT, COVER = "anggaran", "pekerja", "iuran", "perlindungan"


@dataclass(frozen=True, slots=True)
class Step:
    """``css`` names the colour and the mark of its state; ``action`` is what the button of the next step says."""

    key: str
    number: int
    title: str
    css: str
    state: str
    detail: str
    done: bool
    href: str
    action: str


def of(place: facts.PlaceDay, to: links.Links, *, problems: int) -> list[Step]:
    """The steps in their order. ``problems``: rows of the list that have to be mended."""
    return [_budget(place, to), _list(place, to, problems), _payment(place, to), _cover(place, to)]


def following(steps: Iterable[Step]) -> Step | None:
    """The first step that is not done; None when all are."""
    return next((one for one in steps if not one.done), None)


def _of_quota(people: int, quota: int) -> str:
    if not quota:
        return _("%(people)s orang") % {"people": language.number(people)}
    return _("%(people)s dari kuota %(quota)s orang") % {
        "people": language.number(people), "quota": language.number(quota),
    }  # fmt: skip


def _budget(place: facts.PlaceDay, to: links.Links) -> Step:
    done = place.budgeted and place.budget_heads >= place.quota
    if not place.reported:
        css, state, detail = "s0", _("Belum melapor"), _("Tidak ada angka dan tidak ada pernyataan.")
    elif not place.budgeted:
        css, state, detail = "s1", _("Belum menganggarkan"), _("Dinyatakan tidak ada anggaran yang ditetapkan.")
    else:
        css, state = ("s4", _("Selesai")) if done else ("s3", _("Belum cukup"))
        detail = _("%(amount)s, cukup untuk %(people)s") % {
            "amount": language.rupiah(place.budget_rupiah), "people": _of_quota(place.budget_heads, place.quota),
        }  # fmt: skip
    return Step(BUDGET, 1, _("Anggaran (APBDes)"), css, state, detail, done, to.page("anggaran"), _("Isi anggaran"))


def _list(place: facts.PlaceDay, to: links.Links, problems: int) -> Step:
    enough = place.listed and place.valid >= max(place.quota, 1)
    title = _("Daftar pekerja")
    if place.quota:
        title += f" ({language.number(place.valid)}/{language.number(place.quota)})"
    if not place.listed:
        css, state, detail = "s2", _("Belum ada"), _("Daftar pekerja belum diterima.")
    else:
        css, state = ("s4", _("Selesai")) if enough else ("s3", _("Belum lengkap"))
        detail = _("%(valid)s nama sah dari %(declared)s yang didaftarkan") % {
            "valid": language.number(place.valid), "declared": language.number(place.declared),
        }  # fmt: skip
        if place.submitted:
            detail += "; " + _("%(count)s diajukan ke BPJS") % {"count": language.number(place.submitted)}
        if problems:
            detail += "; " + _("%(count)s baris perlu diperbaiki") % {"count": language.number(problems)}
    return Step(LIST, 2, title, css, state, detail, enough, to.page("pekerja"), _("Tambah pekerja"))


def _payment(place: facts.PlaceDay, to: links.Links) -> Step:
    done = place.paid and place.paid_heads >= place.quota
    if not place.paid:
        css, state, detail = "s2", _("Belum membayar"), _("Belum ada pembayaran untuk tahun ini.")
    else:
        css, state = ("s4", _("Selesai")) if done else ("s3", _("Di bawah kuota"))
        detail = _("%(amount)s untuk %(people)s") % {
            "amount": language.rupiah(place.paid_rupiah), "people": _of_quota(place.paid_heads, place.quota),
        }  # fmt: skip
    return Step(PAYMENT, 3, _("Pembayaran"), css, state, detail, done, to.page("iuran"), _("Hitung iuran"))


def _cover(place: facts.PlaceDay, to: links.Links) -> Step:
    done = place.at_quota or (not place.quota and place.protected > 0)
    ends = place.cover_ends_before
    if not place.protected:
        css, state = ("s1", _("Berakhir")) if ends else ("s2", _("Belum ada"))
        detail = _("Hari ini tidak ada yang terlindungi.")
    else:
        css, state = ("s4", _("Mencapai kuota") if place.quota else _("Ada")) if done else ("s3", _("Di bawah kuota"))
        detail = _("%(people)s terlindungi pada hari ini") % {"people": _of_quota(place.protected, place.quota)}
    if place.protected and ends:
        detail += ", " + _("sampai sebelum %(day)s") % {"day": tongue.day(ends)}
    return Step(COVER, 4, _("Perlindungan"), css, state, detail, done, to.page("iuran"), _("Hitung iuran"))
