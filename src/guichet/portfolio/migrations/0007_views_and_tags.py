"""The tags that a firm chooses among, the views a member keeps, the columns he chose."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from guichet.core.rls import row_level_security

KEY = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _firm():
    return models.ForeignKey(
        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.firm"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_firm_siret_unique"), ("portfolio", "0006_large_portfolio")]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[KEY, ("name", models.CharField("nom", max_length=40)), ("firm", _firm())],
            options={"ordering": ("name",)},
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("firm", "name"), name="tag_firm_name_unique"),
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                KEY,
                ("name", models.CharField("nom", max_length=60)),
                ("asked", models.JSONField(default=dict)),
                ("shared", models.BooleanField("partagée avec le cabinet", default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("firm", _firm()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
                    ),
                ),
            ],
            options={"ordering": ("name", "id")},
        ),
        migrations.AddIndex(
            model_name="savedview",
            index=models.Index(fields=["firm", "shared"], name="savedview_firm_shared"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("member", "name"), name="savedview_member_name_unique"),
        ),
        migrations.CreateModel(
            name="ListPreference",
            fields=[
                KEY,
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("firm", _firm()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
                    ),
                ),
            ],
        ),
        row_level_security("portfolio_tag"),
        row_level_security("portfolio_savedview"),
        row_level_security("portfolio_listpreference"),
    ]
