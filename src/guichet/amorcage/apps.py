"""Configuration of the app amorcage."""

from django.apps import AppConfig


class AmorcageConfig(AppConfig):
    name = "guichet.amorcage"
    label = "amorcage"
    verbose_name = "Amorçage"

    def ready(self) -> None:
        """Listen to the portfolio."""
        from guichet.amorcage import receivers  # noqa: F401  # importing it connects it
