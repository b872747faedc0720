"""The map of the house is held by a machine: every room is on it, and imports only point down."""

from __future__ import annotations

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

ROOT = pathlib.Path(__file__).parents[2]
SOURCE = ROOT / "src" / "lindung"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
LAYERED = {container: contract for contract in CONTRACTS for container in contract.get("containers", ())}


def rooms_on_the_map(container: str) -> set[str]:
    """The layers of a container; ``|`` and ``:`` stand between rooms of one height."""
    return {room.strip("() ") for layer in LAYERED[container]["layers"] for room in layer.replace(":", "|").split("|")}


def rooms_there(container: str) -> set[str]:
    folder = SOURCE.joinpath(*container.split(".")[1:])
    modules = {path.stem for path in folder.glob("*.py") if path.stem not in ("__init__", "__main__")}
    return modules | {path.parent.name for path in folder.glob("*/__init__.py")}


def judged(folder: pathlib.Path) -> subprocess.CompletedProcess[str]:
    """``lint-imports`` over the tree at ``folder``."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--config", "pyproject.toml"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def copy(tmp_path) -> pathlib.Path:
    """The tree again, to be changed."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_points_down():
    result = judged(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize("container", sorted(LAYERED))
def test_every_room_is_on_the_map_and_the_map_shows_no_room_that_is_not_there(container):
    assert rooms_on_the_map(container) == rooms_there(container)


def test_every_map_is_exhaustive_and_every_floor_with_rooms_has_one():
    assert [contract["name"] for contract in LAYERED.values() if not contract.get("exhaustive")] == []
    assert set(LAYERED) == {
        "lindung", "lindung.platform", "lindung.registers", "lindung.monitoring", "lindung.interfaces",
    }  # fmt: skip


def test_the_floors_are_those_of_the_house():
    assert LAYERED["lindung"]["layers"] == ["config", "interfaces", "monitoring", "registers", "platform", "kernel"]


def test_no_import_is_excused():
    assert [contract["name"] for contract in CONTRACTS if contract.get("ignore_imports")] == []


def test_the_kernel_may_know_neither_framework_nor_file_nor_network():
    (kernel,) = [contract for contract in CONTRACTS if contract.get("source_modules") == ["lindung.kernel"]]
    assert {"django", "pathlib", "os", "io", "socket", "subprocess"} <= set(kernel["forbidden_modules"])


def test_a_new_folder_fails_until_someone_decides_its_floor(copy):
    (copy / "src" / "lindung" / "registers" / "attic").mkdir()
    (copy / "src" / "lindung" / "registers" / "attic" / "__init__.py").touch()
    (copy / "src" / "lindung" / "extras").mkdir()
    (copy / "src" / "lindung" / "extras" / "__init__.py").touch()
    result = judged(copy)
    assert result.returncode == 1
    assert "lindung.registers.attic" in result.stdout
    assert "lindung.extras" in result.stdout


@pytest.mark.parametrize(
    ("where", "upward"),
    [
        ("monitoring/standing.py", "from lindung.interfaces import monitor"),
        ("registers/funding/queries.py", "from lindung.monitoring import facts as above"),
        ("registers/workers/queries.py", "from lindung.registers.programmes import queries as beside"),
        ("kernel/values.py", "import pathlib"),
    ],
)
def test_an_import_that_points_up_or_sideways_fails(copy, where, upward):
    file = copy / "src" / "lindung" / where
    file.write_text(file.read_text("utf-8") + f"\n{upward}\n", encoding="utf-8")
    result = judged(copy)
    assert result.returncode == 1
    assert re.search(r"[1-9] broken", result.stdout)
