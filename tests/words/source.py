"""Every text that pages look up in the catalogue: written where it is said, or said by what it holds."""

from __future__ import annotations

import ast
import importlib
import pathlib
import pkgutil
import string
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.template import engines
from django.templatetags import i18n

import lindung
from lindung.interfaces.intake.applications import facts as applications
from lindung.interfaces.reports import agenda, kinds, tongue
from lindung.kernel import language
from lindung.monitoring import indicators, sentences
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.outreach import queries as outreach

SOURCE = pathlib.Path(lindung.__file__).parent
TEMPLATES = SOURCE / "interfaces" / "web" / "templates"

AT_THE_TERMINAL = (
    "lindung.config", "lindung.interfaces.cli", "lindung.interfaces.servers", "lindung.interfaces.store",
    "lindung.interfaces.intake.outlines", "lindung.interfaces.intake.applications.fieldwork",
    "lindung.interfaces.intake.histories", "lindung.interfaces.breach",
    "lindung.interfaces.doctor", "lindung.interfaces.subjects", "lindung.interfaces.retention",
    "lindung.interfaces.quarters", "lindung.interfaces.reports.kpi", "lindung.interfaces.reports.cards.keys",
    "lindung.platform.journal.resealing",
    "lindung.platform.vault.operations", "lindung.registers.workers.operations", "tests.",
)  # fmt: skip
"""What is refused there is said there, in Indonesian; no page shows it."""


class Message(NamedTuple):
    """A text in Indonesian; ``context`` tells apart two that are written alike."""

    text: str
    plural: str = ""
    context: str = ""


def messages() -> dict[Message, list[str]]:
    """Each with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path, said in (*_in_python(), *_in_templates(), *_by_what_they_hold()):
        places = found.setdefault(said, [])
        if path not in places:
            places.append(path)
    return found


def _in_python() -> Iterator[tuple[str, Message]]:
    for path in sorted((SOURCE / "interfaces").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for said in _called(node.func.id, node.args):
                    yield path.relative_to(SOURCE).as_posix(), said


def _called(name: str, args: list[ast.expr]) -> Iterator[Message]:
    if name in ("_", "gettext", "gettext_noop"):
        yield from (Message(text) for text in _constants(args[0]))
    elif name == "pgettext":
        yield from (Message(text, context=context) for context in _constants(args[0]) for text in _constants(args[1]))


def _constants(node: ast.expr) -> Iterator[str]:
    """A text, or either of two that a condition chooses from."""
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _in_templates() -> Iterator[tuple[str, Message]]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        template = engines["django"].get_template(path.relative_to(TEMPLATES).as_posix()).template
        where = path.relative_to(SOURCE).as_posix()
        for node in template.nodelist.get_nodes_by_type(i18n.TranslateNode):
            said = node.filter_expression.var
            if isinstance(said, str):
                yield where, Message(said)
            elif isinstance(said.literal, str):
                yield where, Message(said.literal.replace("%%", "%"))
        for node in template.nodelist.get_nodes_by_type(i18n.BlockTranslateNode):
            plural = node.render_token_list(node.plural)[0] if node.plural else ""
            yield where, Message(node.render_token_list(node.singular)[0], plural)


def _by_what_they_hold() -> Iterator[tuple[str, Message]]:
    for path, texts in _held():
        yield from ((path, Message(text)) for text in texts if _has_words(text))


def _held() -> Iterator[tuple[str, Iterable[str]]]:
    yield "interfaces/reports/kinds.py", [text for one in kinds.STATES for text in (one.title, one.sentence)]
    yield "interfaces/reports/kinds.py", [title for title, _css in kinds.FINDINGS.values()]
    yield (
        "monitoring/indicators.py",
        [text for one in indicators.ALL for text in (one.label, one.unit, one.how, one.source)],
    )
    yield "kernel/language.py", [*language.MONTHS, "triliun", "miliar", "juta"]
    yield "monitoring/sentences.py", sentences.OFFICES
    yield "interfaces/reports/agenda.py", (*agenda.TEMPLATES, *agenda.TITLES.values())
    yield "interfaces/intake/applications/facts.py", applications.WORK
    book = rulebook.shipped()
    shown = (
        *book.package, *book.jkk_tiers, *book.jkk_rate, *book.jkm, *book.jht_rate, *book.discount, *book.age_min,
        *book.age_below, *book.grace,
    )  # fmt: skip
    yield "platform/rulebook/books", [entry.label for entry in shown]
    yield "platform/rulebook/books", [one.note for one in book.benefit if one.value.programme == "BEASISWA"]
    yield "platform/rulebook/books", [entry.value.name for entry in book.claim_document]
    yield "platform/rulebook/books", [entry.value.name for entry in book.wadah]
    yield "platform/rulebook/books", [entry.value.question for entry in book.evaluation]
    yield "platform/rulebook/books", [said for entry in book.evaluation for _code, said in entry.value.choices]
    yield "platform/rulebook/books", [name for entry in book.waiting_order for _code, name in entry.value.groups]
    for entry in book.consent_text:
        yield "platform/rulebook/books", [entry.value.title, *entry.value.paragraphs]
    asked = outreach.every_question().values()
    yield "registers/outreach/pertanyaan.toml", [text for one in asked for text in (one.text, one.right)]
    yield "registers/outreach/pertanyaan.toml", [outreach.consent().text]
    yield "interfaces/reports/tongue.py", phrases()
    yield "interfaces/reports/kinds.py", kinds.ROWS.values()
    for kind in tongue.KINDS:
        yield "interfaces/intake/problems.py", tongue.templates(kind)
    yield "refusals", [one.sentence for one in refusals()]


def phrases() -> list[str]:
    """The words of ours that may stand among a sentence's facts."""
    return [*dict.fromkeys(text for known in tongue.PHRASES.values() for text in known), *tongue.AFTER]


def refusals() -> list[type]:
    for module in pkgutil.walk_packages(lindung.__path__, "lindung."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [one for one in tongue.refusals() if not one.__module__.startswith(AT_THE_TERMINAL)]


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for literal, *_rest in string.Formatter().parse(text) for letter in literal)
