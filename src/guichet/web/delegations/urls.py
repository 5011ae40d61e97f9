"""Addresses of « Délégations »."""

from __future__ import annotations

from django.urls import path

from guichet.web.delegations import editing, entrusting, listing, reviewing, seeing, showing

app_name = "delegations"

urlpatterns = [
    path("", listing.profile_list, name="list"),
    path("nouveau/", editing.create, name="create"),
    path("apercu/", editing.preview, name="preview"),
    path("qui-peut-quoi/", reviewing.matrix, name="matrix"),
    path("qui-peut-quoi/exporter/", reviewing.export, name="export"),
    path("mes-droits/", seeing.own_rights, name="own"),
    path("voir-comme/<int:member_id>/", seeing.see_as, name="see_as"),
    path("confie/<int:delegation_id>/", entrusting.change_dates, name="dates"),
    path("confie/<int:delegation_id>/reprendre/", entrusting.withdraw, name="withdraw"),
    path("<int:profile_id>/", showing.profile_page, name="profile"),
    path("<int:profile_id>/modifier/", editing.edit, name="edit"),
    path("<int:profile_id>/dupliquer/", editing.duplicate, name="duplicate"),
    path("<int:profile_id>/archiver/", editing.archive, name="archive"),
    path("<int:profile_id>/confier/", entrusting.entrust, name="entrust"),
    path("<int:profile_id>/etablissements/", entrusting.choose, name="choose"),
    path("<int:profile_id>/etablissements/retirer/", entrusting.drop, name="drop"),
]
