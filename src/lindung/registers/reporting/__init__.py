"""What was reported: a quarter's figures as they were frozen, who agreed to them, and what other books say.

Owns: snapshots (a quarter's report as bytes, with its sha256, what it rests on and who proposed it), the second
person's answer with the journal's head at that moment, and years of history with their source. Promises: nothing of it
is ever updated or deleted; one person never says both; bytes that are not those of the sha256 are not handed out.
Never: knows what a report holds, computes a figure, says whether a target was met.
"""
