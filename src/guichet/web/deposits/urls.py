"""Addresses of « Dépôts »."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

app_name = "deposits"

urlpatterns: list[URLPattern] = []
