"""One seal for each month of the journal: written once, never changed."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from guichet.core.rls import row_level_security

SEALED = """
CREATE FUNCTION guichet_sealed() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'the journal is sealed' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER rgpd_journalseal_sealed BEFORE UPDATE OR DELETE ON rgpd_journalseal
  FOR EACH ROW EXECUTE FUNCTION guichet_sealed();
CREATE TRIGGER rgpd_journalseal_no_truncate BEFORE TRUNCATE ON rgpd_journalseal
  FOR EACH STATEMENT EXECUTE FUNCTION guichet_sealed();
"""

DROP_SEALED = """
DROP TRIGGER rgpd_journalseal_no_truncate ON rgpd_journalseal;
DROP TRIGGER rgpd_journalseal_sealed ON rgpd_journalseal;
DROP FUNCTION guichet_sealed();
"""


class Migration(migrations.Migration):

    dependencies = [("rgpd", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="JournalSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.CharField(max_length=7)),
                ("count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "firm",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.firm",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("firm", "month"), name="journal_seal_one_per_month"),
                ],
            },
        ),
        row_level_security("rgpd_journalseal"),
        migrations.RunSQL(SEALED, DROP_SEALED),
    ]
