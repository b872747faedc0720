"""What each form asks, in which order, and how it is best typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from lindung.interfaces.intake import cells, typed
from lindung.interfaces.reports import tongue
from lindung.interfaces.web import fields
from lindung.kernel import language
from lindung.platform.regions import facts as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.funding import queries as funding

_WHOLE_YEAR = "12"


def budget(village: regions.Region, on: dt.date, said: Mapping[str, str]) -> list[fields.Field]:
    """A line of the village's budget; whether other lines stand is asked only where there are any."""
    label = typed.LABELS["budget"]
    asked = [
        fields.Field("year", _(label["year"]), required=True, inputmode="numeric", value=str(on.year)),
        fields.Field("stage", _(label["stage"]), "select", required=True, choices=_stages(), value="perdes"),
        fields.Field(
            "fund", _(label["fund"]), hint=_("Pilih dari saran, atau ketik seperti pada APBDes."),
            suggested=_funds(village.code, on)
        ),
        fields.Field(
            "amount", _(label["amount"]), required=True, inputmode="decimal",
            hint=_("Rupiah untuk setahun, seperti 20.160.000. Tulis 0 bila tidak dianggarkan."),
        ),
        fields.Field("heads", _(label["heads"]), inputmode="numeric", hint=_("Banyaknya orang menurut APBDes.")),
        fields.Field("months", _(label["months"]), inputmode="numeric", value=_WHOLE_YEAR),
        fields.Field("reference", _(label["reference"]), hint=_("Seperti 3/2022.")),
        fields.Field("decided_on", _(label["decided_on"]), inputmode="numeric", hint=_("Seperti 28-12-2022.")),
    ]  # fmt: skip
    year = cells.whole(said.get("year")) or on.year
    lines = _lines(village, year, on)
    if lines:
        asked.append(
            fields.Field(
                "others", _("Sumber dana lain yang sudah tercatat"), "radio",
                hint=_("Yang berlaku %(year)s: %(lines)s. Baris bersumber dana sama selalu diganti yang baru.")
                % {"year": year, "lines": lines},
                choices=(
                    ("keep", _("Tetap berlaku di samping baris ini")),
                    ("replace", _("Diganti seluruhnya oleh baris ini")),
                ),
            )
        )  # fmt: skip
    return asked


def _stages() -> tuple[tuple[str, str], ...]:
    return (
        ("perdes", _("APBDes ditetapkan dengan Perdes")),
        ("perubahan", _("Perubahan APBDes ditetapkan")),
        ("evaluasi", _("Dievaluasi camat")),
        ("rapbdes", _("Rancangan APBDes")),
        ("rkpdes", _("RKPDes")),
    )


def _funds(region: str, on: dt.date) -> tuple[tuple[str, str], ...]:
    """The funds that the law book knows on the day."""
    return tuple((entry.value.code, entry.value.name) for entry in rulebook.book(region, on).fund if on in entry.span)


def _lines(village: regions.Region, year: int, on: dt.date) -> str:
    """The village's budget in force in words; nothing where none is."""
    known = funding.budgets(village.code, year=year, known_at=on).get(village.code, [])
    lines = [line for line in funding.in_force(known, on=on) if line.amount]
    return tongue.listed([f"{line.fund or _('tanpa sumber dana')} {language.rupiah(line.amount)}" for line in lines])


def payment(village: regions.Region, on: dt.date, said: Mapping[str, str]) -> list[fields.Field]:
    """One receipt of BPJS for the village."""
    label = typed.LABELS["payment"]
    return [
        fields.Field(
            "code", _(label["code"]), required=True, inputmode="numeric", hint=_("Dari tagihan BPJS Ketenagakerjaan.")
        ),
        fields.Field("paid_on", _(label["paid_on"]), required=True, inputmode="numeric", hint=_("Seperti 13-04-2023.")),
        fields.Field(
            "period", _(label["period"]), "month", required=True, hint=_("Bulan iuran yang pertama, seperti 01-2023.")
        ),
        fields.Field("months", _(label["months"]), required=True, inputmode="numeric", hint=_("Seperti 12.")),
        fields.Field("heads", _(label["heads"]), required=True, inputmode="numeric", hint=_("Seperti 100.")),
        fields.Field(
            "amount", _(label["amount"]), required=True, inputmode="decimal", hint=_("Rupiah, seperti 20.160.000.")
        ),
    ]


def worker(village: regions.Region, on: dt.date, said: Mapping[str, str]) -> list[fields.Field]:
    """One person, as on the identity card."""
    label = typed.LABELS["roster"]
    sexes = (("", _("Tidak diisi")), ("L", _("Laki-laki")), ("P", _("Perempuan")))
    return [
        fields.Field(
            "nik", _(label["nik"]), required=True, inputmode="numeric", digits=16, hint=_("16 angka dari KTP atau KK.")
        ),
        fields.Field("name", _(label["name"]), required=True, hint=_("Seperti pada KTP.")),
        fields.Field(
            "birth", _(label["birth"]), inputmode="numeric", hint=_("Dicocokkan dengan NIK. Seperti 13-06-1978.")
        ),
        fields.Field("sex", _(label["sex"]), "select", choices=sexes),
        fields.Field("occupation", _(label["occupation"]), hint=_("Seperti petani, nelayan, pengemudi bentor.")),
        fields.Field("address", _(label["address"]), hint=_("Dusun, RT dan RW.")),
        fields.Field("phone", _(label["phone"]), inputmode="tel"),
        fields.Field("mother", _(label["mother"])),
    ]
