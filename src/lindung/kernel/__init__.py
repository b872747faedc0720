"""Floor 0: the words every room shares, the law as pure functions, and how officials write.

Owns: money, months, spans, NIK, region codes, refusals; contribution, age gate, fund verdict; Indonesian notation.
Promises: no Django, no clock, no files, no network; ``mypy --strict`` passes; the same input gives the same answer.
Never: reads today's date, holds an amount of money or an age as a literal (those are in the law books).
"""
