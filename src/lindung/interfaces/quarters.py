"""A quarter's report: drafted from the registers, brought back from its bytes, written as files; and exported, so that
another machine can write the same files again without the database."""

from __future__ import annotations

import base64
import binascii
import dataclasses
import datetime as dt
import hashlib
import importlib.metadata
import json
import pathlib
import zlib
from collections.abc import Mapping
from typing import Any

import typst

from lindung.interfaces import monitor
from lindung.interfaces.reports.kpi import facts, files
from lindung.kernel import language, law, values
from lindung.monitoring import comparison, findings, weighing
from lindung.monitoring import facts as monitoring
from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.rulebook import queries as rulebook
from lindung.platform.vault import queries as vault
from lindung.registers.reporting import facts as reporting
from lindung.registers.reporting import queries as snapshots


class NoSuchSnapshot(values.Refusal):
    code = "laporan-tidak-ada"
    sentence = "Laporan nomor {number} tidak ada pada basis data ini. Lihat nomornya di halaman Laporan."


class NotApproved(values.Refusal):
    code = "laporan-belum-disetujui"
    sentence = "Laporan nomor {number} belum disetujui orang kedua, jadi belum dapat diekspor atau dibuat ulang."


class ReportTampered(values.Refusal):
    code = "berkas-laporan-berubah"
    sentence = "Berkas laporan {file} tidak dipakai: {why}. Minta berkas aslinya kepada kabupaten."


class StrangeSigner(values.Refusal):
    code = "penanda-tangan-lain"
    sentence = (
        "Berkas laporan {file} ditandatangani kunci {found}, bukan {wanted}. Cocokkan dengan kunci yang tercetak pada "
        "laporan asli."
    )


def quarter_of(day: dt.date) -> int:
    """1 for January to March."""
    return (day.month + 2) // 3


def last_day(year: int, quarter: int) -> dt.date:
    """Of a quarter."""
    return values.Month(year, quarter * 3).plus(1).first_day - dt.timedelta(days=1)


# Drafting


def draft(quarter: reporting.Quarter, *, example: bool) -> facts.Report:
    """The quarter's report from what the registers know, compared with the last approved one. It names no village of
    another regency, whoever asks."""
    with scope.everything("membekukan laporan: orang di dua daftar hanya terlihat dari keduanya"):
        return _draft(quarter, example=example)


def _draft(quarter: reporting.Quarter, *, example: bool) -> facts.Report:
    whole = _told_here(monitor.regency_day(
        quarter.region, year=quarter.year, on=quarter.on, known_at=quarter.known_at
    ))  # fmt: skip
    book = rulebook.book(quarter.region, quarter.known_at)
    earlier = snapshots.before(quarter)
    report = facts.Report(
        form=facts.FORM,
        quarter=quarter.number,
        day=facts.without_rows(whole),
        problems=facts.counted(whole.problems),
        warnings=facts.counted(whole.warnings),
        weight=_weight(quarter, book),
        duty=_duty(quarter, book),
        history=tuple(
            one for one in snapshots.history(quarter.region, known_at=quarter.known_at) if one.year < quarter.year
        ),
        rests_on=rests_on(book.version),
        example=example,
    )
    return _compared(report, quarter, earlier) if earlier else report


def _told_here(day: monitoring.RegencyDay) -> monitoring.RegencyDay:
    """With what its findings say to who sees this regency and no other."""
    covers = access.Scope(frozenset({str(day.code)})).covers
    return dataclasses.replace(day, findings=tuple(findings.told_to(one, covers) for one in day.findings))


def _weight(quarter: reporting.Quarter, book: law.Book) -> facts.Weight:
    whole = law.full_weight(book, on=quarter.on)
    parts = weighing.of_regency(
        quarter.region, year=quarter.year, on=quarter.on, known_at=quarter.known_at, whole=whole.value
    )
    return facts.Weight(whole.value, whole.source, {str(code): heads for code, heads in parts.items()})


def _duty(quarter: reporting.Quarter, book: law.Book) -> facts.Duty:
    due, entry = law.report_due(book, quarter_ended=last_day(quarter.year, quarter.number))
    return facts.Duty(due, entry.source)


