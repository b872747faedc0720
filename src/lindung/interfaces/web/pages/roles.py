"""What roles are called on a page."""

from __future__ import annotations

from django.utils.translation import gettext as _


def name(role: str) -> str:
    """The role in words; a role that is new shows by its key."""
    words = {
        "operator": _("Operator desa"), "kades": _("Kepala desa"), "camat": _("Camat"), "dpmd": _("Dinas PMD"),
        "sekda": _("Sekretaris daerah"), "bupati": _("Bupati"), "bpjs": _("BPJS Ketenagakerjaan"),
        "bappeda": _("Bappeda"), "auditor": _("Pengawas"), "province": _("Provinsi"), "national": _("Pusat"),
        "client": _("Program lain"),
    }  # fmt: skip
    return words.get(role, role)
