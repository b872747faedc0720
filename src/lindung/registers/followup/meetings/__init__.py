"""Meetings: who was called where, what lay on the table, who came, what was said and what was decided.

Owns: meetings with their agenda, attendance, statements, decisions, minutes and addenda. Promises: nothing that was
written down is changed; what is said in a meeting is a statement and never a budget or a payment, and handing in its
evidence becomes a duty; a decision becomes a duty; the chair closes the minutes once, and what is said after that is an
addendum. Never: works out a finding (``interfaces.reports.agenda`` brings them as values), or touches a figure.
"""
