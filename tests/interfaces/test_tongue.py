"""What the floors below say in Indonesian, found again by its template and said in English."""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lindung.interfaces.intake import problems
from lindung.interfaces.reports import kinds, tongue
from lindung.interfaces.web import days
from lindung.kernel import law, values
from lindung.monitoring import sentences
from tests.words import source

_NUMBERS = {
    "year": "2023", "asked": "2022", "share": "99,9%", "amount": "Rp20.160.000", "due": "Rp19.958.400",
    "difference": "-Rp201.600", "codes": "75.03.01.2004", "last_code": "75.03.08.2001",
}  # fmt: skip
_DAYS = {"day": "13 Juni 2023", "last_day": "31 Desember 2023", "membership_ends": "1 Maret 2024"}
_ENGLISH_DAYS = {"day": "13 June 2023", "last_day": "31 December 2023", "membership_ends": "1 March 2024"}
_INDONESIAN = frozenset(
    re.findall(
        r"[a-z]+",
        """
        ada adalah anggaran atau bagi bahwa baris belum berkas bila bukan bulan cocokkan daftar dalam dan dapat dari
        dengan dibayar dicatat dihitung dilindungi ganti hanya hapus hari hingga isi iuran jumlah kantor karena kepada
        keputusan kirim kolom kurang lagi lain lalu lembar lengkapi lewat masa melalui membayar memuat mendasari
        menurut nama nominal nominalnya orang pada pembayaran perbaiki periksa perlindungan pilih sama sampai sebelum
        selisih seluruh sementara sesudah siapa simpan sudah tahun tanggal tanpa telah terbaca tercatat terdaftar
        tersebut tetapi tidak tulis tunggakan uang untuk usia yang
        """,
    )
)
_NOUNS = re.compile("«belum dianggarkan»|[Kk]ode iuran")  # official, or as it has to be typed


def english(kind: str, text: str) -> str:
    with translation.override("en"):
        return tongue.sentence(kind, text)


def left(said: str) -> list[str]:
    """The Indonesian words in what should be English."""
    return sorted(_INDONESIAN & set(re.findall(r"[a-z]+", _NOUNS.sub("", said))))


def facts_of(template: str) -> dict[str, str]:
    """A fact for every place that the template leaves open, so short that none is taken for words of ours."""
    names = [name for _literal, name, _spec, _how in string.Formatter().parse(template) if name]
    return {name: _NUMBERS.get(name) or _DAYS.get(name) or _some(name) for name in names}


def _some(name: str) -> str:
    return "17" if tongue._SHAPES.get(name) == tongue._NUMBER else f"X-{name.upper().replace('_', '')}-9"


def every_template() -> Iterator[tuple[str, str]]:
    for kind in tongue.KINDS:
        yield from ((kind, template) for template in tongue.templates(kind))
    yield from ((one.code, one.sentence) for one in source.refusals())


EVERY = [(kind, template) for kind, template in every_template() if source._has_words(template)]


@pytest.mark.parametrize(("kind", "template"), EVERY, ids=lambda said: said[:40])
def test_every_sentence_has_its_english(kind, template):
    facts = facts_of(template)
    said = english(kind, template.format(**facts))
    assert said != template.format(**facts)
    assert left(said) == []
    for name, fact in facts.items():
        assert _ENGLISH_DAYS.get(name, fact) in said, name


@pytest.mark.parametrize("template", source.phrases())
def test_every_phrase_among_the_facts_has_its_english(template):
    with translation.override("en"):
        said = translation.gettext(template)
    assert said != template or not source._has_words(template) or template in ("NIK", "Kode iuran")
    assert left(said) == []


@pytest.mark.parametrize("kind", [*tongue.KINDS, *(one.code for one in source.refusals())])
def test_in_indonesian_it_is_what_was_said(kind):
    for template in tongue.templates(kind):
        said = template.format(**facts_of(template))
        assert tongue.sentence(kind, said) == said


_FACT = st.text(st.sampled_from("ABCDXYZ0189-/’'•"), min_size=1, max_size=12).filter(lambda text: text.strip())


@given(data=st.data())
def test_no_fact_is_lost(data):
    kind, template = data.draw(st.sampled_from(EVERY))
    facts = facts_of(template)
    drawn = {name: data.draw(_FACT) if fact.startswith("X-") else fact for name, fact in facts.items()}
    said = english(kind, template.format(**drawn))
    for name, fact in drawn.items():
        assert _ENGLISH_DAYS.get(name, fact) in said, name


