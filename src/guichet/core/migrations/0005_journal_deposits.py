"""Lines about deposits, found without reading the others: a bulk action writes 100,000 of these."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_journal_forgetting")]

    operations = [
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                fields=["firm", "-at", "-id"],
                name="journal_firm_deposits",
                condition=models.Q(deposit_key__isnull=False),
            ),
        )
    ]
