"""Table of notes."""

from django.db import models


class Note(models.Model):
    """What an officer should know about a file, sheet or row; ``kind`` is one of ``problems.ALL``."""

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "document", "sheet", "row", "kind", "column", "message"}}

    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    sheet = models.TextField()
    row = models.IntegerField()
    kind = models.CharField(max_length=40)
    column = models.TextField()
    message = models.TextField()
