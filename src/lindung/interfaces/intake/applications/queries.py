"""Reading applications. What is told to whoever asks with a code costs the same whether there is such a code or not."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from typing import Any

from django.db.models import QuerySet

from lindung.interfaces.intake import models
from lindung.interfaces.intake.applications import facts, sealing
from lindung.kernel import law, values
from lindung.platform.rulebook import queries as rulebook
from lindung.platform.vault import queries as vault
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.workers import queries as workers

LETTERS, LENGTH = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 16
"""80 bits, and no letter that is read as another: 0 and O, 1 and I."""
RECEIPT_GOOD_FOR = dt.timedelta(days=730)
"""How long after the decision a receipt's code still tells of it."""


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def shown(code: str) -> str:
    """A code in groups, as it is written down."""
    plain_ = plain(code)
    return "-".join(plain_[at : at + 4] for at in range(0, len(plain_), 4))


def plain(typed: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(letter for letter in typed.upper()[:80] if letter.isalnum())


def digest(typed: str) -> str:
    return vault.token_digest(plain(typed), purpose="application")


_COLUMNS = (
    "id", "region_id", "route", "event", "helped_by_id", "key_sealed", "said_sealed", "saved_at", "submitted_at",
    "decision__outcome", "decision__reason", "decision__placed", "decision__person_id", "decision__received_on",
    "decision__recorded_at",
)  # fmt: skip


def by_code(typed: str, *, at: dt.datetime) -> facts.Application | None:
    """The application of a code; None for a draft that nobody went on with for too long, a decision that is long past,
    and a code that never was. The same statements, and nothing opened, whichever of these it is."""
    begun_after, decided_after = at - kept("draft", at.date()), at - RECEIPT_GOOD_FOR
    row = models.Application.objects.filter(digest=digest(typed)).values_list(*_COLUMNS).first()
    if row is None:
        return None
    saved_at, submitted_at, recorded_at = row[7], row[8], row[-1]
    over = saved_at <= begun_after if submitted_at is None else recorded_at is not None and recorded_at <= decided_after
    return None if over else _one(row)


def kept(what: str, on: dt.date) -> dt.timedelta:
    """For how many days the books have this kept."""
    rules = [one.value for one in rulebook.book().retention if one.value.what == what and on in one.span]
    return dt.timedelta(days=sum(rule.days + 365 * rule.years for rule in rules))


def of(application: uuid.UUID) -> facts.Application | None:
    """An application that was submitted, within the scope in force."""
    row = _submitted().filter(pk=application).values_list(*_COLUMNS).first()
    return _one(row) if row else None


def pending(region: str, *, routes: frozenset[str]) -> list[facts.Application]:
    """What waits for a decision in a region, the longest first."""
    rows = _pending(region, routes).order_by("submitted_at", "id")
    return [_one(row) for row in rows.values_list(*_COLUMNS)]


def waiting(region: str, *, routes: frozenset[str]) -> list[tuple[str, dt.datetime]]:
    """Of the same the village and since when, with nothing opened."""
    return list(_pending(region, routes).order_by("submitted_at", "id").values_list("region_id", "submitted_at"))


def _pending(region: str, routes: frozenset[str]) -> QuerySet[models.Application]:
    return _submitted().filter(region__code__within=region, route__in=routes, decision__isnull=True)


def of_event(code: str) -> int:
    """How many who applied brought this event's code, as far as their applications are still kept."""
    return _submitted().filter(event__iexact=code).count()


def _submitted() -> QuerySet[models.Application]:
    return models.Application.objects.filter(submitted_at__isnull=False)


def _one(row: tuple[Any, ...]) -> facts.Application:
    key, region, route, event, helped_by, key_sealed, sealed, saved_at, submitted_at, outcome, *decided = row
    said = sealing.opened(key, key_sealed, sealed)
    decision = facts.Decision(outcome, *decided) if outcome else None
    asked = facts.Asked(region, route, event, helped_by)
    return facts.Application(key, asked, said, saved_at, submitted_at, decision)


def beside(one: facts.Application, *, sees: frozenset[str], on: dt.date) -> facts.Beside:
    """Who else bears the same NIK in the regency; asked with everything in scope, told only of what the desk sees."""
    regency, nik = values.RegionCode(one.asked.region).at(2), values.Nik(one.said.get("nik", ""))
    waiting = _submitted().filter(nik_index__in=vault.blind_indexes(nik), decision__isnull=True).exclude(pk=one.id)
    regions = list(waiting.filter(region__code__within=regency).values_list("region_id", flat=True))
    person = workers.by_nik(nik)
    lists = enrolment.villages_listing(person.id, year=on.year, known_at=on) if person else []
    lists = [code for code in lists if values.RegionCode(code).within(regency)]
    here = [code for code in regions if _sees(sees, code)]
    listed = tuple(code for code in lists if _sees(sees, code))
    return facts.Beside(len(here), listed, len(here) + len(listed) < len(regions) + len(lists))


def _sees(regions: frozenset[str], code: str) -> bool:
    return any(values.RegionCode(code).within(one) for one in regions)


def left_behind(*, before: dt.datetime) -> int:
    """How many drafts nobody went on with since a moment."""
    return models.Application.objects.filter(submitted_at=None, saved_at__lt=before).count()


def decided(*, before: dt.datetime) -> int:
    """Of how many applications that were decided before a moment it is still there what was said."""
    rows = models.Application.objects.filter(decision__recorded_at__lt=before)
    return rows.exclude(key_sealed=b"").count()


def told_of(person: uuid.UUID, *, known_at: dt.date) -> list[tuple[str, str, dt.date, str]]:
    """The applications by which a person came in: village, route, day of the decision, where to."""
    rows = models.ApplicationDecision.objects.filter(person_id=person, received_on__lte=known_at).order_by("id")
    return list(rows.values_list("application__region_id", "application__route", "received_on", "placed"))


def consent_text(region: str, on: dt.date) -> law.ConsentText:
    """The text that is agreed to on a day."""
    return law.in_force(rulebook.book(region).consent_text, on=on, what="teks persetujuan").value
