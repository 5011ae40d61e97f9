"""Each line of the journal says where it comes from; lines are read page by page, by firm and by person."""

from django.db import migrations, models
from django.db.models.functions import Cast, Substr

import guichet.core.provenance


class Migration(migrations.Migration):

    dependencies = [("core", "0002_operations")]

    operations = [
        migrations.AddField(
            model_name="journalentry",
            name="origin",
            field=models.CharField(
                choices=[
                    ("web", "Portail"),
                    ("api", "API"),
                    ("job", "Tâche de fond"),
                    ("command", "Ligne de commande"),
                ],
                default=guichet.core.provenance.current_origin,
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="ip",
            field=models.CharField(blank=True, default=guichet.core.provenance.current_ip, max_length=43),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="agent",
            field=models.CharField(blank=True, default=guichet.core.provenance.current_agent, max_length=20),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="deposit_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        subject__regex="^depot:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                        then=Cast(Substr("subject", 7), output_field=models.UUIDField()),
                    ),
                    output_field=models.UUIDField(),
                ),
                output_field=models.UUIDField(null=True),
            ),
        ),
        migrations.RemoveIndex(model_name="journalentry", name="journal_firm_at"),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["firm", "-at", "-id"], name="journal_firm_at"),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["firm", "member", "-at", "-id"], name="journal_firm_member"),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["firm", "verb", "-at", "-id"], name="journal_firm_verb"),
        ),
    ]
