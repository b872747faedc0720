"""Planning outreach and telling how it went."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Model

from lindung.kernel import language, values
from lindung.platform.access import facts as access
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.journal.resealing import operations as resealing
from lindung.platform.vault import queries as vault
from lindung.platform.vault.pictures import queries as pictures
from lindung.registers.outreach import facts, models, queries, rules

_MOST_PEOPLE = 20_000


class NotYourOutreach(values.Refusal):
    code = "bukan-penyuluhan-kantor-ini"
    sentence = (
        "Penyuluhan ini tidak diatur kantor Anda. Yang merencanakan dan mencatat: Dinas PMD atau BPJS yang "
        "menyelenggarakannya, di wilayahnya sendiri."
    )


class CampaignIncomplete(values.Refusal):
    code = "kampanye-belum-lengkap"
    sentence = "Kampanye belum dapat dibuat: {fault}. Lengkapi, lalu simpan lagi."


class PlanIncomplete(values.Refusal):
    code = "rencana-penyuluhan-belum-lengkap"
    sentence = "Acara belum dapat direncanakan: {fault}. Lengkapi, lalu simpan lagi."


class NoEvent(values.Refusal):
    code = "acara-tidak-ada"
    sentence = "Acara ini tidak ada. Muat ulang halaman Penyuluhan, lalu pilih lagi."


class EventCancelled(values.Refusal):
    code = "acara-sudah-dibatalkan"
    sentence = "Acara ini sudah dibatalkan. Bila tetap diadakan, rencanakan acara baru di desa itu."


class EventHeld(values.Refusal):
    code = "acara-sudah-diadakan"
    sentence = "Acara ini sudah dicatat diadakan, jadi tidak dapat dibatalkan. Betulkan jumlah hadirnya bila keliru."


class HeldIncomplete(values.Refusal):
    code = "catatan-acara-belum-lengkap"
    sentence = "Belum dapat dicatat: {fault}. Lengkapi, lalu simpan lagi."


class NotHeldThen(values.Refusal):
    code = "acara-belum-berlangsung"
    sentence = "Acara {day} belum berlangsung pada hari dicatat. Periksa tanggalnya."


class NothingToForget(values.Refusal):
    code = "tidak-ada-nama-acara"
    sentence = "Acara ini tidak menyimpan nama atau foto. Tidak ada yang perlu dihapus."


FAULTS = (
    "namanya belum ditulis", "tujuannya belum ditulis", "hari terakhirnya sebelum hari pertama",
    "kabupatennya di luar wilayah kantor Anda", "desanya belum dipilih", "desanya di luar wilayah kantor Anda",
    "timnya belum ditulis", "harinya sudah lewat", "jamnya tidak seperti 09.00",
    "kampanyenya tidak meliputi desa dan hari itu",
    "kampanye bernama itu yang mulai hari itu sudah ada", "di salah satu desanya sudah ada acara hari dan jam itu",
    "jumlah hadirnya belum ditulis", "jumlah hadirnya tidak masuk akal",
    "nama yang dicatat lebih banyak daripada yang hadir", "hari persetujuannya belum ditulis",
    "hari persetujuannya bukan hari acara atau sesudahnya", "jawaban benar lebih banyak daripada yang ditanya",
    "pertanyaannya tidak dikenal", "alasannya belum ditulis", "ada NIK di dalamnya", "fotonya sudah enam",
)  # fmt: skip
"""What can be missing, for who says it in another language."""


@transaction.atomic
def start(*, wanted: facts.Wanted, desk: access.Desk, stamp: journal_facts.Stamp) -> uuid.UUID:
    """Begin a campaign in the regencies that it is for; returns its key. Raises NotYourOutreach, CampaignIncomplete."""
    journal.act(by=stamp.by)
    if desk.role not in facts.OWNS:
        raise NotYourOutreach()
    name, aim = wanted.name.strip(), wanted.aim.strip()
    inside = [one for one in wanted.regencies if values.RegionCode(one).level == 2 and desk.scope.covers(one)]
    for wrong, fault in (
        (not name, "namanya belum ditulis"),
        (not aim, "tujuannya belum ditulis"),
        (wanted.ends_before <= wanted.starts_on, "hari terakhirnya sebelum hari pertama"),
        (not inside or len(inside) < len(wanted.regencies), "kabupatennya di luar wilayah kantor Anda"),
        (rules.holds_nik(name + aim), "ada NIK di dalamnya"),
        (_begun(name, wanted, desk), "kampanye bernama itu yang mulai hari itu sudah ada"),
    ):
        if wrong:
            raise CampaignIncomplete(fault=fault)
    key = uuid.uuid4()
    rows = [
        (
            key.hex, one, name, aim, wanted.starts_on, wanted.ends_before, desk.role, desk.office_name,
            desk.account_id, stamp.received_on,
        )
        for one in sorted(set(inside))
    ]  # fmt: skip
    _add(models.Campaign, "outreach.campaign_started", rows, inside[0], stamp)
    return key


def _begun(name: str, wanted: facts.Wanted, desk: access.Desk) -> bool:
    rows = models.Campaign.objects.filter(region_id__in=wanted.regencies, owner=desk.role)
    return rows.filter(name=name, starts_on=wanted.starts_on).exists()


@transaction.atomic
def plan(
    *, villages: Sequence[str], wanted: facts.Plan, desk: access.Desk, stamp: journal_facts.Stamp
) -> list[uuid.UUID]:  # fmt: skip
    """Plan an event in each of these villages, in one act; returns their keys.

    Raises NotYourOutreach, PlanIncomplete.
    """
    journal.act(by=stamp.by)
    if desk.role not in facts.OWNS:
        raise NotYourOutreach()
    team, materials = wanted.team.strip(), wanted.materials.strip()
    for wrong, fault in (
        (not villages, "desanya belum dipilih"),
        (any(_foreign(one, desk) for one in villages), "desanya di luar wilayah kantor Anda"),
        (not team, "timnya belum ditulis"),
        (wanted.planned_on < stamp.received_on, "harinya sudah lewat"),
        (not rules.is_clock(wanted.begins), "jamnya tidak seperti 09.00"),
        (rules.holds_nik(f"{team}\n{materials}"), "ada NIK di dalamnya"),
        (_planned(villages, wanted, desk), "di salah satu desanya sudah ada acara hari dan jam itu"),
    ):
        if wrong:
            raise PlanIncomplete(fault=fault)
    parts = _parts(wanted, villages)
    keys = [uuid.uuid4() for _ in villages]
    rows = [
        (
            key.hex, _new_code(), parts.get(village[:5]), village, wanted.planned_on, wanted.begins, team, materials,
            desk.role, desk.office_name, desk.account_id, stamp.received_on,
        )
        for key, village in zip(keys, villages, strict=True)
    ]  # fmt: skip
    _add(models.Event, "outreach.planned", rows, str(values.RegionCode(villages[0]).at(2)), stamp)
    return keys


def _foreign(village: str, desk: access.Desk) -> bool:
    return values.RegionCode(village).level != 4 or not desk.scope.covers(village)


def _planned(villages: Sequence[str], wanted: facts.Plan, desk: access.Desk) -> bool:
    """Whether this office has planned one of them: most often by the press of the button before this one."""
    rows = models.Event.objects.filter(region_id__in=villages, owner=desk.role, cancellation__isnull=True)
    return rows.filter(planned_on=wanted.planned_on, begins=wanted.begins).exists()


def _parts(wanted: facts.Plan, villages: Iterable[str]) -> dict[str, int]:
    """The campaign's row of each regency; nothing for events that stand alone. Raises PlanIncomplete."""
    if wanted.campaign is None:
        return {}
    rows = models.Campaign.objects.filter(
        key=wanted.campaign, starts_on__lte=wanted.planned_on, ends_before__gt=wanted.planned_on
    )
    found = dict(rows.values_list("region_id", "id"))
    if any(one[:5] not in found for one in villages):
        raise PlanIncomplete(fault="kampanyenya tidak meliputi desa dan hari itu")
    return found


