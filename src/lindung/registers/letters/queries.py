"""Reading letters, wordings and officials as known on a day."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import importlib.resources
import json
import tomllib
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from lindung.platform.access import scope
from lindung.registers.letters import facts, models, rules

_COLUMNS = (
    "id", "kind", "issuer_id", "region_id", "finding", "number", "dated_on", "place", "addressee", "wording", "content",
    "digest", "check_code", "batch", "withdrawal__received_on", "withdrawal__reason",
)  # fmt: skip


def letters(region: str, *, known_at: dt.date) -> list[facts.Letter]:
    """The letters about ``region`` and what lies in it, the latest first."""
    return list(_read(models.Letter.objects.filter(region__code__within=region), known_at, "-id"))


def letter(letter_id: int, *, region: str, known_at: dt.date) -> facts.Letter | None:
    """One of them; None: there is none."""
    rows = models.Letter.objects.filter(pk=letter_id, region__code__within=region)
    return next(iter(_read(rows, known_at, "id")), None)


def together(batch: uuid.UUID, *, region: str, known_at: dt.date) -> list[facts.Letter]:
    """The letters that were made in one act, in the order of their numbers, as far as they are about ``region``."""
    rows = models.Letter.objects.filter(batch=batch, region__code__within=region)
    return list(_read(rows, known_at, "id"))


def _read(rows: QuerySet[models.Letter], known_at: dt.date, order: str) -> Iterable[facts.Letter]:
    for row in rows.filter(received_on__lte=known_at).order_by(order).values_list(*_COLUMNS):
        *said, content, digest, code, batch, gone_on, why = row
        gone = gone_on if gone_on is not None and gone_on <= known_at else None
        yield facts.Letter(
            *said, facts.Content.unpacked(content), digest, code, batch, gone, (why or "") if gone else ""
        )


def checked(typed: str) -> facts.Checked | None:
    """What anybody may know of the letter whose code was typed; None: no letter has it. One query either way."""
    columns = ("kind", "issuer_id", "number", "dated_on", "withdrawal__received_on")
    with scope.everything("keaslian surat diperiksa siapa pun: hanya nomor, hari, jenis dan penerbitnya"):
        found = models.Letter.objects.filter(check_code=rules.typed_code(typed)).values_list(*columns).first()
    return facts.Checked(*found) if found else None


def shown_code(code: str) -> str:
    """A check code as it stands on the letter."""
    return rules.shown_code(code)


def filled(text: str, said: Mapping[str, str]) -> str:
    """A part of a wording with its blanks filled."""
    return rules.filled(text, said)


def number(pattern: str, *, sequence: int, code: str, on: dt.date) -> str:
    """A number as a pattern makes it, for the preview."""
    return rules.number(pattern, sequence=sequence, code=code, on=on)


# Wordings


@functools.cache
def shipped() -> Mapping[tuple[facts.Kind, int], facts.Wording]:
    """The words that Lindung brings along."""
    text = importlib.resources.files(__package__).joinpath("naskah.toml").read_text("utf-8")
    found = {}
    for kind, levels in tomllib.loads(text).items():
        for name, said in levels.items():
            level = {"kabupaten": facts.REGENCY, "kecamatan": facts.DISTRICT}[name]
            parts = {part: str(said.get(part, "")).strip() for part in facts.PARTS}
            mark = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]
            found[kind, level] = facts.Wording(kind, level, parts, f"bawaan {mark}")
    return found


def wording(region: str, kind: facts.Kind, level: int, *, known_at: dt.date) -> facts.Wording:
    """The words that a regency uses for a kind of letter: its own, else those that are shipped. Raises KeyError."""
    rows = models.Wording.objects.filter(region_id=region, kind=kind, level=level, received_on__lte=known_at)
    own = rows.order_by("-id").values_list("id", "parts").first()
    if own is None:
        return shipped()[kind, level]
    return facts.Wording(kind, level, json.loads(own[1]), str(own[0]))


def versions(region: str, *, known_at: dt.date) -> dict[tuple[str, int], list[tuple[int, dt.date]]]:
    """A regency's own wordings: the numbers and days of all versions, the latest first."""
    found: dict[tuple[str, int], list[tuple[int, dt.date]]] = {}
    rows = models.Wording.objects.filter(region_id=region, received_on__lte=known_at).order_by("-id")
    for kind, level, number, day in rows.values_list("kind", "level", "id", "received_on"):
        found.setdefault((kind, level), []).append((number, day))
    return found


# Officials


_OFFICIAL = ("region_id", "post", "name", "nip", "rank", "standing", "starts_on", "decree")


def officials(region: str, *, on: dt.date, known_at: dt.date) -> dict[tuple[str, facts.Post], facts.Official]:
    """Who holds each post of ``region`` and what lies in it on a day; a post that nobody holds is left out."""
    rows = models.Official.objects.filter(region__code__within=region, starts_on__lte=on, received_on__lte=known_at)
    found = {}
    for row in rows.order_by("starts_on", "id").values_list(*_OFFICIAL):
        found[row[0], row[1]] = facts.Official(*row)
    return {key: one for key, one in found.items() if one.name}


def history(region: str, *, known_at: dt.date) -> list[facts.Official]:
    """All that was recorded of the posts of ``region`` and what lies in it, the latest first."""
    rows = models.Official.objects.filter(region__code__within=region, received_on__lte=known_at)
    return [facts.Official(*row) for row in rows.order_by("-starts_on", "-id").values_list(*_OFFICIAL)]
