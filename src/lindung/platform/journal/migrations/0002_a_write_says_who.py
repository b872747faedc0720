"""No table changes: with this migration the guards that ask who acts are installed in databases made before it."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0001_documents_and_chain'),
    ]

    operations = []
