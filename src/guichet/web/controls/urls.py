"""Addresses of the pages of controls; an id holds slashes, and so does its address."""

from __future__ import annotations

from django.urls import path

from guichet.web.controls import listing, views

app_name = "controls"

urlpatterns = [
    path("", listing.control_list, name="list"),
    path("<path:control_id>/", views.control, name="control"),
]
