"""The tables of a village and of a person: each row with the file, sheet and row where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lindung.interfaces.reports import kinds, tongue, words
from lindung.interfaces.web import tables
from lindung.kernel import language
from lindung.monitoring import facts, persons
from lindung.registers.enrolment import facts as enrolment
from lindung.registers.funding import facts as funding
from lindung.registers.workers import facts as workers

Column = tables.Column


@dataclass(frozen=True, slots=True)
class About:
    """What stands above every table of a page, and in its files."""

    who: str
    as_of: str
    example: bool

    @property
    def line(self) -> str:
        """«Desa Keramat, Kecamatan Tapa · Data per …»; an example says so in every file that leaves the page."""
        return f"{self.who} · {self.as_of}" + (f" · {_('DATA CONTOH: orang dan uang rekaan')}" if self.example else "")


def about(day: facts.RegencyDay, who: str, *, example: bool) -> About:
    return About(who, words.as_of(day), example)


def where(file: str, sheet: str, row: int) -> str:
    """«daftar.xlsx, DAFTAR, baris 5»."""
    return ", ".join(part for part in (file, sheet, _("baris %(row)s") % {"row": row} if row else "") if part)


def category(said: str) -> str:
    return {"rentan": _("Pekerja rentan"), "bpu_lain": _("BPU lain")}.get(said, said)


def months_of(receipt: funding.KnownReceipt) -> str:
    """«01-2023 s.d. 12-2023»."""
    first, last = receipt.first_month, receipt.first_month.plus(receipt.months - 1)
    said = f"{first.number:02d}-{first.year}"
    return said if first == last else f"{said} {_('s.d.')} {last.number:02d}-{last.year}"


# A village


def budgets(said: Sequence[funding.KnownBudget], standing: Sequence[funding.KnownBudget], top: About) -> tables.Table:
    """Every budget fact that is known, those in force marked."""
    stages = {
        "rkpdes": _("Rencana (RKPDes)"),
        "rapbdes": _("Rancangan (RAPBDes)"),
        "evaluasi": _("Evaluasi camat"),
        "perdes": _("Perdes APBDes"),
        "perubahan": _("Perubahan APBDes"),
    }
    rows = []
    for one in said:
        if one in standing:
            state = _("berlaku") if one.amount else _("dinyatakan tidak ada")
        else:
            state = _("belum atau tidak lagi berlaku")
        cells = (stages[one.stage], one.fund or None, one.amount, one.heads, one.months, one.reference or None)
        rows.append(tables.Row((*cells, one.decided_on, state, where(one.file, one.sheet, one.row))))
    columns = (
        Column(_("Tahap")), Column(_("Sumber dana")), Column(_("Anggaran"), "rupiah"), Column(_("Orang"), "number"),
        Column(pgettext("banyaknya", "Bulan"), "number"), Column(_("Nomor Perdes"), "code"),
        Column(_("Ditetapkan"), "day"), Column(_("Keadaan")), Column(_("Asal"), wide=True),
    )  # fmt: skip
    note = _("Anggaran desa untuk iuran tahun ini menurut berkas yang diterima.")
    return tables.Table("anggaran", _("Anggaran"), top.line, note, columns, tuple(rows))


def payments(
    receipts: Iterable[funding.KnownReceipt], day: facts.RegencyDay, top: About, *, key: str = "pembayaran"
) -> tables.Table:
    """Receipts with what each is on the day: for this year, for another, taken back, or not yet received."""
    columns = (
        Column(_("Kode iuran"), "code"), Column(pgettext("uang", "Diterima BPJS"), "day"), Column(_("Masa"), "code"),
        Column(_("Orang"), "number"), Column(_("Jumlah"), "rupiah"), Column(_("Keadaan")), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.code or _("tanpa kode"), one.paid_on, months_of(one), one.heads, one.amount, _standing(one, day),
                where(one.file, one.sheet, one.row),
            )
        )
        for one in receipts
    )  # fmt: skip
    note = _("Uang yang diterima BPJS Ketenagakerjaan; yang dibatalkan tetap tampak.")
    return tables.Table(key, _("Pembayaran"), top.line, note, columns, rows)


def _standing(receipt: funding.KnownReceipt, day: facts.RegencyDay) -> str:
    if receipt.paid_on > day.on:
        return _("bertanggal sesudah hari yang ditanyakan")
    if not receipt.stands_on(day.on):
        return _("dibatalkan %(day)s") % {"day": language.day(receipt.reversed_on or day.on)}
    if receipt.touches(day.year):
        return _("untuk tahun ini")
    return _("tunggakan tahun lalu") if receipt.first_month.year < day.year else _("untuk tahun berikut")


def roster(found: persons.Roster, people: str, top: About) -> tables.Table:
    """The names on the list in force; ``people``: the address below which each person's page lies."""
    files = {(one.row.file, one.row.sheet) for one in found.names}
    columns = (
        Column(_("Nama")), Column(_("NIK"), "code", nik=True), Column(_("Lahir"), "day"), Column(_("L/P"), "code"),
        Column(_("Pekerjaan")), Column(_("Golongan")), Column(_("Keadaan")),
        Column(_("Berkas"), wide=True, in_files=len(files) == 1),
        Column(_("Lembar"), in_files=len(files) == 1), Column(_("Baris"), "number"),
    )  # fmt: skip
    rows = []
    for one in found.names:
        who, row = one.row.person, one.row
        state = _(kinds.row_title(one.fault.kind)) if one.fault else _stands(one)
        state += "; " + _("pada berkas namanya berbeda") if one.otherwise else ""
        cells = (who.name, who.masked_nik, who.born_on, who.sex, row.occupation or None, category(row.category), state)
        rows.append(tables.Row((*cells, row.file, row.sheet, row.row), f"{people}{who.id}/", who.id))
    said = [_("Nama pada daftar yang berlaku; NIK disamarkan. Baris yang ditahan ada di bagian masalah.")]
    if found.received_on:
        said.append(_("Daftar diterima %(day)s.") % {"day": tongue.day(found.received_on)})
    said += [_("Dari %(where)s.") % {"where": where(*file, 0)} for file in files if len(files) == 1]
    return tables.Table("pekerja", _("Daftar pekerja"), top.line, " ".join(said), columns, tuple(rows))


