"""Tables of intake: notes on what came in."""

from django.db import models

from lindung.platform.access import scope


class Note(models.Model):
    """What an officer should know about a file, sheet or row; ``kind`` is one of ``problems.ALL``.

    ``region`` is the village that the sheet is about, or the regency where it is about several.
    """

    APPEND_ONLY = True
    PRIVACY = {"open": {"id", "document", "region", "sheet", "row", "kind", "column", "message"}}
    objects = scope.Scoped()

    document = models.ForeignKey("journal.Document", on_delete=models.PROTECT)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True)
    sheet = models.TextField()
    row = models.IntegerField()
    kind = models.CharField(max_length=40)
    column = models.TextField()
    message = models.TextField()
