"""What was received, what was done with it, and who looked.

Owns: documents (a file as it came in: name, digest, the day received), lines (one per write, chained by hash), and
views (one per look at personal data or shut door, in a chain of their own).
Promises: a line or view edited, removed or reordered is found and located; tables marked append-only refuse UPDATE and
DELETE in the database itself; no line holds a secret.
Never: changes or removes anything.
"""
