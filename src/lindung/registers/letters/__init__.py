"""Official letters that were issued, in which words, and who holds the posts that sign them.

Owns: letters with their numbers and content, withdrawals, the wordings of a regency, its officials. Promises: each book
of numbers has no gap and no number twice; a letter is never changed, and says by its code whether it is genuine. Never:
works out what is written about a village, holds a NIK, shows more at the public check than that a letter was issued.
"""
