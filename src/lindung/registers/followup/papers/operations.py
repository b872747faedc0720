"""Keeping the file that goes with an answer, and taking it back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import uuid

from django.db import transaction

from lindung.kernel import values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal.resealing import operations as resealing
from lindung.platform.vault import queries as vault
from lindung.registers.followup import facts as duties
from lindung.registers.followup import models
from lindung.registers.followup import operations as followup
from lindung.registers.followup import queries as duty_queries
from lindung.registers.followup.papers import facts, queries

_KEPT = "followup.kept"


class NoFile(values.Refusal):
    code = "lampiran-tidak-ada"
    sentence = "Berkas lampiran ini tidak ada, atau sudah dihapus. Muat ulang halaman tugasnya."


class NotYourFile(values.Refusal):
    code = "lampiran-milik-kantor-lain"
    sentence = (
        "Berkas ini hanya dapat dihapus orang yang melampirkannya, Dinas PMD, atau Sekretariat Daerah. Mintalah "
        "salah satunya."
    )


class WhyMissing(values.Refusal):
    code = "alasan-hapus-lampiran-kosong"
    sentence = "Berkas belum dihapus: alasannya belum ditulis. Tulis satu kalimat tanpa nama pekerja, lalu ulangi."


@transaction.atomic
def answer(
    *, duty: uuid.UUID, reply: duties.Reply, kept: facts.Kept, desk: access.Desk, stamp: journal_facts.Stamp,
    paper: duties.Paper | None = None,
) -> uuid.UUID:  # fmt: skip
    """Say what came of a duty with a file that shows it; returns the file's key. Raises what answering and attaching
    raise."""
    journal.act(by=stamp.by)
    followup.answer(duty=duty, reply=reply, desk=desk, stamp=stamp)
    return attach(duty=duty, kept=kept, desk=desk, stamp=stamp, paper=paper)


@transaction.atomic
def attach(
    *, duty: uuid.UUID, kept: facts.Kept, desk: access.Desk, stamp: journal_facts.Stamp,
    paper: duties.Paper | None = None,
) -> uuid.UUID:  # fmt: skip
    """Attach a file and keep it, sealed; ``paper``: the number and day of the letter that it is. Returns its key. Sent
    twice by one person it is one.

    Raises NotYourDuty, NoDuty, DutyClosed, PaperAhead.
    """
    journal.act(by=stamp.by)
    key, known = uuid.uuid4(), duty_queries.duty(duty, on=dt.date.max, known_at=dt.date.max)
    size, digest = len(kept.content), hashlib.sha256(kept.content).hexdigest()
    there = queries.sent_before(known, digest, desk.account_id) if known else None
    if there is not None:
        return there
    said = dataclasses.replace(paper or duties.Paper(), name=kept.name, sha256=digest, size=size)
    attachment = followup.attach(duty=duty, paper=said, desk=desk, stamp=stamp)
    line = (key.hex, attachment, kept.media, size, digest, stamp.received_on)
    journal.record(verb=_KEPT, about=known.region if known else "", rows=[line], stamp=stamp)
    models.File.objects.create(
        **dict(zip(models.File.SEALED_BY[_KEPT], line, strict=True)),
        content_sealed=vault.seal_bytes(kept.content, about=b"duty-paper" + key.bytes), recorded_at=stamp.at,
    )  # fmt: skip
    return key


@transaction.atomic
def forget(*, file: uuid.UUID, why: str, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """A file is taken back: blanked for good; that it was attached, by whom, its name and digest stay.

    Raises NoFile, NotYourFile, WhyMissing.
    """
    journal.act(by=stamp.by)
    row = models.File.objects.filter(key=file).exclude(content_sealed=b"").select_related("attachment").first()
    if row is None:
        raise NoFile()
    if desk.account_id != row.attachment.account_id and desk.role not in duties.DECIDES:
        raise NotYourFile()
    if not why.strip():
        raise WhyMissing()
    resealing.destroy(model=models.File, pks=[row.pk], why=why.strip(), stamp=stamp)


@transaction.atomic
def forget_old(*, before: dt.date, stamp: journal_facts.Stamp) -> int:
    """Blank the files of duties that ended before a day; returns how many."""
    journal.act(by=stamp.by)
    old = list(queries.over(before=before).values_list("pk", flat=True))
    resealing.destroy(model=models.File, pks=old, why="masa simpan berakhir", stamp=stamp)
    return len(old)
