"""Bring the catalogue up to date with what is said, and say what still waits for its English."""

from __future__ import annotations

import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lindung.config.settings")
    django.setup()
    from tests.words import catalogue, source

    said = source.messages()
    held = catalogue.read() if catalogue.PO.exists() else {}
    words = {one: held.get(one, ("", "") if one.plural else ("",)) for one in said}
    catalogue.write(words, said)
    waiting = [one.text for one, english in words.items() if not all(english)]
    print(f"{len(words)} texts, {len(held.keys() - words.keys())} gone, {len(waiting)} wait for their English:")
    print("\n".join(f"  {text}" for text in waiting))


main()
