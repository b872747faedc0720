"""Corrections of who a person is recorded to be, and merges of two persons that are one human.

Owns: what was asked, what the second person said, who is one with whom and what was stated of whom on which day.
Promises: nothing that was told of either person is rewritten: who is who is answered when it is read, as known on the
day asked about, so that a split gives back exactly the two that were merged; both statements stay, sealed.
Never: decides alone; gives one person a NIK that another one bears.
"""
