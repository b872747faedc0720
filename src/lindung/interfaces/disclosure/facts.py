"""What crosses the door of disclosure."""

from __future__ import annotations

from lindung.platform.access import facts as access

REVEALS: frozenset[access.Role] = frozenset({"operator", "kades", "dpmd", "bpjs", "auditor"})
"""Who compares a NIK with a card or a list, each within their own scope. Who leads, plans or supervises reads the
masked one."""
