"""Addresses of the pages, in French."""

from __future__ import annotations

from django.urls import include, path

from guichet.web import home

urlpatterns = [
    path("", home.start, name="start"),
    path("portefeuille/", include("guichet.web.portfolio.urls")),
]
