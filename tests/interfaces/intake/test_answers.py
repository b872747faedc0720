"""What BPJS sends back, from its file to the figures: layouts as data, persons and villages found, twice no news."""

from __future__ import annotations

import datetime as dt
import pathlib
from typing import Any

import pytest

from lindung.interfaces import monitor
from lindung.interfaces.intake import layouts
from lindung.kernel import values
from lindung.monitoring import facts
from lindung.platform.access import facts as access
from lindung.platform.journal import queries as journal
from lindung.registers.coverage import models as coverage
from lindung.registers.enrolment import models as enrolment
from lindung.registers.enrolment.names import queries as names
from lindung.registers.workers import queries as workers
from tests.conftest import MORNING, OFFICER
from tests.interfaces.intake import csv, gathered, notes_of

pytestmark = pytest.mark.django_db
DAY, MAY_2, MAY_9 = dt.date(2023, 4, 13), dt.date(2023, 5, 2), dt.date(2023, 5, 9)
TALUMOPATU, TALULOBUTU = "75.03.01.2004", "75.03.01.2005"
RESULT = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "NO KPJ", "STATUS", "TANGGAL KEPESERTAAN", "KETERANGAN"]
MEMBERS = ["NO", "NIK", "NAMA", "KPJ", "KODE IURAN", "TMT"]
PAID = "Kode Desa;Kode Iuran;Tgl Bayar;Periode Awal;Jumlah Bulan;Jumlah TK;Nominal;Ket\n"
ROSTER = ["NO", "NIK", "NAMA", "TANGGAL LAHIR", "JK", "PEKERJAAN"]


def nik(number: int) -> str:
    return f"750304130678{number:04d}"


def roster(*numbers: int, village: str = TALUMOPATU) -> str:
    rows = [[at, nik(number), "Abdul Podungge", "13-06-1978", "L", "Petani"] for at, number in enumerate(numbers, 1)]
    return csv([f"DAFTAR PEKERJA RENTAN {village}"], ROSTER, *rows)


def accepted(number: int, kpj: str = "", day: str = "20-04-2023") -> list[Any]:
    return ["", nik(number), "Abdul Podungge", "13-06-1978", kpj or f"2200000{number:04d}", "DITERIMA", day, ""]


def rejected(number: int, why: str = "NIK tidak ditemukan") -> list[Any]:
    return ["", nik(number), "Abdul Podungge", "13-06-1978", "", "DITOLAK", "", why]


def result(*rows: list[Any]) -> str:
    return csv(RESULT, *[[at, *row[1:]] for at, row in enumerate(rows, 1)])


