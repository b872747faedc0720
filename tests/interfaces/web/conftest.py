"""An example regency that is told once for each module of tests; what a test changes in it is taken back."""

from __future__ import annotations

import functools
import sys
from collections import OrderedDict
from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from lindung.platform.access import scope
from lindung.platform.vault import queries as vault
from tests import chronicle
from tests.interfaces.web import desks, typists


@pytest.fixture(scope="module")
def _told(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[desks.Example]:
    vault.hold(1, desks.KEYS)
    with django_db_blocker.unblock(), transaction.atomic(), scope.everything("uji"):
        yield desks.tell()
        transaction.set_rollback(True)


@pytest.fixture
def example(_told: desks.Example, _open_vault: None, db: None) -> Iterator[desks.Example]:
    """The example of ``desks``; its keys are held and nothing that a page remembered before is."""
    vault.hold(1, desks.KEYS)
    forget()
    yield _told
    forget()


def forget() -> None:
    """What was taken back left the journal at a line where another test may have written something else."""
    for name, module in list(sys.modules.items()):
        if name.startswith("lindung.interfaces.web."):
            for held in vars(module).values():
                if isinstance(held, OrderedDict):
                    held.clear()
                elif isinstance(held, functools._lru_cache_wrapper):
                    held.cache_clear()


@pytest.fixture
def on_the_monitoring_day() -> Iterator[None]:
    """The morning of 13 April 2023, on which those who type sit down."""
    with time_machine.travel(typists.MORNING, tick=False):
        yield


@pytest.fixture
def regency(db: None) -> chronicle.Chronicle:
    """Bone Bolango with its target, and nothing told of it yet."""
    return chronicle.Chronicle()
