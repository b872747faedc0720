"""Each person gets a data key, under which what the ring's key had sealed is sealed anew."""

import json

from django.db import migrations, models

from lindung.platform.vault import queries as vault
from lindung.registers.workers import sealing


def give_keys(apps, schema_editor):
    Person = apps.get_model("workers", "Person")
    for person in Person.objects.using(schema_editor.connection.alias).iterator():
        nik = vault.opened(person.nik_sealed, about=b"nik" + person.id.bytes)
        said = json.loads(vault.opened(person.particulars_sealed, about=b"particulars" + person.id.bytes))
        person.index_key = bytes(person.nik_sealed)[0]
        stated = (person.name, person.born_on, person.sex)
        person.key_sealed, person.nik_sealed, person.particulars_sealed, person.stated_seal = sealing.sealed(
            person.id, stated, nik, said
        )
        person.save()


class Migration(migrations.Migration):
    dependencies = [("workers", "0001_sealed_persons")]

    operations = [
        migrations.AddField("person", "key_sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField(
            "person", "stated_seal", models.BinaryField(default=b"", max_length=16), preserve_default=False
        ),
        migrations.AddField("person", "index_key", models.PositiveSmallIntegerField(default=1), preserve_default=False),
        migrations.AddField("person", "erased_at", models.DateTimeField(null=True)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
