"""Stories of people at a desk, told in a real browser against the real server."""