def _compared(report: facts.Report, quarter: reporting.Quarter, earlier: reporting.Snapshot) -> facts.Report:
    """With the changes since the last approved report: its day is reckoned again from what is known now."""
    then = facts.read(snapshots.content(earlier.id)).day
    again = monitor.regency_day(then.code, year=then.year, on=then.on, known_at=quarter.known_at)
    of = earlier.quarter
    return dataclasses.replace(
        report,
        earlier=facts.Earlier(of.year, of.number, of.on, of.known_at, earlier.sha256),
        changes=comparison.changes(then, again, report.day),
    )


def rests_on(book_version: str) -> dict[str, str]:
    """What makes the figures and the pages: other versions may write other bytes, never other numbers."""
    return {
        "lindung": importlib.metadata.version("lindung"), "typst": typst.__version__, "buku": book_version,
    }  # fmt: skip


# Brought back


def approved(number: int) -> files.Approved:
    """An approved report of the database that is open. Raises NoSuchSnapshot, NotApproved, SnapshotDamaged."""
    found = snapshots.snapshot(number)
    if found is None:
        raise NoSuchSnapshot(number=number)
    approval = snapshots.approval(found)
    if approval is None:
        raise NotApproved(number=number)
    report = facts.read(snapshots.content(number))
    return files.Approved(report, approval, found.signer)


# Exported and read again

_KIND = "lindung-laporan-triwulan"


def exported(number: int) -> bytes:
    """An approved report as one file, with all that is needed to write its pages anew. Raises as ``approved``."""
    made, found = approved(number), snapshots.snapshot(number)
    assert found is not None  # noqa: S101  ``approved`` found it
    said = {
        "kind": _KIND,
        "form": facts.FORM,
        "approval": {name: str(getattr(made.approval, name)) for name in reporting.Approval.__slots__},
        "signer": found.signer,
        "signature": found.signature,
        "content": base64.b64encode(snapshots.packed(snapshots.content(number))).decode(),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(path: pathlib.Path, *, signer: str = "") -> files.Approved:
    """A report out of an exported file, on any machine; ``signer``: the key that must have signed it, or its beginning.

    Raises ReportTampered, StrangeSigner, NotAReport.
    """
    try:
        said = json.loads(path.read_bytes())
        approval = _approval(said["approval"])
        content = snapshots.unpacked(base64.b64decode(said["content"], validate=True))
        by, signature = bytes.fromhex(said["signer"]), bytes.fromhex(said["signature"])
    except OSError as error:
        raise ReportTampered(file=path.name, why=f"tidak terbaca ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, zlib.error):
        raise ReportTampered(file=path.name, why="bukan berkas laporan, atau terpotong") from None
    if hashlib.sha256(content).hexdigest() != approval.sha256:
        raise ReportTampered(file=path.name, why="isinya bukan lagi yang disetujui (sha256 berbeda)")
    if not vault.is_signed(snapshots.signed(approval), by=by, signature=signature):
        raise ReportTampered(file=path.name, why="tanda tangannya tidak cocok dengan persetujuannya")
    if not by.hex().startswith(signer.lower()):
        raise StrangeSigner(file=path.name, found=by.hex()[:16], wanted=signer)
    return files.Approved(facts.read(content), approval, by.hex())


def _approval(said: Mapping[str, Any]) -> reporting.Approval:
    """Raises KeyError, ValueError, TypeError."""
    told = {name: str(said[name]) for name in reporting.Approval.__slots__}
    days = {name: dt.date.fromisoformat(told[name]) for name in ("proposed_on", "decided_on")}
    return reporting.Approval(**(told | days))  # type: ignore[arg-type]


def other_versions(made_with: Mapping[str, str]) -> str:
    """What here is of another version than what a report was made with; nothing where all is the same."""
    here = rests_on(made_with.get("buku", ""))
    return language.listed([
        f"{name} {here[name]} (dulu {version})" for name, version in made_with.items() if here.get(name) != version
    ])  # fmt: skip
