"""No text on any page that the catalogue does not hold, and no Indonesian left on a page in English.

In the first, every text of the catalogue is made unreadable while its facts stay: what can still be read on a page is
data, or was never translated.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
import html
import io
import re
import urllib.parse
import uuid
from collections.abc import Iterable, Iterator
from html import parser

import pytest
from django import urls
from django.core.files import uploadedfile
from django.utils.translation import trans_real

from lindung.interfaces import works
from lindung.interfaces.disclosure import models as disclosure
from lindung.interfaces.intake import models
from lindung.interfaces.intake.jobs import facts, operations
from lindung.interfaces.reports.letters import typesetting
from lindung.interfaces.web import sample
from lindung.monitoring import amounts, indicators
from lindung.platform.access import models as access
from lindung.platform.access import queries as access_queries
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import models as journal
from lindung.platform.regions import queries as regions
from lindung.platform.rulebook import queries as rulebook
from lindung.registers.audit import models as audit
from lindung.registers.enrolment import models as enrolment
from lindung.registers.followup.meetings import queries as meetings
from lindung.registers.letters import facts as letter_facts
from lindung.registers.letters import queries as letters
from lindung.registers.outreach import queries as outreach
from lindung.registers.workers import models as workers
from tests import chronicle, everything, identities, offices, visited
from tests.interfaces.web import conftest, desks
from tests.words import catalogue

pytestmark = pytest.mark.again
ON = "?per=2023-04-13&diketahui=2023-04-13"
OFFICIAL = frozenset(
    re.findall(
        r"\w+",
        """
        Lindung Excel CSV XLSX PDF JSON sha II III IV weighted NIK BPJS Ketenagakerjaan Desa Kelurahan Kecamatan
        Kabupaten Kota Provinsi Kec Camat Kepala WITA WIB WIT Rp ADD DD APBDes PKS SD SA SL SG SC SB MB
        """,
    )
)
"""Names that are the same in every language."""
STARTED = ("/", "/komponen/", "/kiriman/", "/wilayah/", "/keluar/", "/masuk/", "/jejak/?dari=2023-04-01")
_ELSEWHERE = re.compile(r"^#|^http|^/bahasa/|\.xlsx|bentuk=|/pdf/|/00\.|[?&]berkas=")
"""Not pages: parts of one, files, and what changes the language."""
ROLES = ("sekda", "camat", "operator", "dpmd", "bpjs", "national", "auditor")


class Seen(parser.HTMLParser):
    """Every text of a page that somebody reads or hears; what is in another language on purpose is not among them."""

    _SAID = ("title", "aria-label", "alt", "placeholder", "data-l", "data-said", "content")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self._skipped = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        foreign = (tag == "a" and "hreflang" in said) or (tag == "article" and "lang" in said)
        if tag in ("script", "style", "code") or foreign:
            self._skipped = tag
        if tag != "meta":
            self.texts += [said[name] or "" for name in self._SAID if name in said]
        if tag == "input" and said.get("type") in ("submit", "button"):
            self.texts.append(said.get("value") or "")
        if tag == "a" and said.get("href"):
            self.links.append(str(said["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._skipped = ""

    def handle_data(self, data: str) -> None:
        if not self._skipped and data.strip():
            self.texts.append(" ".join(data.split()))


def seen(response) -> Seen:
    body = response.content
    found = Seen()
    found.feed((gzip.decompress(body) if response.get("Content-Encoding") == "gzip" else body).decode())
    return found


@pytest.fixture
def told(example: desks.Example) -> desks.Example:
    """The example with something of every kind: villages in each state, a person listed twice, warnings, arrears."""
    here = chronicle.Chronicle(quota=None)
    here.no_budget(chronicle.DUNGGALA)
    twice = chronicle.someone(name="Rahma Ismail")
    old = chronicle.someone(dt.date(1950, 5, 1), name="Yusuf Hasan")
    here.listed(chronicle.DUNGGALA, [twice, old, *chronicle.people(2)], held=[("nik_length", "7503")])
    here.listed(chronicle.TALULOBUTU, [twice, *chronicle.people(1)], category="bpu_lain")
    here.budget(chronicle.TALULOBUTU, ("DD", 1_000_000), heads=100)
    here.budget(chronicle.TALULOBUTU, ("", 2_000_000), reference="", decided_on=None, stage="perubahan")
    code = here.paid(chronicle.TALULOBUTU, chronicle.QUARTER_END, heads=7, months=2, amount=999_999)
    here.paid(chronicle.TALULOBUTU, chronicle.NEW_YEAR, first="2022-01", heads=3)
    here.paid("75.03", chronicle.QUARTER_END, heads=2)
    here.paid(chronicle.PAUWO, chronicle.QUARTER_END, heads=2)
    here.confirmed(code, [twice])
    gone = here.paid(chronicle.DUNGGALA, chronicle.NEW_YEAR, heads=5, months=1)
    back = here.paid(chronicle.DUNGGALA, chronicle.NEW_YEAR, heads=1, months=1, amount=16_800)
    here.reversed(back, chronicle.QUARTER_END, amount=16_800)
    assert gone
    _read(**ODD_FILES)
    _read(gambar__jpg="bukan tabel")
    conftest.forget()
    return example


ODD_FILES = {
    "daftar__csv": "NO;NIK;NAMA;TGL LAHIR;L/P;PEKERJAAN;DESA\n1;750301130678;Warga;;L;Petani;Keramat\n"
    "2;7503011306780003;;;P;Sekretaris Desa;Keramat\n3;7503011306780003;Warga;06-13-1978;P;PNS;Tamboo\n"
    "4;7503015306780004;Warga;12 Jni 1978;L;Petani;Xyz\n5;7503015306780005;Warga;13-06-1979;P;Petani;Keramat\n"
    "JUMLAH 9\n",
    "anggaran__csv": "Kode Desa;Desa;Pagu\n75.03.01.2004;Keramat;dua juta\n75.03.01.2005;Talulobutu;\n",
    "pembayaran__csv": "Kode Desa;Kode Iuran;Tanggal Bayar;Periode;Jumlah Bulan;Jumlah TK;Nominal;Keterangan\n"
    "75.03.01.2004;1;31-03-2023;;;;1000000;\n75.03.01.2004;2;;01-2023;1;3;50400;\n"
    "75.03.01.2004;1;31-03-2023;;;;1000000;\n99.03.01.2004;3;31-03-2023;01-2023;1;3;50400;BELUM BAYAR\n"
    "75.03.01.2004;4;31-03-2023;01-2023;1;3;-50400;pembatalan\nXyz;5;31-03-2023;01-2023;1;3;50400;\n",
    "kosong__xlsx": "",
    "salinan__csv": "Kode Desa;Desa;Pagu\n75.03.01.2004;Keramat;dua juta\n75.03.01.2005;Talulobutu;\n",
    "surat__pdf": "%PDF",
    "rusak__xlsx": "PK",
}  # fmt: skip
"""Files with something wrong of nearly every kind."""


def _read(**files: str) -> None:
    """A delivery of the Dinas PMD that has waited longest, and is read."""
    desk = access_queries.desk_of(access_queries.account("dpmd") or 0, on=desks.DAY)
    assert desk is not None
    sent = [facts.Sent(name.replace("__", "."), io.BytesIO(said.encode())) for name, said in files.items()]
    moment = dt.datetime(2023, 4, 13, 0, 30, tzinfo=dt.UTC)
    stamp = journal_facts.Stamp(desk.actor, moment, uuid.uuid4(), desks.DAY)
    operations.submit(files=sent, regency="75.03", year=2023, desk=desk, stamp=stamp)
    assert works.run_one(works.new_worker())


def pages(role: str) -> Iterator[tuple[str, Seen]]:
    """One page of each kind that the links of a desk lead to, and what is answered to what can't be done."""
    visitor = desks.seated(role)
    visitor.cookies["bahasa"] = "en"
    waiting, been = [*STARTED, *_more(role)], set()
    while waiting:
        path = waiting.pop(0)
        if _kind(path) in been:
            continue
        been.add(_kind(path))
        response = visitor.get(path, follow=True)
        if response["Content-Type"].startswith("text/html"):
            found = seen(response)
            yield path, found
            waiting += [urllib.parse.urljoin(path, link) for link in found.links if not _ELSEWHERE.search(link)]
    for path, said in _sent(role):
        response = visitor.post(path, said)
        if response["Content-Type"].startswith("text/html"):
            yield f"POST {path}", seen(response)


