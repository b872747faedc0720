"""Workbooks put together part by part, for what no program would write: bombs, far cells, traps."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
_ROOT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
_SHEETS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
_BOOK = (
    f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Lembar" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
CENTRAL, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(body: str, *, before: str = "", after: str = "") -> str:
    return f'{_XML}{before}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{after}</worksheet>'


def xlsx(sheet: str, **extra: str) -> bytes:
    """A workbook of one sheet; ``extra``: more parts, by name (``__`` for a slash)."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _SHEETS,
        "xl/worksheets/sheet1.xml": sheet,
    }
    return zipped(parts | {name.replace("__", "/"): content for name, content in extra.items()})


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def good() -> bytes:
    """One cell, in C3."""
    return xlsx(sheet_xml(f'<row r="3">{cell("C3", "utuh")}</row>'))


def lone_cell(at: str, row: int) -> bytes:
    return xlsx(sheet_xml(f'<row r="{row}">{cell(at, "b")}</row>'))


def far_cell(at: str, row: int) -> bytes:
    """Two cells, A1 and one far away: a parser that makes room for all between them needs more than there is."""
    return xlsx(sheet_xml(f'<row r="1">{cell("A1", "a")}</row><row r="{row}">{cell(at, "b")}</row>'))


def bomb(mebibytes: int) -> bytes:
    """A sheet of blanks that packs a thousandfold."""
    return xlsx(sheet_xml(" " * (mebibytes * 2**20)))


def lying_bomb(mebibytes: int) -> bytes:
    """The same, whose directory says that it is small."""
    content = bytearray(bomb(mebibytes))
    for mark, offset in ((CENTRAL, 24), (LOCAL, 22)):
        at = content.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", content, at + offset)[0] > 2**20:
                struct.pack_into("<I", content, at + offset, 1000)
            at = content.find(mark, at + 4)
    return bytes(content)


def billion_laughs() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    kind = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>'
    return xlsx(sheet_xml(f'<row r="1">{cell("A1", "&l11;")}</row>', before=kind))


def outside_entity() -> bytes:
    kind = '<!DOCTYPE worksheet [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    return xlsx(sheet_xml(f'<row r="1">{cell("A1", "&file;")}</row>', before=kind))


def locked() -> bytes:
    """What Excel makes of a workbook with a password: an OLE file whose stream is called EncryptedPackage."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    return head + "EncryptedPackage".encode("utf-16-le").ljust(128, b"\x00") + b"\x00" * 1024
