"""Whether a database is still what its journal says: lines, head, guards, rows and views, in one finding.

Nothing is written and nothing is migrated: what is looked at may be evidence.
"""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from typing import Any

from django.db import connection

from lindung.kernel import language
from lindung.platform.journal import facts
from lindung.platform.journal import queries as journal
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.programmes import queries as programmes
from lindung.registers.workers import queries as workers

MOST = 1_000
"""So many broken lines are listed; there may be more."""
_SAID = 20


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found. ``asked``: the head that was asked about, and where it stands; ``rows_why``: why rows were not
    looked at."""

    lines: int
    head: facts.Head | None
    digest: str
    breaks: tuple[facts.Break, ...]
    views: int
    view_breaks: tuple[facts.Break, ...]
    unguarded: tuple[str, ...]
    asked: str = ""
    asked_head: facts.Head | None = None
    rows: tuple[facts.Rows, ...] = ()
    unread: dict[str, int] = dataclasses.field(default_factory=dict)
    empty_differs: int | None = None
    rows_why: str = ""

    @property
    def holds(self) -> bool:
        differing = [one for one in self.rows if one.differs is not None or one.loose]
        lost = bool(self.asked) and self.asked_head is None
        return not (
            self.breaks or self.view_breaks or self.unguarded or differing or lost or self.empty_differs is not None
        )


def look(*, asked: str = "", rows_why: str = "") -> Proof:
    """Look at the database that is open. ``rows_why``: rows can't be weighed, because their key is not here."""
    breaks = tuple(itertools.islice(journal.breaks(), MOST))
    view_breaks = tuple(itertools.islice(journal.view_breaks(), MOST))
    digest = journal.head()
    found = Proof(
        journal.lines(), journal.find_head(digest) if not breaks else None, digest, breaks, journal.count_views(),
        view_breaks, tuple(journal.unguarded()), asked, journal.find_head(asked) if asked else None,
    )  # fmt: skip
    if breaks:
        rows_why = "jurnalnya sendiri putus; pulihkan dulu jurnalnya"
    if rows_why:
        return dataclasses.replace(found, rows_why=rows_why)
    rows = tuple(journal.agreement([enrolment.ListsWritten(), programmes.TargetsWritten(), *workers.as_written()]))
    if connection.vendor == "postgresql":
        rows += (workers.weighed_one_by_one(),)
    return dataclasses.replace(
        found, rows=rows, unread=journal.unread(rows), empty_differs=journal.empty_lines_differ()
    )


def as_json(found: Proof) -> dict[str, Any]:
    return {"holds": found.holds, **dataclasses.asdict(found)}


# In words


def said(found: Proof) -> str:
    """The finding for the terminal: what was looked at, what is wrong and where, and what to do."""
    parts = [*_chain(found), *_asked(found), *_guards(found), *_rows(found), *_views(found)]
    if found.holds:
        parts.append("UTUH: tidak ada baris yang diubah, dihapus, disisipkan atau dipindah.")
    else:
        parts.append(
            "TIDAK UTUH: jangan dipakai. Simpan salinan basis data ini sebagai bukti, pulihkan dari cadangan yang "
            "kepala jurnalnya cocok, dan laporkan kepada pengawas."
        )
    return "\n".join(parts)


def head_said(head: facts.Head | None) -> str:
    """«baris 12, 13-04-2023 01.30 UTC», to be written down with the digest."""
    if head is None or not head.line_id:
        return "belum ada baris"
    if head.at is None:
        return f"baris {language.number(head.line_id)}"
    return f"baris {language.number(head.line_id)}, {head.at:%d-%m-%Y %H.%M} UTC"


def _chain(found: Proof) -> list[str]:
    if not found.breaks:
        return [f"Jurnal: {language.number(found.lines)} baris, berantai utuh. Kepala: {found.digest}"]
    count = f"{'lebih dari ' if len(found.breaks) == MOST else ''}{language.number(len(found.breaks))}"
    return [f"Jurnal: {language.number(found.lines)} baris, putus pada {count} tempat:", *_listed(found.breaks)]


def _listed(breaks: tuple[facts.Break, ...]) -> list[str]:
    lines = [f"  baris {language.number(one.line_id)}: {one.why}" for one in breaks[:_SAID]]
    more = len(breaks) - _SAID
    return lines + ([f"  dan {language.number(more)} lagi (semua dengan --json)"] if more > 0 else [])


def _asked(found: Proof) -> list[str]:
    if not found.asked:
        return []
    if found.asked_head is None:
        return [
            f"Kepala {found.asked[:16]}… TIDAK ADA dalam jurnal ini: baris itu, atau yang sebelumnya, diubah atau "
            "dihapus, atau kepala itu dari basis data lain."
        ]
    where = head_said(found.asked_head)
    return [f"Kepala {found.asked[:16]}… ada: {where}; {language.number(found.asked_head.later)} baris sesudahnya."]


def _guards(found: Proof) -> list[str]:
    if found.unguarded:
        return [f"Penjaga HILANG pada tabel {', '.join(found.unguarded)}: barisnya dapat diubah tanpa jejak."]
    return ["Penjaga: semua tabel yang hanya boleh ditambah dijaga basis data."]


def _rows(found: Proof) -> list[str]:
    if found.rows_why:
        return [f"Isi tabel TIDAK dicocokkan dengan segel jurnal: {found.rows_why}."]
    wrong = []
    for one in found.rows:
        if one.differs is not None:
            wrong.append(
                f"Isi tabel {one.table} BERBEDA dari yang disegel baris {language.number(one.differs)}; "
                f"{language.number(one.read)} baris jurnal sebelumnya cocok, sesudahnya tidak dapat dicocokkan."
            )
        elif one.loose:
            wrong.append(f"Tabel {one.table} memuat {language.number(one.loose)} baris yang TIDAK ADA di jurnal.")
    if found.empty_differs is not None:
        wrong.append(f"Segel baris {language.number(found.empty_differs)} bukan segel dari nol baris.")
    read = sum(one.read for one in found.rows)
    wrong.append(f"Isi tabel: {language.number(read)} baris jurnal dibaca ulang dan cocok dengan segelnya.")
    if found.unread:
        verbs = ", ".join(f"{verb} ({language.number(count)})" for verb, count in found.unread.items())
        wrong.append(f"Tidak dapat dibaca ulang, hanya rantainya yang diperiksa: {verbs}.")
    return wrong


def _views(found: Proof) -> list[str]:
    count = language.number(found.views)
    if not found.view_breaks:
        return [f"Catatan pembacaan: {count} baris, berantai utuh."]
    return [f"Catatan pembacaan: {count} baris, putus:", *_listed(found.view_breaks)]
