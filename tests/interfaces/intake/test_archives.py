"""Archives from strangers: expanded within limits, or refused with a sentence; their names are never trusted."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable

import pytest

from lindung.interfaces.intake.jobs import archives, facts, names
from lindung.kernel import values

MB = 2**20


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def sent(content: bytes, name: str = "kiriman.zip") -> list[facts.Sent]:
    return [facts.Sent(name, io.BytesIO(content))]


def files(content: bytes, name: str = "kiriman.zip") -> dict[str, bytes]:
    return dict(archives.files(sent(content, name)))


def test_a_zip_is_its_files_with_their_folders():
    content = zipped(("Kec Tapa/Keramat.csv", b"NIK"), ("Kec Tapa/kosong/", b""), ("rekap.csv", b"DESA"))
    assert files(content) == {"Kec Tapa/Keramat.csv": b"NIK", "rekap.csv": b"DESA"}


def test_what_a_mac_or_windows_leaves_in_a_zip_is_no_file_of_the_officer():
    content = zipped(
        ("__MACOSX/._rekap.csv", b"x"), (".DS_Store", b"x"), ("daftar/Thumbs.db", b"x"), ("rekap.csv", b"DESA")
    )
    assert files(content) == {"rekap.csv": b"DESA"}


def test_a_workbook_is_not_taken_apart_even_when_it_is_named_zip():
    book = zipped(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))
    assert files(book, "rekap.xlsx") == {"rekap.xlsx": book}
    assert files(book, "rekap.zip") == {"rekap.zip": book}


def test_an_archive_in_an_archive_stays_closed():
    inner = zipped(("daftar.csv", b"NIK"))
    assert files(zipped(("dalam.zip", inner))) == {"dalam.zip": inner}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Kec Tapa\\Keramat.csv", "Kec Tapa/Keramat.csv"),
        ("./daftar//Keramat.csv", "daftar/Keramat.csv"),
        ("daftar/apa?<ini>|.csv", "daftar/apa__ini__.csv"),
        ("daftar/baris\nbaru.csv", "daftar/baris_baru.csv"),
        ("KTP 7503011306780003.csv", "KTP 7503••••••••0003.csv"),
        ("a/b/c/d/e/f/g/h/i/j/k/l/m/n/o.csv", "a/b/c/d/e/f/g/h/i/j/k/o.csv"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_is_made_fit_to_stand_below_a_folder_of_ours(written, read):
    assert names.fit(written) == read


@pytest.mark.parametrize("name", ["../kunci.csv", "a/../../kunci.csv", "/etc/kunci.csv", "C:\\kunci.csv", "..\\k.csv"])
def test_a_name_that_leaves_its_folder_refuses_the_whole_delivery(name):
    with pytest.raises(names.NameEscapes, match="menunjuk ke luar foldernya"):
        files(zipped(("rekap.csv", b"DESA"), (name, b"x")))


def test_two_files_never_share_a_name_and_none_is_also_a_folder():
    content = zipped(("daftar.csv", b"1"), ("DAFTAR.csv", b"2"), ("daftar.csv/dusun.csv", b"3"), ("a/b", b"4"))
    both = [*sent(content), *sent(b"5", "daftar.csv"), *sent(b"6", "a")]
    assert dict(archives.files(both)) == {
        "daftar.csv": b"1", "DAFTAR (2).csv": b"2", "(2)/daftar.csv/dusun.csv": b"3", "a/b": b"4",
        "daftar (3).csv": b"5", "a (2)": b"6",
    }  # fmt: skip


def test_names_that_say_nothing_of_their_encoding_are_read_as_they_were_meant():
    content = zipped(("Desa Ma'ruf e\u0301.csv", b"NIK"))
    unsaid = bytearray(content)
    central = content.index(b"PK\x01\x02")
    for at in (6, central + 8):  # the flag of UTF-8, in the entry and in the directory, as a Mac leaves it
        unsaid[at : at + 2] = struct.pack("<H", struct.unpack("<H", content[at : at + 2])[0] & ~0x800)
    assert files(bytes(unsaid)) == {"Desa Ma'ruf e\u0301.csv": b"NIK"}


def test_bytes_that_are_no_utf8_are_names_of_dos():
    content = zipped(("Desa Rene?.csv", b"NIK")).replace(b"Desa Rene?", b"Desa Rene\x82")
    assert files(content) == {"Desa Reneé.csv": b"NIK"}


def link() -> bytes:
    entry = zipfile.ZipInfo("daftar.csv")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return zipped((entry, b"/etc/passwd"))


def locked() -> bytes:
    content = bytearray(zipped(("daftar.csv", b"NIK")))
    for at in (6, bytes(content).index(b"PK\x01\x02") + 8):
        content[at] |= 1
    return bytes(content)


def lying() -> bytes:
    """The directory says 3 bytes, the entry unpacks to far more."""
    content = bytearray(zipped(("daftar.csv", b"\0" * MB)))
    at = bytes(content).index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<I", 3)
    return bytes(content)


def endless_directory() -> bytes:
    """Its end says that the directory is 200 MB long."""
    content = bytearray(b"\0" * (210 * MB) + zipped(("daftar.csv", b"NIK")))
    at = content.rindex(b"PK\x05\x06") + 12
    content[at : at + 4] = struct.pack("<I", 200 * MB)
    return bytes(content)


HOSTILE: dict[str, tuple[Callable[[], bytes], type[values.Refusal]]] = {
    "a bomb": (lambda: zipped(("bom.csv", b"\0" * (40 * MB))), archives.ArchiveSwells),
    "one entry too large": (lambda: zipped(("besar.csv", b"\0" * (51 * MB))), archives.FileTooLarge),
    "thousands of entries": (lambda: zipped(*((f"{n}.csv", b"") for n in range(2_001))), archives.TooManyFiles),
    "thousands of folders": (lambda: zipped(*((f"{n}/", b"") for n in range(6_001))), archives.TooManyFiles),
    "a link": (link, archives.ArchiveLinks),
    "locked": (locked, archives.ArchiveLocked),
    "a lying directory": (lying, archives.ArchiveBroken),
    "an endless directory": (endless_directory, archives.ArchiveBroken),
    "cut short": (lambda: zipped(("daftar.csv", b"NIK" * 1000))[:-30], archives.ArchiveBroken),
    "no zip at all": (lambda: b"bukan zip", archives.ArchiveBroken),
    "nothing in it": (lambda: zipped(), archives.NothingSent),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_archive_is_refused_with_a_sentence(kind):
    make, refusal = HOSTILE[kind]
    with pytest.raises(refusal):
        files(make())


def test_what_archives_expand_to_counts_together_with_what_is_sent_beside_them(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_DELIVERY", 100)
    assert sum(map(len, files(zipped(("a.csv", b"1" * 60), ("b.csv", b"2" * 40))).values())) == 100
    with pytest.raises(archives.DeliveryTooLarge):
        files(zipped(("a.csv", b"1" * 60), ("b.csv", b"2" * 41)))
    with pytest.raises(archives.DeliveryTooLarge):
        list(archives.files([*sent(zipped(("a.csv", b"1" * 60))), *sent(b"2" * 41, "b.csv")]))


def test_a_file_above_fifty_megabytes_is_refused_by_its_name():
    with pytest.raises(archives.FileTooLarge, match=r"«rekap\.csv» lebih besar dari 50 MB"):
        files(b"x" * (50 * MB + 1), "rekap.csv")


def test_nothing_sent_is_said():
    with pytest.raises(archives.NothingSent):
        list(archives.files([]))
