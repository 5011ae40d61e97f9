"""`guichet migrate`: bring the database up to date, as the owner of its tables."""

from __future__ import annotations

import argparse

from django.db import DatabaseError

from guichet.config.database import migrate
from guichet.config.environment import environment
from guichet.config.refusal import Refused
from guichet.config.startup import load_settings, pending_migrations, unreachable


def run(_options: argparse.Namespace) -> int:
    """Migrate and say what was done."""
    load_settings()
    if not environment().DATABASE_OWNER_URL:
        raise Refused(
            "DATABASE_OWNER_URL manque : l'adresse de PostgreSQL pour le rôle propriétaire des tables.\n"
            "Ce rôle ne sert qu'à « guichet migrate » ; il doit être différent de celui de DATABASE_URL."
        )
    try:
        pending = pending_migrations("owner")
        migrate(verbosity=0)
    except DatabaseError as error:
        raise Refused(unreachable(error).replace("DATABASE_URL", "DATABASE_OWNER_URL")) from error
    print(f"La base est à jour : {len(pending)} migration(s) appliquée(s).")
    return 0
