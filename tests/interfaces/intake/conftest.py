"""What these tests write are files as they come in, and nothing else."""

from __future__ import annotations

import pathlib

import pytest


@pytest.fixture
def tmp_path(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder of an officer's: an input, as ``tests.leaks`` calls it."""
    folder = tmp_path / "berkas"
    folder.mkdir()
    return folder
