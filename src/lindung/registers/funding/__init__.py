"""What villages set aside, and what was paid to BPJS.

Owns: budgets (with stage, fund, Perdes), receipts, reversals. Promises: whole rupiah, appended only; one reversal at
most per receipt; the same receipt is taken once, however often it is sent; money for which no village can be named is
the regency's, and shown. Never: drops a rupiah because a list is wrong.
"""
