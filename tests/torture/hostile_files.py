"""Good files made bad: bits turned, bytes cut, ZIP archives operated on. Each gets an answer; none stops the rest."""

from __future__ import annotations

import datetime as dt
import io
import pathlib
import random
import re
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable

from lindung.interfaces import store
from lindung.interfaces.intake import problems, reading
from tests import officer, torture
from tests.officer import folder as folders
from tests.officer import people
from tests.torture import books, random_folders

FILES, SECONDS = 12, 20.0
"""Of one try; and what a file may take, with what it costs to start the reader anew."""
DAY = dt.date(2023, 4, 13)
KERAMAT, MERANTI = "75.03.01.2028", "75.03.01.2029"
YEAR_OF_100 = 20_160_000


def run(seed: int, seconds: float) -> torture.Drill:
    drill = torture.Drill("hostile_files")
    with tempfile.TemporaryDirectory(prefix="lindung-uji-") as place:
        good = _good(pathlib.Path(place) / "baik")
        for try_seed in drill.tries(seed, seconds):
            with drill.trying(try_seed), tempfile.TemporaryDirectory(dir=place) as folder:
                _try(drill, try_seed, pathlib.Path(folder), good)
    return drill


def _good(folder: pathlib.Path) -> list[tuple[str, bytes]]:
    """A roster and both recaps in every format, of the village Meranti."""
    made = []
    for number, format in enumerate(officer.FORMATS):
        one = folders.OfficerFolder(folder / str(number))
        one.budget_format = one.payment_format = format
        one.budget(MERANTI)
        one.paid(MERANTI, DAY)
        one.roster(MERANTI, people.People(number, DAY).many(20), "ABCD"[number % 4], format=format)
        one.write()
        made += [(path.suffix, path.read_bytes()) for path in sorted(one.path.rglob("*")) if path.is_file()]
    return made


def _try(drill: torture.Drill, seed: int, place: pathlib.Path, good: list[tuple[str, bytes]]) -> None:
    draw = random.Random(f"berkas {seed}")
    folder = folders.OfficerFolder(place / "berkas")
    folder.payment_name, folder.payment_format = "zz bayar", draw.choice(officer.FORMATS)
    folder.paid(KERAMAT, DAY)
    folder.roster(KERAMAT, people.People(99, DAY).many(10), name=f"{KERAMAT} utuh", format=draw.choice(officer.FORMATS))
    folder.write()
    for number in range(FILES):
        suffix, content = draw.choice(good)
        for _ in range(draw.choice((1, 1, 2, 4))):
            operation = draw.choice(_OPERATIONS)
            content = operation(draw, content)
            drill.met[operation.__name__.strip("_")] += 1
        (folder.path / f"{number:02d}{draw.choice((suffix, suffix, '.xlsx', '.csv'))}").write_bytes(content)
    _each_is_answered(drill, folder.path)
    store.open_for_this_process(place / "l.sqlite3")
    try:
        random_folders.take(folder.path, "75.03", 2023, DAY, 100)
        day = random_folders.asked("75.03", 2023, DAY)
        books.hold()
    finally:
        store.close()
    _neighbours_are_whole(day)


def _each_is_answered(drill: torture.Drill, folder: pathlib.Path) -> None:
    with reading.Reader(seconds=SECONDS) as reader:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                started = time.monotonic()
                read = reader.read(path)
                torture.check(time.monotonic() - started < SECONDS + 5, f"{path.name}: terlalu lama")
                torture.check(not read.refused or read.refused in problems.REFUSALS, f"{path.name}: {read.refused}")
                torture.check(path.parent == folder or not read.refused, f"{path.name} utuh tetapi {read.refused}")
                drill.met[f"→{read.refused or 'terbaca'}"] += 1


