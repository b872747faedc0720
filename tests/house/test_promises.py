"""What docs/asvs.md promises of the source itself: read off templates, scripts, settings and imports."""

from __future__ import annotations

import ast
import logging
import math
import pathlib
import re
import unittest

import pytest
from django import test
from django.conf import settings
from django.core.handlers import exception

from lindung.platform.access import models as access
from lindung.platform.access.factors import operations as factors
from tests.house import test_laws

WEB = pathlib.Path(__file__).parents[2] / "src" / "lindung" / "interfaces" / "web"
TEMPLATES = {path.name: path.read_text("utf-8") for path in (WEB / "templates").rglob("*.html")}
SCRIPTS = {path.name: path.read_text("utf-8") for path in (WEB / "static").rglob("*.js")}


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Every call in the source whose written name ends so."""
    return [
        (where, node)
        for where, tree in test_laws.MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(name)
    ]


BUILT = {
    "interfaces/intake/columns.py": "of patterns that stand in the same file",
    "interfaces/intake/places.py": "of words of ours",
    "interfaces/reports/tongue.py": "of our own sentences, each part escaped",
    "platform/access/passwords.py": "of the kinds of characters that stand in the same file",
}
"""Where a pattern is put together, and of what: never of what somebody sent."""


def test_1_2_9_patterns_are_constants_or_put_together_of_our_own_words():
    found = set()
    for word in ("re.compile", "re.search", "re.match", "re.fullmatch", "re.sub", "re.findall", "re.split"):
        found |= {
            where for where, call in calls(word)
            if not isinstance(call.args[0], ast.Constant) and not isinstance(call.args[0], ast.BinOp)
        }  # fmt: skip
    assert found <= set(BUILT)


def test_1_3_7_no_template_is_made_of_a_text():
    assert [where for name in ("Template", "from_string") for where, _ in calls(name)] == []


def test_6_2_6_and_7_passwords_are_masked_and_may_be_pasted_by_a_manager():
    fields = [tag for page in TEMPLATES.values() for tag in re.findall(r"<input[^>]*>", page) if "password" in tag]
    assert len(fields) >= 4
    for tag in fields:
        assert 'type="password"' in tag
        assert re.search(r'autocomplete="(current|new)-password"', tag), tag
    assert [name for name, script in SCRIPTS.items() if re.search(r"paste|clipboard|autocomplete", script)] == []


def test_6_4_2_an_account_knows_a_password_and_no_secret_question():
    assert {field.name for field in access.Account._meta.concrete_fields} == {
        "id", "name", "person_name", "password", "is_active", "told", "example", "created_at", "password_at",
    }  # fmt: skip


def test_6_5_4_a_code_on_paper_has_more_than_20_bits():
    assert 10 * math.log2(len(factors._LETTERS)) >= 49


def test_11_2_1_chance_comes_from_secrets_and_ciphers_from_known_packages():
    used = {
        alias.name.partition(".")[0]
        for name, tree in test_laws.MODULES.items()
        if name != "interfaces/demo.py"  # invented data: the same each time
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }
    assert "random" not in used
    assert {"secrets", "hmac", "hashlib", "cryptography"} <= used


@pytest.mark.django_db
def test_13_2_3_a_new_database_has_no_account():
    assert not access.Account.objects.exists()


def test_15_3_6_no_script_merges_objects_that_it_was_given():
    assert SCRIPTS
    wanted = re.compile(r"__proto__|Object\.assign|prototype\[|eval\(|innerHTML")
    assert {name: wanted.findall(script) for name, script in SCRIPTS.items()} == {name: [] for name in SCRIPTS}


def test_16_2_3_logs_go_to_the_console_only():
    assert list(settings.LOGGING["handlers"].values()) == [{"class": "logging.StreamHandler", "formatter": "line"}]


@pytest.mark.django_db
def test_16_3_4_a_failure_goes_to_the_console_with_its_stack():
    request = test.RequestFactory().get("/")
    request.desk, request.example_day, request.version = None, None, 0
    with unittest.TestCase().assertLogs("django.request", logging.ERROR) as told:
        try:
            raise ZeroDivisionError("seven")
        except ZeroDivisionError as error:
            answer = exception.response_for_exception(request, error)
    assert answer.status_code == 500
    assert b"seven" not in answer.content
    assert told.records[0].exc_info[0] is ZeroDivisionError


def test_15_3_7_of_a_parameter_said_twice_the_last_counts():
    asked = test.RequestFactory().get("/?per=2023-04-12&per=2023-04-13")
    assert asked.GET.get("per") == "2023-04-13"
    several = {ast.unparse(call) for _, call in calls("getlist")}
    chosen = {"request.GET.getlist('desa')", "request.POST.getlist('desa')"}  # villages, as many as were ticked
    assert several == {"request.FILES.getlist('berkas')", "request.FILES.getlist('folder')"} | chosen
    read = "request.REQUEST", "request.GET | request.POST"
    assert [where for where, tree in test_laws.MODULES.items() for one in read if one in ast.unparse(tree)] == []
