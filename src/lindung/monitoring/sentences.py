"""What findings say, with the facts left open: by these an interface finds a sentence again to say it otherwise.

Monitoring itself knows one language, that of the offices it speaks to.
"""

from __future__ import annotations

from collections.abc import Iterable

MILESTONE_MISSED = "Pada {day} seharusnya {share} dari {villages} desa sudah membayar; yang membayar {paid}."
NOT_REPORTING = "Desa {village} belum melaporkan anggarannya: tidak ada angka dan tidak ada pernyataan."
NOT_BUDGETED = "Desa {village} belum menganggarkan iuran untuk {people} pekerja rentan."
ONLY_PLANNED = "Desa {village} baru merencanakan {amount}; belum ditetapkan dengan Perdes."
PAID_WITHOUT_BUDGET = (
    "Desa {village} membayar {amount} tanpa anggaran yang tercatat. Pastikan dasar pembayarannya."
)  # fmt: skip
COVER_IN_GRACE = (
    "Perlindungan Desa {village} berakhir {last_day}; masa tenggang sampai sebelum {membership_ends}. Sesudah itu "
    "pembayaran memulai kepesertaan baru."
)
COVER_LAPSED = (
    "Perlindungan Desa {village} berakhir {last_day} dan masa tenggang sudah lewat; pembayaran berikutnya memulai "
    "kepesertaan baru."
)
BUDGETED_NOT_REGISTERED = (
    "Desa {village} sudah menganggarkan {amount} tetapi belum seorang pun terdaftar di BPJS Ketenagakerjaan. Ajukan "
    "daftarnya."
)
REGISTERED_NOT_PAID = (
    "BPJS Ketenagakerjaan sudah menerima {people} orang dari Desa {village}, tetapi iurannya belum pernah dibayar."
)
NOT_PAID = "Desa {village} sudah menganggarkan {amount} tetapi belum membayar iuran {year}."
PAID_SHORT = "Desa {village} membayar untuk {people} orang, kurang {lacking} dari kuota {quota}."
COVER_LAPSING = (
    "Perlindungan {people} orang di Desa {village} berakhir {last_day}; bayar masa berikutnya sebelum itu."
)  # fmt: skip
LIST_MISSING = (
    "Desa {village} sudah membayar tetapi daftar pekerjanya belum diterima: siapa yang dilindungi tidak diketahui."
)
LIST_SHORT = (
    "Daftar Desa {village} memuat {valid} nama sah, sedangkan yang dibayar {people} orang. Perbaiki atau lengkapi "
    "daftarnya."
)
LIST_PROBLEMS = "Daftar Desa {village} memuat {rows} baris bermasalah dari {declared} nama."
BUDGET_SHORT = "Anggaran Desa {village} {amount} cukup untuk {people} orang, kurang {lacking} dari kuota {quota}."
PAYMENT_AMOUNT = (
    "Pembayaran Desa {village} {amount} tidak sama dengan {people} orang × {months} bulan ({due}); selisih "
    "{difference}."
)
FUND_PROHIBITED = (
    "Desa {village} menganggarkan dari {fund}, yang dilarang untuk pekerja rentan pada {year}{source}. Ganti sumber "
    "dana, atau catat dasar hukumnya."
)
FUND_NEEDS_MUSDES = (
    "Desa {village} menganggarkan dari {fund}: pada {year} hanya dengan keputusan musdes. Lampirkan berita acaranya."
)
FUND_UNKNOWN = (
    "Aturan {fund} untuk pekerja rentan pada {year} belum diketahui. Minta jawaban tertulis, catat nomor suratnya."
)
FUND_OVERRIDDEN = (
    "Anggaran Desa {village} {amount} dari {fund} bersandar pada pengecualian nomor {number} untuk {year}: {reason}. "
    "Dasar: {reference}. Diusulkan {proposer}, disetujui {decider} pada {day}. Aturannya tetap: {rule}."
)
FUND_RULES = ("dilarang", "hanya dengan keputusan musdes", "belum diketahui")
"""What a rule says that an override goes against."""
PAYMENT_UNATTRIBUTED = "{amount} diterima untuk desa yang tidak dapat ditentukan. Tunjuk desanya dengan kode."
IN_TWO_VILLAGES = (
    "Satu orang terdaftar di {here} dan {there}; sementara dihitung di {counted}. Putuskan desa yang benar."
)
IN_ANOTHER_VILLAGE = (
    "Satu orang pada daftar {village} terdaftar juga di desa lain dan sementara dihitung di sana. {office} memutuskan "
    "desa yang benar."
)
ACCEPTED_ELSEWHERE = (
    "Satu orang pada daftar {here} sudah diterima BPJS sebagai peserta {there} dan dihitung di sana. Ganti orang itu."
)
ACCEPTED_IN_ANOTHER = (
    "Satu orang pada daftar {village} sudah diterima BPJS sebagai peserta desa lain dan dihitung di sana. Ganti "
    "orangnya."
)
REJECTED_BY_BPJS = (
    "BPJS menolak {rows} orang pada daftar Desa {village}. Perbaiki datanya lalu ajukan lagi, atau ganti orangnya."
)
DOUBLE_FUNDED = (
    "Iuran {people} orang, {months} bulan ({amount}), dari {here} dengan kode iuran {paid_by} sudah dibayar lebih "
    "dahulu oleh {there} dengan kode iuran {held_by}. Bulan itu dihitung satu kali; minta BPJS memindahkan atau "
    "mengembalikan uangnya, dan ganti orangnya."
)
DOUBLE_FUNDED_ELSEWHERE = (
    "Iuran {people} orang, {months} bulan ({amount}), dari {here} dengan kode iuran {paid_by} sudah dibayar lebih "
    "dahulu oleh pembayar lain. Bulan itu dihitung satu kali; minta BPJS memindahkan atau mengembalikan uangnya, dan "
    "ganti orangnya."
)
DOUBLE_DATA = (
    "Iuran {people} orang, {months} bulan ({amount}), dari {here} dengan kode iuran {paid_by} dibayar dua kali karena "
    "data ganda: dua NIK pada daftar BPJS ternyata satu orang. Bulan itu dihitung satu kali; minta BPJS mengembalikan "
    "uangnya, atau memakainya untuk orang lain."
)
WITHOUT_CODE = "tanpa kode iuran"
LISTED_ELSEWHERE = (
    "Orang yang sama terdaftar juga di desa lain. Sementara dihitung di salah satunya; camat memutuskan desa yang "
    "benar."
)
"""What stands at a row instead of the other village's name, for who may not know it."""