def _neighbours_are_whole(day: dict) -> None:
    """Keramat's list and money are as they were written, whatever the mutated files of Meranti said."""
    held = {problem["file"] for problem in day["problems"]} | {problem["file"] for problem in day["warnings"]}
    torture.check(f"daftar/{KERAMAT} utuh" not in {name.rpartition(".")[0] for name in held}, f"utuh ditahan: {held}")
    torture.check(day["enrolled_by_village"].get(KERAMAT) == 10, day["enrolled_by_village"])
    torture.check(day["districts"]["75.03.01"]["paid"] >= 1, day["districts"]["75.03.01"])
    torture.check(day["paid_total_rupiah"] >= YEAR_OF_100, day["paid_total_rupiah"])


# --- what is done to a file


def _cut_short(draw: random.Random, content: bytes) -> bytes:
    return content[: draw.randint(0, len(content))]


def _bits_turned(draw: random.Random, content: bytes) -> bytes:
    turned = bytearray(content)
    for _ in range(draw.choice((1, 4, 40)) if turned else 0):
        turned[draw.randrange(len(turned))] ^= 1 << draw.randrange(8)
    return bytes(turned)


def _piece_moved(draw: random.Random, content: bytes) -> bytes:
    """A piece taken out, doubled, or set elsewhere."""
    start, end = sorted(draw.randint(0, len(content)) for _ in range(2))
    end = min(end, start + 4096)
    piece, rest = content[start:end], content[:start] + content[end:]
    at = draw.randint(0, len(rest))
    return rest[:at] + piece * draw.choice((0, 1, 2, 8)) + rest[at:]


def _bytes_put_in(draw: random.Random, content: bytes) -> bytes:
    at = draw.randint(0, len(content))
    piece = draw.choice(
        (
            b"\x00" * 9,
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b'"',
            b"\r",
            b";" * 999,
            b"9" * 5000,
            b"\x1a",
            b'\'"\n"',
            b"PK\x05\x06",
        )
    )
    return content[:at] + piece + content[at:]


_NUMBER = re.compile(rb"\d+")
_ODD = (b"-1", b"0", b"99999999999", b"1048577", b"1e308", b"NaN", b"9" * 400, b"9" * 25, b"-7503041306780003", b"")


def _numbers_changed(draw: random.Random, content: bytes) -> bytes:
    """Row numbers, references, styles, amounts, days: some number is another one."""
    found = list(_NUMBER.finditer(content))
    for one in sorted(draw.sample(found, min(len(found), draw.randint(1, 5))), key=lambda m: -m.start()):
        content = content[: one.start()] + draw.choice(_ODD) + content[one.end() :]
    return content


def _archive_operated_on(draw: random.Random, content: bytes) -> bytes:
    """A part of a ZIP changed inside, and packed again as if nothing were; other files have their numbers changed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except Exception:  # already beyond repair
        return _numbers_changed(draw, content)
    if not parts:
        return content
    at = draw.randrange(len(parts))
    name, part = parts[at]
    what = draw.choice(("numbers", "bits", "cut", "gone", "renamed", "doubled", "stored"))
    change = {"numbers": _numbers_changed, "bits": _bits_turned, "cut": _cut_short}.get(what)
    parts[at] = (f"../{name}" if what == "renamed" else name, change(draw, part) if change else part)
    if what == "gone":
        del parts[at]
    if what == "doubled":
        parts.append((name, part[::-1]))
    packed = io.BytesIO()
    packing = zipfile.ZIP_STORED if what == "stored" else zipfile.ZIP_DEFLATED
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", packing) as archive:
        warnings.simplefilter("ignore")  # that a name is there twice is the point
        for written, (name, part) in enumerate(parts):
            archive.writestr(zipfile.ZipInfo(name, (2023, 4, 13, written // 60 % 24, written % 60, 0)), part)
    return packed.getvalue()


_OPERATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _cut_short,
    _bits_turned,
    _piece_moved,
    _bytes_put_in,
    _numbers_changed,
    _archive_operated_on,
    _archive_operated_on,
)
