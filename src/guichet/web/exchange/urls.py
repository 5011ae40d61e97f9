"""Addresses of the import and the export of the portfolio."""

from __future__ import annotations

from django.urls import path

from guichet.web.exchange import exporting, importing, previewing

app_name = "exchange"

urlpatterns = [
    path("importer/", importing.new_import, name="new"),
    path("importer/modele/", importing.template, name="template"),
    path("importer/<uuid:import_id>/", previewing.preview, name="preview"),
    path("importer/<uuid:import_id>/importer/", previewing.carry_out, name="carry_out"),
    path("importer/<uuid:import_id>/zeros/", previewing.restore_zeros, name="restore_zeros"),
    path("importer/<uuid:import_id>/refus/", previewing.refused, name="refused"),
    path("exporter/", exporting.export, name="export"),
]
