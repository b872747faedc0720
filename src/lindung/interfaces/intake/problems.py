"""Every kind of problem and warning that a file shows: its name for people, its sentence, whether it holds a row.

The sentence says what, why and what next; file, sheet, row and column stand beside it. None holds a whole NIK.
"""

from __future__ import annotations

from lindung.interfaces.intake import cells
from lindung.monitoring import remarks

Kind = remarks.Kind


HELD = {
    "nik_missing": Kind("NIK kosong", "NIK tidak diisi. Isi 16 angka dari KTP atau KK.", True, "kolom NIK kosong, nama terisi"),
    "nik_length": Kind(
        "NIK bukan 16 angka", "NIK berisi {count} angka, seharusnya 16. Cocokkan dengan KTP lalu perbaiki.", True, "750301130678003 (15 angka)"
    ),
    "nik_characters": Kind(
        "NIK memuat bukan angka", "NIK memuat «{signs}». Ganti dengan angka seperti pada KTP (huruf O sering tertukar dengan 0).", True, "75O3011306780003"
    ),
    "nik_region": Kind(
        "Kode provinsi NIK tidak ada", "Dua angka pertama NIK ({region}) bukan kode provinsi. Cocokkan dengan KTP.", True, "9903011306780003"
    ),
    "nik_date": Kind(
        "Tanggal dalam NIK tidak ada", "Angka ke-7 sampai ke-12 NIK ({date}) bukan tanggal lahir yang mungkin. Cocokkan dengan KTP.", True, "7503013513800007 (tanggal 35)"
    ),
    "nik_serial": Kind("Nomor urut NIK 0000", "Empat angka terakhir NIK 0000 tidak pernah diterbitkan. Cocokkan dengan KTP.", True, "7503011306780000"),
    "nik_damaged_by_excel": Kind(
        "NIK dirusak Excel",
        "Kolom NIK tersimpan sebagai angka, {zeros} dari {count} berakhir 0: Excel hanya menyimpan 15 angka dan mengganti yang ke-16 dengan 0. "
        "Angka aslinya tidak dapat dipulihkan. Ubah kolom menjadi Teks, isi ulang NIK dari KTP. Seluruh lembar ditahan.",
        True,
        "7503100203040020 tersimpan sebagai angka",
    ),
    "name_missing": Kind("Nama kosong", "NIK terisi tetapi nama tidak. Isi nama sesuai KTP.", True, "kolom nama kosong"),
    "category_pu": Kind(
        "Penerima upah", "«{words}» menerima upah dan tidak boleh dibayar dengan iuran pekerja rentan (BPU). Daftarkan sebagai penerima upah, ganti dengan pekerja rentan.", True, "pekerjaan: Sekretaris Desa"
    ),
    "category_state": Kind(
        "ASN, TNI atau Polri", "«{words}» bukan pekerja rentan dan ditolak. Ganti dengan pekerja rentan.", True, "pekerjaan: PNS"
    ),
    "birth_date_swapped": Kind(
        "Hari dan bulan tertukar", "Tanggal lahir tertulis {written}, menurut NIK {by_nik}: hari dan bulan tertukar. Usul: {by_nik}. Cocokkan dengan KTP lalu perbaiki.", True, "NIK …130678…, kolom 06-13-1978"
    ),
    "birth_date_mismatch": Kind(
        "Tanggal lahir tidak cocok dengan NIK", "Tanggal lahir tertulis {written}, menurut NIK {by_nik}. Salah satunya keliru; cocokkan dengan KTP.", True, "NIK …130678…, kolom 14-06-1979"
    ),
    "village_unknown": Kind("Desa tidak dikenal", "{text} Tulis kode desa Kemendagri (misalnya {example}) atau nama desa dengan kecamatannya.", True, "Desa Xyz"),
    "village_ambiguous": Kind(
        "Desa tidak jelas", "«{name}» dapat berarti {candidates}. Tulis kode desa, atau kecamatannya, pada judul atau nama berkas.", True, "peserta Tamboo.xlsx"
    ),
    "out_of_scope": Kind(
        "Di luar kewenangan kantor", "Baris tentang wilayah di luar kewenangan kantor Anda; tidak dicatat. Jumlahnya pada lembar ini {count}. Minta kantor wilayah itu, atau dinas kabupaten, mengirimkannya.", True, "berkas desa memuat pekerja desa tetangga"
    ),
    "answer_unclear": Kind(
        "Hasil BPJS tidak dikenal", "Hasil «{written}» tidak dikenal, jadi tidak dicatat. Tanyakan artinya kepada BPJS, lalu tambahkan kata itu pada tata letaknya (LINDUNG_LAYOUTS).", True, "hasil: KODE 07"
    ),
    "answer_without_number": Kind(
        "Nomor kepesertaan kosong", "BPJS menyatakan orang ini peserta tanpa menyebut nomor kepesertaan (KPJ), jadi tidak dicatat. Minta nomornya kepada BPJS.", True, "DITERIMA, kolom KPJ kosong"
    ),
    "member_without_code": Kind(
        "Kode iuran kosong", "Baris daftar BPJS ini tidak menyebut kode iuran, jadi belum dapat dipasangkan dengan pembayaran. Isi kodenya.", True, "kolom kode iuran kosong"
    ),
    "answer_unknown_person": Kind(
        "Orang belum dikenal", "NIK pada berkas BPJS ini tidak ada pada daftar desa mana pun, dan barisnya tidak memuat nama dengan tanggal lahir yang cocok. Kirim dulu daftar desanya, atau minta berkas yang lengkap.", True, "NIK tanpa nama pada berkas hasil"
    ),
    "answer_ambiguous": Kind(
        "Desa peserta tidak jelas", "Orang ini ada pada daftar lebih dari satu desa dan berkas BPJS tidak menyebut desanya, jadi tidak dicatat. Isi kolom desa atau kode desa.", True, "satu NIK pada daftar dua desa, berkas tanpa kolom desa"
    ),
    "unreadable_file": Kind("Berkas tidak terbaca", "{text}", True, "berkas rusak atau terkunci kata sandi"),
    "budget_incomplete": Kind("Anggaran tidak terbaca", "Nilai anggaran «{text}» bukan rupiah bulat. Isi angka saja.", True, "Rp dua puluh juta"),
    "own_budget_refused": Kind("Anggaran kabupaten tidak dicatat", "{text}", True, "uang desa pada lembar DPA"),
    "own_budget_of_village": Kind("DPA tanpa kolom desa", "Lembar ini menyebut {village}, tetapi barisnya DPA kabupaten. Tambahkan kolom desa bila ini anggaran desa; bila DPA kabupaten, hapus nama desanya.", True, "judul «Desa Keramat» di atas kolom Nomor DPA"),
    "transfer_used": Kind("Bukti transfer sudah dipakai", "{text} Baris ini tidak dicatat.", True, "nomor bukti yang sama pada dua pembayaran"),
    "bill_incomplete": Kind("Tagihan tidak lengkap", "Kode iuran {code}: {missing} tidak terbaca, jadi tidak dicatat. Lengkapi lalu kirim ulang.", True, "jumlah bulan kosong"),
    "bill_refused": Kind("Tagihan tidak dicatat", "{text}", True, "kode iuran yang sama dengan nominal lain"),
    "payment_incomplete": Kind(
        "Pembayaran tidak lengkap", "Kolom {missing} tidak terbaca. Uang belum dapat dicatat pada desa dan bulan; lengkapi lalu kirim ulang.", True, "nominal kosong"
    ),
}  # fmt: skip

