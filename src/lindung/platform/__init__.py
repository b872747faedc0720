"""Floor 1: where, what was done, and what is kept secret.

Rooms: ``vault`` (keys and sealing), ``journal`` (one chained line per write; documents received), ``regions``
(codes, names and parents by date), ``rulebook`` (the law as dated data).
"""
