"""Configuration of the app portfolio."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "guichet.portfolio"
    label = "portfolio"
    verbose_name = "Portefeuille"
