"""Each race run once, on the engine of this run."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests import server
from tests.conftest import ON_SERVER
from tests.races import scenarios, track


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[track.Track]:
    folder = tmp_path_factory.mktemp("balapan")
    if ON_SERVER:
        with server.new_database() as address, track.opened(folder, address) as opened:
            yield opened
        return
    (folder / "data").mkdir()
    with track.opened(folder, str(folder / "data" / "l.sqlite3")) as opened:
        yield opened


@pytest.mark.parametrize("race", scenarios.ALL, ids=lambda race: race.__name__)
def test_one_effect_is_left(on, race):
    race(on, random.Random(race.__name__))
