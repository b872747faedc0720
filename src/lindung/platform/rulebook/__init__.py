"""Reads the law books: what is due, from whom, until when, and why we believe it.

Owns: ``books/*.toml``, the law as dated entries that a civil servant can read and correct.
Promises: a book is read whole or not at all; no entry without source, day of checking and confidence, no two entries of
one parameter in force on one day, no contribution that isn't whole rupiah; a broken book is named by file and entry.
Never: decides anything (``kernel.law`` does), fills a gap with a guess, reads the clock.
"""
