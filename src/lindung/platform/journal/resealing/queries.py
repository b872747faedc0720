"""Reading what is sealed with which key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models as django
from django.db.models import functions

from lindung.platform.journal import models
from lindung.platform.vault import queries as vault

Model = type[django.Model]


def sealed_models() -> list[Model]:
    """Every model with a column sealed under the ring."""
    return [model for model in apps.get_models() if getattr(model, "SEALED", {})]


def forgotten() -> list[str]:
    """Columns called sealed of which nobody says how they are sealed: they would be left behind by a rotation."""
    return [
        f"{model._meta.label}.{column}"
        for model in apps.get_models()
        for column in sorted(getattr(model, "PRIVACY", {}).get("secret", ()))
        if column.endswith("_sealed")
        and column not in getattr(model, "SEALED", {})
        and column not in getattr(model, "OWN_SEALED", ())
    ]


def left(model: Model, key: int) -> django.QuerySet:
    """The rows of which a column is sealed under another key than ``key``. What was destroyed is under none."""
    rows = model._base_manager.order_by("pk")
    behind = django.Q(pk__in=[])
    for column in model.SEALED:  # type: ignore[attr-defined]
        rows = _numbered(rows, column)
        behind |= ~django.Q(**{f"{column}_key__in": [bytes([key]), b""]})
    return rows.filter(behind)


def sealed_with(model: Model, key: int) -> int:
    """How many rows of a table have a column sealed, or somebody's index made, with ``key``."""
    rows, found = model._base_manager.all(), django.Q(pk__in=[])
    for column in model.SEALED:  # type: ignore[attr-defined]
        rows = _numbered(rows, column)
        found |= django.Q(**{f"{column}_key": bytes([key])})
    return rows.filter(found).count()


def _numbered(rows: django.QuerySet, column: str) -> django.QuerySet:
    """With the first byte of a sealed column, the number of its key."""
    number = functions.Substr(column, 1, 1, output_field=django.BinaryField())
    return rows.annotate(**{f"{column}_key": number})


def numbers_in_use() -> Iterator[tuple[str, int]]:
    """Each table with each number of a key that anything in it is sealed with."""
    for model in sealed_models():
        for column in model.SEALED:  # type: ignore[attr-defined]
            rows = _numbered(model._base_manager.order_by(), column)
            for number in rows.values_list(f"{column}_key", flat=True).distinct():
                if bytes(number):
                    yield model._meta.db_table, bytes(number)[0]


def remembered_by(model: Model, key: int) -> int:
    """How many rows are still found by an index under ``key``, and can be by no other: what it is of was destroyed."""
    indexed: dict[str, Any] = getattr(model, "INDEXED", {})
    return sum(model._base_manager.filter(**{number: key}).count() for number, _ in indexed.values())


def made() -> dict[int, str]:
    """The keys that this database was rotated to and has not retired: number and fingerprint."""
    found: dict[int, str] = {}
    lines = models.Line.objects.filter(verb__in=["keys.rotated", "keys.retired"]).order_by("id")
    for verb, about in lines.values_list("verb", "about"):
        number, _, fingerprint = about.partition(" ")
        if verb == "keys.rotated":
            found[int(number)] = fingerprint
        else:
            found.pop(int(number), None)
    return found


def missing() -> list[int]:
    """Keys that this database was rotated to and that are not on the ring: the file is an old copy."""
    there = vault.numbers()
    return [number for number, fingerprint in made().items() if there.get(number) != fingerprint]


def unfinished() -> bool:
    """Whether a rotation was begun and not said to have ended, a key is in use that this database was not told of, or
    anything is sealed with an earlier one."""
    key = vault.current()
    if key in made():
        begun = models.Line.objects.filter(verb="keys.rotated", about__startswith=f"{key} ").order_by("-id")[0]
        ended = models.Line.objects.filter(verb="keys.rotation_ended", about=str(key), id__gt=begun.pk).exists()
    else:
        ended = len(vault.numbers()) == 1
    return not ended or any(left(model, key).exists() for model in sealed_models())
