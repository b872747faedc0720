"""The breach pack: whose data came to light by an account or a file, in what, when; and the notice that the law asks.

UU 27/2022 pasal 46: in writing, within 3 × 24 hours, to the persons and to the authority; at least what came to light,
when and how, and what is done about it.
"""

from __future__ import annotations

import datetime as dt
import pathlib
import uuid
import zoneinfo
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lindung.interfaces.reports import trail
from lindung.interfaces.web import tables
from lindung.kernel import language, values
from lindung.platform.access import operations as access
from lindung.platform.access import queries as accounts
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import queries as journal
from lindung.platform.regions import queries as regions
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.workers import queries as workers


class NoSuchAccount(values.Refusal):
    code = "akun-jejak-tidak-ada"
    sentence = "Akun «{name}» tidak ada. Periksa nama akunnya pada halaman Jejak."


class NoSuchExport(values.Refusal):
    code = "unduhan-tidak-ada"
    sentence = (
        "Tidak ada unduhan bernomor «{number}» pada hari-hari itu. Nomornya tertulis pada nama berkas dan, dalam "
        "Excel, di bawah judulnya; tulis sedikitnya 8 huruf dan angka."
    )


class NothingSeen(values.Refusal):
    code = "tidak-ada-yang-terbuka"
    sentence = "Pada {first} sampai {last} tidak tercatat data orang yang dilihat. Periksa hari-harinya, lalu ulangi."


class PackThere(values.Refusal):
    code = "folder-paket-sudah-ada"
    sentence = "Folder {path} sudah ada. Paket yang lama tidak ditimpa; pilih folder lain."


@dataclass(frozen=True, slots=True)
class Asked:
    """An account by its name, or a file by (the beginning of) its number; the days, both within."""

    account: str
    export: str
    first: dt.date
    last: dt.date


_EAST, _WEST = zoneinfo.ZoneInfo("Asia/Jayapura"), zoneinfo.ZoneInfo("Asia/Jakarta")
"""A day begins first in the east and ends last in the west: whoever saw something on it anywhere is in."""
_LEAST = 8


def write(asked: Asked, folder: pathlib.Path, *, stamp: journal_facts.Stamp) -> int:
    """Write the pack into a new folder; returns how many persons are in it.

    Raises NoSuchAccount, NoSuchExport, NothingSeen, PackThere.
    """
    if folder.exists():
        raise PackThere(path=folder)
    views = _views(asked)
    shown = journal.persons_shown({one.shown for one in views if one.shown})
    seen_in: dict[uuid.UUID, list[journal_facts.View]] = defaultdict(list)
    for view in views:
        for person in shown.get(view.shown or "", ()):
            seen_in[person].append(view)
    if not views:
        raise NothingSeen(first=language.day(asked.first), last=language.day(asked.last))
    access.list_exposure(
        about=asked.account or asked.export, persons=sorted(seen_in, key=str), first=asked.first, last=asked.last,
        stamp=stamp,
    )  # fmt: skip
    folder.mkdir(parents=True)
    about = f"{_which(asked)} · {language.day(asked.first)} sampai {language.day(asked.last)}"
    for table in (_persons(seen_in, about), _looks(views, about)):
        (folder / f"{table.key}.xlsx").write_bytes(tables.as_xlsx(table))
        (folder / f"{table.key}.csv").write_bytes(tables.as_csv(table))
    notice = _notice(asked, views, seen_in, stamp.at)
    (folder / "surat-pemberitahuan.txt").write_text(notice, encoding="utf-8")
    return len(seen_in)


def _views(asked: Asked) -> list[journal_facts.View]:
    """What was seen, the earliest first; whoever was refused or only signed in saw nobody."""
    account = None
    if asked.account:
        account = accounts.account(asked.account)
        if account is None:
            raise NoSuchAccount(name=asked.account)
    number = asked.export.lower().replace("-", "")
    if not asked.account and len(number) < _LEAST:
        raise NoSuchExport(number=asked.export)
    found = journal.views(
        since=dt.datetime.combine(asked.first, dt.time.min, _EAST),
        before=dt.datetime.combine(asked.last + dt.timedelta(days=1), dt.time.min, _WEST),
        account=account,
        export=number,
    )
    seen = [one for one in reversed(found) if one.kind not in ("refused", "entered")]
    if number and not seen:
        raise NoSuchExport(number=asked.export)
    return seen


def _which(asked: Asked) -> str:
    return f"akun {asked.account}" if asked.account else f"unduhan {asked.export}"


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(_WEST):%d-%m-%Y %H.%M} WIB"


