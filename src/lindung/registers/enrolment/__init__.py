"""Who is on which village's list.

Owns: lists as they came in (``Listing``), the people on them, and the rows that are held back with the reason.
Promises: nothing of a list is lost: declared = entries + held rows; the latest list of a village holds, and what held
before can still be asked for. Never: decides between two villages that list one person (monitoring does, by rule).
"""