def _stands(name: persons.ListedName) -> str:
    """Whether a name without fault counts on the day: it may have left, or not have come yet."""
    if name.counts:
        return _("Dihitung")
    came = (
        [span.starts_on for span in name.moved.spans if span.starts_on and not span.ends_before] if name.moved else []
    )
    return _("Masuk %(day)s") % {"day": language.day(came[-1])} if came else _("Sudah keluar")


def problems(said: Iterable[facts.RowProblem], top: About, *, key: str, title: str, note: str) -> tables.Table:
    columns = (
        Column(_("Masalah")), Column(_("Berkas")), Column(_("Lembar")), Column(_("Baris"), "number"),
        Column(_("Kolom")), Column(_("Cara memperbaiki"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                _(kinds.row_title(one.kind)), one.evidence.file, one.evidence.sheet or None, one.evidence.row or None,
                one.column or None, tongue.sentence(one.kind, one.message),
            )
        )
        for one in said
    )  # fmt: skip
    return tables.Table(key, title, top.line, note, columns, rows)


def held(said: Iterable[facts.RowProblem], top: About) -> tables.Table:
    note = _("Baris atau berkas ini tidak dihitung sampai diperbaiki. Perbaiki pada berkasnya, lalu kirim lagi.")
    return problems(said, top, key="masalah", title=_("Masalah yang harus diperbaiki"), note=note)


def remarked(said: Iterable[facts.RowProblem], top: About) -> tables.Table:
    note = _("Tetap dihitung; periksa apakah memang begitu.")
    return problems(said, top, key="peringatan", title=_("Perlu dilihat"), note=note)


