"""The NIK in clear: who may see it, and how it leaves the system.

Owns: what an office asked to be exported with full NIK, what the second person said, and each time it was fetched; the
limits of both ways (``limits``). Promises: nobody sees a full NIK without a reason that stands in the record of views;
a list of them leaves only when another account agreed, to who asked, while it lasts; no file is kept. Never: knows what
a list holds.
"""
