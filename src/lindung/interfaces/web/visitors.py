"""From where somebody comes: the address as our own proxies tell it, the device as the browser calls itself."""

from __future__ import annotations

import ipaddress
import re

from django import http
from django.conf import settings

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
            ("Linux", "Linux"))  # fmt: skip


def address(request: http.HttpRequest) -> str:
    """The address of the visitor; what a visitor writes into the header themselves counts for nothing, because only
    the entry that our own outermost proxy added is read."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        through = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        said = through[-settings.PROXIES] if len(through) >= settings.PROXIES else said
    try:
        return str(ipaddress.ip_address(said))
    except ValueError:
        return ""


def network(request: http.HttpRequest) -> str:
    """Whose guesses count together: one address, of the new kind one household (/64)."""
    said = address(request)
    return str(ipaddress.ip_network(f"{said}/64", strict=False)) if ":" in said else said


def neighbourhood(request: http.HttpRequest) -> str:
    """The wider network that the address lies in: /24, of the new kind /48."""
    said = address(request)
    return str(ipaddress.ip_network(f"{said}/{48 if ':' in said else 24}", strict=False)) if said else ""


def device(request: http.HttpRequest) -> str:
    """«Firefox, Windows»."""
    said = request.headers.get("user-agent", "")
    found = [next((name for mark, name in marks if mark in said), "") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found)) or re.sub(r"[^\w ./-]", "", said)[:40]