def take(
    folder: pathlib.Path, received_on: dt.date, *, sender: monitor.Sender = monitor.COMMAND_LINE, **files: str
) -> monitor.Taken:
    """A folder of these files came in on a day."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return monitor.take(
        folder, regency="75.03", year=2023, quota=100, on=received_on, received_on=received_on, by=OFFICER, at=MORNING,
        sender=sender,
    )  # fmt: skip


def village(on: dt.date = MAY_2, known_at: dt.date | None = None, code: str = TALUMOPATU) -> facts.PlaceDay:
    day = monitor.regency_day("75.03", year=2023, on=on, known_at=known_at or on)
    return next(place for place in day.places if place.code == code)


def test_talumopatu_submits_100_bpjs_accepts_97_and_rejects_3_with_reasons(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(*range(1, 101)))
    answers = result(*map(accepted, range(4, 101)), *map(rejected, range(1, 4)))
    taken = take(tmp_path / "mei", MAY_2, hasil=answers)
    assert (len(taken.delivery.answers), notes_of(taken.delivery)) == (100, [])
    found = village()
    assert (found.declared, found.valid, found.registered) == (100, 97, 97)
    day = monitor.regency_day("75.03", year=2023, on=MAY_2, known_at=MAY_2)
    held = [problem for problem in day.problems if problem.kind == "rejected_by_bpjs"]
    assert [(one.evidence.file, one.evidence.row) for one in held] == [("daftar.csv", row) for row in (3, 4, 5)]
    assert "NIK tidak ditemukan" in held[0].message
    assert village(known_at=dt.date(2023, 5, 1)).registered == 0
    assert village(on=dt.date(2023, 4, 19), known_at=MAY_2).registered == 0


def test_the_same_result_twice_changes_nothing(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1, 2, 3))
    answers = result(accepted(1), accepted(2, day=""), rejected(3))
    take(tmp_path / "mei", MAY_2, hasil=answers)
    head, figures = journal.head(), village()
    take(tmp_path / "mei", MAY_2, hasil=answers)
    take(tmp_path / "lagi", MAY_9, hasil=answers)
    assert (journal.head(), village()) == (head, figures)
    take(tmp_path / "salinan", MAY_9, hasil_kedua=answers)
    assert enrolment.Answer.objects.count() == 4  # the undated one: accepted since the day of either file
    assert village(on=MAY_9).registered == 2


def test_a_later_answer_for_the_same_person_is_a_new_fact(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1))
    take(tmp_path / "mei", MAY_2, hasil=result(rejected(1)))
    take(tmp_path / "lagi", MAY_9, susulan=result(accepted(1, day="05-05-2023")))
    assert (village(on=MAY_9, known_at=MAY_2).valid, village(on=MAY_9).valid) == (0, 1)
    assert enrolment.Answer.objects.count() == 2


def test_the_roster_and_the_answer_may_come_together(tmp_path):
    take(tmp_path / "mei", MAY_2, daftar=roster(1, 2), hasil=result(accepted(1), accepted(2)))
    assert village().registered == 2


def test_who_is_on_no_list_is_taken_where_the_row_says_who_it_is_and_noted_where_not(tmp_path):
    bare, other = accepted(2), accepted(3)
    bare[2], other[3] = "", "14-06-1978"
    taken = take(tmp_path / "mei", MAY_2, **{f"hasil {TALUMOPATU}": result(accepted(1), bare, other)})
    file = f"hasil {TALUMOPATU}.csv"
    assert notes_of(taken.delivery) == [(file, 3, "answer_unknown_person"), (file, 4, "answer_unknown_person")]
    assert village().registered == 1


def test_who_stands_on_two_lists_is_asked_about_unless_the_file_says_the_village(tmp_path):
    lists = {"a": roster(1), "b": roster(1, village=TALULOBUTU)}
    taken = take(tmp_path / "satu", DAY, **lists, hasil=result(accepted(1)))
    assert notes_of(taken.delivery) == [("hasil.csv", 2, "answer_ambiguous")]
    named = csv([*RESULT, "KODE DESA"], [*accepted(1), TALULOBUTU])
    take(tmp_path / "dua", MAY_2, hasil_b=named)
    assert [village(code=code).registered for code in (TALUMOPATU, TALULOBUTU)] == [0, 1]
    assert [village(code=code).valid for code in (TALUMOPATU, TALULOBUTU)] == [0, 1]  # else the lower code


def test_rows_that_can_not_be_used_are_said(tmp_path):
    pending, odd, unnumbered, short = accepted(1), accepted(2), accepted(3), accepted(4)
    pending[5], odd[5], unnumbered[4], short[1] = "DALAM PROSES", "KODE 07", "-", "750304130678004"
    taken = take(tmp_path / "mei", MAY_2, daftar=roster(1), hasil=result(pending, odd, unnumbered, short))
    assert [kind for _, _, kind in notes_of(taken.delivery)] == [
        "answer_pending", "answer_unclear", "answer_without_number", "nik_length",
    ]  # fmt: skip
    assert not enrolment.Answer.objects.exists()


def test_a_roster_that_notes_numbers_of_members_is_still_a_roster(tmp_path):
    noted = csv([f"DAFTAR {TALUMOPATU}"], [*ROSTER, "KPJ", "KETERANGAN"], [1, nik(1), "A", "13-06-1978", "L", "Tani"])
    found = gathered(tmp_path, daftar=noted)
    assert (len(found.people), len(found.answers)) == (1, 0)


# The list behind a kode iuran


def members(*numbers: int, code: str = "230500000111", start: str = "") -> str:
    return csv(MEMBERS, *[[n, nik(n), "Abdul Podungge", f"2200000{n:04d}", code, start] for n in numbers])


def paid(heads: int) -> str:
    return f"{PAID}{TALUMOPATU};230500000111;03-05-2023;05-2023;3;{heads};{heads * 3 * 16_800};\n"


def test_a_list_before_its_receipt_is_kept_and_attached_when_the_receipt_comes(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1, 2))
    take(tmp_path / "mei", MAY_2, anggota=members(1, 2))
    assert coverage.ListedAhead.objects.count() == 2
    assert not coverage.Member.objects.exists()
    assert (village(on=MAY_9).confirmed, village(on=MAY_9).registered) == (0, 0)
    take(tmp_path / "bayar", MAY_9, bayar=paid(2))
    assert (village(on=MAY_9).confirmed, village(on=MAY_9).registered) == (2, 2)
    head = journal.head()
    take(tmp_path / "mei", MAY_9, anggota=members(1, 2))
    assert journal.head() == head


def test_a_list_and_its_receipt_in_one_folder_whoever_is_listed_where(tmp_path):
    take(tmp_path / "mei", MAY_9, anggota=members(1, 2, start="04-05-2023"), bayar=paid(2), daftar=roster(1, 2))
    assert village(on=dt.date(2023, 5, 3), known_at=MAY_9).confirmed == 0
    assert village(on=MAY_9).confirmed == 2


def test_the_kode_iuran_may_stand_above_the_table(tmp_path):
    heading = [name for name in MEMBERS if name != "KODE IURAN"]
    said = csv(["Kode Iuran : 2305 0000 0111"], heading, [1, nik(1), "Abdul Podungge", "22000000001", ""])
    found = gathered(tmp_path, anggota=said)
    assert [claim.row.code for claim in found.members] == ["230500000111"]


# Who may write what


def test_a_village_learns_nothing_of_another_by_a_file_and_writes_nothing_there(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1, village=TALULOBUTU))
    own = monitor.Sender(access.Scope(frozenset({TALUMOPATU})), shelf="Kantor Desa Talumopatu")
    taken = take(tmp_path / "mei", MAY_2, sender=own, hasil=result(accepted(1), accepted(2)))
    assert [(row, kind) for _, row, kind in notes_of(taken.delivery)] == [(2, "out_of_scope")]
    assert not enrolment.Answer.objects.exists()


# A branch's own layout

OWN = """
jenis = "hasil"
baris_judul = 3
urutan_tanggal = "bulan-hari-tahun"
[kolom]
nik = ["NOMOR_IDENTITAS"]
nama = ["NAMA_TK"]
kpj = ["KPJ_BARU"]
hasil = ["KD_STATUS"]
alasan = ["PESAN"]
tanggal = ["TGL_EFEKTIF"]
[hasil]
diterima = ["S"]
ditolak = ["G"]
"""


def test_a_branch_with_a_layout_of_its_own_needs_no_code(tmp_path, settings):
    (tmp_path / "tata letak").mkdir()
    (tmp_path / "tata letak" / "cabang-gorontalo.toml").write_text(OWN, encoding="utf-8")
    heading = ["NOMOR_IDENTITAS", "NAMA_TK", "KPJ_BARU", "KD_STATUS", "PESAN", "TGL_EFEKTIF"]
    said = csv(
        ["BPJS Ketenagakerjaan Cabang Gorontalo"], ["Hasil unggah"], heading,
        [nik(1), "Abdul", "22000000001", "S", "", "04/20/2023"], [nik(2), "Abdul", "", "G", "Sudah meninggal", ""],
    )  # fmt: skip
    take(tmp_path / "april", DAY, daftar=roster(1, 2))
    unknown = take(tmp_path / "tanpa", DAY, hasil=said).delivery
    assert (unknown.answers, unknown.people, notes_of(unknown)) == ([], [], [("hasil.csv", 0, "sheet_unknown")])
    settings.LAYOUTS = str(tmp_path / "tata letak")
    take(tmp_path / "mei", MAY_2, hasil_mei=said)
    (yes, no) = enrolment.Answer.objects.order_by("row")
    assert (yes.membership, yes.accepted_on, no.reason) == ("22000000001", dt.date(2023, 4, 20), "Sudah meninggal")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (('jenis = "hasil"', 'jenis = "balasan"'), "jenis harus salah satu dari hasil, daftar"),
        (('jenis = "hasil"', "jenis = hasil"), "bukan TOML pada baris 2"),
        (("baris_judul = 3", 'baris_judul = "tiga"'), "baris_judul harus nomor baris"),
        (('"bulan-hari-tahun"', '"MDY"'), "urutan_tanggal harus"),
        (('kpj = ["KPJ_BARU"]', ""), "kolom kpj belum disebut"),
        (('["NAMA_TK"]', '["NOMOR_IDENTITAS"]'), "judul «nomor identitas» tertulis untuk"),
        (('["NAMA_TK"]', '"NAMA_TK"'), "harus daftar teks"),
        (("nama =", "nama_lengkap ="), "kolom «nama_lengkap» tidak dikenal"),
        (('ditolak = ["G"]', 'ditolak = ["S"]'), "kata «s» tertulis untuk dua hasil"),
        (("[hasil]", "[lain]"), "«lain» tidak dikenal"),
    ],
)
def test_a_layout_that_can_not_be_used_is_refused_in_words(change, word):
    with pytest.raises(layouts.LayoutUnusable) as refused:
        layouts.read("cabang.toml", OWN.replace(*change))
    assert "Tata letak BPJS cabang.toml tidak dapat dipakai" in str(refused.value)
    assert word in str(refused.value)


def test_nothing_is_read_while_a_layout_can_not_be_used(tmp_path, settings):
    (tmp_path / "rusak.toml").write_text("jenis = ", encoding="utf-8")
    settings.LAYOUTS = str(tmp_path)
    with pytest.raises(layouts.LayoutUnusable):
        take(tmp_path / "mei", MAY_2, daftar=roster(1))
    settings.LAYOUTS = str(tmp_path / "tidak ada")
    with pytest.raises(layouts.NoSuchFolder):
        take(tmp_path / "mei", MAY_2, daftar=roster(1))


def test_the_name_that_bpjs_writes_is_kept_beside_the_lists(tmp_path):
    """Three-way reconciliation: «name mismatch» has something to stand on."""
    take(tmp_path / "april", DAY, daftar=roster(1, 2))
    other = accepted(1)
    other[2] = "Abdul Podunge"
    take(tmp_path / "mei", MAY_2, hasil=result(other, accepted(2)))
    who = workers.by_nik(values.Nik(nik(1))).id
    assert [one.name for one in names.names_about(who, known_at=MAY_2)] == ["Abdul Podunge"]
    places = [(TALUMOPATU, workers.by_nik(values.Nik(nik(number))).id) for number in (1, 2)]
    found = names.otherwise("75.03", known_at=MAY_2, places=places)
    assert {place: (one.on_list, one.by_bpjs) for place, one in found.items()} == {
        places[0]: ("Abdul Podungge", "Abdul Podunge")
    }


def test_a_later_list_may_mend_the_name(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1).replace("Podungge", "Podunge"))
    take(tmp_path / "mei", MAY_2, hasil=result(accepted(1)))
    take(tmp_path / "lagi", MAY_9, daftar=roster(1))
    place = (TALUMOPATU, workers.by_nik(values.Nik(nik(1))).id)
    assert [*names.otherwise("75.03", known_at=MAY_2, places=[place])] == [place]
    assert names.otherwise("75.03", known_at=MAY_9, places=[place]) == {}


# A list that calls somebody otherwise


def listed_again(folder: pathlib.Path, number: int, name: str, village: str = TALUMOPATU) -> list[tuple[str, int, str]]:
    return notes_of(
        take(folder, MAY_2, daftar=roster(number, village=village).replace("Abdul Podungge", name)).delivery
    )


def test_a_row_that_calls_somebody_otherwise_than_the_register_is_pointed_out(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1))
    assert listed_again(tmp_path / "mei", 1, "Umar Podungge") == [("daftar.csv", 3, "name_differs")]
    assert village().valid == 1
    assert listed_again(tmp_path / "lain", 1, "ABD. PODUNGGE") == []


def test_whoever_tries_niks_of_another_village_learns_no_name_and_not_whether_it_is_right(tmp_path):
    take(tmp_path / "april", DAY, daftar=roster(1))
    for at, name in enumerate(("Umar Podungge", "Abdul Podungge", "Umar Bakari")):
        assert listed_again(tmp_path / f"coba{at}", 1, name, TALULOBUTU) == []
