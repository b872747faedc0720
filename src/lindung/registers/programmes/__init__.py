"""What the regency has promised: a quota per village and year, and shares due by a day.

Owns: targets and milestones, dated, each with its legal basis. Promises: the latest known target of the nearest
region holds. Never: says whether a target was met.
"""