OF = {
    "milestone_missed": (MILESTONE_MISSED,),
    "not_reporting": (NOT_REPORTING,),
    "not_budgeted": (NOT_BUDGETED, ONLY_PLANNED),
    "paid_without_budget": (PAID_WITHOUT_BUDGET,),
    "cover_lapsed": (COVER_IN_GRACE,),
    "membership_ended": (COVER_LAPSED,),
    "registered_not_paid": (REGISTERED_NOT_PAID,),
    "budgeted_not_registered": (BUDGETED_NOT_REGISTERED,),
    "not_paid": (NOT_PAID,),
    "paid_short": (PAID_SHORT,),
    "cover_lapsing": (COVER_LAPSING,),
    "list_missing": (LIST_MISSING,),
    "list_short": (LIST_SHORT,),
    "list_problems": (LIST_PROBLEMS,),
    "budget_short": (BUDGET_SHORT,),
    "payment_amount": (PAYMENT_AMOUNT,),
    "fund_prohibited": (FUND_PROHIBITED,),
    "fund_needs_musdes": (FUND_NEEDS_MUSDES,),
    "fund_unknown": (FUND_UNKNOWN,),
    "fund_overridden": (FUND_OVERRIDDEN,),
    "payment_unattributed": (PAYMENT_UNATTRIBUTED,),
    "person_in_two_villages": (IN_TWO_VILLAGES, IN_ANOTHER_VILLAGE),
    "accepted_elsewhere": (ACCEPTED_ELSEWHERE, ACCEPTED_IN_ANOTHER),
    "rejected_by_bpjs": (REJECTED_BY_BPJS,),
    "double_funded": (DOUBLE_FUNDED, DOUBLE_FUNDED_ELSEWHERE, DOUBLE_DATA),
}
"""By the finding's kind, all that it may say."""

CAMAT = "Camat {district}"
KADES = "Kepala Desa {village}, Kec. {district}"
DPMD = "Dinas PMD {regency}"
SEKDA = "Sekretaris Daerah {regency}"
BPJS = "BPJS Ketenagakerjaan"
OFFICES = (CAMAT, KADES, DPMD, SEKDA, BPJS)
"""Who may have to act: in words, for ``facts.Office`` as a value."""

ROW = "baris {row}"
SHEET_ROW = "lembar {sheet}, baris {row}"
FILE_ROW = "berkas {file}, baris {row}"
FILE_SHEET_ROW = "berkas {file}, lembar {sheet}, baris {row}"
FIRST_PAYMENT, MONITORING_DAY = "hari pembayaran pertama", "hari pemantauan"
ANOTHER_VILLAGE = "desa lain"
PHRASES = {
    "first": (FILE_SHEET_ROW, FILE_ROW, SHEET_ROW, ROW),
    "which": (FIRST_PAYMENT, MONITORING_DAY),
    "other": (ANOTHER_VILLAGE,),
    "paid_by": (WITHOUT_CODE,),
    "held_by": (WITHOUT_CODE,),
    "rule": FUND_RULES,
}
"""Words of our own among a sentence's facts, by the name of the fact."""


def together(said: Iterable[str]) -> str:
    """What several findings of one kind say of one place: each sentence once, a line each."""
    return "\n".join(dict.fromkeys(said))
