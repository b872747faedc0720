"""Names of files as strangers give them, made fit to stand below a folder of ours."""

from __future__ import annotations

import re

from lindung.interfaces.intake import cells
from lindung.kernel import values

LONGEST = 120  # characters of one part: in any encoding less than the 255 bytes that file systems take
DEEPEST = 12
_NOT_FOR_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\ud800-\udfff]')
_DRIVE = re.compile(r"[A-Za-z]:")


class NameEscapes(values.Refusal):
    code = "alamat-keluar-folder"
    sentence = (
        "Nama berkas «{name}» menunjuk ke luar foldernya, jadi kiriman ini tidak diterima. Buat zip baru dari "
        "berkasnya saja, atau pilih berkasnya satu per satu."
    )


def fit(name: str) -> str:
    """The path below the delivery's folder: forward slashes, no part that a file system or a reader may stumble on.

    A NIK in it is masked: names are shown and kept in clear. Raises NameEscapes for one that is absolute or climbs.
    """
    said = name.replace("\\", "/")
    parts = [part.strip() for part in said.split("/")]
    if said.startswith("/") or _DRIVE.match(said) or ".." in parts:
        raise NameEscapes(name=cells.without_nik(_NOT_FOR_NAMES.sub("_", said))[:LONGEST])
    kept = [_part(part) for part in parts if part not in ("", ".")]
    return "/".join([*kept[:-1][: DEEPEST - 1], *kept[-1:]]) or "tanpa nama"


def _part(part: str) -> str:
    part = cells.without_nik(_NOT_FOR_NAMES.sub("_", part)).rstrip(". ") or "_"
    if len(part) <= LONGEST:
        return part
    stem, dot, ending = part.rpartition(".")
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else part[:LONGEST]


class Names:
    """Gives each file of a delivery a name of its own: no two alike where capital letters make no difference, none that
    is also a folder."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def own(self, name: str) -> str:
        name = fit(name)
        number, tried = 1, name
        while self._taken(tried):
            number += 1
            stem, dot, ending = name.rpartition(".")
            if _folders(name) & self._files:  # one of its folders is called as a file is
                tried = f"({number})/{name}"
            else:
                tried = f"{stem} ({number}).{ending}" if dot and "/" not in ending else f"{name} ({number})"
        self._files.add(tried.casefold())
        self._folders |= _folders(tried)
        return tried

    def _taken(self, name: str) -> bool:
        return name.casefold() in self._files | self._folders or bool(_folders(name) & self._files)


def _folders(name: str) -> set[str]:
    parts = name.casefold().split("/")
    return {"/".join(parts[:end]) for end in range(1, len(parts))}
