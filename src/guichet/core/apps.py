"""Core: what every app stands on, without any business of its own."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "guichet.core"
    label = "core"

    def ready(self) -> None:
        """Register the lookups."""
        import guichet.core.lookups  # noqa: F401
