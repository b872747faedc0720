"""Letters that have no number yet: how a draft will look, and how a wording would."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

from lindung.interfaces.reports.letters import drafting, words
from lindung.kernel import language
from lindung.monitoring import sentences
from lindung.registers.letters import facts, queries

UNNUMBERED = "0" * 16


def unnumbered(draft: facts.Draft, on: dt.date) -> facts.Letter:
    """How a draft will look: with the first number of its book, and a code that no letter has."""
    number = queries.number(draft.pattern, sequence=1, code=draft.code, on=on)
    return facts.Letter(
        0, draft.kind, draft.issuer, draft.region, draft.finding, number, on, draft.place, draft.addressee,
        draft.wording, draft.content, "0" * 64, UNNUMBERED, uuid.UUID(int=0),
    )  # fmt: skip


def sample(wording: facts.Wording, office: drafting.Office) -> facts.Draft:
    """A letter as a wording makes it, its blanks filled with an example; signed by whoever is known to."""
    writes = dataclasses.replace(
        office, issuer=office.issuer if office.level == wording.level else _of_level(wording, office)
    )
    on = office.on + dt.timedelta(days=7)
    said = drafting.BLANK | drafting.event_said(drafting.Event(on, "09.00", "Aula", on)) | {
        "kabupaten": office.regency_name, "kecamatan": "Contoh", "desa": "Desa Contoh", "wilayah": "Kecamatan Contoh",
        "temuan": words.finding("not_budgeted"), "jumlah_desa": "2", "jumlah_desa_terbilang": language.spelled(2),
        "kalimat": sentences.NOT_BUDGETED.format(village="Contoh", people=100), "tahun": str(on.year),
        "tanggal_data": language.day_in_words(office.on), "kebutuhan": language.rupiah(20_000_000),
        "kebutuhan_terbilang": words.spelled_rupiah(20_000_000),
    }  # fmt: skip
    rows = [(str(at), f"Desa Contoh {at}", said["kalimat"]) for at in (1, 2)]
    parts = drafting.text(wording, "pembuka", said)
    if wording.kind == "invitation":
        parts.append(drafting.facts_of(drafting.Event(on, "09.00", "Aula", on), "not_budgeted", said))
    parts += drafting.text(wording, "isi", said)
    if wording.kind in drafting.TO_CAMAT and wording.level == facts.REGENCY:
        parts.append(drafting.table(("No.", "Desa", "Masalah"), (0, 2, 5), (0,), rows))
    parts += drafting.text(wording, "penutup", said)
    return drafting.draft(wording.kind, writes.issuer, "", wording, _signed(wording, writes), said, parts)


def _of_level(wording: facts.Wording, office: drafting.Office) -> str:
    """The regency for a regency's wording; for a camat's any district, of which nothing need be known."""
    return office.regency if wording.level == facts.REGENCY else f"{office.regency}.01"


def _signed(wording: facts.Wording, office: drafting.Office) -> drafting.Office:
    """With somebody in the post that signs, where nobody was recorded yet."""
    post = drafting.SIGNS[wording.kind, wording.level]
    key = (office.issuer if post == "camat" else office.regency), post
    nobody = facts.Official(key[0], post, "(nama pejabat)", "", "(pangkat)", "tetap", office.on, "")
    return dataclasses.replace(office, officials={key: nobody} | dict(office.officials))
