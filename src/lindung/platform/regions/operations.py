"""Writing regions."""

from __future__ import annotations

from django.db import transaction

from lindung.kernel import values
from lindung.platform.journal import facts as journal_facts
from lindung.platform.journal import operations as journal
from lindung.platform.regions import catalogue, facts, models


class RegencyUnknown(values.Refusal):
    code = "kabupaten-tidak-dikenal"
    sentence = (
        "«{text}» bukan kode kabupaten atau kota Kemendagri. Tulis empat angka dengan titik, misalnya 75.03 untuk "
        "Kabupaten Bone Bolango. Kode BPS (7504) adalah daftar lain."
    )


@transaction.atomic
def take_regency(*, code: str, stamp: journal_facts.Stamp) -> None:
    """Take a regency with its districts and villages from the national list; does nothing where it is known already.

    Raises RegencyUnknown.
    """
    regency = catalogue.region(code) if code.count(".") == 1 else None
    if regency is None or regency.parent is None:
        raise RegencyUnknown(text=code)
    if models.Region.objects.filter(code=code).exists():
        return
    province = catalogue.region(regency.parent)
    districts = catalogue.children(regency.code)
    villages = catalogue.villages_of_regency(regency.code)
    new = [region for region in (province, regency, *districts, *villages) if region is not None]
    known = set(models.Region.objects.values_list("code", flat=True))
    _write([region for region in new if region.code not in known], stamp)


def _write(new: list[facts.Region], stamp: journal_facts.Stamp) -> None:
    rows = [(region.code, region.name, region.kind, region.parent) for region in new]
    journal.record(
        verb="regions.taken", about=new[-1].code[:5], rows=rows, stamp=stamp, details={"source": catalogue.SOURCE}
    )
    models.Region.objects.bulk_create([models.Region(code=region.code) for region in new])
    models.Version.objects.bulk_create(
        models.Version(
            region_id=region.code,
            name=region.name,
            kind=region.kind,
            parent_id=region.parent,
            source=catalogue.SOURCE,
        )
        for region in new
    )
