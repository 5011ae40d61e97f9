"""What the register of Insee proposes, and when it was asked."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0007_views_and_tags")]

    operations = [
        migrations.AddField(
            model_name="etablissement",
            name="denomination_proposee",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="etablissement",
            name="from_sirene",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="etablissement",
            name="sirene_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
