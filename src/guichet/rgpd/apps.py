"""Configuration of the app rgpd."""

from django.apps import AppConfig


class RgpdConfig(AppConfig):
    name = "guichet.rgpd"
    label = "rgpd"
    verbose_name = "Données conservées"
