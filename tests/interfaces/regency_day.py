"""A small regency built by hand, for the tests of the reports: five villages, one of each state, and one kelurahan."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from lindung.kernel import values
from lindung.monitoring import facts

HOSTILE = '<script>alert("x")</script>'
FORMULA = '=HYPERLINK("http://x")'
WHERE = facts.Evidence("daftar.xlsx", "Peserta", 12)


def place(code: str, name: str, district: str = "Tapa", **said: Any) -> facts.PlaceDay:
    kind: values.RegionKind = said.pop("kind", "desa")
    silent: dict[str, Any] = {field.name: 0 for field in dataclasses.fields(facts.PlaceDay)}
    silent |= {"reported": False, "listed": False, "paid": False, "funds": (), "cover_ends_before": None}
    silent |= {
        "code": values.RegionCode(code),
        "name": name,
        "kind": kind,
        "district": values.RegionCode(code[:8]) if code.count(".") == 3 else None,
        "district_name": district,
        "quota": 100 if kind == "desa" else 0,
    }
    return facts.PlaceDay(**(silent | said))


SILENT = place("75.03.01.2001", HOSTILE)
WITHOUT = place("75.03.01.2002", "Keramat", reported=True)
UNPAID = place("75.03.01.2003", "+1", reported=True, budget_rupiah=20_160_000, budget_heads=100, funds=("ADD",))
SHORT = place(
    "75.03.02.2001", "Poowo", "Kabila", reported=True, budget_rupiah=20_160_000, budget_heads=100, listed=True,
    declared=42, valid=40, other_bpu=3, paid=True, paid_rupiah=8_064_000, paid_heads=40, protected=40, presumed=30,
    undetermined=10, cover_ends_before=dt.date(2024, 1, 1),
)  # fmt: skip
FULL = place(
    "75.03.02.2002", FORMULA, "Kabila", reported=True, budget_rupiah=24_192_000, budget_heads=120, listed=True,
    declared=120, valid=120, paid=True, paid_rupiah=24_192_000, paid_heads=120, protected=120, presumed=120,
    cover_ends_before=dt.date(2024, 1, 1),
)  # fmt: skip
KELURAHAN = place("75.03.02.1001", "Padengo", "Kabila", kind="kelurahan", paid=True, paid_heads=7, protected=7)
REGENCY = place("75.03", "Kabupaten Bone Bolango", "", kind="kabupaten", paid=True, paid_rupiah=201_600, protected=1)

FINDINGS = (
    facts.Finding("milestone_missed", "75.03", "Kabupaten Bone Bolango", "Tonggak lewat.", "Sekretaris Daerah",
                  dt.date(2023, 4, 1), ()),
    facts.Finding("not_budgeted", "75.03.01.2002", "Keramat", "Desa Keramat belum menganggarkan.", "Camat Tapa", None,
                  (WHERE, facts.Evidence("daftar.xlsx", "Peserta", 13), facts.Evidence("daftar.xlsx", "Peserta", 20))),
    facts.Finding("not_paid", "75.03.01.2003", "+1", HOSTILE, "Kepala Desa +1, Kec. Tapa",
                  dt.date(2023, 4, 1), (WHERE,)),
)  # fmt: skip
PROBLEMS = (
    facts.RowProblem(WHERE, "nik_length", "NIK", HOSTILE),
    facts.RowProblem(WHERE, "nik_length", "+NIK", FORMULA),
    facts.RowProblem(facts.Evidence(FORMULA, "", 0), "village_unknown", "", "Tulis kode desa."),
)
ALL = (SILENT, WITHOUT, UNPAID, SHORT, FULL, KELURAHAN, REGENCY)


def regency_day(*places: facts.PlaceDay, **said: Any) -> facts.RegencyDay:
    day = facts.RegencyDay(
        code=values.RegionCode("75.03"),
        name="Kabupaten Bone Bolango",
        province_name="Gorontalo",
        zone="WITA",
        year=2023,
        quota=100,
        on=dt.date(2023, 4, 13),
        known_at=dt.date(2023, 4, 14),
        places=places or ALL,
        districts=((values.RegionCode("75.03.01"), "Tapa"), (values.RegionCode("75.03.02"), "Kabila")),
        milestones=(facts.MilestoneDay(dt.date(2023, 3, 31), 1.0, "Instruksi Bupati", 1, 0),),
        findings=FINDINGS,
        problems=PROBLEMS,
        warnings=(),
    )
    return dataclasses.replace(day, **said)