def _kind(path: str) -> tuple[str, ...]:
    """Pages alike: of one address and level of region, about the same figure, kind or table."""
    split = urllib.parse.urlsplit(path)
    asked = urllib.parse.parse_qs(split.query)
    try:
        found = urls.resolve(split.path)
    except urls.Resolver404:
        return (split.path,)
    level = str(str(found.kwargs.get("code", "")).count("."))
    which = [str(found.kwargs[name]) for name in ("key", "which") if name in found.kwargs]
    return (
        str(found.url_name),
        level,
        *which,
        *(f"{name}={asked[name]}" for name in ("tentang", "jenis", "per") if name in asked),
    )


def _more(role: str) -> list[str]:
    """Pages about the villages of the example, and requests that are refused."""
    villages = [chronicle.TALULOBUTU, chronicle.DUNGGALA, desks.VILLAGE, chronicle.PAUWO]
    if role in ("operator", "camat"):
        villages = [desks.VILLAGE]
    region = {"camat": "75.03.08", "operator": desks.VILLAGE, "national": "75"}.get(role, "75.03")
    some = [f"/wilayah/{code}/{page}{ON}" for code in villages for page in ("", "temuan/", "masalah/", "peringatan/")]
    rest = [f"/wilayah/{region}/{ON}", f"/wilayah/{region}/masalah/{ON}", f"/wilayah/{region}/peringatan/{ON}"]
    typed = [f"/wilayah/{villages[0]}/{page}/{ON}" for page in ("anggaran", "pembayaran", "pekerja", "iuran")]
    wrong = [f"/wilayah/{villages[0]}/iuran/?orang=banyak&mulai=kapan&bulan=0", "/wilayah/75.03/?per=besok&tabel=x"]
    saved = [f"/wilayah/{villages[0]}/?tersimpan=pekerja&juga=lain&per=13-04-2023"]
    if role == "dpmd":
        read = models.Job.objects.order_by("created_at").values_list("id", flat=True)[:2]
        wrong += [f"/kiriman/{one}/?tentang={at}" for at, one in enumerate(read)]
    return [*rest, *some, *typed, *wrong, *saved, "/wilayah/71/", "/tiada/"]


