"""Campaigns and their events: planned in one act, held or not, counted; names and photos sealed and taken back."""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid

import pytest
from PIL import Image

from lindung.platform.access import facts as access
from lindung.platform.access import scope
from lindung.platform.journal import facts as journal
from lindung.platform.journal import models as lines
from lindung.platform.journal import queries as chain
from lindung.platform.vault.pictures import queries as pictures
from lindung.registers.enrolment import queries as enrolment
from lindung.registers.outreach import facts, models, operations, queries
from tests import chronicle, identities
from tests.conftest import OFFICER

pytestmark = pytest.mark.django_db

DAY = chronicle.MONITORING_DAY
FRIDAY = dt.date(2023, 4, 14)
HERE, THERE, TAPA = chronicle.HUANGOBOTU, "75.03.08.2002", chronicle.TALUMOPATU


@pytest.fixture(autouse=True)
def regency() -> chronicle.Chronicle:
    return chronicle.Chronicle()


def stamp(on: dt.date = DAY) -> journal.Stamp:
    return journal.Stamp(OFFICER, dt.datetime(on.year, on.month, on.day, 2, tzinfo=dt.UTC), uuid.uuid4(), on)


def desk(role: access.Role = "dpmd", *regions: str) -> access.Desk:
    seen = access.Scope(frozenset(regions or ("75.03",)))
    return access.Desk(chronicle.account(role), role.title(), 1, f"Kantor {role}", role, seen)


def planned(*villages: str, role: access.Role = "dpmd", on: dt.date = FRIDAY, campaign=None) -> list[uuid.UUID]:
    wanted = facts.Plan(on, "Yusna Hulalata, Dinas PMD", "Brosur", "09.00", campaign)
    return operations.plan(villages=villages or (HERE,), wanted=wanted, desk=desk(role), stamp=stamp())


def held(event: uuid.UUID, men: int = 15, women: int = 27, *, role: access.Role = "dpmd", **said: object) -> None:
    told = facts.Told(FRIDAY, men, women, **said)
    operations.hold(event=event, told=told, desk=desk(role), stamp=stamp(dt.date(2023, 4, 17)))


def event(key: uuid.UUID, known_at: dt.date = dt.date(2023, 4, 17)) -> facts.Event:
    found = queries.event(key, known_at=known_at)
    assert found is not None
    return found


def picture(size: tuple[int, int] = (2000, 1000), *, turned: bool = False) -> bytes:
    """A photo of noise with the place where it was taken; ``turned``: held upright, written lying."""
    file, said = io.BytesIO(), Image.Exif()
    said[0x010F] = "Telepon Yusna"
    if turned:
        said[0x0112] = 6
    Image.effect_noise(size, 60).convert("RGB").save(file, "JPEG", exif=said, quality=95)
    return file.getvalue()


# Campaigns


def test_a_campaign_of_bpjs_over_two_regencies_is_seen_in_each_as_its_own_part():
    chronicle.Chronicle("75.01")
    wanted = facts.Wanted("Kerja Keras Bebas Cemas", "Kabila dan Tapa", DAY, dt.date(2023, 5, 1), ("75.01", "75.03"))
    key = operations.start(wanted=wanted, desk=desk("bpjs", "75.01", "75.03"), stamp=stamp())
    assert [one.regencies for one in queries.campaigns("75", known_at=DAY)] == [("75.01", "75.03")]
    with scope.within(access.Scope(frozenset({"75.03"}))):
        (seen,) = queries.campaigns("75.03", known_at=DAY)
        assert (seen.key, seen.regencies, seen.owner) == (key, ("75.03",), "bpjs")
    with scope.within(access.Scope(frozenset({"75.04"}))):
        assert queries.campaigns("75", known_at=DAY) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"name": " "}, "namanya belum ditulis"),
        ({"aim": ""}, "tujuannya belum ditulis"),
        ({"ends_before": DAY}, "hari terakhirnya sebelum hari pertama"),
        ({"regencies": ("75.03", "75.04")}, "kabupatennya di luar wilayah kantor Anda"),
        ({"regencies": ("75.03.08",)}, "kabupatennya di luar wilayah kantor Anda"),
    ],
)
def test_a_campaign_that_says_too_little_is_refused(said, fault):
    whole = {"name": "KKBC", "aim": "x", "starts_on": DAY, "ends_before": FRIDAY, "regencies": ("75.03",)}
    with pytest.raises(operations.CampaignIncomplete) as refused:
        operations.start(wanted=facts.Wanted(**whole | said), desk=desk(), stamp=stamp())
    assert refused.value.facts["fault"] == fault


