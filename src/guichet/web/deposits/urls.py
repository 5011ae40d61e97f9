"""Addresses of « Dépôts »."""

from __future__ import annotations

from django.urls import path

from guichet.web.deposits import depositing, listing, views

app_name = "deposits"

urlpatterns = [
    path("", listing.deposit_list, name="list"),
    path("nouveau/", depositing.new_deposit, name="new"),
    path("anomalies/<int:finding_id>/", views.places, name="places"),
    path("anomalies/<int:finding_id>/en-clair/", views.places_in_clear, name="places_in_clear"),
    path("declarations/<int:declaration_id>/remettre/", views.restore, name="restore"),
    path("<uuid:deposit_id>/", views.report, name="report"),
    path("<uuid:deposit_id>/controler/", views.control_deposit_again, name="control_again"),
    path("<uuid:deposit_id>/en-clair/", views.in_clear, name="in_clear"),
    path("<uuid:deposit_id>/telecharger/", views.download, name="download"),
]
