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
APART, NO_VILLAGE = "Dihitung terpisah", "Belum jelas desanya"
COUNTED = ("villages", "reported", "budgeted", "paid", "at_quota")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is told. ``protected`` is None where it is fewer than five people, which ``few`` says too;
    ``paid`` where it would tell of so few."""

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
    """A regency's day. The totals are without kelurahan, as on every other page. ``at_least``: people protected and
    money paid are added up over the places of which they are told, and there is more where they are hidden; so no total
    says anything that the places do not, on this day or beside what was told on another."""

    code: str
    name: str
    province: str
    year: int
    on: dt.date
    counts: dict[str, int]
    quota: int
    protected: int
    budget: int
    paid: int
    at_least: bool
    places: tuple[Place, ...]


def of(day: facts.RegencyDay) -> Published:
    small = {place.code for place in day.places if _small(place)}
    told = [place for place in day.places if place.code not in small]
    return Published(
        day.code, day.name, day.province_name, day.year, day.on,
        {key: indicators.value(key, day.places) for key in COUNTED},
        indicators.value("target_workers", day.places),
        indicators.value("protected", told),
        indicators.value("budget_total_rupiah", day.places),
        indicators.value("paid_total_rupiah", told),
        any(place.code in small and place.kind != "kelurahan" for place in day.places),
        tuple(_told(place, place.code in small) for place in day.places if place.district or _anything(place)),
    )  # fmt: skip


def _anything(place: facts.PlaceDay) -> bool:
    """Whether there is money or a person of the regency itself, of which nobody can name the village yet."""
    return bool(place.protected or place.paid_heads or place.paid_rupiah or place.budget_rupiah)


def _small(place: facts.PlaceDay) -> bool:
    """Whether what is protected or paid for is so few people; the sum of money would tell how many."""
    return any(0 < count < LEAST for count in (place.protected, place.paid_heads))


def _told(place: facts.PlaceDay, secret: bool) -> Place:
    few = 0 < place.protected < LEAST
    apart = APART if place.kind == "kelurahan" else NO_VILLAGE
    state = kinds.BY_STATUS[place.status].title if place.is_village else apart
    return Place(
        place.code, kinds.place_title(place), place.district_name, state, place.quota,
        None if few else place.protected, few,
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
