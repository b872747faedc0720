"""The stylesheet and the script: each one file, put together from its parts, named by its content, kept for ever.

Two files need no build step, no collecting and no library: they are read once, compressed once, and served from memory.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import pathlib
from dataclasses import dataclass

from django import http

from lindung.interfaces.web import doors

_WEB = pathlib.Path(__file__).parent / "static" / "web"
_KARTU = pathlib.Path(__file__).parent / "static" / "kartu"
_FINDING = pathlib.Path(__file__).parents[1] / "reports" / "static" / "finding.css"
_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served: its path names its content."""

    path: str
    kind: str
    body: bytes
    packed: bytes


@functools.cache
def all_assets() -> dict[str, Asset]:
    """By the name that pages use: app.css, public.css of the pages that must stay light, app.js, icon.svg; kartu.css
    and kartu.js on one page only."""
    parts = {
        "app.css": [_FINDING, *sorted(_WEB.glob("*.css"))],
        "public.css": [_WEB / "public" / "public.css"],
        "app.js": sorted(_WEB.glob("*.js")),
        "icon.svg": [_WEB / "icon.svg"],
        "kartu.css": [_KARTU / "kartu.css"],
        "kartu.js": [_KARTU / "kartu.js", _KARTU / "layar.js"],
    }
    return {name: _asset(name, b"\n".join(part.read_bytes() for part in paths)) for name, paths in parts.items()}


def _asset(name: str, body: bytes) -> Asset:
    stem, kind = name.split(".")
    digest = hashlib.sha256(body).hexdigest()[:12]
    return Asset(f"{stem}.{digest}.{kind}", _KINDS[kind], body, gzip.compress(body, 9, mtime=0))


def url(name: str) -> str:
    """Where a page finds ``name``. Raises KeyError."""
    return f"/berkas/{all_assets()[name].path}"


@doors.door(doors.ANYONE)
def serve(request: http.HttpRequest, path: str) -> http.HttpResponse:
    """A file by its full name; one of an earlier version is not there any more."""
    asset = next((one for one in all_assets().values() if one.path == path), None)
    if asset is None:
        raise http.Http404
    packed = "gzip" in request.headers.get("accept-encoding", "")
    response = http.HttpResponse(asset.packed if packed else asset.body, content_type=asset.kind)
    response["Cache-Control"], response["Vary"] = _FOR_EVER, "Accept-Encoding"
    if packed:
        response["Content-Encoding"] = "gzip"
    return response
