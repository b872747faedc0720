"""The contribution rule written for openfisca-core; started by ``ledger_quotes.py``, needs nothing of Lindung.

``python ledger_openfisca.py FOLDER``: the folder holds law.json and a file of bytes for each column. Only the
calculation is counted, not the reading. The last line is one JSON object.
"""

from __future__ import annotations

import json
import pathlib
import sys
import time
import zlib

import numpy
from openfisca_core import entities, parameters, periods, simulations, taxbenefitsystems, variables

PERSON = entities.Entity("person", "persons", "", "")


def dated(law: dict, name: str, value) -> parameters.Parameter:
    """A parameter with its value in each month."""
    by_day = {
        f"{month}-01": {"value": value(said)} for month, said in zip(law["months"], law["parameters"], strict=True)
    }
    return parameters.Parameter(name, data={"values": by_day})


def system(law: dict) -> taxbenefitsystems.TaxBenefitSystem:
    base = numpy.array(law["base"], dtype=numpy.float64)

    class tier(variables.Variable):
        value_type, entity, definition_period = int, PERSON, periods.MONTH

    class group(variables.Variable):
        """Sector and payer together."""

        value_type, entity, definition_period = int, PERSON, periods.MONTH

    class contribution(variables.Variable):
        value_type, entity, definition_period = int, PERSON, periods.MONTH

        def formula(person, period, parameters):
            now = parameters(period)
            shares = [(now.shares[f"jkk{at}"], now.shares[f"jkm{at}"]) for at in range(6)]
            jkk, jkm = (numpy.array(column) for column in zip(*shares, strict=True))
            of_group = person("group", period)
            due = base[person("tier", period)] * now.rate * jkk[of_group] + now.jkm * jkm[of_group]
            return numpy.rint(due).astype(numpy.int32)

    made = taxbenefitsystems.TaxBenefitSystem([PERSON])
    made.add_variables(tier, group, contribution)
    root = parameters.ParameterNode("", data={})
    root.add_child("rate", dated(law, "rate", lambda said: said["rate"]))
    root.add_child("jkm", dated(law, "jkm", lambda said: said["jkm"]))
    shares = parameters.ParameterNode("shares", data={})
    for at in range(6):
        shares.add_child(f"jkk{at}", dated(law, f"shares.jkk{at}", lambda said, at=at: said["shares"][at][0]))
        shares.add_child(f"jkm{at}", dated(law, f"shares.jkm{at}", lambda said, at=at: said["shares"][at][1]))
    root.add_child("shares", shares)
    made.parameters = root
    return made


def main(folder: pathlib.Path) -> None:
    law = json.loads((folder / "law.json").read_text())
    month, tier, sector, payer = (
        numpy.frombuffer((folder / name).read_bytes(), dtype=numpy.uint8)
        for name in ("month", "tier", "sector", "payer")
    )
    made = system(law)
    found = numpy.empty(len(month), dtype=numpy.int32)
    before = time.process_time()
    for at, period in enumerate(law["months"]):
        rows = slice(*numpy.searchsorted(month, [at, at + 1]))
        persons = simulations.SimulationBuilder().build_default_simulation(made, rows.stop - rows.start)
        persons.set_input("tier", period, tier[rows].astype(numpy.int32))
        persons.set_input("group", period, sector[rows].astype(numpy.int32) * 3 + payer[rows])
        found[rows] = persons.calculate("contribution", period)
    taken = time.process_time() - before
    print(json.dumps({"cpu_s": taken, "crc": zlib.crc32(found.tobytes())}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
