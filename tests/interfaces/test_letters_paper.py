"""What stands on a letter of paper, read back from the PDF; the same bytes from the same letter; nothing executed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import os
import re
import subprocess
import sys
import uuid

import pypdf
import pytest

from lindung.interfaces.reports.letters import dossiers, drafting, samples, typesetting, words
from lindung.kernel import language, values
from lindung.monitoring import facts as monitoring
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.coverage import facts as coverage
from lindung.registers.funding import facts as funding
from lindung.registers.letters import facts, queries
from tests import chronicle, correspondence

DAY = chronicle.MONITORING_DAY
CAMAT = facts.Official(
    "75.03.08", "camat", "Contoh Camat, S.IP.", "19800101 200501 1 001", "Pembina (IV/a)", "tetap", DAY, ""
)
SEKDA = facts.Official(
    "75.03", "sekda", "Drs. Contoh, M.Si.", "19700101 199501 1 001", "Pembina Utama (IV/e)", "Pj.", DAY, ""
)
DPMD = facts.Official("75.03", "dpmd", "Contoh Kepala Dinas", "", "", "Plt.", DAY, "")
EVENT = drafting.Event(dt.date(2023, 4, 17), "09.00 WITA", "Aula Kantor Bupati", dt.date(2023, 4, 28))


def office(issuer: str = "75.03") -> drafting.Office:
    officials = {(one.region, one.post): one for one in (CAMAT, SEKDA, DPMD)}
    names = {"75.03": "Kabupaten Bone Bolango", "75.03.08": "Kecamatan Kabila Bone", "75.03.08.2001": "Desa Huangobotu"}
    return drafting.Office(
        issuer,
        "75.03",
        "Kabupaten Bone Bolango",
        "Suwawa",
        DAY,
        officials,
        rulebook.shipped(),
        correspondence.CHECK,
        names,
    )


def letter(draft: facts.Draft, sequence: int = 1) -> facts.Letter:
    number = queries.number(draft.pattern, sequence=sequence, code=draft.code, on=DAY)
    return dataclasses.replace(samples.unnumbered(draft, DAY), number=number, check_code="23456789ABCDEFGH")


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.fixture
def day(db) -> monitoring.RegencyDay:
    """Two villages of Kabila Bone and one of Tapa have not budgeted; the others say nothing."""
    told = chronicle.Chronicle()
    for village in (chronicle.HUANGOBOTU, "75.03.08.2002", chronicle.TALUMOPATU):
        told.no_budget(village)
    return told.day()


def drafts(kind: facts.Kind, day: monitoring.RegencyDay, issuer: str = "75.03", finding: str = "not_budgeted"):
    by = office(issuer)
    return drafting.of_finding(kind, finding, day, by, queries.shipped()[kind, by.level], EVENT)


# What is said to whom


def test_an_invitation_gathers_the_villages_of_each_camat(day):
    tapa, kabila = drafts("invitation", day)
    assert [(one.region, one.addressee) for one in (tapa, kabila)] == [
        ("75.03.01", "Camat Tapa"),
        ("75.03.08", "Camat Kabila Bone"),
    ]
    said = text(typesetting.pdf([letter(kabila, 12)]))
    for part in (
        "PEMERINTAH KABUPATEN BONE BOLANGO", "SEKRETARIAT DAERAH", "005/012/Setda/IV/2023", "Suwawa, 13 April 2023",
        "Yth. Camat Kabila Bone", "2 (dua) desa dengan temuan: belum menganggarkan", "Senin, 17 April 2023",
        "09.00 WITA", "Aula Kantor Bupati", "Desa Huangobotu belum menganggarkan iuran untuk 100 pekerja rentan.",
        "a.n. Bupati Bone Bolango", "Pj. Sekretaris Daerah,", "Drs. Contoh, M.Si.", "NIP 19700101 199501 1 001",
        "Tembusan:", "2345-6789-ABCD-EFGH", "https://lindung.example/surat/periksa/",
    ):  # fmt: skip
        assert part in said, part
    assert "Talumopatu" not in said


def test_a_reminder_goes_to_each_village_head_with_what_a_year_costs_in_figures_and_words(day):
    found = drafts("reminder", day)
    assert [one.region for one in found] == [chronicle.TALUMOPATU, chronicle.HUANGOBOTU, "75.03.08.2002"]
    said = text(typesetting.pdf([letter(found[1])]))
    assert "Kepala Desa Huangobotu" in said
    assert "Rp20.160.000 (dua puluh juta seratus enam puluh ribu rupiah)" in said
    assert "paling lambat 28 April 2023" in said
    assert "Plt. Kepala Dinas Pemberdayaan Masyarakat dan Desa," in said


def test_the_camat_writes_to_village_heads_under_the_districts_head(day):
    (one, _other) = [one for one in drafts("invitation", day, "75.03.08") if one.region.startswith("75.03.08")]
    said = text(typesetting.pdf([letter(one)]))
    assert "KECAMATAN KABILA BONE" in said
    assert "Camat Kabila Bone, Contoh Camat, S.IP." in said
    assert one.issuer == "75.03.08"


def test_a_service_note_counts_the_villages_by_district(day):
    (one,) = drafts("service_note", day)
    said = text(typesetting.pdf([letter(one)]))
    assert "NOTA DINAS" in said
    assert "3 (tiga) desa" in said
    assert "Rp60.480.000 (enam puluh juta empat ratus delapan puluh ribu rupiah)" in said
    assert re.search(r"2 Kabila Bone 2 Huangobotu, ", said)


def test_nobody_is_written_to_without_a_finding_a_signature_or_a_day(day):
    with pytest.raises(drafting.NotLettered):
        drafts("reminder", day, finding="person_in_two_villages")
    assert drafts("reminder", day, finding="cover_lapsed") == []
    by = dataclasses.replace(office(), officials={})
    wording = queries.shipped()["reminder", 2]
    with pytest.raises(drafting.NobodySigns, match="Kepala Dinas Pemberdayaan Masyarakat dan Desa"):
        drafting.of_finding("reminder", "not_budgeted", day, by, wording, EVENT)
    with pytest.raises(drafting.WhenAndWhere):
        drafting.of_finding(
            "invitation", "not_budgeted", day, office(), queries.shipped()["invitation", 2], drafting.Event()
        )


def test_a_message_is_short_names_nobody_and_leads_to_the_check(day):
    for kind in ("invitation", "reminder", "instruction", "service_note"):
        for one in drafts(kind, day):
            said = typesetting.message(letter(one))
            assert 60 < len(said) <= 600
            assert said.endswith("https://lindung.example/surat/periksa/23456789ABCDEFGH/")
            assert "NIP" not in said and "Contoh" not in said
    long = dataclasses.replace(letter(one), content=dataclasses.replace(one.content, message="x" * 900))
    assert (len(typesetting.message(long)), "…" in typesetting.message(long)) == (600, True)


def test_a_village_with_two_findings_of_a_kind_is_counted_once_and_told_of_both(day):
    (first,) = [one for one in day.findings if one.region == chronicle.HUANGOBOTU and one.kind == "not_budgeted"]
    told = dataclasses.replace(day, findings=(*day.findings, dataclasses.replace(first, sentence="Yang kedua pun.")))
    both = "Desa Huangobotu belum menganggarkan iuran untuk 100 pekerja rentan. Yang kedua pun."
    (_tapa, invitation) = drafts("invitation", told)
    said = text(typesetting.pdf([letter(invitation)]))
    assert "2 (dua) desa dengan temuan" in said and both in said
    (_, reminder, _other) = drafts("reminder", told)
    assert f"kami sampaikan: {both}" in text(typesetting.pdf([letter(reminder)]))
    assert reminder.content.message.startswith(f"Yth. Kepala Desa Huangobotu: {both} Mohon diselesaikan")


def test_a_message_ends_with_a_whole_sentence_and_says_how_many_more_the_letter_tells(day):
    (first,) = [one for one in day.findings if one.region == chronicle.HUANGOBOTU and one.kind == "not_budgeted"]
    more = [dataclasses.replace(first, sentence=f"Hal {at}: {'panjang ' * 20}sekali.") for at in range(3)]
    told = dataclasses.replace(day, findings=(first, *more))
    (one,) = drafts("reminder", told)
    said = typesetting.message(letter(one))
    assert "Hal 0" in said and "Hal 1" not in said and len(said) <= 600 and "…" not in said
    assert "sekali. Masih ada 2 hal serupa, semuanya pada suratnya. Mohon diselesaikan paling lambat" in said


# Made of values


def test_minutes_take_their_content_as_values():
    meeting = facts.Meeting(
        "75.03.08", "Desa yang belum menganggarkan", DAY, "Aula Kecamatan", "09.00", "11.30 WITA", "Camat Kabila Bone",
        (
            facts.Item("Laporan desa", "Dua desa belum menganggarkan.", "Menganggarkan melalui perubahan APBDes",
                       "Kepala Desa Huangobotu", dt.date(2023, 4, 28)),
            facts.Item("Lain-lain"),
        ),
        ("Kepala Desa Huangobotu", "Dinas PMD"), ("Kepala Desa Olele",),
    )  # fmt: skip
    draft = dossiers.minutes(meeting, office("75.03.08"), queries.shipped()["minutes", 3])
    said = text(typesetting.pdf([letter(draft)]))
    for part in (
        "NOTULEN", "Pada Kamis, 13 April 2023, pukul 09.00 sampai 11.30 WITA, bertempat di Aula Kecamatan",
        "1. Laporan desa", "Dua desa belum menganggarkan.", "Menganggarkan melalui perubahan APBDes", "28 April 2023",
        "Yang hadir", "Dinas PMD", "Yang tidak hadir", "Kepala Desa Olele", "Contoh Camat, S.IP.",
    ):  # fmt: skip
        assert part in said, part


def late() -> list[funding.KnownReceipt]:
    """July to September paid in October, as a regency whose money came late does."""
    paid_on, first = dt.date(2023, 10, 10), values.Month(2023, 7)
    where = ("rekap.xlsx", "", 5)
    return [
        funding.KnownReceipt(1, "75.03.08.2001", "230100000077", "", paid_on, first, 3, 100, 5_040_000, None, *where)
    ]


def test_the_dossier_of_a_late_payment_has_its_chronology_months_and_enclosures():
    asked = [
        coverage.KnownCorrection(
            1, 1, "560/1/2023", "ADD terlambat", "x", dt.datetime.now(dt.UTC), None, None, None, None
        )
    ]
    village = dossiers.Village("75.03.08.2001", "Desa Huangobotu", "Kabila Bone")
    wording = queries.shipped()["correction", 2]
    draft = dossiers.correction(village, late(), asked, office(), wording, "ADD tahap II cair 4 Oktober 2023.")
    said = text(typesetting.pdf([letter(draft)]))
    for part in (
        "Permohonan koreksi iuran lanjutan Desa Huangobotu", "BPJS Ketenagakerjaan", "Juli 2023 sampai September 2023",
        "31 Juli 2023", "10 Oktober 2023, terlambat 71 hari", "ADD tahap II cair 4 Oktober 2023.", "surat 560/1/2023",
        "Rp5.040.000 (lima juta empat puluh ribu rupiah)", "Bukti pembayaran iuran, 1 (satu) lembar", "Berita acara",
        "Mengetahui,", "Kepala Desa Huangobotu,", "Plt. Kepala Dinas",
    ):  # fmt: skip
        assert part in said, part
    assert re.search(r"\d{16}", said) is None


# On paper


HOSTILE = (
    '#read("/etc/passwd")', '#import "@preview/cetz:0.3.0"', '#eval("1+1")', "*tebal* _miring_ $x^2$", "<label> @acuan",
    "= Judul", "// catatan", "/* x */", "\\u{41}", "#{ panic() }", '"); panic("', "`raw`", "#set page(width: 1cm)",
    "~ -- --- ...",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_any_text_of_a_letter_comes_out_as_it_was_written(hostile):
    said = correspondence.content("75.03.08.2001", f"awal {hostile} akhir")
    said = dataclasses.replace(
        said, subject=hostile, head=(hostile,), to=(hostile,), copies=(hostile,), address=hostile
    )
    signer = facts.Signer((hostile,), hostile, (hostile,))
    table = drafting.table((hostile,), (1,), (), [(hostile,)])
    said = dataclasses.replace(said, signers=(signer,), parts=(*said.parts, table, {"kind": "list", "said": [hostile]}))
    pages = text(typesetting.pdf([letter(correspondence.draft("75.03.08.2001", said=said))]))
    assert f"awal {hostile} akhir" in pages
    assert pages.lower().count(hostile.lower()) >= 8
    assert "root:" not in pages


def test_a_wording_of_a_regency_is_text_too(day):
    shipped = queries.shipped()["reminder", 2]
    wording = dataclasses.replace(shipped, parts=dict(shipped.parts) | {"pembuka": '#read("/etc/passwd") {kalimat}'})
    draft = drafting.of_finding("reminder", "not_budgeted", day, office(), wording, EVENT)[0]
    assert '#read("/etc/passwd") Desa Talumopatu belum' in text(typesetting.pdf([letter(draft)]))


AGAIN = """
import hashlib, sys
from tests.interfaces import test_letters_paper as paper
from tests import correspondence
made = paper.typesetting.pdf([paper.letter(correspondence.draft("75.03.08.2001"), at) for at in (1, 2)])
print(hashlib.sha256(made).hexdigest())
"""


def test_the_same_letters_are_the_same_bytes_here_and_in_another_process_in_another_place(tmp_path):
    letters = [letter(correspondence.draft("75.03.08.2001"), at) for at in (1, 2)]
    made = typesetting.pdf(letters)
    assert typesetting.pdf(letters) == made
    assert typesetting.pdf(letters[:1]) != made
    root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
    known = {"PYTHONPATH": os.pathsep.join((os.path.join(root, "src"), root)), "TZ": "Asia/Jayapura", "LANG": "C"}
    before = "import django, os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'lindung.config.settings'\ndjango.setup()\n"
    told = subprocess.run(
        [sys.executable, "-c", before + AGAIN], env=os.environ | known, capture_output=True, text=True, cwd=tmp_path
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == hashlib.sha256(made).hexdigest()


def test_a_pdf_needs_no_font_of_the_machine_and_says_when_it_was_dated():
    pdf = pypdf.PdfReader(io.BytesIO(typesetting.pdf([letter(correspondence.draft("75.03.08.2001"))])))
    fonts = {font["/BaseFont"].split("+")[-1] for font in pdf.pages[0]["/Resources"]["/Font"].values()}
    assert {one.split("-")[0] for one in (str(font).lstrip("/") for font in fonts)} == {"LibertinusSerif"}
    assert pdf.metadata["/CreationDate"].startswith("D:20230413")
    size = pdf.pages[0].mediabox
    assert (round(size.width), round(size.height)) == (595, 842)
    assert pdf.trailer["/Root"]["/Lang"] == "id-ID"


def test_each_letter_begins_on_a_page_of_its_own_and_a_withdrawn_one_says_so():
    first, second = (letter(correspondence.draft("75.03.08.2001"), at) for at in (1, 2))
    gone = dataclasses.replace(second, withdrawn_on=dt.date(2023, 5, 2))
    pages = pypdf.PdfReader(io.BytesIO(typesetting.pdf([first, gone]))).pages
    said = [page.extract_text() for page in pages]
    assert ["005/001/2023" in said[0], "005/002/2023" in said[1], len(said)] == [True, True, 2]
    assert ["DICABUT" in one for one in said] == [False, True]


def test_a_hundred_villages_of_one_letter_go_on_over_pages_with_their_heading():
    rows = [(str(at), f"Desa {at}", "belum menganggarkan") for at in range(1, 101)]
    table = drafting.table(("No.", "Desa", "Masalah"), (0, 2, 5), (0,), rows)
    said = dataclasses.replace(correspondence.content("75.03"), parts=(table,))
    pages = pypdf.PdfReader(
        io.BytesIO(typesetting.pdf([letter(correspondence.draft("75.03.08.2001", said=said))]))
    ).pages
    assert len(pages) > 2
    assert all("Masalah" in page.extract_text() for page in pages[:3])


def test_the_code_on_paper_is_the_address_of_the_check():
    svg = typesetting.qr(f"{correspondence.CHECK}23456789ABCDEFGH/")
    size = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])
    dark = set()
    for across, down, run in re.findall(r"M(\d+) (\d+)h(\d+)v", svg):
        dark |= {(int(across) + step, int(down)) for step in range(int(run))}
    finder = {(x, y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6) or (2 <= x <= 4 and 2 <= y <= 4)}
    assert {(x, y) for x, y in dark if x < 7 and y < 7} == finder
    assert {(size - 1 - x, y) for x, y in dark if x > size - 8 and y < 7} == finder


@pytest.mark.parametrize("kind", facts.KINDS)
def test_every_shipped_wording_looks_like_a_letter_before_anything_is_known(kind):
    for level in facts.ISSUES[kind]:
        by = dataclasses.replace(office(), officials={})
        said = text(typesetting.pdf([samples.unnumbered(samples.sample(queries.shipped()[kind, level], by), DAY)]))
        assert "{" not in said
        assert "PEMERINTAH KABUPATEN BONE BOLANGO" in said
        assert language.day_in_words(DAY) in said


def test_what_is_called_on_letters_has_a_word_for_everything():
    assert set(words.KINDS) == set(facts.KINDS)
    assert set(words.POSTS) == set(facts.POSTS)
    assert uuid.UUID(int=0) == letter(correspondence.draft("75.03.08.2001")).batch
