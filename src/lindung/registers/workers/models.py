"""Table of persons."""

import uuid

from django.db import models

from lindung.platform.access import scope


class Person(models.Model):
    """A person by NIK. ``nik_sealed`` and ``particulars_sealed`` open only with the vault's key and this row's id."""

    SEALED_BY = {"workers.taken": ("id", "name", "born_on", "sex")}
    PRIVACY = {
        "open": {"id", "recorded_at"},
        "personal": {"name", "born_on", "sex"},
        "secret": {"nik_sealed", "nik_index", "particulars_sealed"},
    }
    objects = scope.Scoped(None)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    nik_sealed = models.BinaryField()
    nik_index = models.BinaryField(max_length=16, unique=True)
    name = models.TextField()
    born_on = models.DateField()
    sex = models.CharField(max_length=1)
    particulars_sealed = models.BinaryField()
    recorded_at = models.DateTimeField()
