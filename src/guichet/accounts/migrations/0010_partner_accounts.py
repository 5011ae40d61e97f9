"""The account of a partner, found by its partner alone: no other firm can read its row."""

import django.db.models.deletion
from django.db import migrations, models

PARTNER_FIRM = """
CREATE FUNCTION guichet_partner_firm(partner bigint) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT id FROM accounts_firm WHERE partner_id = partner $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_one_administrator"),
        ("core", "0004_journal_forgetting"),
        ("portfolio", "0002_partners"),
    ]

    operations = [
        migrations.AddField(
            model_name="firm",
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
        migrations.AlterField(
            model_name="firm",
            name="kind",
            field=models.CharField(
                choices=[
                    ("tiers_declarant", "Tiers déclarant"),
                    ("entreprise", "Entreprise"),
                    ("partenaire", "Partenaire"),
                ],
                max_length=20,
                verbose_name="type de compte",
            ),
        ),
        migrations.AlterField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.member",
            ),
        ),
        migrations.AddConstraint(
            model_name="firm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "partenaire"), ("partner__isnull", False)),
                    models.Q(models.Q(("kind", "partenaire"), _negated=True), ("partner", None)),
                    _connector="OR",
                ),
                name="firm_partner_iff_partenaire",
            ),
        ),
        migrations.AddConstraint(
            model_name="firm",
            constraint=models.UniqueConstraint(fields=("partner",), name="firm_partner_unique"),
        ),
        migrations.RunSQL(PARTNER_FIRM, "DROP FUNCTION guichet_partner_firm(bigint);"),
    ]