def test_a_campaign_that_is_sent_twice_is_made_once():
    wanted = facts.Wanted("KKBC", "Kabila", DAY, FRIDAY, ("75.03",))
    operations.start(wanted=wanted, desk=desk(), stamp=stamp())
    with pytest.raises(operations.CampaignIncomplete, match="sudah ada"):
        operations.start(wanted=wanted, desk=desk(), stamp=stamp())
    assert models.Campaign.objects.count() == 1


# Planning


def test_events_of_several_villages_are_planned_in_one_act_each_with_a_code_of_its_own():
    keys = planned(HERE, THERE, TAPA)
    found = queries.events("75.03", known_at=DAY)
    assert {one.key for one in found} == set(keys)
    assert [(one.region, one.state, one.on) for one in found] == [
        (TAPA, "planned", FRIDAY), (HERE, "planned", FRIDAY), (THERE, "planned", FRIDAY),
    ]  # fmt: skip
    assert len({one.code for one in found}) == 3
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{8}", one.code) for one in found)
    line = lines.Line.objects.get(verb="outreach.planned")
    assert (line.about, line.row_count) == ("75.03", 3)


def test_an_event_belongs_to_a_campaign_of_its_regency_and_day_or_to_none():
    wanted = facts.Wanted("KKBC", "Kabila Bone", DAY, dt.date(2023, 4, 15), ("75.03",))
    campaign = operations.start(wanted=wanted, desk=desk(), stamp=stamp())
    assert event(planned(HERE, campaign=campaign)[0]).campaign_name == "KKBC"
    with pytest.raises(operations.PlanIncomplete, match="tidak meliputi"):
        planned(HERE, campaign=campaign, on=dt.date(2023, 4, 15))


def test_who_may_plan_where_is_held():
    wanted = facts.Plan(FRIDAY, "Yusna", "")
    with pytest.raises(operations.NotYourOutreach):
        operations.plan(villages=[HERE], wanted=wanted, desk=desk("camat", "75.03.08"), stamp=stamp())
    for village in ("75.04.01.2003", "75.03.08", "75.03"):
        with pytest.raises(operations.PlanIncomplete, match="di luar wilayah"):
            operations.plan(villages=[village], wanted=wanted, desk=desk(), stamp=stamp())
    with pytest.raises(operations.PlanIncomplete, match="sudah lewat"):
        planned(HERE, on=dt.date(2023, 4, 12))
    with pytest.raises(operations.PlanIncomplete, match="NIK"):
        nik = facts.Plan(FRIDAY, "Yusna 7503 0141 0680 0001", "")
        operations.plan(villages=[HERE], wanted=nik, desk=desk(), stamp=stamp())


def test_a_code_opens_its_event_and_no_other_says_anything():
    (key,) = planned()
    code = event(key).code
    typed = f" {code[:4].lower()}-{code[4:].lower()} "
    assert queries.by_code(typed) == facts.Called(key, code, HERE, FRIDAY, False)
    assert queries.by_code("TIADATIA") is None
    assert queries.by_code("") is None
    operations.cancel(event=key, reason="Banjir", desk=desk(), stamp=stamp())
    assert queries.by_code(code).cancelled is True


# How it went


