"""Addresses of the fiches de paramétrage."""

from __future__ import annotations

from django.urls import path

from guichet.web.fiches import adding, covering, downloading, listing, publishing, showing

app_name = "fiches"

urlpatterns = [
    path("", listing.fiche_list, name="list"),
    path("ajouter/", adding.add, name="add"),
    path("publications/", publishing.published, name="published"),
    path("<int:fiche_id>/", showing.fiche_page, name="fiche"),
    path("<int:fiche_id>/contrat/<int:place>/", showing.contract_page, name="contract"),
    path("<int:fiche_id>/etablissements/", covering.choose, name="cover"),
    path("<int:fiche_id>/telecharger/", downloading.download, name="download"),
    path("<int:fiche_id>/supprimer/", covering.remove, name="remove"),
]