def _sent(role: str) -> list[tuple[str, dict[str, object]]]:
    """Forms sent empty, wrong, and with something to look at again."""
    code = desks.VILLAGE if role in ("operator", "camat") else chronicle.TALULOBUTU
    table = uploadedfile.SimpleUploadedFile("rekap.xlsx", b"")
    paid = {"code": "x1", "paid_on": "2030-01-01", "period": "kapan", "months": "0", "heads": "x", "amount": "-1"}
    odd = {"code": "91", "paid_on": "2023-03-31", "period": "2023-01", "months": "12", "heads": "3", "amount": "50"}
    worker = {"nik": "7503", "name": "", "birth": "31-02-1980", "occupation": "PNS"}
    budget = {
        "year": "lalu",
        "stage": "lain",
        "amount": "banyak",
        "heads": "x",
        "decided_on": "kapan",
        "fund": "x" * 300,
    }
    lines = {"year": "2023", "stage": "perdes", "amount": "20160000", "heads": "10", "months": "12", "fund": "CSR"}
    return [
        ("/wilayah/", {}), ("/masuk/", {"nama": "x", "sandi": "y"}), ("/kiriman/", {"tahun": "x", "diterima": "y"}),
        ("/kiriman/", {"tahun": "2023", "diterima": "2023-04-13", "kabupaten": "75.03", "berkas": table}),
        *((f"/wilayah/{code}/{page}/", {}) for page in ("anggaran", "pembayaran", "pekerja")),
        (f"/wilayah/{code}/pembayaran/", paid), (f"/wilayah/{code}/pembayaran/", odd),
        (f"/wilayah/{code}/pekerja/", worker), (f"/wilayah/{code}/anggaran/", budget),
        (f"/wilayah/{code}/anggaran/", {**budget, "fund": ""}), (f"/wilayah/{code}/anggaran/", lines),
        *_opened(role),
    ]  # fmt: skip


