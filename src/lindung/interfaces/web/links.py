"""Addresses within the site that lead to the same day as the page they stand on."""

from __future__ import annotations

from dataclasses import dataclass

from lindung.interfaces.web import days


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses about one region, for one day asked about. Codes and keys are ours, never typed: nothing to escape."""

    asked: days.Asked
    region: str

    def to(self, code: str) -> str:
        """The page of a region."""
        return f"/wilayah/{code}/{self.asked.query}"

    def list(self, key: str, code: str = "") -> str:
        """The list that the figure ``key`` counts."""
        return f"/wilayah/{code or self.region}/daftar/{key}/{self.asked.query}"

    def findings(self, kind: str = "", code: str = "") -> str:
        query = self.asked.also(f"jenis={kind}") if kind else self.asked.query
        return f"/wilayah/{code or self.region}/temuan/{query}"

    def rows(self, which: str, code: str = "") -> str:
        """Rows that are held (``masalah``) or remarked on (``peringatan``)."""
        return f"/wilayah/{code or self.region}/{which}/{self.asked.query}"

    def page(self, name: str, code: str = "") -> str:
        """A page of its own about a region: ``kecamatan``, ``anggaran``, ``pembayaran``, ``pekerja``, ``iuran``."""
        return f"/wilayah/{code or self.region}/{name}/{self.asked.query}"
