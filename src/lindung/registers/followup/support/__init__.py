"""What a camat thinks of a village each quarter, and what help it was given.

Owns: evaluations by the questions of the book, and the log of support. Promises: the latest evaluation of a quarter
counts and the earlier ones stay; both can be read as known on any day. Never: opens or closes a duty, moves a figure.
"""
