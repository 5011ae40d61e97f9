"""Front door 1: the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "guichet.web"
    label = "web"

    def ready(self) -> None:
        """Listen to the logins and to the changes of password."""
        from guichet.web.accounts import arriving  # noqa: F401  # importing it connects it
