"""A villager with a cheap phone, who answers one question after the other."""

from __future__ import annotations

import html
import re

from django import http

from tests import leaks
from tests.interfaces.web import desks

NIKS = [leaks.made(one) for one in ("7503085203790001", "7503081406810002", "7503080101900003")]
ANSWERS = {
    "nama": {"nama": "Yusna Podungge"}, "nik": {"nik": NIKS[0]},
    "lahir": {"hari": "12", "bulan": "3", "tahun": "1979"}, "pekerjaan": {"pekerjaan": "Petani atau pekebun"},
    "telepon": {"telepon": ""}, "setuju": {"setuju": "ya"},
}  # fmt: skip
OTHERS = (
    {"nama": {"nama": "Rizal Hulopi"}, "nik": {"nik": NIKS[1]}, "lahir": {"hari": "14", "bulan": "6", "tahun": "1981"}},
    {"nama": {"nama": "Idrus Umara"}, "nik": {"nik": NIKS[2]}, "lahir": {"hari": "1", "bulan": "1", "tahun": "1990"}},
)


def body(response: http.HttpResponse) -> str:
    return html.unescape(response.content.decode())


class Applicant(desks.Visitor):
    """Somebody who registers themselves."""

    def chooses(self, village: str = desks.VILLAGE, route: str = "desa", event: str = "") -> http.HttpResponse:
        return self.post("/daftar/tempat/", {"jalur": route, "desa": village, "acara": event})

    def says(self, step: str, **typed: str) -> http.HttpResponse:
        return self.post(f"/daftar/isi/{step}/", typed or ANSWERS[step])

    @property
    def code(self) -> str:
        """The code as the page shows it."""
        page = body(self.get("/daftar/terima/", follow=True))
        return re.search(r"<b>([2-9A-Z]{4}(?:-[2-9A-Z]{4}){3})</b>", page)[1]

    def applies(self, other: dict[str, dict[str, str]] | None = None, **where: str) -> str:
        """All the way to the receipt; the code on it."""
        assert self.chooses(**where).status_code == 302
        for step in ANSWERS:
            answer = self.says(step, **(other or {}).get(step, {}))
            assert answer.status_code == 302, (step, body(answer))
        sent = self.post("/daftar/periksa/")
        assert (sent.status_code, sent.headers.get("Location")) == (302, "/daftar/terima/")
        return self.code


def status(code: str, visitor: desks.Visitor | None = None) -> http.HttpResponse:
    return (visitor or desks.Visitor()).post("/status/", {"kode": code})
