"""What of a regency's day anybody may read: counts of at least five people, and money that does not tell smaller ones.

It is reckoned when the day is kept and kept apart from it, so that what is hidden is not even there for who asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from lindung.interfaces.reports import kinds
from lindung.monitoring import facts, indicators

LEAST = 5
"""A smaller count of people might be a family's; none at all is nobody's."""
_PLAY = LEAST - 2
"""By how much a count below ``LEAST`` can lie above or below the one that it is: one to four."""
_ROUND = 1_000_000
"""Rupiah to which the money paid is rounded where small counts lie in it: more than four people's year comes to."""
APART, NO_VILLAGE = "Dihitung terpisah", "Belum jelas desanya"
COUNTED = ("villages", "reported", "budgeted", "paid", "at_quota")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is told. ``protected`` and ``paid`` are None where they are hidden; ``few``: because fewer than
    five people are protected there, else because the total would tell of another place."""

    code: str
    name: str
    district: str
    state: str
    quota: int
    protected: int | None
    few: bool
    budget: int | None
    paid: int | None


@dataclass(frozen=True, slots=True)
class Published:
    """A regency's day. The totals are those of every other page, without kelurahan; None where they would tell.
    ``about``: the money paid is rounded down, as with the number of people it would tell of months."""

    code: str
    name: str
    province: str
    year: int
    on: dt.date
    counts: dict[str, int]
    quota: int
    protected: int | None
    budget: int
    paid: int | None
    about: bool
    places: tuple[Place, ...]


def of(day: facts.RegencyDay) -> Published:
    """Kelurahan stand apart and have no total, so only what is added up can tell of a small count among it."""
    small = {place.code for place in day.places if _small(place)}
    added = [place for place in day.places if place.kind != "kelurahan"]
    among = sum(place.code in small for place in added)
    beside = also_hidden({str(one.code): _open_by(one) for one in added if one.code not in small}, among)
    hidden = small | (beside or set())
    paid = indicators.value("paid_total_rupiah", day.places)
    return Published(
        day.code, day.name, day.province_name, day.year, day.on,
        {key: indicators.value(key, day.places) for key in COUNTED},
        indicators.value("target_workers", day.places),
        None if beside is None else indicators.value("protected", day.places),
        indicators.value("budget_total_rupiah", day.places),
        None if beside is None else paid - paid % _ROUND if among else paid,
        bool(among),
        tuple(_told(place, hidden) for place in day.places if place.district or _anything(place)),
    )  # fmt: skip


def _anything(place: facts.PlaceDay) -> bool:
    """Whether there is money or a person of the regency itself, of which nobody can name the village yet."""
    return bool(place.protected or place.paid_heads or place.paid_rupiah or place.budget_rupiah)


def _small(place: facts.PlaceDay) -> bool:
    """Whether what is protected or paid for is so few people; the sum of money would tell how many."""
    return any(0 < count < LEAST for count in (place.protected, place.paid_heads))


def _open_by(place: facts.PlaceDay) -> int:
    """How many people more or fewer this place might have for all that is told of it where its count is hidden: at
    least five; at least its quota where it is said to have reached it, and presumably fewer where it has not."""
    below = place.protected - (place.quota if place.at_quota else LEAST)
    short = place.is_village and not place.at_quota and place.protected < place.quota
    above = place.quota - 1 - place.protected if short else below
    return min(below, above, place.paid_heads - LEAST)


def also_hidden(open_by: dict[str, int], small: int) -> set[str] | None:
    """The places to hide beside ``small`` ones so that a total less what is told leaves each small count open between
    one and four, even for whoever knows one of those beside; None where there are not enough: then no total is told.
    """
    if not small:
        return set()
    play = _PLAY * small
    enough = sorted((by, code) for code, by in open_by.items() if by >= play)
    if len(enough) > 1:
        return {code for _by, code in enough[:2]}
    chosen: list[str] = []
    for code in sorted((one for one in open_by if open_by[one] > 0), key=lambda one: (-open_by[one], one)):
        chosen.append(code)
        if sum(open_by[one] for one in chosen[1:]) >= play:
            return set(chosen)
    return None


def _told(place: facts.PlaceDay, hidden: set[str]) -> Place:
    secret = place.code in hidden
    few = 0 < place.protected < LEAST
    apart = APART if place.kind == "kelurahan" else NO_VILLAGE
    state = kinds.BY_STATUS[place.status].title if place.is_village else apart
    return Place(
        place.code, kinds.place_title(place), place.district_name, state, place.quota,
        None if few or (secret and place.protected) else place.protected, few,
        place.budget_rupiah if place.reported or place.budget_rupiah else None,
        None if secret and place.paid_rupiah else place.paid_rupiah,
    )  # fmt: skip


def packed(found: Published) -> str:
    return msgspec.json.encode(found, enc_hook=str).decode()


def unpacked(said: Sequence[str]) -> list[Published]:
    """Without those that another version of this program kept."""
    found = []
    for one in said:
        try:
            found.append(_DECODER.decode(one))
        except msgspec.DecodeError:
            continue
    return found


_DECODER = msgspec.json.Decoder(Published)