def _opened(role: str) -> list[tuple[str, dict[str, object]]]:
    """A NIK asked for without a reason and with one; an export asked for, agreed to, and what can't be done with it."""
    if role not in ("operator", "dpmd", "sekda"):
        return []
    person = enrolment.Entry.objects.filter(listing__region_id=desks.VILLAGE).values_list("person_id", flat=True)[0]
    nik, ask = f"/wilayah/{desks.VILLAGE}/pekerja/{person}/nik/{ON}", f"/wilayah/{desks.VILLAGE}/ekspor/{ON}"
    waiting = f"/ekspor/{disclosure.Export.objects.order_by('id').values_list('pk', flat=True)[0]}/"
    why: dict[str, object] = {"alasan": "banyak banyak banyak"}
    return [
        (nik, {}), (nik, why), (ask, {}), (ask, why), (waiting, {}), (waiting, {"tindakan": "tolak"}),
        (waiting, {"tindakan": "xlsx"}),
    ]  # fmt: skip


# Nothing that the catalogue does not hold


class Unreadable(trans_real.DjangoTranslation):
    """Each letter of a text struck out; what it leaves open, and where it is strong, stays."""

    _OPEN = re.compile(r"(%\(\w+\)s|\{\w+\}|\*\*)")

    def __init__(self) -> None:
        super().__init__("en")

    def gettext(self, message: str) -> str:
        parts = self._OPEN.split(message.rpartition("\x04")[2])  # without its context
        return "".join(part if at % 2 else re.sub(r"[^\W\d_]", "¤", part) for at, part in enumerate(parts))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular)


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch, told: desks.Example) -> None:
    trans_real.translation("en")
    monkeypatch.setitem(trans_real._translations, "en", Unreadable())


