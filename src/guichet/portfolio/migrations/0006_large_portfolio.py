"""What a list of 100,000 needs: the last declaration summed up, one index that is read alone, and contacts."""

import django.db.models.deletion
from django.db import migrations, models

INCLUDED = (
    "state",
    "echeance",
    "partner",
    "without_partner",
    "sub_portfolio",
    "idcc",
    "headcount",
    "last_deposit_at",
    "latest_period",
    "latest_bloquants",
    "latest_avertissements",
)


def _field(name, field):
    return migrations.AddField(model_name="etablissement", name=name, field=field)


def _without_index(name, to, on_delete, **options):
    options = {"blank": True, "null": True, "db_index": False, **options}
    field = models.ForeignKey(to=f"portfolio.{to}", on_delete=on_delete, **options)
    return migrations.AlterField(model_name="etablissement", name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0005_sub_portfolios_and_tags")]

    operations = [
        migrations.RemoveIndex(model_name="etablissement", name="etablissement_list"),
        # Row-level security runs before an operator that is not leakproof: this index could never be used.
        migrations.RemoveIndex(model_name="etablissement", name="etablissement_tags"),
        _field("contact_name", models.CharField("contact", blank=True, max_length=120)),
        _field("contact_email", models.EmailField("adresse électronique du contact", blank=True, max_length=254)),
        _field("contact_phone", models.CharField("téléphone du contact", blank=True, max_length=30)),
        _field("first_period", models.CharField("premier mois déclaré", blank=True, max_length=7)),
        _field("latest_period", models.CharField("dernier mois déclaré", blank=True, max_length=7)),
        _field("latest_bloquants", models.PositiveIntegerField(default=0)),
        _field("latest_avertissements", models.PositiveIntegerField(default=0)),
        _field(
            "succeeds",
            models.ForeignKey(
                "portfolio.etablissement",
                verbose_name="succède à",
                blank=True,
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="successors",
            ),
        ),
        # Each other index begins with the firm; one less to write when 100,000 rows change.
        migrations.AlterField(
            model_name="etablissement",
            name="firm",
            field=models.ForeignKey(
                to="accounts.firm",
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
            ),
        ),
        _without_index(
            "partner",
            "partner",
            django.db.models.deletion.PROTECT,
            verbose_name="groupe de protection sociale",
        ),
        _without_index("partner_propose", "partner", django.db.models.deletion.SET_NULL, related_name="+"),
        _without_index(
            "sub_portfolio",
            "subportfolio",
            django.db.models.deletion.SET_NULL,
            related_name="etablissements",
            verbose_name="groupe",
        ),
        migrations.AddIndex(
            model_name="etablissement",
            index=models.Index(fields=["firm", "search_text", "id"], include=INCLUDED, name="etablissement_browse"),
        ),
        migrations.AddIndex(
            model_name="etablissement",
            index=models.Index(
                condition=models.Q(("state", "a_completer")),
                fields=["firm", "added_at", "id"],
                name="etablissement_waiting",
            ),
        ),
    ]
