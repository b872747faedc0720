"""A quarter of Bone Bolango that is reported: by Rina of the Dinas PMD, approved by the Sekda."""

from __future__ import annotations

import datetime as dt

from lindung.interfaces import quarters
from lindung.interfaces.reports.kpi import facts as kpi
from lindung.interfaces.reports.kpi import files
from lindung.registers.reporting import facts, operations
from tests import chronicle, offices
from tests.chronicle import DUNGGALA, MONITORING_DAY, NEW_YEAR, QUARTER_END, TALULOBUTU, TALUMOPATU

JUNE_END = dt.date(2023, 6, 30)
FIRST = facts.Quarter("75.03", 2023, 1, QUARTER_END, QUARTER_END)
SECOND = facts.Quarter("75.03", 2023, 2, JUNE_END, JUNE_END)


def tell() -> chronicle.Chronicle:
    """Three villages with a budget; Talumopatu has paid for 40 and Talulobutu for 100 by the end of March."""
    told = chronicle.Chronicle()
    for name in ("rina.dpmd", "yusuf.dpmd", "sekda"):
        offices.seat(name)
    for village in (TALUMOPATU, TALULOBUTU, DUNGGALA):
        told.budget(village)
    told.listed(TALUMOPATU, chronicle.people(40), received_on=NEW_YEAR)
    told.paid(TALUMOPATU, dt.date(2023, 2, 1), heads=40, first="2023-02", months=11)
    told.paid(TALULOBUTU, dt.date(2023, 3, 1), heads=100, first="2023-03", months=3, code="230100000777")
    return told


def later(told: chronicle.Chronicle) -> None:
    """In April it comes out that Dunggala had paid in March, and that Talulobutu's money was taken back on the 20th;
    in May Talumopatu pays for 60 more."""
    told.paid(DUNGGALA, dt.date(2023, 3, 15), heads=25, first="2023-03", months=10, received_on=MONITORING_DAY)
    told.reversed("230100000777", dt.date(2023, 3, 20), amount=100 * 3 * chronicle.RATE, received_on=MONITORING_DAY)
    told.paid(TALUMOPATU, dt.date(2023, 5, 2), heads=60, first="2023-05", months=8)


def draft(quarter: facts.Quarter = FIRST) -> kpi.Report:
    return quarters.draft(quarter, example=True)


def proposed(quarter: facts.Quarter = FIRST, *, by: str = "rina.dpmd", on: dt.date = MONITORING_DAY) -> int:
    report = draft(quarter)
    return operations.propose(
        desk=offices.desk(by), quarter=quarter, content=kpi.frozen(report), rests_on="{}",
        stamp=chronicle.Chronicle.stamp(on),
    )  # fmt: skip


def decided(
    number: int, *, approve: bool = True, reason: str = "", by: str = "sekda", on: dt.date = MONITORING_DAY
) -> None:  # fmt: skip
    operations.decide(
        desk=offices.desk(by), snapshot_id=number, approve=approve, reason=reason, stamp=chronicle.Chronicle.stamp(on)
    )


def approved(quarter: facts.Quarter = FIRST, *, on: dt.date = MONITORING_DAY) -> files.Approved:
    number = proposed(quarter, on=on)
    decided(number, on=on)
    return quarters.approved(number)
