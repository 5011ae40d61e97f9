"""The families of sector controls bear the names that neodes gives them."""

from django.db import migrations

from guichet.portfolio.partners import load_partners


def load(apps, schema_editor):
    load_partners(apps.get_model("portfolio", "Partner"), using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0050_sirene")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
