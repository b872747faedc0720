"""Wiring: the settings that every way into Lindung shares."""
