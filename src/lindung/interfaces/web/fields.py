"""The fields of a form as a page shows them: what is asked and how, what was typed, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Shape = Literal["text", "month", "select", "radio", "area", "file"]
"""A day is text: a browser's calendar shows it in the browser's language, where 04/03 may be the third of April."""
_MONTH = re.compile(r"\d{4}-\d\d|")


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form; ``name`` is what the checks call it, ``digits`` how many of them are expected."""

    name: str
    label: str
    shape: Shape = "text"
    hint: str = ""
    required: bool = False
    inputmode: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    suggested: tuple[tuple[str, str], ...] = ()
    digits: int = 0
    accept: str = ""
    value: str = ""
    errors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"isian-{self.name}"

    @property
    def anchor(self) -> str:
        """Where a link from the summary leads: a group of choices is reached by its first."""
        return f"{self.id}-1" if self.shape == "radio" else self.id

    @property
    def kind(self) -> str:
        """The input's type: a browser's choice of a month holds only 2023-01; anything else stays text."""
        return "month" if self.shape == "month" and _MONTH.fullmatch(self.value) else "text"

    @property
    def rows(self) -> int:
        """How high the room for a longer text is: as its text, and a line to go on."""
        return min(max(2, self.value.count("\n") + len(self.value) // 60 + 2), 14)

    @property
    def described_by(self) -> str:
        """The ids of what is said about the field: errors first."""
        said = [f"{self.id}-salah"] if self.errors else []
        said += [f"{self.id}-petunjuk"] if self.hint else []
        said += [f"{self.id}-hitung"] if self.digits else []
        return " ".join(said)


def filled(fields: Iterable[Field], typed: Mapping[str, str], errors: Iterable[tuple[str, str]] = ()) -> list[Field]:
    """The fields with what was typed in them, and each message at its field."""
    said = list(errors)
    return [
        replace(
            one,
            value=typed.get(one.name, one.value),
            errors=tuple(message for name, message in said if name == one.name),
        )
        for one in fields
    ]


def summary(fields: Iterable[Field]) -> list[tuple[str, str]]:
    """Every message with the id that it links to, in the order of the fields."""
    return [(one.anchor, message) for one in fields for message in one.errors]
