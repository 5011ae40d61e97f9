"""Addresses of « Aide »."""

from __future__ import annotations

from django.urls import path

from guichet.web.help import views

app_name = "help"

urlpatterns = [path("", views.first_steps, name="home")]
