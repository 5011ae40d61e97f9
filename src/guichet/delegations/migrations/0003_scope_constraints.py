"""A rule asks for something; two live profiles have two names, one that is put away frees its own."""

from django.db import migrations, models

ASKS_FOR_NOTHING = [
    ("rule_partners", []),
    ("rule_echeances", []),
    ("rule_sirens", []),
    ("rule_idccs", []),
    ("rule_tags", []),
]


class Migration(migrations.Migration):
    dependencies = [("delegations", "0002_scopes")]

    operations = [
        migrations.AlterModelOptions(name="delegationprofile", options={"ordering": ("name", "id")}),
        migrations.RemoveConstraint(model_name="delegationprofile", name="profile_firm_name_unique"),
        migrations.AddConstraint(
            model_name="delegationprofile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("archived_at", None)), fields=("firm", "name"), name="profile_firm_name_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegationprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope", "regle"), models.Q(*ASKS_FOR_NOTHING, _negated=True)),
                    models.Q(models.Q(("scope", "regle"), _negated=True), *ASKS_FOR_NOTHING),
                    _connector="OR",
                ),
                name="profile_rule_asks_for_something",
            ),
        ),
    ]
