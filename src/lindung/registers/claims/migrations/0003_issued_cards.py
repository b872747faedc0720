import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0002_texts_about_people_are_sealed'),
        ('regions', '0002_village_outlines'),
        ('workers', '0005_codes_of_their_own'),
    ]

    operations = [
        migrations.CreateModel(
            name='CardIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('serial', models.CharField(max_length=20, unique=True)),
                ('issued_on', models.DateField()),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField()),
                ('expires_on', models.DateField()),
                ('key_id', models.CharField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('token_sealed', models.BinaryField()),
                ('batch', models.UUIDField()),
                ('received_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='workers.person')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='regions.region')),
            ],
        ),
        migrations.CreateModel(
            name='CardRevocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=12)),
                ('revoked_on', models.DateField()),
                ('received_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('issue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='claims.cardissue')),
            ],
        ),
        migrations.AddConstraint(
            model_name='cardissue',
            constraint=models.UniqueConstraint(fields=('region', 'person', 'number'), name='a_card_is_issued_once'),
        ),
        migrations.AddConstraint(
            model_name='cardissue',
            constraint=models.CheckConstraint(condition=models.Q(('ends_before__lte', models.F('expires_on')), ('starts_on__lt', models.F('ends_before'))), name='a_card_is_of_some_days'),
        ),
    ]
