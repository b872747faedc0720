"""New seals on what is sealed: every sealed column of every table from an old key to the current one, batch by batch,
while everything else goes on.

A model says with SEALED which columns are sealed under the ring and what each seal is bound to, with OWN_SEALED which
are sealed under a data key of their row, with INDEXED which hold a blind index, of what, and under which key's number.
"""