def duties(found: Iterable[facts.Finding], top: About) -> tables.Table:
    """What is not as it should be, and which office answers for it."""
    columns = (
        Column(_("Temuan")), Column(_("Penanggung jawab")), Column(_("Sejak"), "day"),
        Column(_("Keterangan"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                _(kinds.finding_title(one.kind)), tongue.office(one.responsible), one.since,
                tongue.sentence(one.kind, one.sentence),
            )
        )
        for one in found
    )  # fmt: skip
    note = _("Yang belum sebagaimana mestinya pada hari ini, dan kantor yang harus bertindak.")
    return tables.Table("temuan", _("Temuan dan penanggung jawab"), top.line, note, columns, rows)


def months(found: Iterable[persons.MonthCover], top: About) -> tables.Table:
    columns = (
        Column(_("Bulan"), "month"), Column(_("Pada hari"), "day"), Column(_("Orang dibayar"), "number"),
        Column(_("Terlindungi"), "number"), Column(_("Pasti"), "number"), Column(_("Diduga"), "number"),
        Column(_("Belum dapat ditentukan"), "number"), Column(_("Dari pembayaran"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.month, one.on, one.paid_heads, one.covered.heads, one.covered.confirmed, one.covered.presumed,
                one.covered.undetermined, ", ".join(r.code or language.day(r.paid_on) for r in one.receipts) or None,
            )
        )
        for one in found
    )  # fmt: skip
    note = _(
        "Terlindungi dihitung pada hari terakhir tiap bulan, pada bulan berjalan pada hari yang ditanyakan; bulan yang "
        "belum datang menurut yang sudah dibayar."
    )
    return tables.Table("bulan", _("Perlindungan per bulan"), top.line, note, columns, rows)


# A person


def state(of: str) -> str:
    """What is told of a person, in words that promise no more than is known."""
    return {
        "confirmed": _("Terlindungi, pasti"),
        "presumed": _("Terlindungi, diduga"),
        "undetermined": _("Belum dapat ditentukan"),
        "grace": _("Belum pasti (masa tenggang)"),
        "ended": _("Kepesertaan berakhir"),
        "none": _("Belum terlindungi"),
    }[of]


def reason(of: str) -> str:
    return {
        "confirmed": _("Ada pada daftar BPJS untuk kode iuran yang dibayar."),
        "presumed": _("Daftar BPJS belum ada, tetapi yang dibayar sedikitnya sebanyak nama sah desa."),
        "undetermined": _("Desa membayar untuk lebih sedikit orang daripada nama sah; belum diketahui siapa."),
        "grace": _(
            "Masa yang dibayar sudah habis; apakah kejadian dalam masa tenggang ditanggung, tanyakan kepada BPJS."
        ),
        "ended": _("Masa tenggang sudah lewat; pembayaran berikutnya memulai kepesertaan baru."),
        "none": _("Belum ada pembayaran yang melindungi orang ini pada hari-hari itu."),
    }[of]


def last_day(of: persons.PersonDays) -> dt.date | None:
    """The last day of a stretch, as people write it."""
    return of.span.ends_before and of.span.ends_before - dt.timedelta(days=1)


def days(found: Iterable[persons.PersonDays], top: About) -> tables.Table:
    """Cover by day: each stretch with its first and its last day."""
    columns = (
        Column(_("Dari"), "day"), Column(_("Sampai"), "day"), Column(_("Keadaan")), Column(_("Diketahui sejak"), "day"),
        Column(_("Dari pembayaran")), Column(_("Mengapa"), wide=True),
    )  # fmt: skip
    rows = []
    for one in found:
        codes = ", ".join(receipt.code or language.day(receipt.paid_on) for receipt in one.receipts)
        cells = (one.span.starts_on, last_day(one), state(one.state), one.known_since, codes or None, reason(one.state))
        rows.append(tables.Row(cells))
    note = _("Setiap hari tahun ini ada tepat pada satu baris; hari sesudah hari yang ditanyakan menurut yang dibayar.")
    return tables.Table("hari", _("Perlindungan per hari"), top.line, note, columns, tuple(rows))


