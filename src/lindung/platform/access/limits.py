"""How strict signing in is: one table, with where each value comes from.

``ASVS`` is what holds by itself. ``BSSN`` is for offices that are audited by the national checklist, where it differs:
Peraturan BSSN 4/2021 asks that the length, the kinds of characters and the age of a password, and the end of a session,
be regulated; it names no number, so the numbers are those that Indonesian offices' own rules usually write.
"""

from __future__ import annotations

from dataclasses import dataclass

ASVS_5 = "OWASP ASVS 5.0"
BSSN_4_2021 = "Peraturan BSSN 4/2021, standar teknis keamanan aplikasi web"


@dataclass(frozen=True, slots=True)
class Rule:
    """One limit in both columns. None: no such limit."""

    asvs: int | None
    bssn: int | None
    source_asvs: str
    source_bssn: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The column that is in force."""

    least_password: int
    password_days: int | None
    kinds_of_characters: int
    idle_minutes: int
    idle_minutes_village: int
    hours: int
    sessions: int | None
    free_guesses: int


TABLE = {
    "least_password": Rule(
        12, 12, f"{ASVS_5} 6.2.1: at least 8, 15 recommended", f"{BSSN_4_2021}, autentikasi: jumlah karakter"
    ),
    "password_days": Rule(
        None, 90, f"{ASVS_5} 6.2.10: no periodic change", f"{BSSN_4_2021}, autentikasi: masa berlaku kata sandi"
    ),
    "kinds_of_characters": Rule(
        1, 4, f"{ASVS_5} 6.2.5: no rules about kinds of characters", f"{BSSN_4_2021}, autentikasi: kombinasi karakter"
    ),
    "idle_minutes": Rule(
        30, 15, f"{ASVS_5} 7.3.1: inactivity, by risk", f"{BSSN_4_2021}, manajemen sesi: jangka waktu habis sesi"
    ),
    "idle_minutes_village": Rule(
        15, 15, f"{ASVS_5} 7.3.1: a village's PC is shared", f"{BSSN_4_2021}, manajemen sesi: jangka waktu habis sesi"
    ),
    "hours": Rule(
        8, 8, f"{ASVS_5} 7.3.2: absolute lifetime, a working day", f"{BSSN_4_2021}, manajemen sesi: jangka waktu"
    ),
    "sessions": Rule(
        None, 1, f"{ASVS_5} 7.1.2: parallel sessions, documented", f"{BSSN_4_2021}, manajemen sesi: duplikasi sesi"
    ),
    "free_guesses": Rule(
        5, 3, f"{ASVS_5} 6.3.1: against guessing", f"{BSSN_4_2021}, autentikasi: jumlah maksimum kesalahan"
    ),
}
ASVS = Limits(**{name: rule.asvs for name, rule in TABLE.items()})  # type: ignore[arg-type]
BSSN = Limits(**{name: rule.bssn for name, rule in TABLE.items()})  # type: ignore[arg-type]
