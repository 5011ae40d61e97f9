"""Configuration of the app deposits."""

from django.apps import AppConfig


class DepositsConfig(AppConfig):
    name = "guichet.deposits"
    label = "deposits"
    verbose_name = "Dépôts"
