"""Machines that tell stories: villages list people, money comes, BPJS answers, months pass; after each step the product
is asked and must say what the oracle says.

One set of verbs (``verbs``), told to a world: the pure core over facts in memory (``pure``), or the registers of a real
database (``registers``). Hypothesis draws the steps (``test_pure_core``), or a seeded loop does (``driving``), which is
many times faster and names, when something is wrong, the shortest story that shows it.
"""
