"""The law as tables: what is in force on a day, which fund may pay for whom, what was amended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, get_args

from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import following
from lindung.kernel import language, law, values
from lindung.platform.rulebook import facts

Column = tables.Column


def subject(parameter: str) -> str:
    """What a parameter of the books is about."""
    return {
        "jkk_tiers": _("Tingkat penghasilan JKK"), "jkk_rate": _("Iuran JKK"), "jkm": _("Iuran JKM"),
        "jht_rate": _("Iuran JHT"), "package": _("Paket program"), "discount": _("Keringanan iuran"),
        "discount_covers_village_money": _("Keringanan bagi uang APBDes"), "age_min": _("Umur paling muda"),
        "age_below": _("Umur harus di bawah"), "grace": _("Masa tenggang"),
        "prepay_months": _("Bulan yang dapat dibayar di muka"), "accident_report_hours": _("Batas lapor kecelakaan"),
        "claim_lapse_years": _("Klaim kedaluwarsa"), "kpi_full_weight_months": _("Bobot penuh menurut BPJS"),
        "benefit": _("Manfaat"), "fund": _("Sumber dana"), "wadah": _("Kode wadah"), "fund_rule": _("Aturan dana"),
        "quota": _("Kuota per desa"), "milestone": _("Tonggak"), "budget_due": _("Batas penetapan APBDes"),
        "report_due_days": _("Batas laporan triwulan"),
        "escalation": _("Urutan penagihan"), "checklist": _("Bukti anggaran"),
        "renewal_days": _("Hari pengingat perpanjangan"), "waiting_order": _("Urutan daftar tunggu"),
        "claim_document": _("Berkas klaim"), "claim_open_days": _("Lama kasus terbuka"),
        "holidays": _("Hari libur"), "duty_term": _("Jangka waktu tugas"),
        "evaluation": _("Pertanyaan evaluasi camat"),
        "consent_text": _("Teks persetujuan data pribadi"), "retention": _("Masa simpan data"),
    }[parameter]  # fmt: skip


def status(of: law.FundStatus) -> str:
    return {
        "allowed": _("boleh"), "prohibited": _("dilarang"), "needs_musdes": _("dengan keputusan musdes"),
        "unknown": _("belum diketahui"),
    }[of]  # fmt: skip


def category(of: law.Category) -> str:
    return {
        "vulnerable_worker": _("pekerja rentan"), "other_bpu": _("BPU lain"), "pu": _("kades, perangkat, staf"),
        "state": _("ASN, TNI, Polri"),
    }[of]  # fmt: skip


def confidence(of: law.Confidence) -> str:
    return {
        "seen": _("sumbernya dibaca"), "secondary": _("dari sumber kedua"), "memory": _("ingatan, belum diperiksa"),
        "inference": _("kesimpulan kami"), "none": _("tidak ditemukan"),
    }[of]  # fmt: skip


def sector(of: law.Sector) -> str:
    return _("transportasi") if of == "transport" else _("bukan transportasi")


def payer(of: facts.Payer) -> str:
    return {"self": _("sendiri atau donatur"), "public": _("APBN atau APBD"), "village": _("APBDes")}[of]


def _share(of: Fraction) -> str:
    return language.share(round(of * 1000), 1000)


def _count(unit: str) -> Callable[[Any], str]:
    return lambda value: f"{language.number(value)} {unit}"


def _days_off(one: law.Holidays) -> str:
    return _("%(count)s hari, %(first)s sampai %(last)s") % {
        "count": len(one.days), "first": language.day(one.days[0][0]), "last": language.day(one.days[-1][0]),
    }  # fmt: skip


def _term(one: law.DutyTerm) -> str:
    other = {"keluhan": _("Keluhan warga")}
    return _("%(kind)s: %(days)s hari kerja, lalu %(step)s hari kerja tiap langkah") % {
        "kind": _(kinds.finding_title(one.kind)) if one.kind in kinds.FINDINGS else other.get(one.kind, _("lainnya")),
        "days": one.days, "step": one.step_days,
    }  # fmt: skip


def kept(of: law.Retention) -> str:
    """How long something is kept, in words."""
    what = {
        "session": _("Sesi"), "guess": _("Hitungan percobaan masuk"), "upload": _("Berkas kiriman yang tertinggal"),
        "outcome": _("Hasil pembacaan kiriman"), "kept_day": _("Halaman yang disimpan"),
        "duty_file": _("Berkas lampiran tugas"), "person": _("Data orang"),
        "grievance": _("Isi keluhan yang sudah dijawab"),
        "draft": _("Permohonan yang belum dikirim"), "application": _("Isi permohonan yang sudah diputuskan"),
    }.get(of.what, of.what)  # fmt: skip
    after = [
        _count(unit)(number) for number, unit in ((of.years, _("tahun")), (of.days, _("hari"))) if number
    ]  # fmt: skip
    return f"{what}: {' '.join(after) or _('langsung')}"


def value(parameter: str, of: Any) -> str:
    """A value in words."""
    said: dict[str, Callable[[Any], str]] = {
        "jkk_tiers": lambda tiers: _("%(count)s tingkat, dasar %(lowest)s sampai %(highest)s") % {
            "count": len(tiers), "lowest": language.rupiah(tiers[0].base), "highest": language.rupiah(tiers[-1].base),
        },
        "jkk_rate": lambda share: _("%(share)s dari dasar") % {"share": _share(share)},
        "jht_rate": lambda share: _("%(share)s dari dasar") % {"share": _share(share)},
        "jkm": language.rupiah,
        "package": lambda one: _("%(programmes)s, tingkat %(tier)s") % {
            "programmes": " + ".join(one.programmes), "tier": one.tier,
        },
        "discount": lambda one: _("%(id)s: dibayar %(share)s bagi %(sectors)s") % {
            "id": one.id, "share": _share(one.pays), "sectors": ", ".join(map(sector, one.sectors)),
        },
        "discount_covers_village_money": lambda answer: {
            "yes": _("ya"), "no": _("tidak"), "unknown": _("belum diketahui"),
        }[answer],
        "age_min": _count(_("tahun")), "age_below": _count(_("tahun")), "claim_lapse_years": _count(_("tahun")),
        "grace": lambda one: _count(_("bulan"))(one.months),
        "prepay_months": lambda months: ", ".join(map(str, months)),
        "accident_report_hours": _count(_("jam")), "kpi_full_weight_months": _count(_("bulan")),
        "report_due_days": _count(_("hari")),
        "benefit": lambda one: f"{one.programme} {language.rupiah(one.total) if one.total else ''}".strip(),
        "fund": lambda one: f"{one.code}: {one.name}", "wadah": lambda one: f"{one.code}: {one.name}",
        "fund_rule": lambda one: f"{one.fund}, {category(one.category)}: {status(one.status)}",
        "quota": _count(_("orang")),
        "milestone": lambda one: f"{one.day:02d}-{one.month:02d}: {_share(one.share)}",
        "budget_due": lambda one: f"{one.day:02d}-{one.month:02d}",
        "escalation": lambda one: " → ".join(one.line),
        "checklist": lambda one: "; ".join(name for _kind, name in one.needs),
        "renewal_days": lambda days: _("%(days)s hari sebelumnya") % {"days": ", ".join(map(str, days))},
        "waiting_order": lambda one: " → ".join(_(name) for _code, name in one.groups),
        "claim_document": lambda one: f"{following.event(one.event)}: {_(one.name)}",
        "claim_open_days": _count(_("hari")),
        "holidays": _days_off, "duty_term": _term, "evaluation": lambda one: _(one.question),
        "consent_text": lambda one: f"{one.version}: {_(one.title)}", "retention": kept,
    }  # fmt: skip
    return said[parameter](of)


def in_force(book: law.Book, *, on: dt.date, propose: str, about: str) -> tables.Table:
    """Every entry in force on the day; ``propose``: the address at which one is amended, or nothing."""
    columns = (
        Column(_("Pokok")), Column(_("Nilai"), wide=True), Column(_("Sejak"), "day"),
        Column(_("Sampai sebelum"), "day"), Column(_("Keyakinan")), Column(_("Dasar"), wide=True),
    )  # fmt: skip
    rows = [
        tables.Row(
            (subject(name), value(name, one.value), one.span.starts_on, one.span.ends_before,
             confidence(one.confidence), one.source),
            f"{propose}{name}&ke={at}" if propose else "",
        )
        for name in parameters()
        for at, one in enumerate([entry for entry in getattr(book, name) if on in entry.span])
    ]  # fmt: skip
    note = _("Yang berlaku pada hari yang ditanyakan, dengan dasar dan seberapa yakin kami.")
    return tables.Table("berlaku", _("Aturan yang berlaku"), about, note, columns, tuple(rows))


def parameters() -> tuple[str, ...]:
    """Those that can be amended by their value; which fund pays for whom has a table of its own."""
    return tuple(name for name in law.Book.__slots__ if name not in ("version", "fund_rule"))


def funds(book: law.Book, *, year: int, overrides: Iterable[facts.Override], about: str) -> tables.Table:
    """Fund × category in a budget year; what the books leave open is said, and every override with its reason."""
    columns = (
        Column(_("Sumber dana")), Column(_("Untuk")), Column(_("Tahun ini")), Column(_("Keyakinan")),
        Column(_("Dasar"), wide=True), Column(_("Pengecualian"), wide=True),
    )  # fmt: skip
    day, used = dt.date(year, 1, 1), list(overrides)
    rows = []
    for entry in book.fund:
        for who in get_args(law.Category)[:3] if day in entry.span else ():
            said = law.fund_verdict(book, fund=entry.value.code, category=who, year=year)
            excused = "; ".join(override(one) for one in used if (one.fund, one.category) == (entry.value.code, who))
            if said.source or excused:
                cells = (status(said.status), confidence(said.confidence), said.source, excused or None)
                rows.append(tables.Row((f"{entry.value.code}: {entry.value.name}", category(who), *cells)))
    note = _("Yang tidak tertulis di sini belum diketahui: minta jawaban tertulis, catat nomor suratnya.")
    return tables.Table("dana", _("Sumber dana tahun %(year)s") % {"year": year}, about, note, columns, tuple(rows))


def override(one: facts.Override) -> str:
    return _("nomor %(number)s untuk %(region)s: %(reason)s (%(reference)s; %(proposer)s, %(decider)s)") % {
        "number": one.id, "region": one.region, "reason": one.reason, "reference": one.reference,
        "proposer": one.proposer, "decider": one.decider,
    }  # fmt: skip


def kind(of: facts.Kind) -> str:
    return {"rule": _("Aturan baru"), "answer": _("Jawaban tertulis"), "override": _("Pengecualian")}[of]


def standing(one: facts.Amendment) -> str:
    if one.approved is None:
        return _("menunggu orang kedua")
    return _("disetujui") if one.approved else _("ditolak")


def amendments(found: Iterable[facts.Amendment], *, opens: str, about: str) -> tables.Table:
    """Every amendment, waiting ones too, the latest first."""
    columns = (
        Column(_("Usulan")), Column(_("Keadaan")), Column(_("Mulai"), "day"), Column(_("Wilayah"), "code"),
        Column(_("Diusulkan")), Column(_("Diputuskan")), Column(_("Dasar"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (f"{one.id}. {kind(one.kind)}: {subject(one.parameter)}", standing(one), one.starts_on,
             one.region or _("semua"), one.proposer, one.decider or None, one.source),
            f"{opens}{one.id}/" if opens else "",
        )
        for one in found
    )  # fmt: skip
    note = _("Diusulkan satu orang, diputuskan orang lain; tagihan lama tetap memakai aturan saat dibuat.")
    return tables.Table("perubahan", _("Perubahan aturan"), about, note, columns, rows)


def outcomes(found: Iterable[facts.Outcome], *, key: str, title: str, expected: bool, about: str) -> tables.Table:
    """What comes out by the book of before and of after; ``expected``: and what should, as attached cases say."""
    columns = [
        Column(_("Bulan"), "month"), Column(_("Uang")), Column(_("Sektor")),
        Column(_("Tingkat"), "number"), Column(_("Sebelum"), "rupiah"), Column(_("Sesudah"), "rupiah"),
    ]  # fmt: skip
    columns += [Column(_("Seharusnya"), "rupiah"), Column(_("Hasil"))] if expected else []
    rows = []
    for one in found:
        case = one.case
        cells: tuple[tables.Cell, ...] = (
            case.month, payer(case.money), sector(case.sector), case.tier, one.before, one.after,
        )  # fmt: skip
        said = (case.rupiah, _("lolos") if one.passes else _("tidak lolos")) if expected else ()
        rows.append(tables.Row((*cells, *said)))
    note = _("Rupiah satu orang untuk satu bulan, menurut buku sekarang dan menurut usulan ini.")
    return tables.Table(key, title, about, note, tuple(columns), tuple(rows))


def month_of(day: dt.date | None) -> str:
    return str(values.Month.of(day)) if day else ""
