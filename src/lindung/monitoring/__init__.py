"""Floor 3: what the registers amount to on a day, as known on a day. Disposable: everything here can be rebuilt.

Owns: the ladder of each village (``standing``), every KPI once (``indicators``), what is not as it should be
(``findings``). Promises: the day is an argument; the same registers give the same figures; a number and the list
that it counts come from the same rows. Never: writes, or knows how a figure will be shown.
"""
