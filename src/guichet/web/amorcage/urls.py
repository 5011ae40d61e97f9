"""Addresses of the amorçage."""

from __future__ import annotations

from django.urls import path

from guichet.web.amorcage import deciding, listing

app_name = "amorcage"

urlpatterns = [
    path("", listing.demande_list, name="list"),
    path("<siret:siret>/", deciding.propose, name="propose"),
]
