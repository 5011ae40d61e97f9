"""Configuration of the app delegations."""

from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "guichet.delegations"
    label = "delegations"
    verbose_name = "Délégations"
