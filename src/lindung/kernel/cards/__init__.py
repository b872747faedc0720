"""What a worker's card says in its code, and what a reader without network may answer to it: bytes in, an answer out.

The form is docs/kartu.md: CWT in COSE_Sign1, zlib, Base45, as in Claim 169. The page for phones reads the same bytes by
the same steps; where the two differ, one of them is wrong.
"""