WARNED = {
    "payment_duplicate": Kind("Pembayaran tertulis dua kali", "Kode iuran, tanggal, masa dan nominal sama dengan {first}. Dihitung satu kali.", False, "baris yang sama pada dua rekap"),
    "transfer_unbalanced": Kind("Transfer tidak cocok dengan bagiannya", "{text} Pembayarannya dicatat, transfernya tidak.", False, "transfer Rp5.000.000, bagiannya Rp4.800.000"),
    "bill_undated": Kind("Hari terbit tidak disebut", "Kode iuran {code}: hari terbit tidak terbaca; dipakai {day}, hari berkas diterima.", False, "kolom tanggal terbit kosong"),
    "payment_unclear": Kind("Pembayaran belum jelas untuk siapa", "Kolom {missing} tidak terbaca. Uang dihitung diterima, belum untuk siapa pun. Lengkapi rekapnya lalu kirim ulang.", False, "jumlah orang kosong"),
    "payment_guessed": Kind("Pembayaran dilengkapi", "{text}", False, "tanggal bayar kosong"),
    "reversal_unmatched": Kind("Pembatalan tanpa pasangan", "{text}", False, "pembatalan sebagian nominal"),
    "budget_blank": Kind("Baris anggaran kosong", "Desa ini tertulis tanpa angka dan tanpa pernyataan, jadi dianggap belum melapor. Tulis pagu, atau «belum dianggarkan».", False, "semua kolom kosong"),
    "birth_date_unreadable": Kind("Tanggal lahir tidak terbaca", "Tanggal lahir «{written}» tidak terbaca; dipakai tanggal dari NIK.", False, "12 Jni 1980"),
    "sex_mismatch": Kind("Jenis kelamin tidak cocok", "Tertulis {written}, menurut NIK {by_nik}. Cocokkan dengan KTP.", False, "tertulis L, NIK perempuan"),
    "name_differs": Kind("Nama berbeda", "Nama pada baris ini berbeda dari yang tercatat untuk NIK ini. Yang dipakai tetap yang tercatat. Cocokkan dengan KTP; bila yang tercatat keliru, usulkan perbaikan datanya.", False, "tahun lalu Aminah Bakari, sekarang Aminah Tuli"),
    "village_name_mismatch": Kind("Nama desa tidak cocok dengan kode", "Kode {code} adalah {right}, tetapi tertulis «{written}». Dipakai kodenya.", False, "75.03.01.2005 tertulis Keramat"),
    "total_mismatch": Kind("Jumlah tidak cocok", "Baris jumlah menyebut {said}, yang terbaca {read}.", False, "JUMLAH 42, terbaca 41"),
    "answer_pending": Kind("Masih diproses BPJS", "BPJS belum menjawab tentang orang ini. Tidak ada yang dicatat; kirim berkas hasil berikutnya.", False, "hasil: DALAM PROSES"),
    "answer_undated": Kind("Tanggal diterima kosong", "Tanggal diterima tidak terbaca; dipakai {day}, hari berkas diterima.", False, "DITERIMA tanpa tanggal"),
    "roster_replaced": Kind("Daftar diganti", "Daftar {village} ({before} nama) diganti daftar baru ({after} nama). Bila maksudnya tambahan, gabungkan keduanya dalam satu berkas.", False, "daftar susulan"),
    "other_year": Kind("Tahun lain", "Judulnya menyebut tahun {year}; dicatat untuk tahun itu, tidak dihitung untuk {asked}.", False, "rekap tahun lalu"),
    "column_ignored": Kind("Kolom tidak dibaca", "Kolom {headings} tidak dibaca: tabel ini sudah mempunyai kolom lain untuk isi yang sama, atau isinya belum dapat dipakai. Pindahkan ke tabel tersendiri bila perlu.", False, "dua kolom NIK bersebelahan"),
    "budget_duplicate": Kind("Anggaran tertulis dua kali", "Baris anggaran ini sama dengan {first}. Dihitung satu kali.", False, "rekap kabupaten dan lembar kecamatan"),
    "payment_not_made": Kind("Belum dibayar", "{text} Tidak dihitung sebagai pembayaran.", False, "status BELUM BAYAR"),
    "sheet_hidden": Kind("Lembar tersembunyi", "Lembar «{name}» tersembunyi dan tidak dibaca. Tampilkan dulu bila isinya berlaku.", False, "lembar arsip"),
    "sheet_unknown": Kind("Lembar tidak dikenal", "Tidak ditemukan judul kolom anggaran, pembayaran, daftar pekerja atau jawaban BPJS yang dikenal. Tidak ada yang dicatat dari sini.", False, "lembar catatan"),
    "file_ignored": Kind("Berkas dilewati", "{text}", False, "scan daftar.pdf"),
    "file_duplicate": Kind("Berkas kembar", "Isinya sama dengan {first}; dibaca satu kali.", False, "salinan (1).xlsx"),
    "macro_ignored": Kind("Makro tidak dijalankan", "Berkas memuat makro. Makro tidak dijalankan; hanya isi selnya dibaca.", False, "daftar.xlsm"),
}  # fmt: skip

