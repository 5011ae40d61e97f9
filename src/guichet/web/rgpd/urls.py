"""Addresses of « Données conservées »."""

from __future__ import annotations

from django.urls import path

from guichet.web.rgpd import members, searching, views

app_name = "rgpd"

urlpatterns = [
    path("", views.home, name="home"),
    path("durees/", views.retention, name="retention"),
    path("mes-donnees/", views.export_own, name="export_own"),
    path("membres/", members.member_list, name="members"),
    path("membres/<int:member_id>/exporter/", members.export_member, name="export_member"),
    path("membres/<int:member_id>/effacer/", members.forget, name="forget"),
    path("recherche/", searching.search, name="search"),
    path("recherche/<uuid:search_id>/", searching.search_result, name="search_result"),
]
