"""The quarter's report to the Bupati and the scorecard of each camat.

Owns: the form of a report as values, its tables, its pages. Promises: page, PDF, workbook, CSV, JSON and terminal are
written from the same tables of the same values; the same values give the same bytes of PDF wherever the same Typst is;
counts only, no person. Never: computes a figure, reads a register or the clock, asks the machine for a font.
"""
