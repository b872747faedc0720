"""Who may open accounts and fill posts for others: only within the own scope, and for what sees a whole regency only
with a second person."""
