"""Keys, and what they seal.

Owns: the master key and the keys derived from it, one per purpose (sealing, blind index, row seals).
Promises: a key file is readable by its owner only and never lies beside the data; the same NIK always gives the same
blind index under one key, and nothing without the key; what was altered does not open.
Never: writes a key into the database, a log or a message.
"""
