"""How a password is kept, and which ones are not taken: Django's validators, in the words of this place.

Kept: Argon2id at the least cost that OWASP's password cheat sheet asks (19 MiB, 2 passes, 1 lane). Django's own default
(100 MiB, 8 lanes) lets a few sign-ins at once exhaust the small computer of a regency.
Not taken: what stands in lists of passwords that leaked (Django's 20,000, here without asking anyone on the internet),
and what is put together from words that everybody in the programme would try first.
"""

from __future__ import annotations

import functools
import importlib.resources
import re

from django.contrib.auth import hashers, password_validation
from django.core import exceptions

from lindung.platform.access import facts, models, queries

MOST = 200
"""Longer ones only cost time."""
_OWN_LEAST = 6
"""So many letters or digits must be left of a password when the words of the place are taken out of it."""


def _fault(rule: str, **said: int) -> exceptions.ValidationError:
    return exceptions.ValidationError(facts.PASSWORD_FAULTS[rule].format(**said), code=rule)


class Argon2(hashers.Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


class Length:
    """Long enough, and not absurdly long."""

    def validate(self, password: str, user: models.Account | None = None) -> None:
        least = queries.limits().least_password
        if len(password) < least:
            raise _fault("terlalu-pendek", least=least)
        if len(password) > MOST:
            raise _fault("terlalu-panjang", most=MOST)


class NotLeaked:
    """Not in the list of leaked passwords, also when capital letters, digits or signs were put around it."""

    def validate(self, password: str, user: models.Account | None = None) -> None:
        said = password.lower().strip()
        bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", said)
        if said in _leaked() or bare in _leaked() or len(set(said)) < 5:
            raise _fault("sudah-bocor")


class NotOfThePlace:
    """More than the words of the place, the programme and the account's own name, with a year or a sign."""

    def validate(self, password: str, user: models.Account | None = None) -> None:
        rest = password.lower()
        own = re.findall(r"\w{3,}", f"{user.name} {user.person_name}".lower()) if user else []
        for word in sorted({*own, *_of_the_place()}, key=len, reverse=True):
            rest = rest.replace(word, " ")
        rest = re.sub(r"(19|20)\d\d|123+4*5*6*7*8*9*0*|[\W_]+", "", rest)
        if len(rest) < _OWN_LEAST:
            raise _fault("kata-setempat")


class KindsOfCharacters:
    """Small and capital letters, digits and signs, where the national checklist is asked for."""

    _KINDS = (r"[a-z]", r"[A-Z]", r"\d", r"[^\w\s]|_")

    def validate(self, password: str, user: models.Account | None = None) -> None:
        least = queries.limits().kinds_of_characters
        if sum(1 for kind in self._KINDS if re.search(kind, password)) < least:
            raise _fault("jenis-huruf")


@functools.cache
def _leaked() -> frozenset[str]:
    return frozenset(password_validation.CommonPasswordValidator().passwords)


@functools.cache
def _of_the_place() -> frozenset[str]:
    text = (importlib.resources.files(__package__) / "sandi-setempat.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
