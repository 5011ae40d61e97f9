"""Exit with 1 and name them when models changed without a migration. Needs no database."""

from __future__ import annotations

import sys

import django
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation


def main() -> int:
    """Compare the models with what the migrations build, and look for two heads of one app."""
    django.setup()
    translation.deactivate_all()  # verbose names in French are no change of the models
    loader = MigrationLoader(None)
    conflicts = loader.detect_conflicts()
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    for label, names in conflicts.items():
        print(f"{label}: several last migrations: {', '.join(names)}")
    for label, migrations in changes.items():
        for migration in migrations:
            print(f"{label}: missing: " + "; ".join(operation.describe() for operation in migration.operations))
    return 1 if conflicts or changes else 0


if __name__ == "__main__":
    sys.exit(main())
