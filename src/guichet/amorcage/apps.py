"""Configuration of the app amorcage."""

from django.apps import AppConfig


class AmorcageConfig(AppConfig):
    name = "guichet.amorcage"
    label = "amorcage"
    verbose_name = "Amorçage"
