"""Addresses of « Mes opérations »."""

from __future__ import annotations

from django.urls import path

from guichet.web.operations import views

app_name = "operations"

urlpatterns = [
    path("", views.operation_list, name="list"),
    path("<uuid:operation_id>/", views.follow, name="follow"),
    path("<uuid:operation_id>/telecharger/", views.download, name="download"),
]
