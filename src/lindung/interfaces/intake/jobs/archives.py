"""What arrives, taken apart into plain files: archives are expanded here, within limits, by their directory first.

Nothing of an archive reaches the disk: its entries are handed on one by one, to be sealed.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lindung.interfaces.intake.jobs import facts, names
from lindung.kernel import values

LARGEST_FILE = 50 * 2**20  # bytes
LARGEST_DELIVERY = 300 * 2**20  # bytes, archives expanded
MOST_FILES = 2_000
_MOST_ENTRIES = 3 * MOST_FILES  # folders and what other programs leave in an archive are entries as well
_LARGEST_DIRECTORY = 4 * 2**20  # bytes: what 6,000 entries need several times over
_LARGEST_RATIO = 200  # unpacked : packed, above 10 MiB; what officers hold stays below 30
_AT_ONCE = 2**20
_ENCRYPTED, _MASKED, _UTF8 = 1 << 0, 1 << 13, 1 << 11  # flags of an entry
_LEFT_BY_OTHERS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class NothingSent(values.Refusal):
    code = "tidak-ada-berkas"
    sentence = "Belum ada berkas. Pilih berkas rekap anggaran, rekap pembayaran atau daftar pekerja, atau satu zip."


class FileTooLarge(values.Refusal):
    code = "berkas-terlalu-besar"
    sentence = (
        "Berkas «{name}» lebih besar dari {most} MB. Pecah per kecamatan atau hapus lembar lain, lalu kirim lagi."
    )


class DeliveryTooLarge(values.Refusal):
    code = "kiriman-terlalu-besar"
    sentence = "Isi kiriman lebih dari {most} MB, jadi tidak diterima. Kirim sebagian dulu, sisanya sesudah itu."


class TooManyFiles(values.Refusal):
    code = "berkas-terlalu-banyak"
    sentence = "Kiriman memuat lebih dari {most} berkas, jadi tidak diterima. Kirim per kecamatan."


class ArchiveBroken(values.Refusal):
    code = "zip-rusak"
    sentence = "Zip «{name}» rusak atau dibuat dengan cara lain. Buat zip baru dari foldernya, lalu kirim lagi."


class ArchiveLocked(values.Refusal):
    code = "zip-terkunci-sandi"
    sentence = "Zip «{name}» terkunci kata sandi, jadi tidak dapat dibuka. Buat zip tanpa kata sandi, lalu kirim lagi."


class ArchiveSwells(values.Refusal):
    code = "zip-mengembang"
    sentence = "Isi zip «{name}» mengembang tidak wajar, jadi tidak dibuka. Kirim berkasnya tanpa zip."


class ArchiveLinks(values.Refusal):
    code = "zip-memuat-tautan"
    sentence = "Zip «{name}» memuat tautan, bukan berkas. Masukkan berkas aslinya ke zip, lalu kirim lagi."


def files(sent: Iterable[facts.Sent]) -> Iterator[tuple[str, bytes]]:
    """Each plain file of a delivery under a name of its own, with its content.

    Raises NothingSent, FileTooLarge, DeliveryTooLarge, TooManyFiles, names.NameEscapes and the refusals of archives.
    """
    given, count, size = names.Names(), 0, 0
    for one in sent:
        for name, content in _apart(one):
            count, size = count + 1, size + len(content)
            if count > MOST_FILES:
                raise TooManyFiles(most=MOST_FILES)
            if size > LARGEST_DELIVERY:
                raise DeliveryTooLarge(most=LARGEST_DELIVERY // 2**20)
            yield given.own(name), content
    if count == 0:
        raise NothingSent()


def _apart(sent: facts.Sent) -> Iterator[tuple[str, bytes]]:
    if sent.name.lower().endswith(".zip") and not _is_workbook(sent):
        yield from _entries(sent)
        return
    sent.content.seek(0)
    content = sent.content.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(name=names.fit(sent.name), most=LARGEST_FILE // 2**20)
    yield sent.name, content


def _is_workbook(sent: facts.Sent) -> bool:
    """A workbook is a zip too; one that was renamed is still a workbook."""
    with _opened(sent) as archive:
        return bool({"[Content_Types].xml", "content.xml"} & set(archive.namelist()))


def _opened(sent: facts.Sent) -> zipfile.ZipFile:
    sent.content.seek(0)
    try:
        return zipfile.ZipFile(_Careful(sent.content))  # type: ignore[arg-type]  reads, seeks and tells: all it asks
    # zipfile's own words for a broken directory, and (RuntimeError) for one that asks for a newer unpacker
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, EOFError) as broken:
        raise ArchiveBroken(name=names.fit(sent.name)) from broken


def _entries(sent: facts.Sent) -> Iterator[tuple[str, bytes]]:
    with _opened(sent) as archive:
        inside = _checked(archive.infolist(), names.fit(sent.name))
        for entry in inside:
            try:
                yield _name(entry), _content(archive, entry)
            except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError) as broken:
                raise ArchiveBroken(name=names.fit(sent.name)) from broken


def _checked(entries: list[zipfile.ZipInfo], archive: str) -> list[zipfile.ZipInfo]:
    """Look at the directory before anything is unpacked; gives the entries that are files."""
    if len(entries) > _MOST_ENTRIES:
        raise TooManyFiles(most=MOST_FILES)
    inside = [one for one in entries if one.filename[-1:] not in ("/", "\\") and not _left_by_others(one.filename)]
    if any(entry.flag_bits & (_ENCRYPTED | _MASKED) for entry in inside):
        raise ArchiveLocked(name=archive)
    if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in inside):
        raise ArchiveLinks(name=archive)
    for entry in inside:
        if entry.file_size > LARGEST_FILE:
            raise FileTooLarge(name=names.fit(_name(entry)), most=LARGEST_FILE // 2**20)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ArchiveBroken(name=archive)
    unpacked, packed = sum(e.file_size for e in inside), sum(e.compress_size for e in inside) or 1
    if unpacked > 10 * 2**20 and unpacked / packed > _LARGEST_RATIO:
        raise ArchiveSwells(name=archive)
    if unpacked > LARGEST_DELIVERY:
        raise DeliveryTooLarge(most=LARGEST_DELIVERY // 2**20)
    return inside


def _left_by_others(name: str) -> bool:
    return name.startswith(_LEFT_BY_OTHERS[0]) or name.rpartition("/")[2] in _LEFT_BY_OTHERS[1:]


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """In pieces, and never more than the directory said: an entry that says less than it holds is broken."""
    content = bytearray()
    with archive.open(entry) as file:
        while piece := file.read(_AT_ONCE):
            content += piece
    return bytes(content)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: programs that say nothing of its encoding write UTF-8 (macOS) or DOS's own."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.orig_filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


class _Careful:
    """A file of which no more is read at once than a directory of honest size: zipfile reads the whole directory, as
    large as the archive says it is, before anyone can look at it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size > _LARGEST_DIRECTORY:
            raise zipfile.BadZipFile
        piece = self._file.read(_LARGEST_DIRECTORY + 1 if size < 0 else size)
        if len(piece) > _LARGEST_DIRECTORY:
            raise zipfile.BadZipFile
        return piece
