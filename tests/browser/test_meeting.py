"""13 April 2023: the Dinas PMD writes while others talk, the wall shows one thing a screen, the Sekda closes."""

from __future__ import annotations

from tests.browser import desk
from tests.browser.conftest import Sits


def looked_at(before: desk.Desk, page: str) -> list[str]:
    wrong = [f"{page}: sideways at {width}" for width in before.sideways()]
    return wrong + [f"{page}: {one}" for one in before.barriers()]


def test_a_meeting_is_called_held_shown_on_the_wall_and_closed(sits: Sits):
    office = sits("dpmd")
    office.open("/rapat/baru/")
    office.page.fill("#isian-tempat", "Aula Kantor Bupati")
    office.press("Simpan")
    where = office.path
    wrong = looked_at(office, "satu-rapat, to be prepared")
    office.press("Jadikan agenda")
    office.page.fill("#isian-hadir_kantor", "Camat Tapa")
    office.page.fill("#isian-hadir_nama", "Wahab Lamato")
    office.press("Catat kehadiran")
    office.page.fill("#isian-putus_isi", "Kumpulkan kepala desa yang belum menganggarkan.")
    office.press("Catat putusan")
    assert office.page.get_by_text("Wahab Lamato").is_visible()
    wrong += looked_at(office, "satu-rapat")
    office.go(office.page.get_by_role("link", name="Tayangkan di layar"))
    wrong += looked_at(office, "layar, the first")
    office.go(office.page.get_by_role("link", name="Berikutnya"))
    assert office.page.get_by_role("heading", level=1).inner_text().startswith("Kabupaten Bone Bolango: ")
    wrong += looked_at(office, "layar")
    chair = sits("sekda")
    chair.open(where)
    chair.page.fill("#isian-tutup_simpulan", "Camat melapor tiap Jumat.")
    chair.press("Tutup notula")
    chair.go(chair.page.get_by_role("link", name="Notula", exact=True))
    assert chair.page.get_by_text("Camat melapor tiap Jumat.").is_visible()
    wrong += looked_at(chair, "notula")
    assert wrong == []


def test_from_the_back_of_a_hall_a_screen_can_be_read(sits: Sits):
    """On a wall of two metres, letters of four centimetres are read from ten: two parts in a hundred of its width."""
    office = sits("dpmd")
    office.open("/rapat/baru/")
    office.page.fill("#isian-tempat", "Aula")
    office.press("Simpan")
    office.press("Jadikan agenda")
    office.page.set_viewport_size({"width": 1920, "height": 1080})
    where = office.path.partition("#")[0]
    for screen in (0, 1, 22):
        office.open(f"{where}layar/{screen}/")
        size = office.page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
        assert size >= 60
        assert office.page.evaluate("document.documentElement.scrollHeight") <= 1080
