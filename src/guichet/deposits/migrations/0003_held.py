"""What could not be judged because of other findings: control → how often."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deposits", "0002_report_details")]
    operations = [
        migrations.AddField(
            model_name="deposit",
            name="held",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
