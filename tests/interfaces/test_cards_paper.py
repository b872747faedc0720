"""What stands on a card of paper, and that its code can be read off the picture of it, module by module."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import pypdf
import segno
from PIL import Image

from lindung.interfaces.reports.cards import printing
from lindung.kernel.cards import tokens
from tests import vectors

SHEET = printing.Sheet("Kabupaten Bone Bolango", "https://lindung.contoh.go.id/kartu/", 48)
TEXT = vectors.vector("sah")["text"]
PPI = 300
MM = PPI / 25.4


def words(papers: list[printing.Paper]) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(printing.pdf(papers, SHEET)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_a_card_says_all_that_a_worker_needs():
    (said,) = words([printing.Paper(TEXT, "18012345678")])
    for text in (
        "Siti Contoh Bakari", "Huangobotu, Kabila Bone", "Terlindungi 31-03-2026 sampai 31-12-2026",
        "Iuran dibayar sampai Desember 2026", "Nomor BPJS 18012345678", "Santunan kematian penuh mulai 30-06-2026",
        "Kecelakaan saat kerja: segera ke rumah sakit atau puskesmas", "paling lambat 48 jam",
        "Nomor 0011 2233 4455 6677 8899", "Bukan kartu BPJS",
    ):  # fmt: skip
        assert text in said


def test_the_full_benefit_is_promised_from_no_day_where_the_law_knew_no_waiting():
    """Spells from before 24 February 2025; and a village's list alone names nobody to BPJS."""
    (said,) = words([printing.Paper(vectors.vector("sah-dianggap")["text"])])
    assert "Santunan" not in said
    assert "Nomor BPJS" not in said
    assert "BPJS belum mengirim daftar namanya" in said


def test_ten_stand_on_a_sheet_and_the_eleventh_begins_the_next():
    said = words([printing.Paper(TEXT)] * 11)
    assert [page.count("KARTU PEKERJA TERLINDUNGI") for page in said] == [10, 1]


def test_the_same_cards_are_the_same_bytes():
    papers = [printing.Paper(TEXT, "18012345678")]
    assert printing.pdf(papers, SHEET) == printing.pdf(papers, SHEET)


def test_the_code_on_paper_is_the_cards_text_module_by_module_and_each_is_wide_enough():
    """Read off the printed picture at the middle of each module; no decoder of codes is at hand here, so it is compared
    with the modules that the text has."""
    (page,) = printing.pictures([printing.Paper(TEXT, "18012345678")], SHEET, ppi=PPI)
    picture = Image.open(io.BytesIO(page)).convert("L")
    modules = segno.make(TEXT, error="m", micro=False, boost_error=False, mask=0).matrix
    size = len(modules)
    left, width = (15 + 90 - 3 - printing.CODE_MM) * MM, printing.CODE_MM * MM
    top, step = _top(picture, round(left + 2)), width / size
    for down, row in enumerate(modules):
        for across, dark in enumerate(row):
            at = round(left + (across + 0.5) * step), round(top + (down + 0.5) * step)
            assert (picture.getpixel(at) < 128) == bool(dark), (down, across)
    assert printing.CODE_MM / size >= 0.4
    quiet = [picture.getpixel((round(left - 1.6 * MM), y)) for y in range(round(top), round(top + width))]
    assert min(quiet) > 200  # white beside it: four modules


def _top(picture: Image.Image, x: int) -> int:
    """Where the left edge of the code begins: the first dark stretch as tall as a finder pattern."""
    run = 0
    for y in range(picture.height):
        run = run + 1 if picture.getpixel((x, y)) < 128 else 0
        if run == 25:
            return y - 24
    raise AssertionError("no code on the picture")


def test_a_long_name_takes_the_lower_correction_and_never_smaller_modules():
    card = tokens.of_text(TEXT)
    longest = dataclasses.replace(
        card, name=tokens.fitted("Ñandú Émile Ötzi Jr., Wahyuni Q. Panggulu Xanthippe Vidya 9 Kz"),
        village=tokens.fitted("Bulango Selatan 7 Qx, Tilongkabila Zw 3 Pinogu Vy 5 Jk 8 Lm"),
        starts_on=card.starts_on + dt.timedelta(days=1),
    )  # fmt: skip
    head = tokens.protected(bytes(range(8)))
    text = tokens.text(tokens.signed(head, tokens.card_payload(longest), bytes(range(64))))
    assert 'viewBox="0 0 61 61"' in printing.code(text)
