"""What may be kept of what was sent: pure."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Sequence

from lindung.kernel import values
from lindung.platform.vault.pictures import queries as pictures
from lindung.registers.followup.papers import facts

_SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .\-_]?\d){15}(?!\d)")
_STRANGE = re.compile(r'[\x00-\x1f\x7f"\\/<>|:*?\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 100


class FileEmpty(values.Refusal):
    code = "lampiran-kosong"
    sentence = (
        "Berkas lampiran tidak disimpan karena kosong, mungkin terputus saat dikirim. Pilih berkasnya sekali lagi, "
        "lalu kirim."
    )


class FileNotOfAKind(values.Refusal):
    code = "lampiran-bukan-jenisnya"
    sentence = (
        "Berkas lampiran tidak dapat disimpan: isinya bukan salah satu dari {kinds}. Simpan suratnya sebagai PDF "
        "atau potret halamannya, lalu kirim lagi."
    )


class FileTooLarge(values.Refusal):
    code = "lampiran-terlalu-besar"
    sentence = (
        "Berkas lampiran tidak dapat disimpan: besarnya {size}, sedangkan {kind} paling besar {most}. Kirim halaman "
        "yang diperlukan saja, atau potret halamannya."
    )


class FileNamedByNik(values.Refusal):
    code = "nama-lampiran-memuat-nik"
    sentence = "Nama berkas lampiran memuat NIK, jadi berkasnya tidak disimpan. Ganti nama berkasnya, lalu kirim lagi."


def kept(sent: facts.Sent, kinds: Sequence[facts.Kind]) -> facts.Kept:
    """The file as it is kept: of a kind that may be sent, a picture made small and bare.

    Raises FileEmpty, FileNotOfAKind, FileTooLarge, FileNamedByNik, NotAPhoto.
    """
    if not sent.content:
        raise FileEmpty()
    kind = next((one for one in kinds if _is(one, sent.content)), None)
    if kind is None:
        raise FileNotOfAKind(kinds=", ".join(one.name for one in kinds))
    if len(sent.content) > kind.most:
        raise FileTooLarge(kind=kind.name, size=megabytes(len(sent.content)), most=megabytes(kind.most))
    stem = called(sent.name)
    if _SIXTEEN.search(stem):
        raise FileNamedByNik()
    if kind.picture:
        return facts.Kept(f"{stem}.jpg", "image/jpeg", pictures.small(sent.content).content)
    return facts.Kept(f"{stem}.{kind.ending}", kind.media, sent.content)


def _is(kind: facts.Kind, content: bytes) -> bool:
    return all(content[at : at + len(begins)] == begins for at, begins in kind.begins)


def called(name: str) -> str:
    """A file's name without its ending and its folder, and without what no file should be called."""
    last = re.split(r"[/\\]", name)[-1]
    return (
        " ".join(_STRANGE.sub(" ", pathlib.PurePosixPath(last).stem).split())[:_LONGEST_NAME].strip(". ") or "lampiran"
    )


def megabytes(size: int) -> str:
    """«2,4 MB», rounded up: what is just too large does not look as if it were not."""
    tenths = -(-size * 10 // 2**20)
    return f"{tenths // 10},{tenths % 10} MB" if tenths % 10 else f"{tenths // 10} MB"
