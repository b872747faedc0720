"""What was received, and what was done with it.

Owns: documents (a file as it came in: name, digest, the day received) and lines (one per write, chained by hash).
Promises: a line edited, removed or reordered is found and located; tables marked append-only refuse UPDATE and DELETE
in the database itself; no line holds a secret.
Never: changes or removes anything.
"""
