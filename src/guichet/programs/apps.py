"""Programs: what lets a program of a firm call the portal (tokens), and be told by it (webhooks)."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "guichet.programs"
    label = "programs"
    verbose_name = "Programmes"
