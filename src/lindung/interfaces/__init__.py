"""Floor 4: the world comes in and goes out; the only floor that reads the clock.

Rooms: ``intake`` (files of officers), ``monitor`` (from a folder to a finding), ``reports`` (words, page, workbook,
JSON), ``demo`` (example data), ``cli`` (the ``lindung`` command).
"""
