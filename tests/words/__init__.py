"""The catalogue of English words: what has to stand in it, and how it is written. No gettext tools are needed.

``make words`` (``python -m tests.words``) brings it up to date: new sentences come in without a translation, which a
test then asks for, and those that nobody says any more go out.
"""
