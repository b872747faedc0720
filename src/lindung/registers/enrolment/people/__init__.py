"""Everybody on the lists of a region at once, to be compared with each other."""