def lists(found: Iterable[persons.PersonRow], names: dict[str, str], top: About) -> tables.Table:
    """Every list that the person stands on."""
    columns = (
        Column(_("Desa")), Column(_("Tahun"), "code"), Column(_("Diterima"), "day"), Column(_("Keadaan")),
        Column(_("Pekerjaan")), Column(_("Golongan")), Column(_("Asal"), wide=True),
        Column(_("Keterangan"), wide=True),
    )  # fmt: skip
    rows = []
    for one in found:
        row = one.row
        if one.fault:
            standing = _(kinds.row_title(one.fault.kind))
        else:
            standing = _("Dihitung") if one.in_force else _("Sudah diganti daftar baru")
        cells = (names.get(row.region, row.region), str(row.year), row.received_on, standing, row.occupation or None)
        origin = where(row.file, row.sheet, row.row)
        message = tongue.sentence(one.fault.kind, one.fault.message) if one.fault else None
        rows.append(tables.Row((*cells, category(row.category), origin, message)))
    note = _("Setiap daftar desa yang memuat orang ini, yang terbaru di atas.")
    return tables.Table("daftar", _("Pada daftar desa"), top.line, note, columns, tuple(rows))


def memberships(found: persons.PersonYear, codes: dict[int, str], names: dict[str, str], top: About) -> tables.Table:
    """The lists of BPJS that name the person."""
    columns = (
        Column(_("Kode iuran"), "code"), Column(_("Desa")), Column(_("Nomor peserta"), "code"),
        Column(_("Mulai menurut BPJS"), "day"), Column(_("Daftar diterima"), "day"), Column(_("Asal"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                codes.get(one.receipt_id) or _("tanpa kode"), names.get(one.region, one.region), one.membership,
                one.starts_on, one.received_on, where(one.file, one.sheet, one.row),
            )
        )
        for one in found.memberships
    )  # fmt: skip
    note = _("Daftar peserta BPJS Ketenagakerjaan yang memuat orang ini.")
    return tables.Table("bpjs", _("Pada daftar BPJS"), top.line, note, columns, rows)


def answers(found: Iterable[enrolment.KnownAnswer], names: dict[str, str], top: About) -> tables.Table:
    """What BPJS answered about the person."""
    columns = (Column(_("Hasil")), Column(_("Desa")), *_of_answer())
    rows = tuple(tables.Row((_result(one), names.get(one.region, one.region), *_answer(one))) for one in found)
    note = _("Jawaban BPJS Ketenagakerjaan atas pengajuan orang ini.")
    return tables.Table("jawaban", _("Jawaban BPJS"), top.line, note, columns, rows)


def answered(found: Iterable[tuple[workers.Identity, enrolment.KnownAnswer]], people: str, top: About) -> tables.Table:
    """What BPJS answered about people of a village; ``people``: the address below which each person's page lies."""
    columns = (Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Hasil")), *_of_answer())
    rows = tuple(
        tables.Row((who.name, who.masked_nik, _result(one), *_answer(one)), f"{people}{who.id}/", who.id)
        for who, one in found
    )
    note = _(
        "Diterima berarti peserta, belum tentu sudah dibayar. Yang ditolak tidak dihitung sampai BPJS menerimanya."
    )
    return tables.Table("jawaban", _("Jawaban BPJS"), top.line, note, columns, rows)


def _of_answer() -> tuple[Column, ...]:
    return (
        Column(_("Nomor peserta"), "code"), Column(_("Diterima BPJS"), "day"), Column(_("Alasan")),
        Column(_("Jawaban masuk"), "day"), Column(_("Asal"), wide=True),
    )  # fmt: skip


def _result(one: enrolment.KnownAnswer) -> str:
    return _("Diterima") if one.accepted_on else _("Ditolak")


def _answer(one: enrolment.KnownAnswer) -> tuple[tables.Cell, ...]:
    origin = where(one.file, one.sheet, one.row)
    return one.membership or None, one.accepted_on, one.reason or None, one.received_on, origin
