"""Sum up for each establishment the declarations that are there already: see `deposits/latest.py`.

The owner of the tables is held by row-level security too: it is lifted for these three, in this transaction.
"""

from django.db import migrations, models

TABLES = ("portfolio_etablissement", "deposits_declaration", "deposits_deposit")
LIFT = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;" for table in TABLES)
PUT_BACK = "".join(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;" for table in TABLES)
FILL = """
UPDATE portfolio_etablissement e
   SET first_period = m.first_period, latest_period = m.period,
       latest_bloquants = m.bloquants, latest_avertissements = m.avertissements
  FROM (
    SELECT DISTINCT ON (d.etablissement_id) d.etablissement_id, d.period, d.bloquants, d.avertissements,
           min(d.period) OVER (PARTITION BY d.etablissement_id) AS first_period
      FROM deposits_declaration d JOIN deposits_deposit f ON f.id = d.deposit_id
     WHERE d.etablissement_id IS NOT NULL AND d.nature = '01' AND d.period <> ''
       AND d.state = 'retenue' AND f.state = 'termine'
     ORDER BY d.etablissement_id, d.period DESC, f.received_at DESC, d.id DESC
  ) m
 WHERE e.id = m.etablissement_id;
"""


class Migration(migrations.Migration):
    dependencies = [("deposits", "0003_held"), ("portfolio", "0006_large_portfolio")]
    operations = [
        migrations.AddIndex(
            model_name="declaration",
            index=models.Index(
                condition=models.Q(("etablissement", None)), fields=["firm", "siret"], name="declaration_nobodys"
            ),
        ),
        migrations.RunSQL(LIFT + FILL + PUT_BACK, migrations.RunSQL.noop),
    ]
