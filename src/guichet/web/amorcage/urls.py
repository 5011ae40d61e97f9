"""Addresses of the amorçage."""

from __future__ import annotations

from django.urls import path

from guichet.web.amorcage import deciding, files, letter, listing, reminders

app_name = "amorcage"

urlpatterns = [
    path("", listing.demande_list, name="list"),
    path("relances/", reminders.mail, name="mail"),
    path("<siret:siret>/", deciding.propose, name="propose"),
    path("<siret:siret>/courrier/", letter.letter, name="letter"),
    path("<siret:siret>/documents/<int:document_id>/", files.document, name="document"),
]
