"""Addresses of the pages, in French."""

from __future__ import annotations

from django.urls import include, path, register_converter

from guichet.web import display, health, home
from guichet.web.converters import SiretConverter

# Before the addresses of the areas are read: they name it.
register_converter(SiretConverter, "siret")

urlpatterns = [
    path("", home.start, name="start"),
    path("affichage/", display.change_display, name="display"),
    path("aide/", include("guichet.web.help.urls")),
    path("sante/vivant", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("", include("guichet.web.accounts.urls")),
    path("compte/", include("guichet.web.programs.urls")),
    path("equipe/", include("guichet.web.team.urls")),
    path("portefeuille/", include("guichet.web.exchange.urls")),
    path("portefeuille/", include("guichet.web.portfolio.urls")),
    path("amorcage/", include("guichet.web.amorcage.urls")),
    path("fiches/", include("guichet.web.fiches.urls")),
    path("partenaire/", include("guichet.web.partner.urls")),
    path("depots/", include("guichet.web.deposits.urls")),
    path("delegations/", include("guichet.web.delegations.urls")),
    path("journal/", include("guichet.web.journal.urls")),
    path("donnees/", include("guichet.web.rgpd.urls")),
    path("controles/", include("guichet.web.controls.urls")),
    path("operations/", include("guichet.web.operations.urls")),
]
