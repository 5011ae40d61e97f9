"""Front door 1: the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "guichet.web"
    label = "web"
