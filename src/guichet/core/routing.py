"""Only the owner of the tables migrates; the application role never does."""

from __future__ import annotations


class OwnerMigrates:
    """Database router: schema changes go by the alias `owner`."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        """True for the alias `owner` alone."""
        return db == "owner"
