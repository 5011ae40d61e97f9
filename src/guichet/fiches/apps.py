"""Configuration of the app fiches."""

from django.apps import AppConfig


class FichesConfig(AppConfig):
    name = "guichet.fiches"
    label = "fiches"
    verbose_name = "Fiches de paramétrage"

    def ready(self) -> None:
        """Join the controls of a deposit, and deliver what was published before a demande is granted."""
        from guichet.deposits import companions
        from guichet.fiches import controlling, receivers  # noqa: F401  # importing the last connects it

        companions.join(controlling.beside)
