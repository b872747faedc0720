"""Table of kept days: figures computed when something was written, so that a page need only show them."""

from django.db import models


class KeptDay(models.Model):
    """The figures of a regency on a day and its page in each language, as of the journal's line ``version``.

    Disposable, replaced as a whole. ``published``: what of it anybody may read.
    """

    NO_ACTOR = "derived from what was written on someone's behalf; whoever reads first may compute it anew"
    PRIVACY = {
        "open": {
            "id", "regency", "year", "as_on", "known_on", "version", "glance", "page_id", "page_en", "summary",
            "evidence", "published",
        }
    }  # fmt: skip

    regency = models.CharField(max_length=5)
    year = models.IntegerField()
    as_on = models.DateField()
    known_on = models.DateField()
    version = models.BigIntegerField()
    glance = models.TextField()
    page_id = models.TextField()
    page_en = models.TextField()
    summary = models.BinaryField()
    evidence = models.BinaryField()
    published = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["regency"], name="one_kept_day_a_regency")]
