"""The page that checks a card without network: its parts on the site, and the same as one file to be kept."""

from __future__ import annotations

import base64
import functools
import hashlib
import pathlib
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lindung.interfaces.reports.cards import words

_KARTU = pathlib.Path(__file__).parents[1] / "static" / "kartu"
SCRIPTS = ("kartu.js", "layar.js")
LARGEST_INSIDE = 24 * 1024
"""A list of revoked cards that is larger is not put into the page; it is fetched, or opened from a file."""


def said() -> dict[str, Any]:
    """Every answer with its meaning, and what stands before each thing that a card says."""
    meanings, headlines = words.meanings(), words.headlines()
    uncertain = _("Alat ini tidak dapat memeriksa di sini. Pakai berkas yang disimpan, atau buka dengan https.")
    camera = _("Kamera tidak dapat dibuka. Tempel atau ketik isi kodenya.")
    known = [(name, headlines.get(name, ""), meaning) for name, meaning in meanings.items()]  # type: ignore[call-overload]
    known += [("uncertain", headlines["uncertain"], ""), ("forged", headlines["forged"], "")]
    known += [("no_crypto", "", uncertain), ("no_camera", "", camera)]
    return {"answers": known, "labels": words.labels() | {"presumed": words.presumed()}}


def inside(revoked: bytes) -> str:
    """The list as it stands in the page; nothing where it is too large for that."""
    return base64.b64encode(revoked).decode() if len(revoked) <= LARGEST_INSIDE else ""


@functools.cache
def script() -> SafeString:
    """Both scripts as one, to stand within a page."""
    return mark_safe("\n".join((_KARTU / name).read_text("utf-8") for name in SCRIPTS))


@functools.cache
def style() -> SafeString:
    return mark_safe("\n".join((_KARTU / name).read_text("utf-8") for name in ("berkas.css", "kartu.css")))


def policy() -> str:
    """What the file may do by itself: run its own script, and nothing from elsewhere."""
    run, look = (base64.b64encode(hashlib.sha256(one().encode()).digest()).decode() for one in (script, style))
    return (
        f"default-src 'none'; script-src 'sha256-{run}'; style-src 'sha256-{look}'; base-uri 'none'; form-action 'none'"
    )
