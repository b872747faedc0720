"""Field samples: whom the auditor visits to see whether they are there, and what was found.

Owns: samples with their seed, the persons drawn, what each visit found. Promises: a sample follows from a seed that
nobody can choose, is drawn once a quarter and never changed; names and notes are for the auditor's office.
Never: takes anybody off a list, moves a figure, opens a duty.
"""
