"""The portfolio is narrowed by where the amorçage stands: one index more answers alone.

Two that nothing reads go: they were written for each of 100,000 demandes when a partner changes.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("amorcage", "0002_walls"), ("portfolio", "0006_large_portfolio")]

    operations = [
        migrations.AlterField(
            model_name="demandeamorcage",
            name="firm",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.firm",
            ),
        ),
        migrations.AlterField(
            model_name="demandeamorcage",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="portfolio.partner",
            ),
        ),
        migrations.AddIndex(
            model_name="demandeamorcage",
            index=models.Index(fields=["firm", "state", "etablissement"], name="demande_amorcage_states"),
        ),
    ]
