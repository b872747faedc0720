"""Who received a card, who reported a case and what shows a paper are sealed under the person's own key."""

from django.db import migrations, models

from lindung.registers.workers.upgrades import operations as upgrades


def seal_cards(apps, schema_editor):
    def texts(row):
        about = f"card {row.region_id} {row.number} {row.step} ".encode()
        return {"received_by_sealed": (row.received_by, about + b"receiver"), "evidence_sealed": (row.evidence, about)}

    told = (
        "region_id", "person_id", "number", "step", "happened_on", "received_by_sealed", "evidence_sealed",
        "received_on",
    )  # fmt: skip
    upgrades.seal_texts(
        apps=apps, schema_editor=schema_editor, model="claims.CardStep", person=lambda row: row.person, texts=texts, told=told
    )


def seal_cases(apps, schema_editor):
    told = (
        "key", "region_id", "person_id", "event", "event_on", "reported_on", "reporter_sealed", "state", "receipts",
        "member_since_on", "received_on",
    )  # fmt: skip
    upgrades.seal_texts(
        apps=apps, schema_editor=schema_editor, model="claims.Case", person=lambda row: row.person, told=told,
        texts=lambda row: {"reporter_sealed": (row.reporter, b"reporter" + row.key.bytes)},
    )  # fmt: skip


def seal_papers(apps, schema_editor):
    upgrades.seal_texts(
        apps=apps, schema_editor=schema_editor, model="claims.CaseDocument", person=lambda row: row.case.person,
        told=("case_id", "code", "held_on", "evidence_sealed", "received_on"),
        texts=lambda row: {"evidence_sealed": (row.evidence, b"paper" + row.case.key.bytes + row.code.encode())},
    )  # fmt: skip


def sealed():
    return models.BinaryField(default=b"")


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_cards_and_cases"),
        ("journal", "0004_a_look_says_why"),
        ("workers", "0003_erasures"),
    ]

    operations = [
        migrations.AddField("cardstep", "received_by_sealed", sealed(), preserve_default=False),
        migrations.AddField("cardstep", "evidence_sealed", sealed(), preserve_default=False),
        migrations.AddField("case", "reporter_sealed", sealed(), preserve_default=False),
        migrations.AddField("casedocument", "evidence_sealed", sealed(), preserve_default=False),
        migrations.RunPython(seal_cards, migrations.RunPython.noop),
        migrations.RunPython(seal_cases, migrations.RunPython.noop),
        migrations.RunPython(seal_papers, migrations.RunPython.noop),
        migrations.RemoveField("cardstep", "received_by"),
        migrations.RemoveField("cardstep", "evidence"),
        migrations.RemoveField("case", "reporter"),
        migrations.RemoveField("casedocument", "evidence"),
    ]
