"""What the search folds by. `unaccent` is a trusted extension: the owner of the database may create it.

`unaccent(text)` is only STABLE, since its dictionary could be changed; ours names the dictionary and is declared
IMMUTABLE so that a stored column can use it.
"""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("portfolio", "0002_partners")]

    operations = [
        UnaccentExtension(),
        migrations.RunSQL(
            """
            CREATE FUNCTION guichet_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
              AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;
            """,
            "DROP FUNCTION guichet_fold(text);",
        ),
    ]
