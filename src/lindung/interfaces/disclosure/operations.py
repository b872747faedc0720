"""Opening what is sealed: never without a reason, each time recorded before it is shown."""

from __future__ import annotations

import datetime as dt
import re
import uuid

from lindung.interfaces.disclosure import limits
from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal


class ReasonMissing(values.Refusal):
    code = "alasan-nik-belum-ditulis"
    sentence = (
        "Alasan belum ditulis, atau terlalu singkat. Tulis untuk apa NIK penuh diperlukan dan atas dasar apa, "
        "sedikitnya {least} huruf."
    )


class ReasonNamesNik(values.Refusal):
    code = "alasan-memuat-nik"
    sentence = "Alasan tidak boleh memuat NIK, karena alasan tersimpan terbuka. Sebut orangnya dengan nama atau surat."


_NIK = re.compile(r"(?:\d[\s.\-]?){15}\d")


def reason_of(said: str) -> str:
    """A reason as it is kept: one line. Raises ReasonMissing, ReasonNamesNik."""
    reason = " ".join(said.split())[: limits.LONGEST_REASON]
    if sum(map(str.isalpha, reason)) < limits.LEAST_REASON:
        raise ReasonMissing(least=limits.LEAST_REASON)
    if _NIK.search(reason):
        raise ReasonNamesNik()
    return reason


def reveal(
    *, person_id: uuid.UUID, region: str, reason: str, by: journal_facts.Reader, today_began: dt.datetime,
    at: dt.datetime,
) -> int:  # fmt: skip
    """Record that somebody opens one person's NIK, and why; only then it is shown. Returns the number of the view.

    Raises ReasonMissing, ReasonNamesNik, TooMany.
    """
    seen = journal_facts.Seen("nik", region, "nik", frozenset({person_id}), reason=reason_of(reason))
    limit = journal_facts.Limit(today_began, limits.REVEALS_A_DAY)
    return journal.record_view(seen=seen, by=by, at=at, limit=limit)
