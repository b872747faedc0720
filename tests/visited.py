"""An event that was held in Huangobotu and one that is planned beside it, as tests of the site find them."""

from __future__ import annotations

import datetime as dt
import io
import uuid

from PIL import Image

from lindung.platform.access import queries as access
from lindung.platform.vault.pictures import queries as pictures
from lindung.registers.outreach import facts, operations
from tests import chronicle

HUANGOBOTU, MOLUTABU = "75.03.08.2001", "75.03.08.2002"
HELD, AHEAD = dt.date(2023, 3, 20), dt.date(2023, 4, 20)
NAMES = "Hartin Ulo\nRamlah Suaib"


def tell(account: int) -> uuid.UUID:
    """42 came to Huangobotu, two left their names; the village beside it waits for its own day."""
    desk = access.desk_of(account, on=chronicle.MONITORING_DAY)
    assert desk is not None
    early, later = (chronicle.Chronicle.stamp(day) for day in (dt.date(2023, 3, 1), dt.date(2023, 4, 3)))
    wanted = facts.Wanted("Kerja Keras Bebas Cemas", "Desa jauh", HELD, dt.date(2023, 6, 1), ("75.03",))
    campaign = operations.start(wanted=wanted, desk=desk, stamp=early)
    plan = facts.Plan(HELD, "Yusna Hulalata, Dinas PMD", "Brosur", "09.00", campaign)
    (event,) = operations.plan(villages=[HUANGOBOTU], wanted=plan, desk=desk, stamp=early)
    operations.plan(villages=[MOLUTABU], wanted=facts.Plan(AHEAD, "Yusna Hulalata", ""), desk=desk, stamp=later)
    told = facts.Told(HELD, 15, 27, {"iuran-siapa": facts.Answered(31, 40)}, NAMES, HELD)
    operations.hold(event=event, told=told, desk=desk, stamp=later)
    operations.picture(event=event, photo=pictures.small(picture()), desk=desk, stamp=later)
    return event


def picture(size: tuple[int, int] = (60, 40)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG")
    return file.getvalue()
