"""What goes to BPJS, as tables: the submissions of a region, the names of one, and who can go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from lindung.interfaces.reports import kinds
from lindung.interfaces.web import tables
from lindung.interfaces.web.components import replacement, sources
from lindung.kernel import language
from lindung.monitoring import changes as monthly
from lindung.monitoring import submissions as monitoring
from lindung.registers.enrolment.submissions import facts
from lindung.registers.workers import facts as workers

Column = tables.Column


def state(of: facts.State) -> str:
    return {
        "waiting": _("Menunggu orang kedua"),
        "refused": _("Tidak disetujui"),
        "sent": _("Diajukan, menunggu jawaban BPJS"),
        "answered": _("Dijawab BPJS seluruhnya"),
    }[of]


def submissions(found: Iterable[facts.Submission], names: Mapping[str, str], top: sources.About) -> tables.Table:
    """The latest first; each leads to its own page."""
    columns = (
        Column(_("Surat pengantar"), "code"), Column(_("Tanggal surat"), "day"), Column(_("Desa")),
        Column(_("Wadah"), "code"), Column(_("Orang"), "number"), Column(_("Keadaan")), Column(_("Diajukan"), "day"),
        Column(_("Dijawab"), "number"), Column(_("Diusulkan oleh")), Column(_("Disetujui oleh")),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.wanted.letter.number, one.wanted.letter.on, names.get(one.wanted.region, one.wanted.region),
                f"{one.wanted.group} {one.wanted.group_number}".strip(), one.persons, state(one.state),
                one.decided_on if one.state in ("sent", "answered") else None, one.answered, one.proposer,
                one.decider or None,
            ),
            f"/wilayah/{one.wanted.region}/pengajuan/{one.id}/",
        )
        for one in found
    )  # fmt: skip
    note = _("Daftar yang diusulkan untuk BPJS Ketenagakerjaan; dikirim sesudah disetujui orang kedua.")
    return tables.Table("pengajuan", _("Pengajuan"), top.line, note, columns, rows)


def names(found: Iterable[workers.Identity], people: str, top: sources.About) -> tables.Table:
    """The persons of a submission; ``people``: the address below which each person's page lies."""
    columns = (Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Lahir"), "day"), Column(_("Jenis kelamin")))
    sexes = {"L": _("Laki-laki"), "P": _("Perempuan")}
    rows = tuple(
        tables.Row((one.name, one.masked_nik, one.born_on, sexes.get(one.sex)), f"{people}{one.id}/", one.id)
        for one in found
    )
    note = _("NIK penuh hanya dalam berkas untuk BPJS; siapa mengambilnya tercatat.")
    return tables.Table("nama", _("Nama yang diajukan"), top.line, note, columns, rows)


def candidates(found: Iterable[monitoring.Candidate], people: str, top: sources.About) -> tables.Table:
    """The names on the list in force, each with how it stands with BPJS."""
    words: dict[monitoring.State, str] = {
        "ready": _("Dapat diajukan"),
        "mended": _("Ditolak BPJS, sudah diperbaiki: dapat diajukan lagi"),
        "waiting": _("Pada pengajuan yang masih menunggu"),
        "accepted": _("Sudah diterima BPJS"),
        "away": _("Tidak pada daftar hari ini"),
        "held": _("Perlu diperbaiki"),
        "withdrawn": _("Persetujuannya ditarik"),
    }
    columns = (
        Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Pekerjaan")), Column(_("Keadaan")),
        Column(_("Sebab"), wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (one.row.person.name, one.row.person.masked_nik, one.row.occupation or None, words[one.state],
             _(kinds.row_title(one.fault.kind)) if one.fault else None),
            f"{people}{one.row.person.id}/", one.row.person.id,
        )
        for one in found
    )  # fmt: skip
    note = _("Nama pada daftar desa yang berlaku. Yang ditolak dapat diajukan lagi sesudah barisnya diperbaiki.")
    return tables.Table("calon", _("Siapa yang dapat diajukan"), top.line, note, columns, rows)


def changes(found: Iterable[monthly.Change], titles: Mapping[str, str], month: str, top: sources.About) -> tables.Table:
    """Who came, who went and why, and who is listed as something else, within a month."""
    words: dict[monthly.Kind, str] = {"in": _("Masuk daftar"), "out": _("Keluar dari daftar"), "changed": _("Berubah")}
    columns = (
        Column(_("Nama")), Column(_("NIK"), "code"), Column(_("Desa")), Column(_("Perubahan")),
        Column(_("Hari"), "day"), Column(_("Sebab")), Column(_("Semula")), Column(_("Menjadi")),
        Column(_("Terakhir diajukan"), "day"),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                one.who.name, one.who.masked_nik, titles.get(one.region, one.region), words[one.kind], one.day,
                _why(one), one.before or None, one.after or None, one.sent_on,
            ),
            f"/wilayah/{one.region}/pekerja/{one.who.id}/", one.who.id,
        )
        for one in found
    )  # fmt: skip
    note = _("Perubahan pada daftar pekerja selama %(month)s, untuk laporan perubahan bulanan kepada BPJS.")
    return tables.Table("perubahan", _("Perubahan sebulan"), top.line, note % {"month": month}, columns, rows)


def _why(one: monthly.Change) -> str | None:
    if one.kind != "out":
        return None
    return replacement.reasons().get(one.why) or _("tidak ada lagi pada daftar, sebab belum dicatat")


def beyond(found: monitoring.Beyond | None) -> str:
    """A warning, where more names go to BPJS than money is there for; nobody is stopped by it."""
    if found is None:
        return ""
    return _(
        "%(named)s nama sudah diterima, menunggu atau dapat diajukan, sedangkan anggaran atau pembayaran desa hanya "
        "cukup untuk %(funded)s orang. Batasi dengan «Paling banyak», atau tambah anggarannya."
    ) % {"named": language.number(found.named), "funded": language.number(found.funded)}
