"""What shows that somebody left, or waits, is sealed under the person's own key."""

from django.db import migrations, models

from lindung.registers.workers.upgrades import operations as upgrades


def seal_departures(apps, schema_editor):
    upgrades.seal_texts(
        apps=apps, schema_editor=schema_editor, model="enrolment.Departure", person=lambda row: row.person,
        told=("region_id", "person_id", "last_on", "reason", "evidence_sealed", "received_on"),
        texts=lambda row: {"evidence_sealed": (row.evidence, f"left {row.region_id} {row.last_on}".encode())},
    )  # fmt: skip


def seal_wishes(apps, schema_editor):
    upgrades.seal_texts(
        apps=apps, schema_editor=schema_editor, model="enrolment.Waiting", person=lambda row: row.person,
        told=("region_id", "person_id", "group", "listed_on", "evidence_sealed", "received_on"),
        texts=lambda row: {"evidence_sealed": (row.evidence, f"waits {row.region_id} {row.listed_on}".encode())},
    )  # fmt: skip


def sealed():
    return models.BinaryField(default=b"")


class Migration(migrations.Migration):
    dependencies = [
        ("enrolment", "0004_lists_sent_to_bpjs"),
        ("journal", "0004_a_look_says_why"),
        ("workers", "0003_erasures"),
    ]

    operations = [
        migrations.AddField("departure", "evidence_sealed", sealed(), preserve_default=False),
        migrations.AddField("waiting", "evidence_sealed", sealed(), preserve_default=False),
        migrations.RunPython(seal_departures, migrations.RunPython.noop),
        migrations.RunPython(seal_wishes, migrations.RunPython.noop),
        migrations.RemoveField("departure", "evidence"),
        migrations.RemoveField("waiting", "evidence"),
    ]
