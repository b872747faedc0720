"""What a letter says: a regency's words, their blanks filled from a day's findings, signed by who holds the post."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lindung.interfaces.reports import kinds
from lindung.interfaces.reports.letters import words
from lindung.kernel import language, law, values
from lindung.monitoring import amounts, sentences
from lindung.monitoring import facts as monitoring
from lindung.registers.letters import facts, queries


class NobodySigns(values.Refusal):
    code = "penanda-tangan-belum-dicatat"
    sentence = (
        "Surat belum dapat dibuat: belum dicatat siapa yang menjabat {post} pada {day}. Catat dulu pada halaman "
        "pejabat penanda tangan."
    )


class NotLettered(values.Refusal):
    code = "temuan-tanpa-surat"
    sentence = "Temuan itu bukan tentang satu desa, atau suratnya belum ada. Pilih temuan dari daftarnya."


class WhenAndWhere(values.Refusal):
    code = "undangan-tanpa-waktu"
    sentence = "Hari, jam dan tempat undangan harus ditulis. Lengkapi dulu, lalu ulangi."


SIGNS: dict[tuple[facts.Kind, int], facts.Post] = {
    ("invitation", facts.REGENCY): "sekda",
    ("reminder", facts.REGENCY): "dpmd",
    ("instruction", facts.REGENCY): "sekda",
    ("minutes", facts.REGENCY): "dpmd",
    ("service_note", facts.REGENCY): "dpmd",
    ("correction", facts.REGENCY): "dpmd",
    ("invitation", facts.DISTRICT): "camat",
    ("reminder", facts.DISTRICT): "camat",
    ("minutes", facts.DISTRICT): "camat",
}
TO_CAMAT: frozenset[facts.Kind] = frozenset({"invitation", "instruction"})
"""What the regency writes to a camat, about all the villages of the district at once."""
BLANK = dict.fromkeys(facts.BLANKS, "")


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the region of the office, the regency and its officials, the place and the day of the letter, the
    law by which costs are reckoned, and the address under which letters are checked."""

    issuer: str
    regency: str
    regency_name: str
    place: str
    on: dt.date
    officials: Mapping[tuple[str, facts.Post], facts.Official]
    book: law.Book
    check: str
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> int:
        return values.RegionCode(self.issuer).level


@dataclass(frozen=True, slots=True)
class Event:
    """What is asked of who receives it: when and where to come, until when to answer."""

    on: dt.date | None = None
    hour: str = ""
    place: str = ""
    due_on: dt.date | None = None


# Letters of a finding


def of_finding(
    kind: facts.Kind, finding: str, day: monitoring.RegencyDay, office: Office, wording: facts.Wording, event: Event
) -> list[facts.Draft]:
    """One letter to each camat, or each village head, whom the finding concerns. Raises NotLettered, NobodySigns,
    WhenAndWhere."""
    if finding not in words.LETTERED:
        raise NotLettered()
    if kind == "invitation" and (event.on is None or not event.hour or not event.place):
        raise WhenAndWhere()
    places = {str(place.code): place for place in day.places}
    found = [
        one for one in day.findings if one.kind == finding and one.region in places and places[one.region].district
    ]
    found = _once_a_place(found)
    if kind == "service_note":
        groups = {office.issuer: found} if found else {}
    elif kind in TO_CAMAT and office.level == facts.REGENCY:
        groups = _by_district(found, places)
    else:
        groups = {one.region: [one] for one in found}
    return [_draft(kind, region, group, places, day, office, wording, event) for region, group in groups.items()]


def _once_a_place(found: Iterable[monitoring.Finding]) -> list[monitoring.Finding]:
    """Several findings about one village are one, which says all of them: a village is counted and written to once."""
    groups: dict[str, list[monitoring.Finding]] = {}
    for one in found:
        groups.setdefault(one.region, []).append(one)
    return [
        dataclasses.replace(held[0], sentence=sentences.together(one.sentence for one in held))
        for held in groups.values()
    ]


def _by_district(
    found: Iterable[monitoring.Finding], places: Mapping[str, monitoring.PlaceDay]
) -> dict[str, list[monitoring.Finding]]:
    groups: dict[str, list[monitoring.Finding]] = {}
    for one in sorted(found, key=lambda one: one.region):
        groups.setdefault(str(places[one.region].district), []).append(one)
    return groups


