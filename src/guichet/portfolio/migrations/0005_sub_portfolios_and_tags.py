"""Groupes (parts of the portfolio that the firm names) and free tags."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from guichet.core.rls import row_level_security


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_firm_siret_unique"), ("portfolio", "0004_facts_and_search")]

    operations = [
        migrations.AddField(
            model_name="etablissement",
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                size=None,
                verbose_name="étiquettes",
            ),
        ),
        migrations.CreateModel(
            name="SubPortfolio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="nom")),
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
            options={"ordering": ("name",)},
        ),
        migrations.AddField(
            model_name="etablissement",
            name="sub_portfolio",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="etablissements",
                to="portfolio.subportfolio",
                verbose_name="groupe",
            ),
        ),
        migrations.AddIndex(
            model_name="etablissement",
            index=django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="etablissement_tags"),
        ),
        migrations.AddConstraint(
            model_name="subportfolio",
            constraint=models.UniqueConstraint(fields=("firm", "name"), name="subportfolio_firm_name_unique"),
        ),
        row_level_security("portfolio_subportfolio"),
    ]
