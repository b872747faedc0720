"""The Dinas PMD proposes a village's list for BPJS and reads its letter; the Sekda approves; the branch fetches."""

from __future__ import annotations

import re

from tests.browser import desk
from tests.browser.conftest import Sits

LISTED = "/wilayah/75.03/daftar/enrolled_valid/"
SAID = {
    "surat": "560/15/2023", "sk": "7/2023", "tanggal_sk": "20-02-2023", "pks": "PKS/12/2023",
    "pks_mulai": "01-01-2023", "pks_sampai": "31-12-2023", "paling_banyak": "5",
}  # fmt: skip


def looked_at(before: desk.Desk, page: str) -> list[str]:
    wrong = [f"{page}: sideways at {width}" for width in before.sideways()]
    return wrong + [f"{page}: {one}" for one in before.barriers()]


def test_a_list_is_proposed_its_letter_read_and_approved_by_another(sits: Sits):
    office = sits("dpmd")
    office.open(LISTED)
    villages = (re.match(r"/wilayah/[\d.]{13}/", path) for path in office.links())
    village = next(found[0] for found in villages if found)
    office.open(f"{village}pengajuan/baru/")
    wrong = looked_at(office, "ajukan")
    for name, said in SAID.items():
        office.page.fill(f"#isian-{name}", said)
    office.press("Usulkan")
    where = office.path
    assert office.page.get_by_text("Menunggu keputusan orang kedua").is_visible()
    wrong += looked_at(office, "satu-pengajuan")
    office.go(office.page.get_by_role("link", name="Surat pengantar"))
    assert office.page.get_by_text("5 (lima) orang").first.is_visible()
    wrong += looked_at(office, "surat-pengantar")
    second = sits("sekda")
    second.open(where)
    second.press("Setujui")
    assert second.page.get_by_text("Diajukan, menunggu jawaban BPJS").first.is_visible()
    branch = sits("bpjs")
    branch.open(where)
    with branch.page.expect_download() as taken:
        branch.page.get_by_role("button", name="Ambil berkas Excel").click()
    assert taken.value.suggested_filename.startswith("bpjs-75.03.")
    assert wrong == []
