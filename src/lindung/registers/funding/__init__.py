"""What villages and the regency set aside, and what was paid to BPJS.

Owns: budgets (with stage, fund, Perdes), the documents that prove them, receipts, reversals, closed years. Promises:
whole rupiah, appended only; one reversal at most per receipt; the same receipt is taken once, however often it is sent;
money for which no village can be named is the regency's, and shown; what comes in after a year was closed is marked.
Never: drops a rupiah because a list is wrong.
"""