ALL = HELD | WARNED
"""The kinds that a file shows by itself; ``remarks.ALL`` has those that only all registers together show."""


def sentence(kind: str, **said: object) -> str:
    """The sentence of a kind about these facts, no NIK among them in clear: a cell may hold one in any column."""
    masked = {name: cells.without_nik(fact) if isinstance(fact, str) else fact for name, fact in said.items()}
    return ALL[kind].sentence.format(**masked)


NO_REASON = "alasan tidak disebut"
SEXES = {"L": "laki-laki", "P": "perempuan"}
CODE_ELSEWHERE = "Kode {code} tidak ada di {regency}."
NOT_OURS = "«{name}» bukan desa di {regency}."
NEARLY_OURS = "«{name}» bukan desa di {regency}. Mungkin {near}?"
NOWHERE_SAID = "Desa tidak disebut pada kolom, judul, nama lembar, maupun nama berkas."
LEFTOVER = "Berkas sementara milik program lain; tidak berisi daftar."
PAID_ON_GUESSED = "tanggal bayar tidak terbaca, dianggap {day}, hari berkas diterima"
FROM_THAT_MONTH = "masa iuran tidak terbaca, dianggap mulai bulan itu"
FROM_MONTH_PAID = "masa iuran tidak terbaca, dianggap mulai bulan pembayaran"
MONTHS_GUESSED = "jumlah bulan tidak terbaca, menurut nominal {months} bulan"
GUESSED = "{guesses}. Lengkapi rekapnya."
SAYS_UNPAID = "Keterangannya «{note}»."
UNDATED_BILL = "Tanggal bayarnya kosong: ini tagihan."
AMOUNT, HEADS, MONTHS, FIRST_MONTH = "nominal", "jumlah orang", "jumlah bulan", "bulan pertama"
COUNTED_AT_REGENCY = " Uang dihitung diterima kabupaten, belum pada desa mana pun."
NOT_RECORDED = " Uang tidak dicatat."
"""What becomes of money whose village is not known: said behind the sentence that says why."""

