"""Configuration of the app portfolio."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "guichet.portfolio"
    label = "portfolio"
    verbose_name = "Portefeuille"

    def ready(self) -> None:
        """Listen to the accounts, and offer what is done to many establishments at once."""
        from guichet.portfolio import actions, bulk, receivers  # noqa: F401  # importing the last connects it

        for action in bulk.ACTIONS:
            actions.offer(action)
