"""A catalogue as text (PO) and as gettext reads it (MO)."""

from __future__ import annotations

import ast
import pathlib
import re
import struct
from collections.abc import Mapping

from tests.words import source

HOME = source.SOURCE / "interfaces" / "web" / "locale" / "en" / "LC_MESSAGES"
PO, MO = HOME / "django.po", HOME / "django.mo"
HEADER = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
Words = dict[source.Message, tuple[str, ...]]
"""By the Indonesian text the English one; two where it has a plural."""
_LINE = re.compile(r'^(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[[01]\]) )?(".*")$')


def read(path: pathlib.Path = PO) -> Words:
    """Every entry but the header. Raises ValueError for a line that is none of ours."""
    found: Words = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        entry, key = {}, ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            fits = _LINE.match(line)
            if fits is None:
                raise ValueError(line)
            key = fits[1] or key
            entry[key] = entry.get(key, "") + ast.literal_eval(fits[2])
        if entry.get("msgid"):
            said = source.Message(entry["msgid"], entry.get("msgid_plural", ""), entry.get("msgctxt", ""))
            if said in found:
                raise ValueError(f"twice: {said}")
            found[said] = tuple(entry[name] for name in sorted(entry) if name.startswith("msgstr"))
    return found


def write(words: Words, places: Mapping[source.Message, list[str]]) -> None:
    """Both files, the same for the same words: in the order of where they are said, then of the text."""
    HOME.mkdir(parents=True, exist_ok=True)
    blocks = [_entry("msgid", "") + "\n" + _entry("msgstr", HEADER)]
    for said in sorted(words, key=lambda one: (places.get(one, [""])[0], one)):
        lines = [f"#: {path}" for path in places.get(said, ())]
        lines += [_entry("msgctxt", said.context)] if said.context else []
        lines.append(_entry("msgid", said.text))
        if said.plural:
            lines.append(_entry("msgid_plural", said.plural))
            lines += [_entry(f"msgstr[{at}]", text) for at, text in enumerate(words[said])]
        else:
            lines.append(_entry("msgstr", words[said][0]))
        blocks.append("\n".join(lines))
    PO.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    MO.write_bytes(compiled(words))


def _entry(name: str, text: str) -> str:
    return f"{name} {_quoted(text)}"


def _quoted(text: str) -> str:
    said = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{said}"'


def compiled(words: Words) -> bytes:
    """The machine's form: a header of seven numbers, two tables of length and offset, then the texts."""
    texts = {"": HEADER}
    for said, english in words.items():
        if all(english):
            key = f"{said.context}\x04{said.text}" if said.context else said.text
            texts[f"{key}\0{said.plural}" if said.plural else key] = "\0".join(english)
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    count, tables, body = len(pairs), [b"", b""], b""
    start = 28 + 16 * count
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack("<II", len(pair[side]), start + len(body))
            body += pair[side] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + tables[0] + tables[1] + body