def _persons(seen_in: Mapping[uuid.UUID, Sequence[journal_facts.View]], about: str) -> tables.Table:
    columns = (
        tables.Column("Nama"), tables.Column("NIK", "code"), tables.Column("Desa"), tables.Column("Kode desa", "code"),
        tables.Column("Kali dilihat", "number"), tables.Column("Pertama", "code"), tables.Column("Terakhir", "code"),
        tables.Column("Apa yang ditampilkan", wide=True), tables.Column("Nomor unduhan", "code"),
        tables.Column("NIK penuh terbuka", "code"),
    )  # fmt: skip
    listed = enrolment.villages_of(seen_in)
    names = regions.names(set(listed.values()))
    rows = []
    for person in workers.identities(seen_in):
        views = seen_in[person.id]
        village = listed.get(person.id, "")
        kinds = ", ".join(dict.fromkeys(trail.kind(one.kind) for one in views))
        files = ", ".join(dict.fromkeys(one.export.hex[:12] for one in views if one.export))
        span = (_moment(views[0].at), _moment(views[-1].at))
        cells = (person.name, person.masked_nik, names.get(village), village or None, len(views), *span, kinds)
        clear = "ya" if any(one.kind in journal_facts.IN_CLEAR for one in views) else "tidak"
        rows.append(tables.Row((*cells, files or None, clear)))
    note = f"{language.number(len(rows))} orang. NIK disamarkan di sini; desa menurut daftar terakhir yang memuatnya."
    return tables.Table("orang", "Orang yang datanya terbuka", about, note, columns, tuple(rows))


def _looks(views: Sequence[journal_facts.View], about: str) -> tables.Table:
    columns = (
        tables.Column("Saat", "code"), tables.Column("Nama"), tables.Column("Kantor"), tables.Column("Peran", "code"),
        tables.Column("Alamat", "code"), tables.Column("Apa"), tables.Column("Wilayah", "code"),
        tables.Column("Halaman atau tabel", "code"), tables.Column("Orang", "number"),
        tables.Column("Nomor unduhan", "code"), tables.Column("Alasan", wide=True),
    )  # fmt: skip
    rows = tuple(
        tables.Row(
            (
                _moment(one.at), one.actor, one.office, one.role, one.address or None, trail.kind(one.kind),
                one.about or None, one.what, one.count, one.export.hex[:12] if one.export else None,
                one.reason or None,
            )
        )
        for one in views
    )  # fmt: skip
    return tables.Table("pembacaan", "Apa yang dilihat, kapan", about, "Yang paling awal di atas.", columns, rows)


_NOTICE = """KONSEP — diperiksa dan ditandatangani pengendali data sebelum dikirim

PEMBERITAHUAN KEGAGALAN PELINDUNGAN DATA PRIBADI
(pasal 46 Undang-Undang Nomor 27 Tahun 2022)

Batas waktu: paling lambat 3 x 24 jam, tertulis, kepada (a) setiap orang pada orang.xlsx dan (b) lembaga pelindungan
data pribadi. Daftar ini dibuat {made}; hitung batasnya dari saat kegagalan diketahui: ____________________

Kepada Yth. ____________________

Dengan hormat, kami memberitahukan bahwa telah terjadi kegagalan pelindungan data pribadi.

1. Data pribadi yang terungkap
   {persons} orang: nama, {nik}, desa, dan yang ditampilkan pada:
{kinds}
   Selain itu {rows} baris tanpa identitas lengkap (baris berkas yang ditahan).

2. Kapan dan bagaimana data terungkap
   Melalui {which}, antara {first} dan {last}: {views} kali dilihat atau diunduh. Rinciannya pada pembacaan.xlsx.
   Bagaimana hal itu terjadi: ____________________

3. Upaya penanganan dan pemulihan
   Akun yang bersangkutan: [ ] sandi diganti  [ ] jabatan diakhiri  [ ] sesi ditutup
   Berkas yang bocor: [ ] ditarik  [ ] penerima diminta menghapus
   Upaya lain: ____________________
   Yang dapat Saudara lakukan: ____________________

Pengendali data pribadi: ____________________
Narahubung: ____________________
"""


def _nik(seen_in: Mapping[uuid.UUID, Sequence[journal_facts.View]]) -> str:
    """How much of the NIK came to light."""
    count = sum(any(one.kind in journal_facts.IN_CLEAR for one in views) for views in seen_in.values())
    if not count:
        return "NIK yang disamarkan (bukan NIK penuh)"
    return f"NIK PENUH dari {language.number(count)} orang (yang lain disamarkan)"


def _notice(
    asked: Asked,
    views: Sequence[journal_facts.View],
    seen_in: Mapping[uuid.UUID, Sequence[journal_facts.View]],
    at: dt.datetime,
) -> str:
    counted: dict[str, int] = defaultdict(int)
    for view in views:
        counted[trail.kind(view.kind)] += 1
    return _NOTICE.format(
        made=_moment(at),
        persons=language.number(len(seen_in)),
        nik=_nik(seen_in),
        kinds="\n".join(f"   - {kind}: {language.number(count)} kali" for kind, count in counted.items()),
        rows=language.number(sum(one.count for one in views if one.shown is None)),
        which=_which(asked),
        first=_moment(views[0].at),
        last=_moment(views[-1].at),
        views=language.number(len(views)),
    )
