"""What another program reads with: a token that is told once."""
