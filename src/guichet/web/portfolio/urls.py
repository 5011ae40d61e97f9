"""Addresses of « Mon portefeuille »."""

from __future__ import annotations

from django.urls import path

from guichet.web.portfolio import views

app_name = "portfolio"

urlpatterns = [path("", views.portfolio_list, name="list")]
