"""What was said in Indonesian, in the language that the reader has chosen.

The floors below know one language, that of the offices they speak to, and some of what they say is kept in the
registers. So a sentence is found again by its template, which is what the catalogue translates, and its facts are put
into the translation. A sentence that no template fits is shown as it is. Numbers, days in figures and rupiah are
written in every language as Indonesian officers write them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import string
from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from lindung.interfaces.intake import layouts, problems, typed
from lindung.interfaces.reports import agenda, outgoing
from lindung.kernel import language, values
from lindung.monitoring import remarks, sentences
from lindung.platform.access import facts as access
from lindung.registers.claims import operations as claims
from lindung.registers.followup import operations as followup
from lindung.registers.followup.meetings import operations as meetings
from lindung.registers.funding import operations as funding
from lindung.registers.outreach import operations as outreach

_LAW = {
    "what": (
        "paket program", "tingkat JKK", "tingkat JKK bagi penghasilan Rp{income}", "iuran JKM", "tarif {programme}",
        "JHT sebagai pilihan", "sumber dana «{fund}»", "kode wadah «{fund}»", "kuota", "batas Perdes APBDes",
        "umur paling muda", "batas umur", "batas usia", "masa tenggang", "manfaat {programme}",
        "jangka waktu tindak lanjut «{kind}»", "urutan penagihan", "batas laporan triwulan",
        "bobot penuh menurut BPJS",
    ),
    "fault": ("{months} bulan", "{heads} orang", "jumlah Rp{income}", "iuran untuk bulan-bulan itu nol"),
}  # fmt: skip
PHRASES: dict[str, tuple[str, ...]] = (
    sentences.PHRASES
    | problems.PHRASES
    | _LAW
    | {
        "text": (*problems.PHRASES["text"], funding.ReceiptNotFound.sentence, funding.AlreadyReversed.sentence),
        "what": (*_LAW["what"], *claims.PHRASES["what"], *followup.PHRASES["what"], *meetings.ACTS),
        "fault": (
            *_LAW["fault"],
            *claims.PHRASES["fault"],
            *followup.PHRASES["fault"],
            *meetings.FAULTS,
            *outreach.FAULTS,
            *layouts.FAULTS,
            *outgoing.FAULTS,
        ),
        "step": claims.PHRASES["step"],
        "why": (*access.PASSWORD_FAULTS.values(), *claims.PHRASES["why"], *agenda.WHY.values()),
        "name": ("{codes} dan {last_code}",),
        "code": ("tanpa kode iuran",),
        "heading": tuple(dict.fromkeys(label for labels in typed.LABELS.values() for label in labels.values())),
    }
)
"""Words of ours among the facts of a sentence, by the fact's name."""
AFTER = (problems.COUNTED_AT_REGENCY, problems.NOT_RECORDED)
"""What may be said behind a sentence."""
_ROWS = problems.ALL | remarks.ALL
KINDS = (*_ROWS, *sentences.OF, *problems.TYPED)
"""Every kind of finding, problem and warning, and what only forms say."""
_NUMBER = r"-?(?:Rp)?[\d.]+"
_SHAPES = {
    "year": r"\d{4}", "share": r"[\d.,]+%", "codes": r"[\d., ]+", "last_code": r"[\d.]+",
    "line": r".*?Rp[\d.]+", "line_after": r".*?Rp[\d.]+",
} | dict.fromkeys(
    (
        "age", "after", "amount", "asked", "before", "count", "declared", "difference", "due", "enough", "found",
        "heads", "income", "lacking", "limit", "months", "most", "paid", "people", "quota", "read", "row", "rows",
        "said", "valid", "villages", "zeros",
    ),
    _NUMBER,
)  # fmt: skip
_LONGEST = 1_500  # beyond that it is a text out of a file; no pattern is tried on it
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(language.MONTHS)}) (\d{{4}})")


def _as_it_is() -> bool:
    return translation.get_language() in (settings.LANGUAGE_CODE, None)


# Days, sums and lists


def day(value: dt.date) -> str:
    """13 April 2023, as in sentences."""
    return f"{value.day} {_(language.MONTHS[value.month - 1])} {value.year}"


