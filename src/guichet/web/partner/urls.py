"""Addresses of the space of a partner."""

from __future__ import annotations

from django.urls import path

from guichet.web.partner import answering, listing, rules, statistics

app_name = "partner"

urlpatterns = [
    path("", listing.request_list, name="list"),
    path("<int:request_id>/", answering.request_page, name="request"),
    path("<int:request_id>/documents/<int:file_id>/", answering.document, name="document"),
    path("regles/", rules.rule_list, name="rules"),
    path("regles/<int:rule_id>/retirer/", rules.remove, name="remove_rule"),
    path("statistiques/", statistics.statistics, name="statistics"),
]
