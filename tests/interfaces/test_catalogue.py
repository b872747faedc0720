"""The English catalogue holds all that is said, nothing else, and what it compiles to says the same."""

from __future__ import annotations

import gettext
import re

import pytest

from tests.words import catalogue, source

_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}|\*\*")
"""What a text leaves open, and where it is strong."""


@pytest.fixture(scope="module")
def words() -> catalogue.Words:
    return catalogue.read()


def test_everything_that_is_said_has_its_english(words):
    assert sorted(source.messages().keys() - words.keys()) == []
    assert [one.text for one, english in words.items() if not all(english)] == []


def test_nothing_stands_in_it_that_nobody_says(words):
    assert sorted(words.keys() - source.messages().keys()) == []
    assert "#, fuzzy" not in catalogue.PO.read_text(encoding="utf-8")


def test_a_translation_leaves_the_same_facts_open(words):
    for said, english in words.items():
        for text in english:
            assert sorted(_PLACES.findall(text)) == sorted(_PLACES.findall(said.text)), said.text
            assert (text[:1] == " ", text[-1:] == " ") == (said.text[:1] == " ", said.text[-1:] == " "), said.text


def test_a_sentence_ends_as_it_ends_in_indonesian(words):
    """A full stop, a colon and a question mark are part of what is said."""
    for said, english in words.items():
        if " " in said.text:
            for text in english:
                assert (text.rstrip()[-1] in ".:?") == (said.text.rstrip()[-1] in ".:?"), said.text


def test_the_compiled_catalogue_is_the_written_one(words):
    with catalogue.MO.open("rb") as file:
        read = gettext.GNUTranslations(file)
    for said, english in words.items():
        if said.plural:
            assert [read.ngettext(said.text, said.plural, count) for count in (1, 2)] == list(english)
        elif said.context:
            assert read.pgettext(said.context, said.text) == english[0]
        else:
            assert read.gettext(said.text) == english[0]
    assert catalogue.MO.read_bytes() == catalogue.compiled(words)


def test_it_is_written_as_it_is_read(words, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "HOME", tmp_path)
    monkeypatch.setattr(catalogue, "PO", tmp_path / "django.po")
    monkeypatch.setattr(catalogue, "MO", tmp_path / "django.mo")
    hard = {source.Message('Ia berkata: "ya\\tidak"\n\tlalu'): ("They said:\n\t\\",)}
    catalogue.write(words | hard, {})
    assert catalogue.read(tmp_path / "django.po") == words | hard