def _new_code() -> str:
    return "".join(secrets.choice(rules.ALPHABET) for _ in range(rules.CODE_LENGTH))


# How it went


@transaction.atomic
def hold(*, event: uuid.UUID, told: facts.Told, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Tell how an event went; told again, the later stands.

    Raises NoEvent, NotYourOutreach, EventCancelled, NotHeldThen, HeldIncomplete.
    """
    journal.act(by=stamp.by)
    row, held = _own(event, desk, stamp)
    if held.state == "cancelled":
        raise EventCancelled()
    if told.held_on > stamp.received_on:
        raise NotHeldThen(day=language.day(told.held_on))
    names = rules.names(told.names)
    _weigh(told, names)
    key, said = uuid.uuid4(), (queries.consent().version, told.consented_on) if names else ("", None)
    line = (
        key.hex, row.pk, told.held_on, told.men, told.women, len(names), *said, desk.account_id, stamp.received_on
    )  # fmt: skip
    journal.record(verb="outreach.held", about=held.region, rows=[line], stamp=stamp)
    sealed = vault.seal("\n".join(names), about=b"attendance" + key.bytes) if names else b""
    attendance = models.Attendance.objects.create(
        **dict(zip(models.Attendance.SEALED_BY["outreach.held"], line, strict=True)), names_sealed=sealed,
        recorded_at=stamp.at,
    )  # fmt: skip
    rows = [(attendance.pk, key, one.right, one.asked) for key, one in sorted(told.answers.items())]
    if rows:
        journal.record(verb="outreach.answered", about=held.region, rows=rows, stamp=stamp)
        columns = models.Answer.SEALED_BY["outreach.answered"]
        models.Answer.objects.bulk_create(models.Answer(**dict(zip(columns, one, strict=True))) for one in rows)


def _weigh(told: facts.Told, names: Sequence[str]) -> None:
    known = {one.key for one in queries.questions(on=told.held_on)}
    people, agreed = told.men + told.women, told.consented_on
    wrong = any(not 0 <= one.right <= one.asked <= people or not one.asked for one in told.answers.values())
    for fault, words in (
        (people == 0, "jumlah hadirnya belum ditulis"),
        (min(told.men, told.women) < 0 or people > _MOST_PEOPLE, "jumlah hadirnya tidak masuk akal"),
        (len(names) > people, "nama yang dicatat lebih banyak daripada yang hadir"),
        (names and agreed is None, "hari persetujuannya belum ditulis"),
        (names and agreed and agreed < told.held_on, "hari persetujuannya bukan hari acara atau sesudahnya"),
        (wrong, "jawaban benar lebih banyak daripada yang ditanya"),
        (set(told.answers) - known, "pertanyaannya tidak dikenal"),
        (rules.holds_nik("\n".join(names)), "ada NIK di dalamnya"),
    ):
        if fault:
            raise HeldIncomplete(fault=words)


@transaction.atomic
def cancel(*, event: uuid.UUID, reason: str, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Say that an event is not held, and why.

    Raises NoEvent, NotYourOutreach, EventCancelled, EventHeld, HeldIncomplete.
    """
    journal.act(by=stamp.by)
    row, planned = _own(event, desk, stamp)
    if planned.state == "cancelled":
        raise EventCancelled()
    if planned.state == "held":
        raise EventHeld()
    if not reason.strip():
        raise HeldIncomplete(fault="alasannya belum ditulis")
    if rules.holds_nik(reason):
        raise HeldIncomplete(fault="ada NIK di dalamnya")
    said = (row.pk, reason.strip(), desk.account_id, stamp.received_on)
    _add(models.Cancellation, "outreach.cancelled", [said], planned.region, stamp)


@transaction.atomic
def picture(*, event: uuid.UUID, photo: pictures.Photo, desk: access.Desk, stamp: journal_facts.Stamp) -> int:
    """Keep a photo of an event, sealed; returns its number. Sent twice it is one.

    Raises NoEvent, NotYourOutreach, EventCancelled, HeldIncomplete.
    """
    journal.act(by=stamp.by)
    row, held = _own(event, desk, stamp)
    if held.state == "cancelled":
        raise EventCancelled()
    digest, kept = hashlib.sha256(photo.content).hexdigest(), models.Photo.objects.filter(event=row)
    same = kept.filter(sha256=digest, number__in=held.photos).values_list("number", flat=True).first()
    if same is not None:
        return same
    if len(held.photos) >= facts.MOST_PHOTOS:
        raise HeldIncomplete(fault="fotonya sudah enam")
    key, number = uuid.uuid4(), kept.count() + 1
    line = (
        key.hex, row.pk, number, photo.width, photo.height, len(photo.content),
        digest, desk.account_id, stamp.received_on,
    )  # fmt: skip
    journal.record(verb="outreach.pictured", about=held.region, rows=[line], stamp=stamp)
    models.Photo.objects.create(
        **dict(zip(models.Photo.SEALED_BY["outreach.pictured"], line, strict=True)),
        content_sealed=vault.seal_bytes(photo.content, about=b"photo" + key.bytes), recorded_at=stamp.at,
    )  # fmt: skip
    return number


@transaction.atomic
def forget(*, event: uuid.UUID, why: str, desk: access.Desk, stamp: journal_facts.Stamp) -> None:
    """Names and photos of an event are taken back by who gave them: blanked for good, the counts stay.

    Raises NoEvent, NotYourOutreach, HeldIncomplete, NothingToForget.
    """
    journal.act(by=stamp.by)
    row, _held = _own(event, desk, stamp)
    if not why.strip():
        raise HeldIncomplete(fault="alasannya belum ditulis")
    if rules.holds_nik(why):
        raise HeldIncomplete(fault="ada NIK di dalamnya")
    names = models.Attendance.objects.filter(event=row).exclude(names_sealed=b"")
    photos = models.Photo.objects.filter(event=row).exclude(content_sealed=b"")
    found = [(models.Attendance, list(names.values_list("pk", flat=True)))]
    found.append((models.Photo, list(photos.values_list("pk", flat=True))))
    if not any(pks for _model, pks in found):
        raise NothingToForget()
    for model, pks in found:
        resealing.destroy(model=model, pks=pks, why=why.strip(), stamp=stamp)


def _own(event: uuid.UUID, desk: access.Desk, stamp: journal_facts.Stamp) -> tuple[models.Event, facts.Event]:
    """The event of this office, as it stands. Raises NoEvent, NotYourOutreach."""
    row = models.Event.objects.filter(key=event).first()
    found = queries.event(event, known_at=stamp.received_on) if row else None
    if row is None or found is None or not desk.scope.covers(found.region):
        raise NoEvent()
    if desk.role != found.owner:
        raise NotYourOutreach()
    return row, found


def _add(
    model: type[Model], verb: str, rows: Sequence[tuple[object, ...]], about: str, stamp: journal_facts.Stamp
) -> None:
    """Write rows and the line that tells of them."""
    columns: Sequence[str] = model.SEALED_BY[verb]  # type: ignore[attr-defined]
    journal.record(verb=verb, about=about, rows=rows, stamp=stamp)
    model._default_manager.bulk_create(
        model(**dict(zip(columns, row, strict=True)), recorded_at=stamp.at) for row in rows
    )
