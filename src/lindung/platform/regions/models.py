"""Tables of regions."""

from django.db import models

from lindung.platform.regions import subtrees  # noqa: F401  the lookup is there wherever the tables are


class Region(models.Model):
    """A code of Kemendagri. What it was called and what it belonged to is dated, in ``Version``."""

    PRIVACY = {"open": {"code"}}

    code = models.CharField(max_length=13, primary_key=True)


class Version(models.Model):
    """Name, kind and parent of a region over a span of days; an empty ``starts_on`` means: as far back as is known."""

    APPEND_ONLY = True
    SEALED_BY = {"regions.taken": ("region_id", "name", "kind", "parent_id")}
    PRIVACY = {"open": {"id", "region", "name", "kind", "parent", "starts_on", "ends_before", "source"}}

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="versions")
    name = models.TextField()
    kind = models.CharField(max_length=10)
    parent = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="children")
    starts_on = models.DateField(null=True)
    ends_before = models.DateField(null=True)
    source = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_before__isnull=True)
                | models.Q(starts_on__lt=models.F("ends_before")),
                name="version_spans_days",
            ),
            models.UniqueConstraint(
                fields=["region"], condition=models.Q(ends_before__isnull=True), name="one_open_version"
            ),
        ]


class Outline(models.Model):
    """The outline of a village for pictures, or of a regency the lines between its districts; the latest one holds.

    ``path`` is the data of an SVG path after its first point (``x``, ``y``), in steps of 1/10,000 degree.
    """

    APPEND_ONLY = True
    SEALED_BY = {"regions.outlined": ("region_id", "x", "y", "path")}
    PRIVACY = {
        "open": {
            "id", "region", "x", "y", "path", "left", "top", "right", "bottom", "middle_x", "middle_y", "area",
            "source", "received_on", "recorded_at",
        }
    }  # fmt: skip

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="outlines")
    x = models.IntegerField()
    y = models.IntegerField()
    path = models.TextField()
    left = models.IntegerField()
    top = models.IntegerField()
    right = models.IntegerField()
    bottom = models.IntegerField()
    middle_x = models.IntegerField()
    middle_y = models.IntegerField()
    area = models.BigIntegerField()
    source = models.TextField()
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