def _draft(
    kind: facts.Kind,
    region: str,
    group: Sequence[monitoring.Finding],
    places: Mapping[str, monitoring.PlaceDay],
    day: monitoring.RegencyDay,
    office: Office,
    wording: facts.Wording,
    event: Event,
) -> facts.Draft:
    about = [places[one.region] for one in group]
    said = _said(group, about, day, office, event)
    parts = text(wording, "pembuka", said)
    if kind == "invitation":
        parts.append(facts_of(event, group[0].kind, said))
    parts += text(wording, "isi", said)
    if kind == "service_note":
        parts.append(_districts(about))
    elif region not in places:
        parts.append(_villages(group, about))
    parts += text(wording, "penutup", said)
    told = tuple(
        facts.Said(one.region, kinds.place_title(place), one.sentence) for one, place in zip(group, about, strict=True)
    )
    brief = said | {"kalimat": _brief(group[0].sentence) if len(group) == 1 else ""}
    return draft(kind, region, group[0].kind, wording, office, said, parts, told, message=brief)


_BRIEF = 300
"""So many signs of what was found fit into a message on a telephone, beside what is asked and the address."""


def _brief(said: str) -> str:
    """As many whole sentences as a message holds, the first at least, and how many the letter says besides."""
    first, *rest = said.split("\n")
    while rest and len(first) + len(rest[0]) < _BRIEF:
        first = f"{first} {rest.pop(0)}"
    return f"{first} Masih ada {language.number(len(rest))} hal serupa, semuanya pada suratnya." if rest else first


def draft(
    kind: facts.Kind,
    region: str,
    finding: str,
    wording: facts.Wording,
    office: Office,
    said: Mapping[str, str],
    parts: Sequence[Mapping[str, Any]],
    told: tuple[facts.Said, ...] = (),
    also: Sequence[facts.Signer] = (),
    message: Mapping[str, str] | None = None,
) -> facts.Draft:
    """A letter of these parts, with the head, the addressee and the signature that its wording and its kind ask for.

    ``message``: what fills the blanks of the text for telephones, where that says less."""
    to = _lines(wording, "kepada", said)
    content = facts.Content(
        head=_lines(wording, "kop", said),
        address=" ".join(_lines(wording, "alamat", said)),
        title=words.KINDS[kind] if kind in words.ON_PAPER else "",
        nature=_line(wording, "sifat", said),
        enclosures=_line(wording, "lampiran", said),
        subject=_line(wording, "perihal", said),
        to=to,
        parts=tuple(parts),
        signers=(*also, signer(SIGNS[kind, office.level], office)),
        copies=_lines(wording, "tembusan", said),
        message=_line(wording, "pesan", message or said),
        said=told,
        check=office.check,
    )
    code = queries.filled(wording.parts["kode"], said)
    return facts.Draft(
        kind, office.issuer, region, finding, office.place, _addressee(to), wording.version, wording.parts["pola"],
        code, content,
    )  # fmt: skip


def _addressee(to: Sequence[str]) -> str:
    """«Kepada / Yth. Camat Kabila / di / Tempat» → Camat Kabila."""
    named = next((one for one in to if "Yth." in one), to[0] if to else "")
    return named.rpartition("Yth.")[2].strip()


def _said(
    group: Sequence[monitoring.Finding],
    about: Sequence[monitoring.PlaceDay],
    day: monitoring.RegencyDay,
    office: Office,
    event: Event,
) -> dict[str, str]:
    one = about[0]
    alone = len(group) == 1
    districts = {place.district_name for place in about}
    costs = sum(_year_costs(place, day.year, office.book) for place in about)
    return BLANK | event_said(event) | {
        "kabupaten": office.regency_name,
        "kecamatan": one.district_name if len(districts) == 1 else "",
        "desa": kinds.place_title(one) if alone else f"{len(about)} desa",
        "wilayah": kinds.place_title(one) if alone else f"Kecamatan {one.district_name}",
        "temuan": words.finding(group[0].kind),
        "kalimat": group[0].sentence.replace("\n", " ") if alone else "",
        "jumlah_desa": language.number(len(about)),
        "jumlah_desa_terbilang": language.spelled(len(about)),
        "tanggal_data": language.day_in_words(day.on),
        "tahun": str(day.year),
        "kebutuhan": language.rupiah(costs) if costs else "",
        "kebutuhan_terbilang": words.spelled_rupiah(costs) if costs else "",
    }  # fmt: skip


def blank(office: Office, event: Event) -> dict[str, str]:
    """What is known of every letter; the other blanks are empty."""
    said = {
        "kabupaten": office.regency_name,
        "tanggal_data": language.day_in_words(office.on),
        "tahun": str(office.on.year),
    }
    return BLANK | event_said(event) | said


def event_said(event: Event) -> dict[str, str]:
    return {
        "batas": language.day_in_words(event.due_on) if event.due_on else "",
        "acara_hari": words.weekday(event.on) if event.on else "",
        "acara_pukul": event.hour,
        "acara_tempat": event.place,
    }


