"""The laws of the house for tables, migrations and the database's own settings."""

from __future__ import annotations

import pathlib
import re
import tomllib

import pytest
from django.apps import apps
from django.core import management
from django.db import connection, models
from django.db.backends.sqlite3 import base as sqlite

from lindung.config import engine

ROOT = pathlib.Path(__file__).parents[2]
MODELS = [model for model in apps.get_models() if model.__module__.startswith("lindung.")]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = {container: contract["layers"] for contract in CONTRACTS for container in contract.get("containers", ())}


def height(module: str) -> tuple[int, int]:
    """Floor and room of a module, counted from the ground."""
    _, floor, room = module.split(".")[:3]
    floors, rooms = LAYERS["lindung"], LAYERS[f"lindung.{floor}"]
    place = next(index for index, layer in enumerate(rooms) if room in re.split(r"[|:\s]+", layer))
    return -floors.index(floor), -place


def related(model: type[models.Model]) -> list[type[models.Model]]:
    fields = (*model._meta.concrete_fields, *model._meta.local_many_to_many)
    return [field.related_model for field in fields if field.related_model]


# Foreign keys are imports that no linter sees


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_foreign_key_points_into_its_own_room_or_down(model):
    for target in related(model):
        same_room = target._meta.app_label == model._meta.app_label
        assert same_room or height(target.__module__) < height(model.__module__), target._meta.label


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nothing_goes_when_what_it_points_to_goes(model):
    keys = [field for field in model._meta.concrete_fields if field.related_model]
    assert [field.name for field in keys if field.remote_field.on_delete is not models.PROTECT] == []


def test_the_map_knows_which_room_is_higher():
    assert height("lindung.registers.coverage.models") > height("lindung.registers.funding.models")
    assert height("lindung.registers.programmes.models") == height("lindung.registers.workers.models")
    assert height("lindung.interfaces.intake.models") > height("lindung.registers.coverage.models")


# Privacy


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_column_is_classified_exactly_once(model):
    said = [column for columns in model.PRIVACY.values() for column in columns]
    assert sorted(said) == sorted(field.name for field in model._meta.concrete_fields)
    assert set(model.PRIVACY) <= {"open", "personal", "secret"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_whatever_is_sealed_or_about_a_person_is_never_open(model):
    for column in model.PRIVACY.get("open", ()):
        assert not re.search(r"sealed|nik|birth|born|phone|mother|address|income", column)


def test_money_is_whole_rupiah_and_no_column_holds_a_fraction():
    fractions = (models.FloatField, models.DecimalField)
    assert [
        f"{model._meta.label}.{field.name}"
        for model in MODELS
        for field in model._meta.concrete_fields
        if isinstance(field, fractions)
    ] == []


def test_a_day_is_called_on_or_before_and_a_moment_at():
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField):
                assert re.search(r"(^|_)at$", field.name), f"{model._meta.label}.{field.name}"
            elif isinstance(field, models.DateField):
                assert re.search(r"_on$|_before$|^(first_)?month$", field.name), f"{model._meta.label}.{field.name}"


# Migrations


def test_every_migration_says_what_it_does():
    names = [path.stem for path in (ROOT / "src").rglob("migrations/0*.py")]
    assert len(names) >= 8
    assert [name for name in names if re.search(r"auto|^\d{4}_(initial|migration)$", name)] == []
    assert [name for name in names if not re.fullmatch(r"\d{4}_[a-z][a-z_]+", name)] == []


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_say():
    management.call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# The database


@pytest.fixture
def file_database(db, tmp_path):
    """A connection to a file, with the settings that every database of Lindung has."""
    opened = sqlite.DatabaseWrapper(connection.settings_dict | {"NAME": str(tmp_path / "lindung.sqlite3")}, "file")
    yield opened
    opened.close()


def pragma(database, name: str) -> object:
    with database.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.sqlite
def test_what_was_acknowledged_survives_a_power_cut(file_database):
    safe = engine.wal_is_safe(sqlite.Database.sqlite_version_info)
    assert pragma(file_database, "journal_mode") == ("wal" if safe else "delete")
    assert pragma(file_database, "synchronous") == 2


@pytest.mark.sqlite
def test_foreign_keys_hold_and_replace_does_not_pass_by_the_guards(file_database):
    assert pragma(file_database, "foreign_keys") == 1
    assert pragma(file_database, "recursive_triggers") == 1


@pytest.mark.sqlite
def test_a_write_takes_its_lock_at_once_and_waits_for_another(file_database):
    assert file_database.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert pragma(file_database, "busy_timeout") == 20_000


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_where_the_library_cannot_corrupt_it(version, safe):
    assert engine.wal_is_safe(version) is safe
    assert ("journal_mode=WAL" in engine.pragmas(version)) is safe
    assert ("journal_mode=DELETE" in engine.pragmas(version)) is not safe
    assert "synchronous=FULL" in engine.pragmas(version)
