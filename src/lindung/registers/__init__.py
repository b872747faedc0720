"""Floor 2: truth, written only by its own operations, appended and never changed, in two times.

Rooms: ``programmes`` (targets, milestones), ``workers`` (persons), ``enrolment`` (village lists), ``funding``
(budgets, receipts, reversals), ``coverage`` (heads covered by day), ``claims`` (cards, deaths and accidents),
``reporting`` (frozen reports of a quarter), ``letters`` (letters issued, their wordings, who signs).
"""
