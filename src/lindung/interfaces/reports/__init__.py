"""The finding as people read it: words on the terminal, one page that stands alone, a workbook, and JSON.

Owns: the names of kinds for people, the page's template and stylesheet, the workbook's sheets. Promises: every figure
comes from ``monitoring.indicators`` or from a fact, so all four say the same; a number of villages leads to a list of
exactly that many; the page asks no other machine for anything and runs no script; no cell runs as a formula; names and
messages stay text. Never: adds up by itself, reads a register, a file or the clock.
"""
