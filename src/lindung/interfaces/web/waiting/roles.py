"""Which lists each role opens with, in the order in which they are to be settled."""

from __future__ import annotations

from collections.abc import Mapping

from lindung.interfaces.web.waiting import audit, branch, seat, tasks, villages

_VILLAGE: tuple[seat.Maker, ...] = (
    tasks.mine, tasks.applications, tasks.grievances, villages.rows_to_mend, branch.unpaid_bills,
)  # fmt: skip
_LEADERS: tuple[seat.Maker, ...] = (
    tasks.mine, tasks.grievances, tasks.approvals, tasks.late, villages.milestones, villages.not_evaluated,
)  # fmt: skip
OF: Mapping[str, tuple[seat.Maker, ...]] = {
    "operator": _VILLAGE,
    "kades": _VILLAGE,
    "camat": (
        tasks.mine, tasks.approvals, tasks.grievances, villages.next_steps, villages.silent, villages.to_mend,
        villages.without_letter, villages.not_evaluated,
    ),
    "dpmd": (
        tasks.approvals, tasks.mine, tasks.applications, tasks.grievances, tasks.late, villages.silent,
        villages.to_mend, villages.without_letter, villages.next_steps, villages.not_evaluated,
    ),
    "sekda": _LEADERS,
    "bupati": _LEADERS,
    "bpjs": (
        branch.unanswered, tasks.applications, tasks.mine, villages.amounts, branch.without_receipt,
        branch.unpaid_bills, villages.next_steps,
    ),
    "auditor": (
        audit.visits, audit.refused, audit.overrides, tasks.excepted, audit.corrections, villages.not_evaluated,
    ),
    "bappeda": (tasks.late, villages.silent, villages.milestones),
}  # fmt: skip
"""Who looks at provinces or the nation opens with the list of regencies."""