def test_42_came_to_huangobotu_and_the_village_beside_it_was_never_visited():
    first, second = planned(HERE, THERE)
    answers = {"iuran-siapa": facts.Answered(31, 40)}
    held(first, answers=answers, names="Hartin Ulo\n\n  Ramlah   Suaib ", consented_on=FRIDAY)
    told = event(first)
    assert (told.state, told.attendance.men, told.attendance.women, told.attendance.people) == ("held", 15, 27, 42)
    assert told.attendance.answers == answers
    assert (told.attendance.names, told.attendance.consent) == (2, "2026-1")
    assert queries.names(first, known_at=dt.date(2023, 4, 17)) == ["Hartin Ulo", "Ramlah Suaib"]
    assert queries.visits("75.03", known_at=dt.date(2023, 4, 17)) == {HERE: [FRIDAY]}
    assert (event(second).state, event(first, known_at=DAY).state) == ("planned", "planned")


def test_names_stand_nowhere_in_clear_and_what_is_told_again_stands():
    (key,) = planned()
    held(key, names="Hartin Ulo", consented_on=FRIDAY)
    held(key, 14, 27)
    assert (event(key).attendance.people, event(key).attendance.names) == (41, 0)
    assert queries.names(key, known_at=dt.date(2023, 4, 17)) == []
    rows = repr(list(models.Attendance.objects.values())) + repr(list(lines.Line.objects.values()))
    assert "Hartin" not in rows


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"men": 0, "women": 0}, "jumlah hadirnya belum ditulis"),
        ({"men": -1}, "jumlah hadirnya tidak masuk akal"),
        ({"men": 30_000}, "jumlah hadirnya tidak masuk akal"),
        ({"men": 1, "women": 0, "names": "A B\nC D", "consented_on": FRIDAY}, "nama yang dicatat lebih banyak"),
        ({"names": "A B"}, "hari persetujuannya belum ditulis"),
        ({"names": "A B", "consented_on": DAY}, "hari persetujuannya bukan hari acara"),
        ({"answers": {"iuran-siapa": facts.Answered(5, 4)}}, "jawaban benar lebih banyak"),
        ({"answers": {"iuran-siapa": facts.Answered(40, 43)}}, "jawaban benar lebih banyak"),
        ({"answers": {"lain": facts.Answered(1, 1)}}, "pertanyaannya tidak dikenal"),
        ({"names": "7503014106800001", "consented_on": FRIDAY}, "ada NIK"),
    ],
)
def test_what_cannot_be_of_an_event_is_refused(said, fault):
    (key,) = planned()
    with pytest.raises(operations.HeldIncomplete, match=fault):
        held(key, **said)
    assert event(key).state == "planned"


def test_only_the_office_that_planned_it_tells_how_it_went():
    (key,) = planned(role="bpjs")
    with pytest.raises(operations.NotYourOutreach):
        held(key)
    with pytest.raises(operations.NoEvent):
        operations.hold(
            event=key, told=facts.Told(DAY, 1, 1), desk=desk("bpjs", "75.04"), stamp=stamp(dt.date(2023, 4, 17))
        )  # fmt: skip
    held(key, role="bpjs")
    assert event(key).office == "Kantor bpjs"


def test_an_event_is_held_or_cancelled_and_not_before_its_day():
    first, second = planned(HERE, THERE)
    with pytest.raises(operations.NotHeldThen):
        operations.hold(event=first, told=facts.Told(FRIDAY, 1, 1), desk=desk(), stamp=stamp())
    operations.cancel(event=first, reason="Balai desa terendam", desk=desk(), stamp=stamp())
    assert (event(first).state, event(first).reason) == ("cancelled", "Balai desa terendam")
    with pytest.raises(operations.EventCancelled):
        held(first)
    held(second)
    with pytest.raises(operations.EventHeld):
        operations.cancel(event=second, reason="keliru", desk=desk(), stamp=stamp(dt.date(2023, 4, 18)))


# Photos


def test_a_photo_is_upright_small_and_says_nothing_of_who_took_it():
    kept = pictures.small(picture((3000, 2000), turned=True))
    assert (max(kept.width, kept.height) <= 1280, kept.height > kept.width) == (True, True)
    assert len(kept.content) <= 150_000
    assert b"Telepon" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (kept.width, kept.height), {})


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 bukan foto", picture((40, 30))[:400], b"\xff\xd8\xff\xe0" * 9])
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(pictures.NotAPhoto):
        pictures.small(content)


