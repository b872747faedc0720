"""What was done, and who saw what, in words: verbs of the journal and kinds of views."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lindung.platform.journal import facts


def verb(said: str) -> str:
    """A verb of the journal in words; a new one stands as it is until it has some."""
    parts = (
        _of_the_platform,
        _of_applications,
        _of_the_registers,
        _of_money,
        _of_claims,
        _of_followup,
        _of_meetings,
        _of_persons,
        _of_letters,
        _of_outreach,
    )
    told = {key: words for part in parts for key, words in part().items()}
    return told.get(said, said)


def _of_applications() -> dict[str, str]:
    return {
        "intake.application_decided": _("Permohonan diputuskan"),
        "intake.applications_forgotten": _("Isi permohonan lama dihapus"),
        "intake.applied": _("Permohonan dikirim"),
    }


def _of_the_platform() -> dict[str, str]:
    return {
        "access.account_opened": _("Akun dibuka"),
        "access.appointed": _("Orang didudukkan pada jabatan"),
        "access.code_on_paper_used": _("Kode di kertas dipakai"),
        "access.codes_given": _("Kode di kertas dibuat"),
        "access.decided": _("Usulan diputuskan"),
        "access.dismissed": _("Jabatan diakhiri"),
        "access.example_marked": _("Ditandai sebagai data contoh"),
        "access.exposure_listed": _("Daftar orang yang datanya terbuka dibuat"),
        "access.factor_added": _("Faktor kedua ditambahkan"),
        "access.factor_removed": _("Faktor kedua dihapus"),
        "access.factors_reset": _("Faktor kedua disetel ulang"),
        "access.office_given": _("Wilayah kantor ditetapkan"),
        "access.password_changed": _("Sandi diganti"),
        "access.token_issued": _("Token program lain diberikan"),
        "access.token_ended": _("Token program lain diakhiri"),
        "access.proposed": _("Perubahan diusulkan"),
        "access.refused": _("Percobaan masuk ditolak"),
        "access.sessions_ended": _("Sesi diakhiri"),
        "access.unlocked": _("Kunci akun dibuka"),
        "disclosure.asked": _("Ekspor dengan NIK penuh diminta"),
        "disclosure.decided": _("Ekspor dengan NIK penuh diputuskan"),
        "disclosure.fetched": _("Ekspor dengan NIK penuh diambil"),
        "intake.ended": _("Pembacaan kiriman selesai"),
        "intake.noted": _("Catatan tentang berkas disimpan"),
        "intake.received": _("Berkas diterima"),
        "intake.sent": _("Kiriman dikirim"),
        "keys.destroyed": _("Kunci lama dihapus"),
        "keys.resealed": _("Segel diganti"),
        "keys.resealing": _("Segel sedang diganti"),
        "keys.retired": _("Kunci lama dicabut"),
        "keys.rotated": _("Kunci baru dipakai"),
        "keys.rotation_ended": _("Penggantian kunci selesai"),
        "regions.outlined": _("Garis batas dimuat"),
        "regions.taken": _("Wilayah dimuat"),
        "rulebook.decided": _("Usulan aturan diputuskan"),
        "rulebook.proposed": _("Perubahan aturan diusulkan"),
        "vault.opened": _("Basis data dibuat"),
    }


def _of_the_registers() -> dict[str, str]:
    return {
        "coverage.confirmed": _("Peserta menurut BPJS dicatat"),
        "coverage.corrected": _("Masa perlindungan disambung atas persetujuan BPJS"),
        "coverage.correction_asked": _("Koreksi iuran lanjutan diminta"),
        "coverage.correction_decided": _("Hasil koreksi iuran lanjutan dicatat"),
        "coverage.covered": _("Masa perlindungan dimulai dari pembayaran"),
        "coverage.kept_waiting": _("Daftar BPJS disimpan sampai pembayarannya masuk"),
        "coverage.withdrawn": _("Masa perlindungan ditarik kembali"),
        "enrolment.added": _("Pekerja ditambahkan pada daftar desa"),
        "enrolment.answered": _("Jawaban BPJS dicatat"),
        "enrolment.called": _("Nama menurut BPJS atau daftar dicatat"),
        "enrolment.departure_corrected": _("Catatan keluar dibetulkan"),
        "enrolment.listed": _("Daftar pekerja desa diterima"),
        "enrolment.proposed": _("Daftar untuk BPJS diusulkan"),
        "enrolment.names_proposed": _("Nama untuk BPJS diusulkan"),
        "enrolment.submission_decided": _("Daftar untuk BPJS diputuskan"),
        "enrolment.submission_fetched": _("Berkas untuk BPJS diambil"),
        "enrolment.left": _("Orang keluar dari daftar desa"),
        "enrolment.replaced": _("Pengganti masuk daftar desa"),
        "enrolment.wait_ended": _("Orang dicoret dari daftar tunggu"),
        "enrolment.waits": _("Orang masuk daftar tunggu"),
        "programmes.target_set": _("Target dan tonggak ditetapkan"),
        "reporting.decided": _("Laporan triwulan diputuskan"),
        "reporting.history": _("Riwayat tahunan dimuat"),
        "reporting.proposed": _("Laporan triwulan diusulkan"),
    }


def _of_money() -> dict[str, str]:
    return {
        "funding.acknowledged": _("Nomor tanda terima dicatat"),
        "funding.billed": _("Tagihan dicatat"),
        "funding.budgeted": _("Anggaran dicatat"),
        "funding.evidenced": _("Bukti anggaran dicatat"),
        "funding.names_billed": _("Nama pada tagihan dicatat"),
        "funding.received": _("Pembayaran dicatat"),
        "funding.regency_budgeted": _("Anggaran kabupaten dicatat"),
        "funding.reopening_decided": _("Pembukaan kembali tahun anggaran diputuskan"),
        "funding.reopening_proposed": _("Pembukaan kembali tahun anggaran diusulkan"),
        "funding.reversed": _("Pembayaran dibatalkan"),
        "funding.sighted": _("Pembayaran terlihat pada berkas yang lebih awal"),
        "funding.transfer_split": _("Bagian transfer dicatat"),
        "funding.transferred": _("Transfer dicatat"),
        "funding.year_closed": _("Tahun anggaran ditutup"),
    }


def _of_claims() -> dict[str, str]:
    return {
        "grievances.lodged": _("Keluhan diterima"),
        "grievances.passed_on": _("Keluhan diteruskan"),
        "grievances.answered": _("Keluhan dijawab"),
        "grievances.forgotten": _("Isi keluhan lama dihapus"),
        "claims.card": _("Langkah kartu peserta dicatat"),
        "claims.card_issued": _("Kartu peserta diterbitkan"),
        "claims.card_revoked": _("Kartu peserta dicabut"),
        "claims.document_held": _("Berkas kasus dicatat ada"),
        "claims.opened": _("Kasus kematian atau kecelakaan dibuka"),
        "claims.paid": _("Pembayaran klaim oleh BPJS dicatat"),
        "claims.rejected": _("Penolakan klaim oleh BPJS dicatat"),
    }


def _of_followup() -> dict[str, str]:
    return {
        "followup.answered": _("Tugas dijawab"),
        "followup.attached": _("Lampiran tugas dicatat"),
        "followup.closed": _("Tugas ditutup"),
        "followup.escalated": _("Tugas naik ke kantor berikutnya"),
        "followup.kept": _("Berkas lampiran tugas disimpan"),
        "followup.named": _("Tugas baru didaftar"),
        "followup.opened": _("Tugas dibuka dari temuan"),
        "followup.opened_by_hand": _("Tugas dibuka oleh kantor"),
        "followup.waiver_decided": _("Pengecualian tugas diputuskan"),
        "followup.waiver_proposed": _("Pengecualian tugas diminta"),
        "audit.drawn": _("Sampel uji petik ditarik"),
        "audit.persons_drawn": _("Orang terpilih untuk uji petik"),
        "audit.visited": _("Kunjungan uji petik dicatat"),
        "support.evaluated": _("Desa dinilai camat"),
        "support.given": _("Pendampingan desa dicatat"),
    }


def _of_meetings() -> dict[str, str]:
    return {
        "meetings.addendum": _("Tambahan notula ditulis"),
        "meetings.agenda_taken": _("Agenda rapat diambil dari temuan"),
        "meetings.attended": _("Kehadiran rapat dicatat"),
        "meetings.called": _("Rapat diundang"),
        "meetings.closed": _("Notula rapat ditutup"),
        "meetings.decided": _("Putusan rapat dicatat"),
        "meetings.item_added": _("Agenda rapat ditambah"),
        "meetings.stated": _("Keterangan di rapat dicatat, bukti menyusul"),
    }


def _of_persons() -> dict[str, str]:
    """What is done with people's data, and with how long they are kept."""
    return {
        "intake.forgotten": _("Sisa kiriman lama dihapus"),
        "journal.sealed_anew": _("Seluruh baris satu tabel disegel kembali"),
        "retention.applied": _("Masa simpan dijalankan"),
        "workers.change_decided": _("Perubahan data orang diputuskan"),
        "workers.change_proposed": _("Perubahan data orang diusulkan"),
        "workers.consent_withdrawn": _("Persetujuan data pribadi ditarik"),
        "workers.phone_given": _("Nomor telepon pekerja dicatat"),
        "workers.code_given": _("Kode pekerja diberikan"),
        "workers.consented": _("Persetujuan data pribadi dicatat"),
        "workers.erased": _("Data satu orang dihapus atas permintaannya"),
        "workers.erasure_denied": _("Penghapusan data ditolak"),
        "workers.erasure_proposed": _("Penghapusan data diusulkan"),
        "workers.handed_over": _("Data diserahkan kepada orangnya"),
        "workers.taken": _("Orang baru dicatat"),
    }


