"""Findings come in each day; what the villages do closes their duties, what they leave goes along the line."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from lindung.interfaces import scheduler
from lindung.interfaces.cli import duties as command
from lindung.interfaces.web.components import duties as components
from lindung.platform.journal import queries as journal
from lindung.platform.regions import queries as regions
from lindung.registers.followup import facts, operations, queries
from tests import chronicle
from tests.chronicle import DUNGGALA, MONITORING_DAY, TALUMOPATU

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2023, 4, 13, 4, 0, tzinfo=dt.UTC)
SEKDA_ON = dt.date(2023, 5, 8)


@pytest.fixture
def regency() -> chronicle.Chronicle:
    told = chronicle.Chronicle()
    told.no_budget(TALUMOPATU)
    told.no_budget(DUNGGALA)
    return told


def run(on: dt.date) -> facts.Brought:
    return scheduler.run("75.03", on=on, at=NOON)


def duty(kind: str, region: str, on: dt.date) -> facts.Duty | None:
    return next(
        (one for one in queries.duties(region, on=on, known_at=on) if (one.kind, one.region) == (kind, region)), None
    )


def test_the_monitoring_day_gives_each_camat_the_villages_without_a_budget(regency):
    run(MONITORING_DAY)
    one = duty("not_budgeted", TALUMOPATU, MONITORING_DAY)
    assert (one.office, one.due_on, one.missing) == ("camat", dt.date(2023, 5, 5), 100)
    assert one.sentence == "Desa Talumopatu belum menganggarkan iuran untuk 100 pekerja rentan."
    assert [row.file for row in one.evidence] == ["anggaran.xlsx"]
    assert duty("milestone_missed", "75.03", MONITORING_DAY).office == "sekda"


def test_twice_the_same_day_writes_nothing(regency):
    run(MONITORING_DAY)
    before = journal.last_line()
    assert run(MONITORING_DAY).nothing
    assert journal.last_line() == before


def test_one_village_budgets_and_its_duty_closes_with_the_row_another_reaches_the_sekda(regency):
    run(MONITORING_DAY)
    regency.budget(TALUMOPATU, stage="perubahan", received_on=dt.date(2023, 4, 28), name="perubahan.xlsx",
                   decided_on=dt.date(2023, 4, 27))  # fmt: skip
    run(dt.date(2023, 4, 28))
    closing = duty("not_budgeted", TALUMOPATU, dt.date(2023, 4, 28)).closing
    assert (closing.why, closing.proof.figures["budget_rupiah"]) == ("data", 20_160_000)
    assert [row.file for row in closing.proof.rows] == ["perubahan.xlsx"]
    run(SEKDA_ON)
    assert duty("not_budgeted", DUNGGALA, SEKDA_ON).office == "sekda"
    assert duty("not_budgeted", TALUMOPATU, SEKDA_ON).state == "closed"
    assert duty("not_budgeted", TALUMOPATU, MONITORING_DAY).state == "open"


def test_after_three_days_without_a_computer_the_steps_are_those_of_the_line(regency):
    run(MONITORING_DAY)
    run(SEKDA_ON + dt.timedelta(days=3))
    step = duty("not_budgeted", DUNGGALA, SEKDA_ON + dt.timedelta(days=3)).step
    assert (step.office, step.reached_on) == ("sekda", SEKDA_ON)


def test_a_sentence_that_names_another_village_is_kept_without_it(regency):
    person = chronicle.someone()
    regency.listed(TALUMOPATU, [person])
    regency.listed(DUNGGALA, [person])
    run(MONITORING_DAY)
    kept = [one.sentence for one in queries.duties("75.03", on=MONITORING_DAY, known_at=MONITORING_DAY)
            if one.kind == "person_in_two_villages"]  # fmt: skip
    assert len(kept) == 1
    assert "di desa lain" in kept[0]
    assert not ("Talumopatu" in kept[0] and "Dunggala" in kept[0])


def test_two_payments_that_no_rate_makes_are_one_duty_that_tells_of_both(regency):
    for paid_on, heads, amount in ((dt.date(2023, 3, 1), 20, 4_082_000), (dt.date(2023, 4, 3), 5, 1_000_000)):
        regency.paid(TALUMOPATU, paid_on, heads=heads, amount=amount)
    run(MONITORING_DAY)
    first, second = duty("payment_amount", TALUMOPATU, MONITORING_DAY).sentence.splitlines()
    assert "Rp4.082.000 tidak sama dengan 20 orang × 12 bulan (Rp4.032.000)" in first
    assert "Rp1.000.000 tidak sama dengan 5 orang × 12 bulan (Rp1.008.000)" in second
    with translation.override("en"):
        said = components.sentences(duty("payment_amount", TALUMOPATU, MONITORING_DAY))
    assert [one.startswith("The payment of Desa Talumopatu") for one in said] == [True, True]


def test_two_who_paid_for_a_villages_months_before_are_one_duty_that_names_neither(regency):
    for payer, person in ((DUNGGALA, chronicle.someone()), ("75.03", chronicle.someone())):
        for place, paid_on in ((payer, dt.date(2023, 1, 5)), (TALUMOPATU, dt.date(2023, 2, 5))):
            regency.confirmed(regency.paid(place, paid_on, heads=1, months=2), [person])
    run(MONITORING_DAY)
    said = duty("double_funded", TALUMOPATU, MONITORING_DAY).sentence.splitlines()
    assert len(said) == 2
    assert all("oleh pembayar lain" in one and "Dunggala" not in one for one in said)


def test_an_open_duty_of_last_year_is_judged_by_its_own_year_and_no_new_ones_are_opened_for_it(regency):
    run(MONITORING_DAY)
    regency.budget(TALUMOPATU, received_on=dt.date(2023, 12, 30), decided_on=dt.date(2023, 12, 29))
    after = dt.date(2024, 1, 2)
    run(after)
    known = {(one.kind, one.year): one.state for one in queries.duties(TALUMOPATU, on=after, known_at=after)}
    assert known == {("not_budgeted", 2023): "closed", ("not_reporting", 2024): "open"}


def test_the_command_says_what_it_did(regency):
    (here,) = regions.taken()
    said = command.said(here, MONITORING_DAY, run(MONITORING_DAY))
    assert said.startswith("Kabupaten Bone Bolango, 13 April 2023: 161 tugas dibuka, 0 dibuka lagi, 0 ditutup")
    late = command.said(here, SEKDA_ON, run(SEKDA_ON))
    assert "160 sampai ke Sekda" in late
    assert command.said(here, SEKDA_ON, run(SEKDA_ON)).endswith("tidak ada yang berubah.")


def test_the_worker_looks_again_only_when_something_was_written_or_the_day_has_changed(regency, monkeypatch, capsys):
    asked: list[dt.date] = []
    monkeypatch.setattr(command, "_brought", {})
    monkeypatch.setattr(scheduler, "run", lambda regency, *, on, at: asked.append(on))
    command.keep_all(example_day=MONITORING_DAY)
    command.keep_all(example_day=MONITORING_DAY)
    regency.budget(TALUMOPATU)
    command.keep_all(example_day=MONITORING_DAY)
    command.keep_all(example_day=SEKDA_ON)
    assert asked == [MONITORING_DAY, MONITORING_DAY, SEKDA_ON]

    def back(regency: str, *, on: dt.date, at: dt.datetime) -> None:
        raise operations.DayBefore(day="13-04-2023", last="08-05-2023")

    monkeypatch.setattr(scheduler, "run", back)
    command.keep("75.03", on=MONITORING_DAY)
    assert "tidak diperbarui" in capsys.readouterr().err
