"""Which village is meant: by code, or by name with what else is said. Namesakes are asked about, never guessed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lindung.interfaces.intake import cells, problems
from lindung.kernel import language, values
from lindung.platform.regions import facts as regions

_CODE = re.compile(r"(?<!\d)(\d{2})[., _/-]?(\d{2})[., _/-]?(\d{2})[., _/-]?(\d{4})(?!\d)")
_VILLAGE_WORD = re.compile(
    r"\b(desa\s*/\s*kel\w*|kel\w*\s*/\s*desa|desa|kelurahan|kel|ds|gampong|nagari|kampung|negeri|pekon)\b[\s.:]*",
    re.IGNORECASE,
)
_DISTRICT_WORD = re.compile(r"\b(kecamatan|kec|distrik)\b[\s.:]*", re.IGNORECASE)
_ENUMERATED = re.compile(r"^\W*(?:\d{1,3}|[ivxlc]{1,6}|[a-z])[.)]\s+", re.IGNORECASE)  # «1. », «IV. », «a) »
_ASIDE = re.compile(r"\(.*?\)")
_WORDS = re.compile(r"[A-Za-z0-9'’`]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """What one text says of a village: codes of this regency, names, districts, and codes of elsewhere."""

    codes: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    name: str = ""
    as_village: bool = False
    ours: bool = False
    districts: frozenset[str] = frozenset()
    foreign_district: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The village meant, or why none: ``village_unknown`` or ``village_ambiguous`` with its sentence's facts."""

    village: regions.Region | None
    kind: str = ""
    said: dict[str, str] = field(default_factory=dict)