@given(text=st.text(max_size=300), kind=st.sampled_from([*tongue.KINDS, "tidak-dikenal"]))
def test_any_text_is_said_without_an_error(text, kind):
    assert english(kind, text) == text
    with translation.override("en"):
        assert tongue.office(text) == text


def test_a_hostile_text_takes_no_time():
    """Whoever types a cell may repeat what stands between two facts; that must not keep the reader waiting."""
    between = ", menurut NIK "
    assert english("birth_date_swapped", f"Tanggal lahir tertulis {between * 100}") == (
        f"Tanggal lahir tertulis {between * 100}"
    )
    assert english("sex_mismatch", "x" * 40_000) == "x" * 40_000


# Sentences within sentences


@pytest.mark.parametrize(
    ("kind", "indonesian", "said"),
    [
        (
            "age_over",
            "Berusia 73 tahun pada 13-04-2023 (hari pembayaran pertama); pendaftaran hanya sampai sebelum 65 tahun. Ganti "
            "dengan pekerja lain, atau lampirkan bukti kepesertaan yang berlanjut.",
            "Aged 73 on 13-04-2023 (day of the first payment); registration is only open before the age of 65. Replace "
            "with another worker, or attach evidence of membership that has continued.",
        ),
        (
            "duplicate_in_village",
            "Orang yang sama sudah ada pada daftar desa ini, berkas a, b.xlsx, lembar DAFTAR, baris 5. Hapus salah satu.",
            "The same person is already on the list of this desa, file a, b.xlsx, sheet DAFTAR, row 5. Delete one of the "
            "two.",
        ),
        (
            "payment_guessed",
            "Tanggal bayar tidak terbaca, dianggap 13-04-2023, hari berkas diterima; masa iuran tidak terbaca, dianggap "
            "mulai bulan itu; jumlah bulan tidak terbaca, menurut nominal 12 bulan. Lengkapi rekapnya.",
            "Day of payment not readable, taken to be 13-04-2023, the day the file was received; period not readable, "
            "taken to start in that month; number of months not readable, 12 months by the amount. Complete the recap.",
        ),
        (
            "payment_unclear",
            "Kolom jumlah orang dan jumlah bulan tidak terbaca. Uang dihitung diterima, belum untuk siapa pun. Lengkapi "
            "rekapnya lalu kirim ulang.",
            "Not readable: number of people and number of months. The money counts as received, but for nobody yet. "
            "Complete the recap and send it again.",
        ),
        (
            "village_ambiguous",
            "«Tamboo» dapat berarti Desa Tamboo (Kec. Tilongkabila) 75.03.07.2009 atau Desa Tamboo (Kec. Bonepantai) "
            "75.03.02.2002. Tulis kode desa, atau kecamatannya, pada judul atau nama berkas. Uang tidak dicatat.",
            "«Tamboo» may mean Desa Tamboo (Kec. Tilongkabila) 75.03.07.2009 or Desa Tamboo (Kec. Bonepantai) "
            "75.03.02.2002. Write the desa's code, or its kecamatan, in the title or the file name. The money is not "
            "recorded.",
        ),
        (
            "village_unknown",
            "«Xyz» bukan desa di Kabupaten Bone Bolango. Mungkin Desa X (Kec. Tapa)? Tulis kode desa Kemendagri (misalnya "
            "75.03.01.2004) atau nama desa dengan kecamatannya. Uang dihitung diterima kabupaten, belum pada desa mana pun.",
            "«Xyz» is not a desa in Kabupaten Bone Bolango. Perhaps Desa X (Kec. Tapa)? Write the desa's Kemendagri code "
            "(such as 75.03.01.2004) or its name with its kecamatan. The money counts as received for the kabupaten, not "
            "yet for any desa.",
        ),
        (
            "sex_mismatch",
            "Tertulis L, menurut NIK perempuan. Cocokkan dengan KTP.",
            "Written: L; by the NIK: female. Check against the KTP.",
        ),
        (
            "reversal_unmatched",
            "Pembatalan tanpa kode iuran tidak dapat dipasangkan: 2 pembayaran cocok. Uang tetap dihitung diterima sampai "
            "pembayaran yang dimaksud ditunjuk dengan kode iuran yang sama dan nominal penuh.",
            "The reversal without kode iuran can't be matched: 2 payments fit. The money still counts as received until "
            "the payment that is meant is named by the same kode iuran and its full amount.",
        ),
        (
            "person_in_two_villages",
            "Satu orang pada daftar Keramat terdaftar juga di desa lain dan sementara dihitung di sana. Dinas PMD "
            "Kabupaten Bone Bolango memutuskan desa yang benar.",
            "A person on the list of Keramat is also listed in another desa and for now counted there. Dinas PMD "
            "Kabupaten Bone Bolango decides which desa is right.",
        ),
    ],
    ids=lambda said: said[:24],
)  # fmt: skip
def test_words_of_ours_among_the_facts_are_english_too(kind, indonesian, said):
    assert english(kind, indonesian) == said


