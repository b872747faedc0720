"""Claims not yet believed: files as officers hold them, read, recognised, checked, and handed to the registers.

Owns: reading of files in a limited process, recognition of their kind and columns, resolution of villages, the checks
of a row, and notes on what could not be used. Promises: every row in is accepted, held with a reason, or named in a
note; a folder is taken whole or not at all; nothing in a file is run. Never: guesses a NIK, or which namesake is meant.
"""
