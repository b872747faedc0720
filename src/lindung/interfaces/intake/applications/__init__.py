"""People who ask to be taken in: a pending area outside the registers.

Owns: drafts, what was submitted, and what a desk decided. Promises: what is said is sealed under a key of its own and
goes with it; nothing that is told to whoever asks depends on who is known already; nobody accepts what they filled in
for somebody else. Never: counts in any figure, or keeps a place for a NIK.
"""
