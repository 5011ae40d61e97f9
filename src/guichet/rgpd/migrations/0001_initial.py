"""The months that a firm keeps files, reports and journal."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from guichet.core.rls import row_level_security


class Migration(migrations.Migration):

    initial = True

    dependencies = [("accounts", "0002_firm_siret_unique")]

    operations = [
        migrations.CreateModel(
            name="RetentionPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("files_months", models.PositiveSmallIntegerField(default=36, verbose_name="fichiers déposés")),
                ("reports_months", models.PositiveSmallIntegerField(default=36, verbose_name="comptes rendus")),
                ("journal_months", models.PositiveSmallIntegerField(default=36, verbose_name="journal")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.member",
                    ),
                ),
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
                    models.UniqueConstraint(fields=("firm",), name="retention_one_per_firm"),
                    models.CheckConstraint(
                        condition=models.Q(("files_months__range", (3, 72))), name="retention_files_bounds"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reports_months__range", (12, 72))), name="retention_reports_bounds"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("journal_months__range", (12, 72))), name="retention_journal_bounds"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("files_months__lte", models.F("reports_months"))),
                        name="retention_files_before_reports",
                    ),
                ],
            },
        ),
        row_level_security("rgpd_retentionpolicy"),
    ]
