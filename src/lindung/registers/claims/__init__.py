"""Cards that reached their people, and what became of a death or an accident.

Owns: steps of cards (printed, handed over, signed for), cases, the papers held for them, what BPJS decided. Promises:
a case stands on the standing of its day with the receipts behind it; what was told of a person's health is sealed.
Never: works out cover itself, promises a benefit, decides a claim. BPJS decides and pays.
"""
