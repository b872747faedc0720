"""The laws of the house that a machine can read off the source."""

from __future__ import annotations

import ast
import importlib
import pathlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator

import pytest

import lindung
from lindung.interfaces.intake import problems
from lindung.kernel import values
from lindung.monitoring import remarks

ROOT = pathlib.Path(__file__).parents[2]
SOURCE = ROOT / "src" / "lindung"
MODULES = {
    path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(SOURCE.rglob("*.py"))
    if "migrations" not in path.parts
}
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Each call, with the last word of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def docstrings(tree: ast.AST) -> set[int]:
    """The nodes (by identity) of strings that are statements: text for the reader of the code."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


# Law 1: the day is an argument

CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "gmtime", "time_ns", "monotonic", "perf_counter"}


def test_only_the_interfaces_read_the_clock():
    read = {
        (name, word)
        for name, tree in MODULES.items()
        for call, word in calls(tree)
        if word in CLOCKS or ast.unparse(call.func) in ("time.time", "datetime.fromtimestamp")
    }
    assert {name.split("/")[0] for name, _ in read} <= {"interfaces"}
    assert read


def test_no_question_has_today_as_its_default():
    """``on=None`` that means today is a clock too."""
    asked = [
        f"{name}: {function.name}({argument.arg})"
        for name, tree in MODULES.items()
        if name.startswith(("kernel/", "platform/", "registers/", "monitoring/"))
        for function in functions(tree)
        for argument, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        if argument.arg in ("on", "known_at", "at", "received_on") and default is not None
    ]
    assert asked == []


# Law 4 and 13: who writes

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "executemany", "_raw_delete",
}  # fmt: skip
NO_TABLE = {
    "interfaces/intake/gathering.py: content.update": "a running digest of a file's bytes",
    "interfaces/web/pages/applying.py: operations.save": "the operation that keeps answers; it writes",
    "interfaces/web/sessions.py: self.create": "Django's own word for a session's row, kept by an operation",
    "interfaces/web/sessions.py: self.save": "the same",
    "interfaces/web/pages/signing.py: request.session.update": "what a session knows, kept by an operation",
    "platform/rulebook/reading.py: digest.update": "a running digest of the books",
    "platform/vault/pictures/queries.py: bare.save": "a picture written into memory",
}


def test_only_operations_write_and_the_journals_rows_that_they_write_through():
    written = {
        f"{name}: {ast.unparse(call.func)}"
        for name, tree in MODULES.items()
        for call, word in calls(tree)
        if word in WRITES and isinstance(call.func, ast.Attribute)
        if not name.endswith("/operations.py") and name != "platform/journal/rows.py"
    }
    assert written == NO_TABLE.keys()


def test_statements_of_sql_that_write_stand_only_where_the_journal_writes_and_where_walls_are_put_up():
    verbs = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\s", re.IGNORECASE)
    found = set()
    for name, tree in MODULES.items():
        prose = docstrings(tree)
        for node in ast.walk(tree):
            said = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
            if said and verbs.match(node.value):
                found.add(name)
    assert found == {"platform/journal/rows.py", "platform/journal/guards.py", "platform/access/walls.py"}


def test_every_operation_that_writes_is_atomic_or_journals_within_anothers_transaction():
    loose = []
    for name, tree in MODULES.items():
        if not name.endswith("/operations.py") or name.startswith(("platform/vault", "platform/journal")):
            continue
        for function in tree.body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
                by_name = any(argument.arg == "stamp" for argument in function.args.kwonlyargs)
                atomic = "transaction.atomic" in [ast.unparse(mark) for mark in function.decorator_list]
                if by_name and not atomic:
                    loose.append(f"{name}: {function.name}")
    assert loose == []


NOBODY_YET = "nobody has signed in yet, or only reads: its table says NO_ACTOR and why"
DERIVED = {
    "interfaces/web/operations.py: keep": "what it keeps can be computed anew by anyone",
    "platform/access/guessing/operations.py: count": NOBODY_YET,
    "platform/access/guessing/operations.py: forget": NOBODY_YET,
    "platform/access/sessions/operations.py: keep": NOBODY_YET,
    "platform/access/sessions/operations.py: end": NOBODY_YET,
    "platform/access/sessions/operations.py: forget_ended": NOBODY_YET,
    "registers/workers/phones/operations.py: ask": NOBODY_YET,
    "registers/workers/phones/operations.py: use": NOBODY_YET,
    "registers/workers/phones/operations.py: dealt_with": NOBODY_YET,
    "registers/workers/phones/operations.py: forget": NOBODY_YET,
}


def test_every_transaction_begins_by_saying_who_acts():
    """Before anything is read that the write then relies on: ``journal.act(by=stamp.by)`` as the first statement."""
    silent = set()
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            marks = [mark for mark in getattr(node, "decorator_list", ()) if isinstance(node, ast.FunctionDef)]
            begun = marks or [item.context_expr for item in getattr(node, "items", ())]
            if any(ast.unparse(one).startswith("transaction.atomic") for one in begun):
                docstring = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
                first = node.body[1 if docstring else 0]
                if not re.match(r"(journal(_operations)?\.)?act\(by=", ast.unparse(first)):
                    silent.add(f"{name}: {getattr(node, 'name', 'with')}")
    assert silent == DERIVED.keys()


def test_every_public_operation_takes_its_words_by_name():
    """First what, then the stamp: who, when, in which batch, known since when. Opening a vault is no write."""
    positional = [
        f"{name}: {function.name}"
        for name, tree in MODULES.items()
        if name.endswith("/operations.py") and not name.startswith("platform/vault")
        for function in tree.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if (function.args.args and function.name != "receipt_key") or "**" in ast.unparse(function.args)
    ]
    assert positional == []


# Law 8: law is dated data

LAW = {16_800, 201_600, 65}
OWN_STORY = {
    "interfaces/demo.py": "the invented receipts are a story's numbers; the books judge them",
    "interfaces/web/components/duties.py": "an obstacle that offices report bears the name of a fund; no rule",
}


def test_no_amount_age_or_fund_of_the_law_stands_in_the_code():
    found = set()
    for name, tree in MODULES.items():
        prose = docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in prose:
                number = type(node.value) in (int, float) and node.value in LAW
                word = isinstance(node.value, str) and re.search(r"Dana Desa|16[.,_]?800|201[.,_]?600", node.value)
                if number or word:
                    found.add(name)
    assert found <= OWN_STORY.keys()


# Law 9: refusals


def every_module() -> None:
    for module in pkgutil.walk_packages(lindung.__path__, "lindung."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)


def refusals() -> list[type[values.Refusal]]:
    every_module()
    found, waiting = [], [values.Refusal]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found += [kind for kind in kinds if kind.__module__.startswith("lindung.")]
    return found


def test_every_refusal_has_a_code_of_its_own():
    codes = Counter(kind.__dict__.get("code", f"{kind.__name__} has none") for kind in refusals())
    assert [code for code, times in codes.items() if times > 1] == []
    assert [code for code in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


INDONESIAN = re.compile(
    r"\b(tidak|bukan|belum|sudah|dapat|dengan|untuk|atau|dibuat|memuat|berada|harus|hanya|hilang|putus|tulis|menurut)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_says_in_indonesian_what_and_what_next(kind):
    sentence = kind.__dict__["sentence"]
    assert INDONESIAN.search(sentence)
    assert not re.search(r"\b(the|not|is|error|invalid|failed)\b", sentence)
    assert sentence[0].isupper() or sentence[0] in "«{"
    assert sentence[-1] in ".}"


def test_refusals_live_beside_the_verb_that_refuses():
    assert [name for name in MODULES if re.search(r"(exceptions|errors|refusals)\.py$", name)] == []


# Law 15: modules


def test_no_module_is_named_for_nothing():
    nothing = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "manager", "managers", "tools"}
    named = {part for name in MODULES for part in pathlib.PurePosixPath(name).with_suffix("").parts}
    assert named & nothing == set()


def test_nothing_is_imported_inside_a_function():
    inside = [
        f"{name}: {function.name}: {ast.unparse(node)}"
        for name, tree in MODULES.items()
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert inside == []


OPTIONAL = {
    "interfaces/intake/reader.py": "Windows has no ``resource``: there the reader has no limit of memory, and says so",
}


def test_an_import_that_may_fail_is_one_with_a_reason():
    trying = {
        name
        for name, tree in MODULES.items()
        for attempt in ast.walk(tree)
        if isinstance(attempt, ast.Try) and any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in attempt.body)
    }
    assert trying <= OPTIONAL.keys()


def test_rooms_import_modules_of_other_rooms_and_not_their_names():
    modules = {"lindung"} | {
        "lindung." + name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in MODULES
    }
    names = [
        f"{name}: from {node.module} import {alias.name}"
        for name, tree in MODULES.items()
        if name != "kernel/law/__init__.py"  # a file that became a package re-exports its words
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lindung")
        for alias in node.names
        if f"{node.module}.{alias.name}" not in modules
    ]
    assert names == []


def test_other_rooms_open_only_a_rooms_doors():
    """operations, queries, facts; the journal's rows is the one prepared statement that all write through, the scope
    of access the one choke point that all read through."""
    doors = {"operations", "queries", "facts"}
    opened = set()
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and re.match(r"lindung\.(platform|registers)\.\w+", node.module or ""):
                room = "/".join((node.module or "").split(".")[1:3])
                if not name.startswith(room + "/"):
                    opened |= {f"{room}/{alias.name}" for alias in node.names if alias.name not in doors}
    assert opened <= {"platform/journal/rows", "platform/access/scope"}


def test_every_room_says_what_it_owns_promises_and_never_does():
    silent = []
    for name, tree in MODULES.items():
        if name.endswith("__init__.py") and name.count("/") == 2 and not name.startswith(("interfaces/", "kernel/")):
            page = ast.get_docstring(tree) or ""
            silent += [f"{name}: {word}" for word in ("Owns:", "Promises:", "Never:") if word not in page]
    assert silent == []


# Sizes


def test_no_file_of_source_or_tests_is_longer_than_400_lines():
    files = [*(SOURCE / name for name in MODULES), *TESTS]
    assert [path.name for path in files if len(path.read_text("utf-8").splitlines()) > 400] == []


def test_no_function_of_the_source_is_longer_than_40_lines():
    long = {
        f"{name}: {f.name} ({length(f)})" for name, tree in MODULES.items() for f in functions(tree) if length(f) > 40
    }
    assert long == set()


def test_no_function_of_the_tests_is_longer_than_60_lines():
    long = {
        f"{path.name}: {function.name} ({length(function)})"
        for path in TESTS
        for function in functions(ast.parse(path.read_text("utf-8")))
        if length(function) > 60
    }
    assert long == set()


# The guide

GUIDE = ROOT / "docs" / "panduan.md"


@pytest.mark.parametrize(
    ("kind", "what"), sorted((problems.ALL | remarks.ALL).items()), ids=lambda value: str(value)[:30]
)
def test_the_guide_has_a_row_for_every_problem_with_its_example(kind, what):
    rows = [line for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("|") and f"`{kind}`" in line]
    assert [row for row in rows if what.example in row]


def test_no_kind_of_problem_is_defined_twice():
    assert problems.ALL.keys() & remarks.ALL.keys() == set()
    assert {kind for kind in problems.ALL if not re.fullmatch(r"[a-z_]+", kind)} == set()
