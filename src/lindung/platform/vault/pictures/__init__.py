"""Pictures before they are sealed: made small and upright, bare of what a telephone wrote beside them.

Owns: nothing. Promises: at most 150 kB, no place, no day, no device. Never: keeps anything.
"""
