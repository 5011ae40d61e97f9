"""Addresses of the journal."""

from __future__ import annotations

from django.urls import path

from guichet.web.journal import views

app_name = "journal"

urlpatterns = [
    path("", views.journal_page, name="list"),
    path("exporter/", views.export, name="export"),
]
