"""Amending the law with four eyes: one person proposes, another one approves or does not."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from lindung.kernel import language, law, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.rulebook import amending, facts, models, queries


class NotYourLaw(values.Refusal):
    code = "aturan-bukan-wewenang"
    sentence = (
        "Kantor Anda tidak berwenang atas aturan untuk wilayah itu. Usulan diajukan untuk kabupaten sendiri, dan "
        "diputuskan Dinas PMD, Sekretaris Daerah atau Bupati."
    )


class SourceMissing(values.Refusal):
    code = "dasar-aturan-belum-ditulis"
    sentence = "Dasar hukum atau nomor suratnya belum ditulis. Tanpa itu aturan tidak dapat diusulkan."


class OverrideReasonMissing(values.Refusal):
    code = "alasan-pengecualian-belum-ditulis"
    sentence = "Alasan pengecualian belum ditulis. Alasan itu tercetak di setiap laporan yang bersandar padanya."


class NothingToOverride(values.Refusal):
    code = "pengecualian-tidak-perlu"
    sentence = "Dana {fund} tahun {year} sudah boleh menurut {source}; pengecualian tidak perlu."


class CasesMissing(values.Refusal):
    code = "kasus-uji-belum-ada"
    sentence = (
        "Usulan ini mengubah iuran, tetapi belum memuat kasus uji. Tulis sedikitnya satu: bulan, uang siapa, dan "
        "rupiah yang harus keluar."
    )


class CasesFail(values.Refusal):
    code = "kasus-uji-tidak-lolos"
    sentence = (
        "Kasus uji tidak lolos: bulan {month} seharusnya {expected}, yang keluar {found}. Perbaiki nilai atau kasusnya."
    )


class NoAmendment(values.Refusal):
    code = "usulan-aturan-tidak-ada"
    sentence = "Usulan aturan nomor {number} tidak ada, atau bukan dalam lingkup kantor Anda."


class AmendmentNeedsSecond(values.Refusal):
    code = "aturan-perlu-orang-kedua"
    sentence = "Usulan aturan nomor {number} harus diputuskan orang lain, bukan pengusulnya."


class AmendmentDecided(values.Refusal):
    code = "aturan-sudah-diputuskan"
    sentence = "Usulan aturan nomor {number} sudah diputuskan. Muat ulang halaman untuk melihat keputusannya."


class RejectionUnexplained(values.Refusal):
    code = "penolakan-tanpa-alasan"
    sentence = "Tulis mengapa usulan ini ditolak, supaya pengusulnya dapat memperbaikinya."


_NATION = "Indonesia"


@transaction.atomic
def propose(*, desk: access.Desk, wish: facts.Wish, stamp: journal_facts.Stamp) -> int:
    """Bring an amendment forward; returns the number that a second person decides on. Until then nothing changes.

    Raises NotYourLaw, SourceMissing, OverrideReasonMissing, AmendmentBroken, CasesBroken, CasesMissing, CasesFail.
    """
    journal.act(by=stamp.by)
    level = wish.region.count(".") + 1 if wish.region else 0
    if not queries.answers_for(desk, wish.region, facts.PROPOSES) or (level > 2 and wish.kind != "override"):
        raise NotYourLaw()
    if not wish.source.strip():
        raise SourceMissing()
    if wish.kind == "override" and not wish.note.strip():
        raise OverrideReasonMissing()
    if wish.kind == "answer" and wish.parameter not in facts.ANSWERED:
        raise amending.AmendmentBroken(parameter=wish.parameter, fault="ini bukan pertanyaan kepada cabang")
    if wish.parameter in facts.OF_CONTRIBUTIONS and wish.kind == "rule" and not amending.cases(wish.cases):
        raise CasesMissing()
    _try_out(wish, stamp.received_on)
    ends = wish.ends_before.first_day if wish.ends_before else None
    said = (
        wish.kind, wish.region, wish.parameter, wish.value, wish.starts.first_day, ends, wish.repeals, wish.source,
        wish.confidence, wish.label, wish.note, wish.cases, desk.account_id, stamp.received_on,
    )  # fmt: skip
    row = models.Amendment.objects.create(
        **dict(zip(_COLUMNS, said, strict=True)), proposed_at=stamp.at
    )  # fmt: skip
    why = wish.note or wish.source
    journal.record(
        verb="rulebook.proposed", about=wish.region or _NATION, rows=[said], stamp=stamp, why=why,
        details=_told(row.pk, wish),
    )  # fmt: skip
    return row.pk


_COLUMNS = (
    "kind", "region", "parameter", "value", "starts_on", "ends_before", "repeals", "source", "confidence", "label",
    "note", "cases", "proposed_by_id", "proposed_on",
)  # fmt: skip


def _told(number: int, said: facts.Wish | facts.Amendment) -> dict[str, object]:
    """For the journal: an auditor finds it by its region, and reads what it is about."""
    return {"nomor": number, "pokok": said.parameter, "jenis": said.kind}


def _try_out(said: facts.Wish | facts.Amendment, checked_on: dt.date) -> None:
    """Whether it can be followed, and every case comes out as it says."""
    if said.kind == "override":
        amending.dated(said, checked_on=checked_on)
        return
    before, after = queries.preview(said, checked_on=checked_on)
    for outcome in amending.outcomes(before, after, amending.cases(said.cases)):
        if not outcome.passes:
            found = "tidak ada aturan" if outcome.after is None else language.rupiah(outcome.after)
            raise CasesFail(
                month=outcome.case.month, expected=language.rupiah(outcome.case.rupiah), found=found
            )  # fmt: skip


@transaction.atomic
def propose_answer(
    *, desk: access.Desk, region: str, fund: str, category: law.Category, year: int, status: law.FundStatus,
    letter: str, stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """A written answer of the branch or a ministry about one fund, category and year. Raises as ``propose``."""
    journal.act(by=stamp.by)
    basis = "none" if status == "unknown" else "letter"
    value = f'{{ fund = "{fund}", category = "{category}", status = "{status}", basis = "{basis}" }}'
    wish = facts.Wish(
        "answer", region, "fund_rule", value, values.Month(year, 1), letter, ends_before=values.Month(year + 1, 1)
    )
    return propose(desk=desk, wish=wish, stamp=stamp)


@transaction.atomic
def propose_override(
    *, desk: access.Desk, region: str, fund: str, category: law.Category, year: int, reason: str, reference: str,
    stamp: journal_facts.Stamp,
) -> int:  # fmt: skip
    """Use a fund against its rule in one year, in a village, district or regency: the rule stays as it is.

    Raises NoRule for an unknown fund, NothingToOverride, and as ``propose``.
    """
    journal.act(by=stamp.by)
    book = queries.book(region)
    law.fund(book, code=fund, on=dt.date(year, 1, 1))
    verdict = law.fund_verdict(book, fund=fund, category=category, year=year)
    if verdict.status == "allowed":
        raise NothingToOverride(fund=fund, year=year, source=verdict.source)
    value = f'{{ fund = "{fund}", category = "{category}", status = "allowed", basis = "none" }}'
    wish = facts.Wish(
        "override", region, "fund_rule", value, values.Month(year, 1), reference.strip() or "tanpa surat",
        ends_before=values.Month(year + 1, 1), note=reason,
    )  # fmt: skip
    return propose(desk=desk, wish=wish, stamp=stamp)


@transaction.atomic
def decide(*, desk: access.Desk, amendment_id: int, approve: bool, reason: str, stamp: journal_facts.Stamp) -> None:
    """The second person agrees, and from its month on it is the law of its region; or says why not.

    Raises NoAmendment, AmendmentNeedsSecond, AmendmentDecided, RejectionUnexplained; and, because other amendments may
    have come between, AmendmentBroken and CasesFail.
    """
    journal.act(by=stamp.by)
    found = queries.amendment(amendment_id)
    if found is None or not queries.answers_for(desk, found.region, facts.DECIDES):
        raise NoAmendment(number=amendment_id)
    if desk.account_id == found.proposed_by:
        raise AmendmentNeedsSecond(number=amendment_id)
    if found.approved is not None:
        raise AmendmentDecided(number=amendment_id)
    if not approve and not reason.strip():
        raise RejectionUnexplained()
    if approve:
        _try_out(found, stamp.received_on)
    said = (amendment_id, approve, reason, desk.account_id, stamp.received_on)
    models.AmendmentDecision.objects.create(
        **dict(zip(("amendment_id", "approved", "reason", "decided_by_id", "decided_on"), said, strict=True)),
        decided_at=stamp.at,
    )
    journal.record(
        verb="rulebook.decided", about=found.region or _NATION, rows=[said], stamp=stamp, why=reason or found.source,
        details=_told(amendment_id, found),
    )  # fmt: skip