def _of_letters() -> dict[str, str]:
    return {
        "letters.issued": _("Surat dikeluarkan"),
        "letters.official_named": _("Pejabat penanda tangan dicatat"),
        "letters.withdrawn": _("Surat dicabut"),
        "letters.worded": _("Naskah surat diubah"),
    }


def _of_outreach() -> dict[str, str]:
    return {
        "outreach.answered": _("Jawaban atas pertanyaan acara dicatat"),
        "outreach.campaign_started": _("Kampanye dibuat"),
        "outreach.cancelled": _("Acara penyuluhan dibatalkan"),
        "outreach.held": _("Acara penyuluhan dicatat diadakan"),
        "outreach.pictured": _("Foto acara disimpan"),
        "outreach.planned": _("Acara penyuluhan direncanakan"),
    }


def kind(of: facts.Kind) -> str:
    """What kind of look it was."""
    return {
        "person": _("Halaman satu orang"),
        "roster": _("Daftar pekerja desa"),
        "list": _("Daftar orang di balik angka"),
        "export": _("Unduhan berkas"),
        "outcome": _("Hasil kiriman"),
        "nik": _("NIK penuh satu orang"),
        "export_nik": _("Unduhan dengan NIK penuh"),
        "refused": _("Ditolak"),
        "entered": _("Masuk ke situs"),
    }[of]


def entry(what: str) -> str:
    """With what somebody signed in."""
    return {"sandi": _("dengan sandi"), "faktor": _("dengan sandi dan faktor kedua")}.get(what, what)


def refusal(what: str) -> str:
    """Why a door stayed shut: the first word of what a refused view is about."""
    return {
        "office": _("tugas kantor lain"),
        "region": _("di luar wilayah, atau tidak ada"),
        "limit": _("lebih dari batas sehari"),
        "form": _("formulir bukan dari halaman Lindung, atau kedaluwarsa"),
    }.get(what.partition(":")[0], what)