def test_a_reader_of_files_is_believed_as_it_is():
    for reason in problems.REFUSALS.values():
        assert english("unreadable_file", reason) not in (reason, "")


def test_offices():
    with translation.override("en"):
        assert tongue.office("Kepala Desa Keramat, Kec. Tapa") == "Head of Desa Keramat, Kec. Tapa"
        assert tongue.office("Sekretaris Daerah Kota Gorontalo") == "Sekda of Kota Gorontalo"
        assert tongue.office("Camat Tapa") == "Camat Tapa"
    assert tongue.office("Kepala Desa Keramat, Kec. Tapa") == "Kepala Desa Keramat, Kec. Tapa"


def test_refusals():
    no_day, no_rule = days.NotADay(text="besok"), law.NoRule(what="iuran JKM", when=values.Month(2031, 1))
    assert tongue.refusal(no_day) == str(no_day)
    with translation.override("en"):
        assert tongue.refusal(no_day) == "«besok» is not a day. Write it like 13-04-2023, or choose from the calendar."
        assert tongue.refusal(no_rule).startswith("The law book does not hold the JKM contribution for 2031-01.")


def test_sums_stay_as_officers_write_them():
    with translation.override("en"):
        assert tongue.rupiah_short(3_120_000_000) == "Rp3,12 billion"
        assert tongue.rupiah_short(999) == "Rp999"
        assert tongue.listed(["a", "b", "c"]) == "a, b and c"
        assert (tongue.listed(["a"]), tongue.listed([])) == ("a", "")
    assert tongue.rupiah_short(685_000_000) == "Rp685 juta"


# Nothing is said that is not in a template


def test_every_phrase_of_the_law_is_known():
    """What the law says is missing, or wrong with a bill, is built there word by word."""
    known = [tongue._pattern(one) for name in ("what", "fault") for one in tongue.PHRASES[name]]
    for path in [*sorted((source.SOURCE / "kernel/law").glob("*.py")), source.SOURCE / "monitoring/rolls.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg in ("what", "fault") and not isinstance(node.value, ast.Name):
                said = ast.unparse(node.value).removeprefix("f").strip("'\"")
                said = re.sub(r"\{[^}]*\}", "7", said)
                assert any(pattern.fullmatch(said) for pattern in known), f"{path.name}: {said}"


@pytest.mark.parametrize("folder", ["monitoring", "interfaces/intake"])
def test_no_sentence_is_composed_where_no_template_finds_it_again(folder):
    """A sentence with facts in it is a template with a name, not pieces put together on the spot."""
    for path in sorted((source.SOURCE / folder).rglob("*.py")):
        if path.name in ("outlines.py", "histories.py"):  # speak at the terminal
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                literal = " ".join(one.value for one in node.values if isinstance(one, ast.Constant))
                said = re.findall(r"[a-z]{2,}", literal.lower())
                assert len(said) < 2 or not left(literal.lower()), f"{path.name} line {node.lineno}: {literal}"


def test_every_kind_of_finding_has_its_sentences():
    assert set(sentences.OF) == set(kinds.FINDINGS)


def test_the_site_knows_every_refusal_that_a_worker_may_keep():
    """A page finds a kept refusal by its code; what only the worker's process had loaded would stay Indonesian."""
    asked = "import django; django.setup(); import lindung.interfaces.web.urls\n"
    asked += "from lindung.interfaces.reports import tongue; print(*(one.code for one in tongue.refusals()))"
    settings = {"DJANGO_SETTINGS_MODULE": "lindung.config.settings", "PYTHONPATH": str(source.SOURCE.parent)}
    ran = subprocess.run([sys.executable, "-c", asked], env=os.environ | settings, capture_output=True, check=True)
    kept = {"tidak-ada-tabel", "kiriman-gagal", "kiriman-gagal-berulang", "folder-kosong", "zip-rusak", "segel-rusak"}
    assert kept <= set(ran.stdout.decode().split())
