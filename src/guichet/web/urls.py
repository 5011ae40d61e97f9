"""Addresses of the pages, in French."""

from __future__ import annotations

from django.urls import include, path

from guichet.web import health, home

urlpatterns = [
    path("", home.start, name="start"),
    path("sante/vivant", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("", include("guichet.web.accounts.urls")),
    path("portefeuille/", include("guichet.web.portfolio.urls")),
]