REFUSALS = {
    "password": "Berkas terkunci kata sandi. Buka di Excel, hapus kata sandinya (File › Info › Protect Workbook), simpan, lalu kirim lagi.",
    "bomb": "Isi berkas mengembang terlalu besar untuk sebuah daftar. Berkas ini tidak dibuka; simpan ulang dari Excel sebagai .xlsx baru.",
    "too_large": "Berkas terlalu besar untuk dibaca. Pecah per kecamatan, hapus lembar yang tidak perlu, lalu kirim lagi.",
    "too_slow": "Berkas tidak selesai dibaca dalam batas waktu. Simpan ulang dari Excel sebagai .xlsx baru, lalu kirim lagi.",
    "crashed": "Berkas membuat pembaca berhenti; berkas lain tetap dibaca. Simpan ulang dari Excel sebagai .xlsx baru, lalu kirim lagi.",
    "broken": "Berkas rusak atau bukan lembar kerja. Buka di Excel, simpan sebagai .xlsx, lalu kirim lagi.",
    "not_readable": "Berkas tidak dapat dibuka. Periksa izin berkasnya atau salin ulang.",
    "empty": "Berkas kosong.",
    "web_page": "Berkas ini halaman web yang diberi nama lembar kerja. Buka di Excel, simpan sebagai .xlsx, lalu kirim lagi.",
    "pdf": "PDF tidak dapat dibaca sebagai tabel. Minta berkas Excel-nya, atau ketik ulang ke templat.",
    "picture": "Gambar tidak dapat dibaca sebagai tabel. Minta berkas Excel-nya, atau ketik ulang ke templat.",
    "document": "Dokumen Word tidak dibaca sebagai tabel. Salin tabelnya ke Excel, lalu kirim lagi.",
    "archive": "Arsip tidak dibuka di sini. Keluarkan berkas di dalamnya ke folder ini, lalu ulangi.",
}
"""Why a file was not read, by the reader's word."""

