"""A second officer of the Dinas PMD, who decides on what the first one asks for; and one of another regency."""

from __future__ import annotations

import datetime as dt

from lindung.platform.access import facts, operations
from tests import conftest

PASSWORD = "lima ekor rotan di ladang"
SINCE = dt.date(2023, 1, 2)


def seat_head() -> int:
    return _seat("kepala.dpmd", "Kepala Dinas PMD", "Dinas PMD Bone Bolango", "75.03", "dpmd")


def seat_abroad() -> int:
    return _seat("dpmd.pohuwato", "Petugas Pohuwato", "Dinas PMD Pohuwato", "75.04", "dpmd")


def _seat(name: str, person: str, office: str, region: str, role: facts.Role) -> int:
    stamp = conftest.stamp_on(SINCE)
    account_id = operations.open_account(name=name, person_name=person, password=PASSWORD, example=True, stamp=stamp)
    office_id = operations.open_office(name=office, regions=[region], starts_on=SINCE, stamp=stamp)
    operations.appoint(account_id=account_id, office_id=office_id, role=role, starts_on=SINCE, stamp=stamp)
    return account_id
