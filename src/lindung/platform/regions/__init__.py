"""Provinces, regencies, districts, villages: codes, and the names, kinds and parents they had on a day.

Owns: regions and their dated versions. Promises: a report for a past day prints that day's names and parents; codes
are keys, names never are. Never: guesses which of two villages of one name is meant; that is for who asks.
"""
