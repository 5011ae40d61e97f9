"""Configuration of the app delegations."""

from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "guichet.delegations"
    label = "delegations"
    verbose_name = "Délégations"

    def ready(self) -> None:
        """Listen to the portfolio."""
        from guichet.delegations import receivers  # noqa: F401  # importing it connects it
