"""The files that go with an answer to a duty, sealed.

Owns: each file as it is kept, and what may be sent (``lampiran.toml``). Promises: a picture is small and says nothing
of where and with which telephone it was taken; a file opens only at its own row; taken back, it is gone for good and
its name, size and digest stay. Never: judges what a paper says, opens or closes a duty.
"""