class Gazetteer:
    """The villages and districts of one regency, by code and by name."""

    def __init__(
        self, places: Iterable[regions.Region], namesakes: Callable[[values.RegionCode], list[regions.Region]]
    ) -> None:
        self._namesakes = namesakes
        self.villages: dict[str, regions.Region] = {}
        self.districts: dict[str, regions.Region] = {}
        for place in places:
            if place.code.level == 4:
                self.villages[place.code] = place
            elif place.code.level == 3:
                self.districts[place.code] = place
            elif place.code.level == 2:
                self.regency = place
        self._by_name = _grouped(self.villages)
        self._districts_by_name = _grouped(self.districts)
        base = re.sub(r"^(Kabupaten|Kota)\s+", "", self.regency.name)
        self._regency_name = re.compile(
            rf"\b(kabupaten|kab|kota)?[\s.]*\b{re.escape(base)}\b(?![\s-]+(barat|timur|utara|selatan|tengah)\b)",
            re.IGNORECASE,
        )
        self._longest = max((len(_WORDS.findall(v.name)) for v in self.villages.values()), default=1) + 1

    def alone(self, said: str, kind: str) -> str:
        """What a text alone in a row names: in a roster the «village» of those below, in a recap the «district»."""
        plain = _ENUMERATED.sub("", said)
        name = cells.squeezed(_ASIDE.sub("", _DISTRICT_WORD.sub("", _VILLAGE_WORD.sub("", plain))))
        if kind in ("roster", "result", "members"):
            return "village" if name in self._by_name else ""
        return "district" if name in self._districts_by_name and name not in self._by_name else ""

    def titled(self, code: str) -> str:
        """Desa Keramat (Kec. Tapa)."""
        village = self.villages[code]
        return f"{village.titled} (Kec. {self.districts[village.code.at(3)].name})"

    def mention(self, said: str) -> Mention:
        """Read a title, a sheet's name or a file's name."""
        codes = {".".join(found) for found in _CODE.findall(said)}
        ours = self._says_regency(said)
        said = self._regency_name.sub(" ", said) if ours else said
        known = frozenset(code for code in codes if code in self.villages)
        districts, foreign, rest = self._districts_in(_CODE.sub(" ", said))
        named, name, as_village = self._named_in(rest)
        elsewhere = next(iter(codes - known), "")
        if not districts:
            districts = self._bare_districts(rest, name)
        return Mention(known, self._but(named, elsewhere), name, as_village, ours, districts, foreign, elsewhere)

    def _but(self, named: frozenset[str], elsewhere: str) -> frozenset[str]:
        """Those named, without ours where the code beside the name is that of its namesake elsewhere."""
        if not elsewhere:
            return named
        return frozenset(
            code
            for code in named
            if all(other.code != elsewhere for other in self._namesakes(self.villages[code].code))
        )

    def _says_regency(self, said: str) -> bool:
        """Only where the regency is called one, or its name has several words: «Kab. Bone», but not in «Bone Pute»."""
        found = self._regency_name.search(said)
        return found is not None and (found[1] is not None or " " in self.regency.name.partition(" ")[2])

    def cell(self, village: str, code: str, district: str) -> Mention:
        """Read the cells of a row: a village column may hold a name or a code, a code column likewise."""
        joined = self.mention(" ".join((code, village))) if _CODE.search(f"{code} {village}") else Mention()
        rest = _CODE.sub(" ", village).strip()
        districts, foreign = frozenset[str](), ""
        named = self._by_name.get(cells.squeezed(rest), frozenset())
        if not named and rest:
            districts, foreign, rest = self._districts_in(rest)
            rest = _VILLAGE_WORD.sub(" ", rest)
            named = self._by_name.get(cells.squeezed(rest), frozenset()) or self._named_in(village)[0]
        if district:
            squeezed = cells.squeezed(_DISTRICT_WORD.sub("", district))
            districts = self._districts_by_name.get(squeezed, frozenset())
            foreign = "" if districts else district
        named = self._but(named, joined.elsewhere)
        return Mention(joined.codes, named, rest.strip(), True, False, districts, foreign, joined.elsewhere)

    def _districts_in(self, said: str) -> tuple[frozenset[str], str, str]:
        """Districts named with their word («Kec. Tapa»), one that is not ours, and the text without them."""
        found: set[str] = set()
        foreign, rest = "", said
        for word in _DISTRICT_WORD.finditer(said):
            following = _WORDS.findall(said[word.end() :])[:4]
            codes, length = _longest(following, self._districts_by_name, 4)
            found |= codes
            if codes:
                name = r"[\W_]*".join(map(re.escape, following[:length]))
                rest = re.sub(rf"{re.escape(word[0])}[\W_]*{name}", " ", rest, count=1)
            elif following:
                foreign = following[0]
        return frozenset(found), "" if found else foreign, rest

    def _bare_districts(self, said: str, name: str) -> frozenset[str]:
        """Districts named without their word, beside the village's name: «Tamboo Bonepantai»."""
        words = [word for word in _WORDS.findall(said) if cells.squeezed(word) not in cells.squeezed(name)]
        hits: set[str] = set()
        for start in range(len(words)):
            hits |= _longest(words[start:], self._districts_by_name, 3)[0]
        return frozenset(hits)

    def _named_in(self, said: str) -> tuple[frozenset[str], str, bool]:
        """Villages named after the word «desa» (or its like); else the longest name that stands anywhere."""
        for word in _VILLAGE_WORD.finditer(said):
            following = _WORDS.findall(said[word.end() :])
            codes, length = _longest([word[1], *following], self._by_name, self._longest)  # a village «Kampung Padang»
            if codes and length > 1:
                return codes, " ".join([word[1], *following][:length]), True
            codes, length = _longest(following, self._by_name, self._longest)
            if codes:
                return self._of_kind(codes, word[1].lower()), " ".join(following[:length]), True
        words = _WORDS.findall(said.replace("_", " "))
        best: tuple[frozenset[str], str] = (frozenset(), "")
        for start in range(len(words)):
            codes, length = _longest(words[start:], self._by_name, self._longest)
            name = " ".join(words[start : start + length])
            if codes and len(name) > len(best[1]):
                best = codes, name
        return (*best, False)

    def _of_kind(self, codes: frozenset[str], word: str) -> frozenset[str]:
        """«Kelurahan X» is not our desa X where a kelurahan X stands elsewhere in the province."""
        if "/" in word:
            return codes
        kelurahan = word.startswith("kel")
        fitting = frozenset(code for code in codes if (self.villages[code].kind == "kelurahan") == kelurahan)
        if fitting or not kelurahan:
            return fitting or codes
        elsewhere = [other for code in codes for other in self._namesakes(self.villages[code].code)]
        return frozenset() if any(other.kind == "kelurahan" for other in elsewhere) else codes

    def resolve(self, mentions: Iterable[Mention], *, bare_is_enough: bool) -> Resolution:
        """The village that these mentions, strongest first, agree on.

        ``bare_is_enough``: in a document of the regency itself a name alone means the regency's own village; in a
        loose list a name without «desa», district or code may be a namesake's elsewhere in the province.
        """
        said = list(mentions)
        codes = next((mention.codes for mention in said if mention.codes), frozenset())
        if len(codes) > 1:
            return self._ambiguous(codes, language.listed(sorted(codes)))
        named = next((mention for mention in said if mention.named and mention.as_village), None) or next(
            (mention for mention in said if mention.named), Mention()
        )
        if codes:
            (code,) = codes
            strong = self._narrowed(named.named, said) if named.as_village else frozenset()
            if strong and code not in named.named:
                return self._ambiguous(strong | codes, f"{named.name} / {code}")
            return Resolution(self.villages[code])
        fitting = self._narrowed(named.named, said)
        if len(fitting) > 1:
            return self._ambiguous(fitting, named.name)
        if not fitting:
            return self._unknown(said, named)
        (code,) = fitting
        located = any(mention.districts or mention.as_village or mention.ours for mention in said)
        others = [] if bare_is_enough or located else self._in_a_city(self.villages[code].code)
        if others:
            return self._ambiguous(fitting, named.name, [f"{other.titled} ({other.code})" for other in others])
        return Resolution(self.villages[code])

    def _in_a_city(self, code: values.RegionCode) -> list[regions.Region]:
        """Namesakes in a city of the province: its people work and file in the regency around it."""
        return [other for other in self._namesakes(code) if other.kind == "kelurahan"]

    def _narrowed(self, named: frozenset[str], said: list[Mention]) -> frozenset[str]:
        """The named villages that lie in a district that is mentioned; a district that is not ours leaves none."""
        for mention in said:
            if mention.districts:
                return frozenset(code for code in named if values.RegionCode(code).at(3) in mention.districts)
            if mention.foreign_district and mention.named:
                return frozenset()
        return named

    def _ambiguous(self, codes: Iterable[str], name: str, others: list[str] | None = None) -> Resolution:
        candidates = [f"{self.titled(code)} {code}" for code in sorted(codes)] + (others or [])
        joined = " atau ".join(candidates)
        return Resolution(None, "village_ambiguous", {"name": name, "candidates": joined})

    def _unknown(self, said: list[Mention], named: Mention) -> Resolution:
        elsewhere = next((mention.elsewhere for mention in said if mention.elsewhere), "")
        name = named.name or next((mention.name for mention in said if mention.name), "")
        if elsewhere:
            text = problems.CODE_ELSEWHERE.format(code=elsewhere, regency=self.regency.titled)
        elif name:
            near = difflib.get_close_matches(cells.squeezed(name), self._by_name, n=1, cutoff=0.75)
            hint = self.titled(next(iter(self._by_name[near[0]]))) if near else ""
            template = problems.NEARLY_OURS if near else problems.NOT_OURS
            text = template.format(name=name, regency=self.regency.titled, near=hint)
        else:
            text = problems.NOWHERE_SAID
        example = next(iter(self.villages), "75.03.08.2001")
        return Resolution(None, "village_unknown", {"text": text, "example": example})


def _grouped(places: dict[str, regions.Region]) -> dict[str, frozenset[str]]:
    """Codes by name; «Desa Adat Yoboi» also by the name that people write, «Yoboi»."""
    grouped: dict[str, set[str]] = {}
    for code, place in places.items():
        for name in {place.name, re.sub(r"^Desa Adat\s+", "", place.name)}:
            grouped.setdefault(cells.squeezed(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in grouped.items()}


def _longest(words: list[str], by_name: dict[str, frozenset[str]], most: int) -> tuple[frozenset[str], int]:
    """The longest run from the start of ``words`` that is a name."""
    for length in range(min(most, len(words)), 0, -1):
        codes = by_name.get(cells.squeezed("".join(words[:length])))
        if codes:
            return codes, length
    return frozenset(), 0
