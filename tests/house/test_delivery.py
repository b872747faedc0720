"""What is delivered: locks, files without a machine's path, and every act of the journal in words."""

from __future__ import annotations

import pathlib
import re
import subprocess

import pytest

from lindung.interfaces.reports import trail

ROOT = pathlib.Path(__file__).parents[2]
SOURCE = ROOT / "src" / "lindung"
MODULES = [path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("*.py"))]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_every_package_by_hash_and_names_no_index(name):
    text = (ROOT / name).read_text("utf-8")
    packages = re.findall(r"^([A-Za-z0-9_.-]+)==\S+.*$", text, re.MULTILINE)
    assert {"django", "cryptography", "pysqlite3"} <= {package.lower() for package in packages}
    blocks = re.split(r"\n(?=\S)", text)
    assert [block.split("\n")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
    assert "http" not in text
    assert "--index" not in text


def tracked() -> list[pathlib.Path]:
    """What git keeps or would keep; without git, the source and the tests."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for folder in ("src", "tests", "docs") for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [ROOT / line for line in said.splitlines() if (ROOT / line).is_file()]


def test_no_path_of_anyones_machine_stands_in_any_file():
    machine = re.compile(r"(?<![\w.])/" + r"work/|/" + r"root/\w|/" + r"tmp/\w|/" + r"home/\w|C:" + r"\\Users")
    found = {}
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if b"\0" not in path.read_bytes()[:1024] and machine.search(text):
            found[path.relative_to(ROOT).as_posix()] = machine.search(text)[0]
    assert found == {}


ROOMS = (
    "access", "audit", "claims", "coverage", "disclosure", "enrolment", "followup", "funding", "grievances", "intake",
    "keys", "letters", "meetings", "outreach", "programmes", "regions", "reporting", "retention", "rulebook",
    "support", "vault", "workers",
)  # fmt: skip
VERB = re.compile(rf'"((?:{"|".join(ROOMS)})\.[a-z_]+)"')


def test_every_verb_of_the_journal_is_told_in_words():
    """An auditor reads a sentence on the page of the trail, not our name for it."""
    sources = [(SOURCE / name).read_text("utf-8") for name in MODULES if name.endswith("operations.py")]
    written = {verb for text in sources for verb in VERB.findall(text)}
    assert len(written) > 30
    assert sorted(verb for verb in written if trail.verb(verb) == verb) == []
