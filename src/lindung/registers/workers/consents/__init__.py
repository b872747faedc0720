"""Whether a person agreed that their data are processed: to which text, when, how; and that they took it back."""
