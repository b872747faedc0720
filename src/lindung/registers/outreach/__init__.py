"""Outreach: campaigns, the events that carry them into the villages, who came and whether they understood.

Owns: campaigns, events with their code, attendance in counts, names by consent, answers to the questions, photos.
Promises: what was planned, held or cancelled is added to and never changed; names and photos are sealed, and can be
taken back by who gave them. Never: counts a visit that was not held, registers anybody, judges what a visit did.
"""
