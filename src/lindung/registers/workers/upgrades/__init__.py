"""What migrations of other registers need to seal texts about a person that stood in clear until then."""
