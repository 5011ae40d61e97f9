"""Profiles on groupes or on a rule, and profiles put away; « tout le portefeuille » becomes one kind among four."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from guichet.core.rls import row_level_security

TO_KIND = """
UPDATE delegations_delegationprofile SET scope = CASE WHEN whole_portfolio THEN 'tout' ELSE 'choisis' END;
"""
TO_FLAG = "UPDATE delegations_delegationprofile SET whole_portfolio = (scope = 'tout');"
KINDS = [
    ("tout", "Tout le portefeuille"),
    ("choisis", "Des établissements choisis"),
    ("groupes", "Des groupes"),
    ("regle", "Une règle"),
]


def _rule(name: str, base: models.Field) -> migrations.AddField:
    field = django.contrib.postgres.fields.ArrayField(base_field=base, blank=True, default=list, size=None)
    return migrations.AddField(model_name="delegationprofile", name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("delegations", "0001_initial"), ("portfolio", "0005_sub_portfolios_and_tags")]

    operations = [
        migrations.AddField(
            model_name="delegationprofile",
            name="scope",
            field=models.CharField(choices=KINDS, default="choisis", max_length=8, verbose_name="portée"),
        ),
        # The policies are those of the application; the owner of the tables sets them aside for the length of this.
        migrations.RunSQL(
            "ALTER TABLE delegations_delegationprofile DISABLE ROW LEVEL SECURITY;", migrations.RunSQL.noop
        ),
        migrations.RunSQL(TO_KIND, TO_FLAG),
        migrations.RunSQL(
            "ALTER TABLE delegations_delegationprofile ENABLE ROW LEVEL SECURITY;", migrations.RunSQL.noop
        ),
        migrations.RemoveField(model_name="delegationprofile", name="whole_portfolio"),
        migrations.AddField(
            model_name="delegationprofile", name="archived_at", field=models.DateTimeField(blank=True, null=True)
        ),
        _rule("rule_partners", models.BigIntegerField()),
        _rule("rule_echeances", models.PositiveSmallIntegerField()),
        _rule("rule_sirens", models.CharField(max_length=9)),
        _rule("rule_idccs", models.CharField(max_length=4)),
        _rule("rule_tags", models.CharField(max_length=40)),
        migrations.CreateModel(
            name="ProfileSubPortfolio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "firm",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.firm",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="delegations.delegationprofile",
                    ),
                ),
                (
                    "sub_portfolio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="portfolio.subportfolio"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="profilesubportfolio",
            constraint=models.UniqueConstraint(
                fields=("profile", "sub_portfolio"), name="profile_sub_portfolio_unique"
            ),
        ),
        migrations.AddField(
            model_name="delegationprofile",
            name="sub_portfolios",
            field=models.ManyToManyField(
                related_name="profiles", through="delegations.ProfileSubPortfolio", to="portfolio.subportfolio"
            ),
        ),
        row_level_security("delegations_profilesubportfolio"),
    ]
