"""Writing letters, their wordings, and who signs them."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from lindung.kernel import language, values
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.registers.letters import facts, models, rules


class NothingToWrite(values.Refusal):
    code = "tidak-ada-surat-yang-dibuat"
    sentence = "Tidak ada surat yang dibuat: tidak ada desa dengan temuan itu. Pilih temuan lain, atau periksa harinya."


class NikInLetter(values.Refusal):
    code = "nik-dalam-surat"
    sentence = (
        "Surat tidak dibuat: ada 16 angka yang dapat merupakan NIK. Surat tidak memuat NIK siapa pun; hapus angka itu, "
        "lalu ulangi."
    )


class NumberTaken(values.Refusal):
    code = "nomor-surat-sudah-dipakai"
    sentence = (
        "Nomor {number} sudah dipakai surat lain. Ubah pola nomor pada naskah surat, agar setiap nomor berbeda, lalu "
        "ulangi."
    )


class NoSuchLetter(values.Refusal):
    code = "surat-tidak-ada"
    sentence = "Surat itu tidak ada. Muat ulang daftar surat."


class WithdrawnBefore(values.Refusal):
    code = "surat-sudah-dicabut"
    sentence = "Surat {number} sudah dicabut pada {day}. Tidak ada yang ditambahkan."


class NoReason(values.Refusal):
    code = "alasan-pencabutan-belum-ada"
    sentence = "Alasan pencabutan belum ditulis. Tulis mengapa surat ini tidak berlaku lagi."


class BlankUnknown(values.Refusal):
    code = "isian-naskah-tidak-dikenal"
    sentence = "«{{{blank}}}» pada {part} tidak dikenal; yang dapat diisi Lindung: {known}."


class PartMissing(values.Refusal):
    code = "bagian-naskah-belum-ada"
    sentence = "Bagian {part} belum ditulis. Surat tidak dapat dibuat tanpa bagian itu."


class PatternLacks(values.Refusal):
    code = "pola-nomor-kurang"
    sentence = "Pola nomor harus memuat {{{blank}}}; tanpa itu dua surat dapat bernomor sama."


class TooLong(values.Refusal):
    code = "bagian-naskah-terlalu-panjang"
    sentence = "Bagian {part} lebih dari {most} huruf, jadi tidak disimpan. Pendekkan dulu, lalu simpan lagi."


class OfficialIncomplete(values.Refusal):
    code = "pejabat-belum-lengkap"
    sentence = "{part} pejabat ini tidak sah. Tulis lagi; untuk jabatan yang kosong hapus namanya."


# Letters


@transaction.atomic
def issue(*, drafts: Sequence[facts.Draft], stamp: journal_facts.Stamp) -> tuple[int, ...]:
    """Number these letters in the books of their offices and keep them; returns their ids, in the same order.

    The same batch said again changes nothing: a button pressed twice makes one set of letters. All drafts are of one
    office. Raises NothingToWrite, NikInLetter, NumberTaken.
    """
    journal.act(by=stamp.by)
    with scope.everything("nomor surat berurutan dalam satu buku, apa pun wilayah suratnya"):
        before = models.Letter.objects.filter(batch=stamp.batch).order_by("id").values_list("id", flat=True)
        if before:
            return tuple(before)
        _refuse_content(drafts, stamp.received_on)
        last = _last_numbers(drafts, stamp.received_on.year)
        letters = []
        for draft in drafts:
            book = draft.issuer, draft.code
            last[book] = last.get(book, 0) + 1
            letters.append(_letter(draft, last[book], stamp))
        taken = models.Letter.objects.filter(issuer=drafts[0].issuer, number__in=[one.number for one in letters])
        for number in taken.values_list("number", flat=True):
            raise NumberTaken(number=number)
        rows = [[getattr(one, column) for column in models.Letter.SEALED_BY["letters.issued"]] for one in letters]
        about = values.RegionCode(drafts[0].issuer)
        details: dict[str, Any] = {"kind": drafts[0].kind, "first": letters[0].number, "last": letters[-1].number}
        journal.record(verb="letters.issued", about=about, rows=rows, stamp=stamp, details=details)
        return tuple(one.pk for one in models.Letter.objects.bulk_create(letters))


def _refuse_content(drafts: Sequence[facts.Draft], on: dt.date) -> None:
    if not drafts:
        raise NothingToWrite()
    if any(
        rules.holds_nik(f"{one.addressee} {one.place} {text}", on) for one in drafts for text in _texts(one.content)
    ):
        raise NikInLetter()


def _texts(content: facts.Content) -> Iterable[str]:
    """Every text of a content by itself: digits of two cells next to each other are no number."""
    waiting: list[Any] = [json.loads(content.packed())]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _last_numbers(drafts: Sequence[facts.Draft], year: int) -> dict[tuple[str, str], int]:
    books = models.Letter.objects.filter(issuer__in={one.issuer for one in drafts}, year=year)
    return {
        (issuer, code): last for issuer, code, last in books.values_list("issuer_id", "code").annotate(Max("sequence"))
    }


def _letter(draft: facts.Draft, sequence: int, stamp: journal_facts.Stamp) -> models.Letter:
    day = stamp.received_on
    number = rules.number(draft.pattern, sequence=sequence, code=draft.code, on=day)
    content = draft.content.packed()
    return models.Letter(
        kind=draft.kind, issuer_id=draft.issuer, region_id=draft.region, finding=draft.finding, code=draft.code,
        year=day.year, sequence=sequence, number=number, dated_on=day, place=draft.place, addressee=draft.addressee,
        wording=draft.wording, content=content, digest=rules.digest(number, day, content), check_code=_new_code(),
        batch=stamp.batch, received_on=day, recorded_at=stamp.at,
    )  # fmt: skip


def _new_code() -> str:
    """Nobody guesses one: 31 signs at 16 places are 79 bits."""
    return "".join(secrets.choice(rules.ALPHABET) for _ in range(rules.CODE_LENGTH))


@transaction.atomic
def withdraw(*, letter_id: int, reason: str, stamp: journal_facts.Stamp) -> None:
    """Say that a letter no longer holds. Raises NoSuchLetter, WithdrawnBefore, NoReason, NikInLetter."""
    journal.act(by=stamp.by)
    letter = models.Letter.objects.filter(pk=letter_id).first()
    if letter is None:
        raise NoSuchLetter()
    for day in models.Withdrawal.objects.filter(letter=letter).values_list("received_on", flat=True):
        raise WithdrawnBefore(number=letter.number, day=language.day(day))
    if not reason.strip():
        raise NoReason()
    if rules.holds_nik(reason, stamp.received_on):
        raise NikInLetter()
    row = (letter.pk, reason.strip(), stamp.received_on)
    journal.record(verb="letters.withdrawn", about=letter.region_id, rows=[row], stamp=stamp)
    models.Withdrawal.objects.create(
        letter=letter, reason=reason.strip(), received_on=stamp.received_on, recorded_at=stamp.at
    )


# Wordings


_MOST = 4_000


@transaction.atomic
def word(
    *, region: str, kind: facts.Kind, level: int, parts: Mapping[str, str], stamp: journal_facts.Stamp
) -> int:  # fmt: skip
    """Keep a regency's own words for a kind of letter; returns the number of this version.

    Raises PartMissing, TooLong, BlankUnknown, PatternLacks, NikInLetter.
    """
    journal.act(by=stamp.by)
    refuse_wording(parts=parts, on=stamp.received_on)
    text = json.dumps({name: parts.get(name, "") for name in facts.PARTS}, ensure_ascii=False)
    row = (region, kind, level, text, stamp.received_on)
    journal.record(verb="letters.worded", about=region, rows=[row], stamp=stamp, details={"kind": kind})
    return models.Wording.objects.create(
        region_id=region, kind=kind, level=level, parts=text, received_on=stamp.received_on, recorded_at=stamp.at
    ).pk


def refuse_wording(*, parts: Mapping[str, str], on: dt.date) -> None:
    """What is wrong with a wording, also before it is kept. Raises PartMissing, TooLong, BlankUnknown, PatternLacks,
    NikInLetter."""
    for part in facts.PARTS:
        said = parts.get(part, "")
        if part in facts.NEEDED and not said.strip():
            raise PartMissing(part=part)
        most = 60 if part in ("pola", "kode") else _MOST
        if len(said) > most:
            raise TooLong(part=part, most=language.number(most))
        known = facts.NUMBER_BLANKS if part == "pola" else facts.BLANKS
        blank = rules.strange(said, known)
        if blank is not None:
            raise BlankUnknown(blank=blank, part=part, known=", ".join(known))
        if rules.holds_nik(said, on):
            raise NikInLetter()
    for blank in facts.NUMBER_NEEDS:
        if blank not in (rules.blanks(parts["pola"]) or ()):
            raise PatternLacks(blank=blank)


# Officials


@transaction.atomic
def name_official(*, official: facts.Official, stamp: journal_facts.Stamp) -> None:
    """Record who holds a post from a day on, or that nobody does. Said again, it is left as it is.

    Raises OfficialIncomplete.
    """
    journal.act(by=stamp.by)
    fault = _fault(official)
    if fault:
        raise OfficialIncomplete(part=fault)
    row = (
        official.region, official.post, official.name, official.nip, official.rank, official.standing,
        official.starts_on, official.decree, stamp.received_on,
    )  # fmt: skip
    names = models.Official.SEALED_BY["letters.official_named"]
    if models.Official.objects.filter(**dict(zip(names[:-1], row[:-1], strict=True))).exists():
        return
    journal.record(verb="letters.official_named", about=official.region, rows=[row], stamp=stamp)
    models.Official.objects.create(**dict(zip(names, row, strict=True)), recorded_at=stamp.at)


def _fault(official: facts.Official) -> str:
    """What a person who signs lacks; a NIP has 18 digits, and a village head may have none."""
    digits = official.nip.replace(" ", "")
    if official.post not in facts.POSTS:
        return "Jabatan"
    if official.standing not in facts.STANDINGS:
        return "Status"
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 18):
        return "NIP"
    return "" if len(official.name) <= 200 and len(official.rank) <= 200 else "Nama"
