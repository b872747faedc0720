"""From 13 April 2023 to the report of the next quarter: findings become duties of the camat, letters go out, Poowo
budgets by amendment and its duty closes by itself, Moutong runs late and reaches the Sekda, the next report says so,
and the first is written again on another machine, byte for byte."""

from __future__ import annotations

import datetime as dt
import io
import os
import pathlib
import subprocess
import sys

import pypdf
import pytest
from playwright import sync_api as playwright

from tests.browser import desk, passing, server

CALLED, BUDGETED, LATE, NEXT_QUARTER = (
    dt.date(2023, 4, 13), dt.date(2023, 5, 2), dt.date(2023, 5, 12), dt.date(2023, 7, 10),
)  # fmt: skip
POOWO = "/wilayah/75.03.02.2013/"
LETTER = {
    "dari": "Suwawa",
    "hari": "20-04-2023",
    "pukul": "09.00 WITA",
    "di": "Aula Kantor Bupati",
    "batas": "28-04-2023",
}
AMENDED = {
    "amount": "20.160.000", "heads": "100", "months": "12", "reference": "5/2023", "decided_on": "28-04-2023",
}  # fmt: skip


def says(before: desk.Desk) -> str:
    return " ".join(before.page.get_by_role("main").inner_text().split())


def fetched(before: desk.Desk, address: str) -> bytes:
    return before.page.request.get(address).body()


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def reported(on: passing.Day, number: int, quarter: str) -> bytes:
    """The Dinas PMD proposes the quarter that is over, the Sekda approves, the Bupati reads; gives the PDF."""
    with on.sits("dpmd") as office:
        office.open("/wilayah/75.03/laporan/")
        assert office.heading == f"Konsep Laporan {quarter} 2023"
        office.press("Usulkan laporan ini")
        assert office.path == f"/laporan/{number}/"
    with on.sits("sekda") as second:
        second.open(f"/laporan/{number}/")
        second.press("Setujui")
    with on.sits("bupati") as reader:
        reader.open(f"/laporan/{number}/")
        assert (reader.sideways(), reader.barriers()) == ([], [])
        return fetched(reader, f"/laporan/{number}/?berkas=pdf")


def inbox(before: desk.Desk, query: str = "") -> str:
    before.open(f"{before.path.partition('tugas')[0]}tugas/{query}")
    return says(before)


def test_from_the_sekdas_call_to_the_next_quarters_report(
    browser: playwright.Browser, tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.mktemp("berjalan")
    with passing.day(browser, folder, CALLED) as on:
        _the_sekda_calls(on)
        first = reported(on, 1, "Triwulan I")
        assert "5 desa belum menganggarkan" in text(first)
        _the_inspectorate_visits(on)
    with passing.day(browser, folder, BUDGETED) as on:
        _poowo_budgets(on)
    with passing.day(browser, folder, LATE) as on:
        _one_duty_is_closed_and_another_has_reached_the_sekda(on)
    with passing.day(browser, folder, NEXT_QUARTER) as on:
        second = reported(on, 2, "Triwulan II")
        assert "4 desa belum menganggarkan" in text(second)
        with on.sits("bupati") as reader:
            reader.open("/laporan/1/")
            assert fetched(reader, "/laporan/1/?berkas=pdf") == first
    _is_written_again_elsewhere(folder, first)


def _the_sekda_calls(on: passing.Day) -> None:
    with on.sits("camat") as camat:
        camat.open("/wilayah/75.03.02/tugas/")
        assert "Desa Poowo belum menganggarkan iuran untuk 100 pekerja rentan." in says(camat)
        assert "Moutong" not in says(camat)
    with on.sits("sekda") as sekda:
        sekda.open("/wilayah/75.03/surat/buat/")
        sekda.page.select_option("[name=jenis]", label="Undangan")
        sekda.page.select_option("[name=temuan]", "not_budgeted")
        for name, said in LETTER.items():
            sekda.page.fill(f"[name={name}]", said)
        sekda.press("Lihat dulu")
        sekda.press("Buat 5 surat")
        assert "5 surat, nomor 005/001/Setda/IV/2023 sampai 005/005/Setda/IV/2023." in says(sekda)
        letters = text(fetched(sekda, f"{sekda.path}pdf/"))
        assert letters.count("20 April 2023") >= 5
        assert ("Poowo" in letters, "Moutong" in letters) == (True, True)


def _the_inspectorate_visits(on: passing.Day) -> None:
    """Five of each hundred names of every village that handed in a list; one of them was found at work."""
    with on.sits("auditor") as auditor:
        auditor.open("/wilayah/75.03/uji-petik/tarik/")
        auditor.press("Tarik sampel sekarang")
        assert auditor.heading == "Orang yang dikunjungi"
        wrong = [*auditor.sideways(), *auditor.barriers()]
        drawn = auditor.path
        visit = next(path for path in auditor.links() if path.startswith(drawn) and path[len(drawn) : -1].isdecimal())
        auditor.open(visit)
        wrong += [*auditor.sideways(), *auditor.barriers()]
        auditor.page.locator("[name=hasil][value=found]").check()
        auditor.press("Simpan")
        assert auditor.path == drawn
        auditor.open("/wilayah/75.03/uji-petik/")
        assert "170 orang terpilih" in says(auditor)
        assert "13-04-2023 170 1 1 3.400" in says(auditor)
        assert wrong == []


def _poowo_budgets(on: passing.Day) -> None:
    with on.sits("operator") as operator:
        operator.open(f"{POOWO}anggaran/")
        operator.page.select_option("[name=stage]", label="Perubahan APBDes ditetapkan")
        operator.page.fill("[name=fund]", "ADD")
        for name, said in AMENDED.items():
            operator.page.fill(f"[name={name}]", said)
        operator.press("Simpan anggaran")
        assert operator.path == POOWO
        assert "Anggaran tersimpan." in says(operator)


def _one_duty_is_closed_and_another_has_reached_the_sekda(on: passing.Day) -> None:
    with on.sits("camat") as camat:
        camat.open("/wilayah/75.03.02/tugas/")
        assert "Desa Poowo belum menganggarkan" not in says(camat)
        assert "Belum menganggarkan: Desa Poowo" in inbox(camat, "?kantor=semua&keadaan=selesai")
        camat.follow("Belum menganggarkan: Desa Poowo")
        assert "Rp20.160.000" in says(camat)
    with on.sits("sekda") as sekda:
        sekda.open("/wilayah/75.03/tugas/?kantor=sekda")
        assert "Belum menganggarkan: Desa Moutong, Kec. Tilongkabila" in says(sekda)
        assert "Desa Poowo belum" not in says(sekda)


def _is_written_again_elsewhere(folder: pathlib.Path, first: bytes) -> None:
    """One command at the machine that holds the data, one on a machine that has nothing but the file."""
    file, there = folder / "laporan-1.json", folder / "di tempat lain"
    known = os.environ | passing.surroundings(folder)
    export = [sys.executable, "-m", "lindung.interfaces.cli", "report", "export", "--snapshot", "1", "--to", str(file)]
    done = subprocess.run(export, env=known, cwd=server.ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    bare = {name: said for name, said in known.items() if not name.startswith("LINDUNG_")}
    rebuild = [sys.executable, "-m", "lindung.interfaces.cli", "report", "rebuild", str(file), "--to", str(there)]
    done = subprocess.run(rebuild, env=bare, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (written,) = [path for path in there.glob("*.pdf") if "kartu" not in path.name]
    assert written.read_bytes() == first