def month(value: values.Month) -> str:
    """April 2023."""
    return f"{_(language.MONTHS[value.number - 1])} {value.year}"


def rupiah_short(value: int) -> str:
    """Rp3,12 miliar: the figure as officers write it, its size in the reader's word."""
    figure, _space, size = language.rupiah_short(value).partition(" ")
    return f"{figure} {_(size)}" if size else figure


def listed(items: Sequence[str]) -> str:
    """A, B dan C."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s dan %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


# Sentences


def sentence(kind: str, text: str) -> str:
    """What a finding, a row's problem or warning, or a kept refusal of that kind (its code) says; several of a kind,
    a line each, are said line by line."""
    if _as_it_is():
        return text
    lines = text.split("\n")
    said = [_sentence(kind, line) for line in lines] if len(lines) > 1 else []
    return "\n".join(said) if said and all(said) else _sentence(kind, text) or text


def _sentence(kind: str, text: str) -> str:
    """Nothing where no template fits."""
    if len(text) > _LONGEST:
        return ""
    for after in AFTER:
        if text.endswith(after):
            before = text.removesuffix(after)
            return (_sentence(kind, before) or before) + _(after)
    return _found(templates(kind), text)


def point(kind: str, text: str) -> str:
    """What a point of a meeting's agenda says: a finding, or what only an agenda says."""
    if _as_it_is():
        return text
    return _found((*sentences.OF.get(kind, ()), *agenda.TEMPLATES), text) or text


def office(text: str) -> str:
    """Who has to act: «Kepala Desa Keramat, Kec. Tapa»."""
    return text if _as_it_is() else _found(sentences.OFFICES, text) or text


def refusal(refused: values.Refusal) -> str:
    """Why something is not done."""
    if _as_it_is():
        return str(refused)
    facts = {name: _fact(name, str(fact)) for name, fact in refused.facts.items()}
    return _(type(refused).sentence).format(**facts)


def templates(kind: str) -> tuple[str, ...]:
    """Everything that may be said of a kind."""
    found = [*sentences.OF.get(kind, ())]
    if kind in _ROWS:
        found.append(_ROWS[kind].sentence)
    if kind in problems.TYPED:
        found.append(problems.TYPED[kind])
    if kind == "duplicate_other_village":
        found.append(sentences.LISTED_ELSEWHERE)
    return tuple(found) or tuple(one.sentence for one in refusals() if one.code == kind)


def refusals(of: type[values.Refusal] = values.Refusal) -> Iterator[type[values.Refusal]]:
    """Every refusal that is known to this process."""
    for one in of.__subclasses__():
        yield one
        yield from refusals(one)


def _found(known: Iterable[str], text: str) -> str:
    """The text in the reader's language by the first template that it fits, the one that says most first."""
    for template in sorted(known, key=_words, reverse=True):
        fits = _pattern(template).fullmatch(text)
        if fits:
            return _(template).format(**{name: _fact(name, fact) for name, fact in fits.groupdict().items()})
    return ""


def _fact(name: str, text: str) -> str:
    """A fact as it is, but for our own words among it: a month, an office, where a row stands."""
    if name == "office":
        return office(text)
    known = PHRASES.get(name, ())
    said = _found(known, text)
    if not said and known and text[:1].isupper():  # a phrase may begin a sentence
        said = _found(known, text[:1].lower() + text[1:])
        said = said[:1].upper() + said[1:]
    return said or _DAY.sub(lambda day: f"{day[1]} {_(day[2])} {day[3]}", text)


@functools.cache
def _words(template: str) -> int:
    return sum(len(literal) for literal, _name, _spec, _how in string.Formatter().parse(template))


@functools.cache
def _pattern(template: str) -> re.Pattern[str]:
    """What a template looks like with any facts in it; a fact named twice is the same twice."""
    parts: list[str] = []
    seen: set[str] = set()
    for literal, name, _spec, _how in string.Formatter().parse(template):
        parts.append(re.escape(literal))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{_SHAPES.get(name, '.*?')})")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)
