"""Duties: who must do what about which region by when, what was answered, and what proved it done.

Owns: duties with the finding's key, sentence and evidence as values; their rounds, steps along the line of escalation,
answers, attachments, waivers, closings. Promises: a duty closes by the data's proof, by a waiver of two people, or,
where it was opened by hand, by a second person; what an office says of itself closes nothing; a finding that returns
opens the next round of the same duty; every day and every day of knowledge can be asked about again.
Never: works out a finding (``interfaces.scheduler`` brings them in), changes or removes what was said.
"""
