"""Addresses of « Mon portefeuille »."""

from __future__ import annotations

from django.urls import path

from guichet.web.portfolio import adding, completing, removing, showing, views

app_name = "portfolio"

urlpatterns = [
    path("", views.portfolio_list, name="list"),
    path("ajouter/", adding.add, name="add"),
    path("<siret:siret>/", showing.etablissement_page, name="etablissement"),
    path("<siret:siret>/completer/", completing.complete, name="complete"),
    path("<siret:siret>/retirer/", removing.retire, name="retire"),
    path("<siret:siret>/remettre/", removing.restore, name="restore"),
]
