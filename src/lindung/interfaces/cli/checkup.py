"""``lindung doctor``: what must be mended, said line by line or as JSON."""

from __future__ import annotations

import argparse
import datetime as dt
import json

from lindung.interfaces import doctor
from lindung.kernel import values

_WORDS = {"good": "baik", "unknown": "tak diketahui", "mend": "betulkan", "refuse": "BAHAYA"}


class MustBeMended(values.Refusal):
    code = "harus-dibetulkan"
    sentence = "{count} hal harus dibetulkan; tiap baris di atas mengatakan caranya."


def run(asked: argparse.Namespace) -> None:
    """Raises MustBeMended after everything was said."""
    found = doctor.examine(doctor.Patient(asked.db, asked.address, dt.datetime.now(dt.UTC)))
    if asked.json:
        print(json.dumps(doctor.as_json(found), ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{_WORDS[one.state]:<14} {one.text} [{one.code}]")
    wrong = sum(one.state in ("mend", "refuse") for one in found)
    if wrong:
        raise MustBeMended(count=wrong)
