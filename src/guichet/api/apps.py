"""Configuration of the API, which also has the programs of a partner told of what comes into its box."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "guichet.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        """Listen to the box of the partners."""
        from guichet.api import receivers  # noqa: F401  # importing it connects it