TYPED = {
    "too_long": "Isian lebih dari {most} huruf. Tulis lebih pendek.",
    "missing": "{heading} belum diisi. Isi dulu; tanpa itu tidak ada yang dicatat.",
    "unreadable": "«{written}» tidak terbaca. Tulis {how}.",
    "ahead": "{day} belum tiba; hari ini {today}. Periksa tanggalnya.",
    "payment_recorded": "Pembayaran ini sudah tercatat sejak {day}: kode iuran, hari, bulan, jumlah pekerja dan nominalnya sama. Tidak ada yang ditambahkan.",
    "code_used": "Kode iuran ini sudah dipakai pada {day} untuk {heads} orang, {amount}. Keduanya akan dihitung; periksa apakah ini pembayaran lain.",
    "fund_barred": "{fund} dilarang untuk pekerja rentan pada {year} ({source}). Pilih dana lain, atau ajukan pengecualian pada halaman Aturan.",
    "others_unsaid": "Anggaran yang berlaku memuat juga {lines}. Pilih apakah itu tetap berlaku atau diganti.",
}
"""What only a form says: whoever typed it is still there to mend it."""
LIKE_A_YEAR, LIKE_A_MONTH, LIKE_A_DAY = "seperti 2023", "seperti 01-2023", "seperti 13-04-2023"
LIKE_A_COUNT, LIKE_A_CODE = "dengan angka saja, seperti 100", "angka dan huruf dari tagihan BPJS"
LIKE_MONEY, ONE_OF_THE_STAGES = "seperti 20.160.000, lebih dari nol", "salah satu tahap yang ditawarkan"
WITHOUT_FUND = "tanpa sumber dana {amount}"


def typed_sentence(kind: str, **said: object) -> str:
    return TYPED[kind].format(**said)


PHRASES = {
    "text": (
        CODE_ELSEWHERE, NEARLY_OURS, NOT_OURS, NOWHERE_SAID, LEFTOVER, GUESSED, SAYS_UNPAID, UNDATED_BILL,
        *REFUSALS.values(),
    ),
    "guesses": ("{guess}; {guesses}", PAID_ON_GUESSED, FROM_THAT_MONTH, FROM_MONTH_PAID, MONTHS_GUESSED),
    "guess": (PAID_ON_GUESSED, FROM_THAT_MONTH, FROM_MONTH_PAID, MONTHS_GUESSED),
    "candidates": ("{one} atau {candidates}",),
    "missing": (AMOUNT, HEADS, MONTHS, FIRST_MONTH, "{missing} dan {other_missing}", "{missing}, {other_missing}"),
    "other_missing": (AMOUNT, HEADS, MONTHS, FIRST_MONTH),
    "how": (LIKE_A_YEAR, LIKE_A_MONTH, LIKE_A_DAY, LIKE_A_COUNT, LIKE_A_CODE, LIKE_MONEY, ONE_OF_THE_STAGES),
    "lines": ("{line} dan {line_after}", WITHOUT_FUND),
    "line": ("{line}, {line_after}", WITHOUT_FUND),
    "line_after": (WITHOUT_FUND,),
    "by_nik": (SEXES["L"], SEXES["P"]),
    "reason": (NO_REASON,),
}  # fmt: skip
"""Words of our own among a sentence's facts, by the name of the fact."""

PASSED_OVER = frozenset({"pdf", "picture", "document", "archive", "empty"})
"""Files that were never meant as tables: a warning. Any other refusal may hide a list or money: a problem."""
