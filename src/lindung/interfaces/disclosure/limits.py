"""How much of what is sealed may be opened, and for how long: one place, dated, so that a change is seen as one.

In force since 23 November 2026. No rule of the state names numbers; they follow what the work needs: who checks a NIK
against an identity card does so for a few persons a day, who needs a whole list asks for an export.
"""

from __future__ import annotations

import datetime as dt

SINCE = dt.date(2026, 11, 23)
REVEALS_A_DAY = 20
"""NIK of single persons that one account may open in a day."""
LEAST_REASON, LONGEST_REASON = 10, 300
"""Letters of a reason: what is shorter says nothing."""
WAITS = dt.timedelta(days=7)
"""How long an export waits for the second person; later the reason may be gone."""
LASTS = dt.timedelta(hours=24)
"""How long after the decision it can be fetched."""
FETCHES = 3
"""How often: a download may break off; more is a copy for somebody else."""
FRESH = dt.timedelta(minutes=15)
"""How long ago a sign-in or the own password may be, when something is opened: a PC may have been left."""
SUBMISSION_LASTS = dt.timedelta(days=14)
"""How long after its approval the file of a list for BPJS can be fetched: the branch works on it in its own days."""
