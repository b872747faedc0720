"""Persons: who a NIK belongs to.

Owns: identity (NIK sealed, with a blind index), name, birth date, sex, and sealed particulars (address, phone,
mother's name, income). Promises: one person per NIK; a NIK is in clear nowhere; what was erased opens with no key.
Never: deletes a person; knows what list they are on or who pays.
"""
