"""Lindung: social protection of informal workers, from the village's file to the regency's finding.

Five floors, and imports point down only: ``kernel`` (words and law), ``platform`` (who, where, what was done),
``registers`` (truth), ``monitoring`` (derived from the truth), ``interfaces`` (the world comes in and goes out).
``config`` wires them together. The contract in ``pyproject.toml`` holds this.
"""