def _data() -> re.Pattern[str]:
    """What the registers hold: names of regions, people, offices, files and funds."""
    held: set[str] = {"1 Desa 100 Pekerja Rentan", "Instruksi Bupati 560/2022", "Petani", "DAFTAR", "Rekap"}
    for model in (access.Office, access.Account, workers.Person, journal.Document, disclosure.Export):
        texts = [
            one.attname for one in model._meta.concrete_fields if one.get_internal_type() in ("CharField", "TextField")
        ]
        held |= {str(text) for row in model.objects.values_list(*texts) for text in row if text}
    for said in journal.Line.objects.values_list("actor", "office", "about", "digest"):
        held |= {text for text in said if " " not in text or not text[0].isdigit()}
    for seed in audit.Sample.objects.values_list("seed", flat=True):
        held |= {seed, seed[:16]}
    held |= {one.hex[:12] for one in journal.View.objects.exclude(export=None).values_list("export", flat=True)}
    held |= {
        desks.REASON, "banyak banyak banyak", "banyak", "besok", "kapan", "lain", "lalu", "tiga", "xxx",
        "Kas", "PNS", "Sulawesi Utara",
    }  # as typed  # fmt: skip
    held |= {cell for file in ODD_FILES.values() for cell in re.split(r"[;\n]", file)} | {"belum bayar"}  # as sent
    held |= {"nik_length: perbaiki.", "name_missing: perbaiki.", everything.APPLIED["nama"], "HUANGO-1"}  # told
    held |= {*identities.TOLD, "Rahma Tuli"}
    for regency in ("75.03", "75.04"):
        held |= {said for one in regions.within(regency, on=desks.DAY) for said in (one.name, one.titled)}
    held |= {one.name for one in regions.catalogued("75")} | {regions.name_of_province("75"), "Gorontalo"}
    for one in sample.PLACES:
        held |= {one.name, one.district_name}
    held |= {"Kabupaten Contoh", "Contoh", "Instruksi Bupati Contoh"}
    for letter in letters.letters("75", known_at=desks.DAY):
        held |= {
            letters.shown_code(letter.check_code),
            letter.number,
            letter.addressee,
            letter.content.subject,
            typesetting.message(letter),
        }
    held |= {" ".join(part.split()) for one in letters.shipped().values() for part in one.parts.values()}
    held |= {"{" + "}, {".join(letter_facts.BLANKS) + "}", "{kode}/{urut}/{bulan_romawi}/{tahun}"}
    for one in letters.history("75", known_at=desks.DAY):
        held |= {one.name, one.rank, one.decree}
    held |= set(letter_facts.STANDINGS)
    held |= {said for one in outreach.events("75", known_at=desks.DAY) for said in (one.code, one.team, one.materials)}
    held |= {"Kerja Keras Bebas Cemas", "Desa jauh", "undangan.pdf", *visited.NAMES.splitlines()}
    held |= {said for one in meetings.meetings(known_at=desks.DAY) for said in (one.call.topic, one.call.place)}
    book = rulebook.shipped()
    held |= {entry.source for one in dataclasses.fields(book)[1:] for entry in getattr(book, one.name)}
    held |= {one.key for one in indicators.ALL} | set(amounts._LABELS.values())  # columns of a file, by its heading
    held |= {entry.value.code for entry in book.fund} | {entry.value.name for entry in book.fund}
    held |= {f"{entry.value.code}: {entry.value.name}" for entry in book.wadah} | {"JKK", "JKM"}
    held |= {name for entry in book.checklist for _kind, name in entry.value.needs}
    held |= {entry.value.id for entry in book.discount} | {entry.value.programme for entry in book.benefit}
    held |= {name for entry in book.escalation for name in entry.value.line} | {offices.JKM_OF_2027.source}
    held.add(book.version)
    return _any_of(text for text in held if len(text) > 2)


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Any of these, the longest that fits."""
    return re.compile("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)))


def test_only_data_can_be_read_where_the_catalogue_is_struck_out(unreadable):
    said, data = every_text(), _data()
    left = {" ".join(words): where for text, where in said.items() if (words := _words_left(text, data))}
    assert left == {}


def every_text() -> dict[str, str]:
    """Each text of each page once, with the first page that says it."""
    found: dict[str, str] = {}
    for role in ROLES:
        for path, page in pages(role):
            for text in page.texts:
                found.setdefault(text, f"{role} {path}: {text[:150]}")
    return found


def _words_left(text: str, data: re.Pattern[str]) -> list[str]:
    said = data.sub(" ", html.unescape(text))
    return [word for word in re.findall(r"[^\W\d_]{2,}", said) if word not in OFFICIAL]


# No Indonesian on a page in English


def _indonesian() -> list[str]:
    """The stretches of two words and more that stand in an Indonesian text and not in its English."""
    found = set()
    for said, english in catalogue.read().items():
        for literal in Unreadable._OPEN.split(said.text)[::2]:
            stretch = literal.strip(" .,;:()«»")
            if " " in stretch and len(stretch) > 7 and stretch not in english[0]:
                found.add(stretch)
    return sorted(found)


def test_no_page_in_english_says_anything_in_indonesian(told):
    said, data = every_text(), _data()
    plain = {data.sub("·", text): where for text, where in said.items()}
    together, left = "\n".join(plain), {}
    for stretch in _indonesian():
        if stretch in together and (hit := re.search(rf"(?<!\w){re.escape(stretch)}(?!\w).*", together)):
            left[stretch] = hit[0][:150]
    assert left == {}


def test_the_reader_chooses(told):
    visitor = desks.seated("sekda")
    assert "Perlu tindak lanjut" in " ".join(seen(visitor.get(f"/wilayah/75.03/{ON}")).texts)
    assert visitor.get("/bahasa/en/?ke=/wilayah/75.03/").cookies["bahasa"].value == "en"
    texts = seen(visitor.get(f"/wilayah/75.03/{ON}")).texts
    assert "Needs follow-up" in texts
    assert "As of 13 April 2023 · as known by 13 April 2023, WITA" in texts
    book = visitor.get(f"/wilayah/75.03/temuan.xlsx{ON}")
    assert book.status_code == 200