def pictured(key: uuid.UUID, content: bytes | None = None) -> int:
    photo = pictures.small(content or picture((60, 40)))
    return operations.picture(event=key, photo=photo, desk=desk(), stamp=stamp())


def test_photos_are_sealed_and_six_are_enough():
    (key,) = planned()
    held(key)
    for number in range(1, 7):
        content = picture((60, 40))
        assert [pictured(key, content), pictured(key, content)] == [number, number]  # pressed twice
    with pytest.raises(operations.HeldIncomplete, match="enam"):
        pictured(key)
    opened = queries.photo(key, 1, known_at=DAY)
    row = models.Photo.objects.get(number=1)
    assert (opened[:3], row.size) == (b"\xff\xd8\xff", len(opened))
    assert b"\xff\xd8\xff" not in bytes(row.content_sealed)
    assert event(key).photos == (1, 2, 3, 4, 5, 6)


def test_names_and_photos_are_taken_back_and_the_counts_stay():
    (key,) = planned()
    held(key, names="Hartin Ulo", consented_on=FRIDAY)
    pictured(key)
    operations.forget(event=key, why="Permintaan peserta", desk=desk(), stamp=stamp(dt.date(2023, 4, 18)))
    told = event(key)
    assert (told.attendance.people, told.attendance.names, told.attendance.forgotten) == (42, 1, True)
    assert (told.photos, queries.names(key, known_at=dt.date(2023, 4, 18))) == ((), [])
    assert queries.photo(key, 1, known_at=dt.date(2023, 4, 18)) is None
    with pytest.raises(operations.NothingToForget):
        operations.forget(event=key, why="lagi", desk=desk(), stamp=stamp(dt.date(2023, 4, 18)))
    assert chain.first_break() is None


def test_a_plan_that_is_sent_twice_is_made_once_and_one_that_was_cancelled_can_be_made_anew():
    (key,) = planned()
    with pytest.raises(operations.PlanIncomplete, match="sudah ada acara"):
        planned(THERE, HERE)
    assert models.Event.objects.count() == 1
    planned(role="bpjs")
    operations.cancel(event=key, reason="Hujan", desk=desk(), stamp=stamp())
    assert len(planned(THERE, HERE)) == 2


def test_a_village_sees_its_own_events_and_nobody_elses():
    here, _there = planned(HERE, THERE)
    held(here)
    with scope.within(access.Scope(frozenset({HERE}))):
        assert [one.region for one in queries.events("75.03", known_at=dt.date(2023, 4, 17))] == [HERE]
    with scope.within(access.Scope(frozenset({"75.04"}))):
        assert queries.event(here, known_at=dt.date(2023, 4, 17)) is None


def test_the_days_on_which_people_first_entered_a_villages_list(regency):
    early, late = dt.date(2023, 1, 9), dt.date(2023, 4, 3)
    three = chronicle.people(3)
    regency.listed(HERE, three[:2], received_on=early)
    regency.listed(HERE, three, received_on=late)
    regency.listed(TAPA, three[:1], received_on=late)
    found = enrolment.first_days("75.03", known_at=DAY)
    assert found == {HERE: [early, early, late], TAPA: [late]}
    assert enrolment.first_days("75.03.08", known_at=early) == {HERE: [early, early]}


def test_two_records_that_were_found_to_be_one_person_entered_once(regency):
    early, late = dt.date(2023, 1, 9), dt.date(2023, 4, 3)
    one, again = chronicle.people(2)
    regency.listed(HERE, [one], received_on=early)
    regency.listed(HERE, [again], received_on=late)
    identities.merged(HERE, identities.person(one), identities.person(again), on=DAY)
    assert enrolment.first_days("75.03", known_at=DAY) == {HERE: [early]}
    assert enrolment.first_days("75.03", known_at=late) == {HERE: [early, late]}
