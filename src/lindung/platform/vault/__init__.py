"""Keys, and what they seal.

Owns: the ring of numbered master keys, one of them current, and the keys derived from each, one per purpose (sealing,
blind index, the site); and of the first what outlives it (row seals, fingerprint).
Promises: a key file is readable by its owner only and never lies beside the data; the same NIK always gives the same
blind index under one key, and nothing without the key; what was altered does not open; a new key is used by every
process from the moment it is in the file.
Never: writes a key into the database, a log or a message.
"""
