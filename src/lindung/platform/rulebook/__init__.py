"""The law as it stands: the books that Lindung ships, and what a regency has amended since with four eyes.

Owns: ``books/*.toml``, the law as dated entries that a civil servant can read and correct; amendments (a new rule, a
written answer of a branch or ministry, an override for one fund, year and region) and their decisions.
Promises: a book is read whole or not at all; no entry without source, day of checking and confidence, no two entries of
one parameter in force on one day, no contribution that isn't whole rupiah; a fault is named by file and entry.
An amendment is approved by another person than who proposed it, passes the cases attached to it, and closes the entry
before it: what was in force before its month stays, and so does the version that a bill keeps.
Never: decides anything (``kernel.law`` does), fills a gap with a guess, reads the clock, lets an override change a law.
"""
