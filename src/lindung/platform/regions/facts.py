"""What crosses the door of regions."""

from __future__ import annotations

from dataclasses import dataclass

from lindung.kernel import values


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it was on a day."""

    code: values.RegionCode
    name: str
    kind: values.RegionKind
    parent: values.RegionCode | None

    @property
    def titled(self) -> str:
        """Desa Keramat · Kelurahan Pauwo · Kecamatan Tapa · Kabupaten Bone Bolango."""
        word = {"desa_adat": "Desa Adat"}.get(self.kind, self.kind.capitalize())
        return self.name if self.name.startswith(word) else f"{word} {self.name}"