def _year_costs(place: monitoring.PlaceDay, year: int, book: law.Book) -> int:
    """What the quota of a village costs in the whole year; nothing where the book does not say."""
    try:
        return amounts.due(book, heads=place.quota, first=values.Month(year, 1), months=12) if place.quota else 0
    except law.NoRule:
        return 0


# Parts


def _paragraphs(text: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", text) if one.strip()]


def text(wording: facts.Wording, part: str, said: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """The paragraphs of a part. One that would speak of an amount that is not known is left out."""
    kept = [
        queries.filled(one, said)
        for one in _paragraphs(wording.parts.get(part, ""))
        if not ("{kebutuhan" in one and not said["kebutuhan"])
    ]
    return [{"kind": "text", "said": kept}] if kept else []


def _lines(wording: facts.Wording, part: str, said: Mapping[str, str]) -> tuple[str, ...]:
    filled = queries.filled(wording.parts.get(part, ""), said)
    return tuple(" ".join(one.split()) for one in filled.splitlines() if one.strip())


def _line(wording: facts.Wording, part: str, said: Mapping[str, str]) -> str:
    return " ".join(_lines(wording, part, said))


def facts_of(event: Event, finding: str, said: Mapping[str, str]) -> Mapping[str, Any]:
    about = f"Penyelesaian temuan: {words.finding(finding)}"
    rows = [
        ["Hari, tanggal", said["acara_hari"]],
        ["Pukul", event.hour],
        ["Tempat", event.place],
        ["Acara", about],
    ]
    return {"kind": "facts", "rows": rows}


def table(
    columns: Sequence[str], widths: Sequence[int], right: Sequence[int], rows: Sequence[Sequence[str]]
) -> Mapping[str, Any]:
    """``widths``: shares of the line, 0 for as wide as needed; ``right``: columns of numbers."""
    return {"kind": "table", "columns": list(columns), "widths": list(widths), "right": list(right),
            "rows": [list(one) for one in rows]}  # fmt: skip


def _villages(group: Sequence[monitoring.Finding], about: Sequence[monitoring.PlaceDay]) -> Mapping[str, Any]:
    rows = [
        (str(at), kinds.place_title(place), one.sentence)
        for at, (one, place) in enumerate(zip(group, about, strict=True), 1)
    ]
    return table(("No.", "Desa", "Masalah"), (0, 2, 5), (0,), rows)


def _districts(about: Sequence[monitoring.PlaceDay]) -> Mapping[str, Any]:
    count: dict[str, list[str]] = {}
    for place in sorted(about, key=lambda place: place.code):
        count.setdefault(place.district_name, []).append(place.name)
    rows = [
        (str(at), name, language.number(len(villages)), ", ".join(villages))
        for at, (name, villages) in enumerate(count.items(), 1)
    ]
    return table(("No.", "Kecamatan", "Desa", "Nama desa"), (0, 2, 0, 5), (0, 2), rows)


# Signatures


def signer(post: facts.Post, office: Office, *, region: str = "", known: bool = True) -> facts.Signer:
    """The block of whoever holds the post on the day. Not ``known``: a line to be filled by hand will do.

    Raises NobodySigns.
    """
    of = region or (office.issuer if post == "camat" else office.regency)
    title = _titled(post, of, office)
    held = office.officials.get((of, post))
    if held is None and not known:
        return facts.Signer(("Mengetahui,", f"{title},"), "." * 34, ())
    if held is None:
        raise NobodySigns(post=title, day=language.day_in_words(office.on))
    prefix = "" if held.standing == "tetap" else f"{held.standing} "
    above = (
        (f"{prefix}{title},",)
        if post != "sekda"
        else (f"a.n. Bupati {short(office.regency_name)}", f"{prefix}{title},")
    )
    above = above if known else ("Mengetahui,", *above)
    below = [one for one in (held.rank, f"NIP {held.nip}" if held.nip else "") if one]
    return facts.Signer(above, held.name, tuple(below))


def _titled(post: facts.Post, region: str, office: Office) -> str:
    if post in ("camat", "kades"):
        return f"{words.POSTS[post]} {short(office.names.get(region, ''))}".strip()
    return f"{words.POSTS[post]} {short(office.regency_name)}" if post == "bupati" else words.POSTS[post]


def short(titled: str) -> str:
    """Without the word for its kind: «Kabupaten Bone Bolango» → Bone Bolango."""
    return re.sub(r"^(Kabupaten|Kota|Kecamatan|Desa Adat|Desa|Kelurahan) ", "", titled)
