"""Configuration of the app portfolio."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "guichet.portfolio"
    label = "portfolio"
    verbose_name = "Portefeuille"

    def ready(self) -> None:
        """Listen to the accounts."""
        from guichet.portfolio import receivers  # noqa: F401  # importing it connects it
