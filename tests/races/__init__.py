"""Races: sixteen clients of one object, over real HTTP, on the site of ``lindung serve``: one effect is left."""
