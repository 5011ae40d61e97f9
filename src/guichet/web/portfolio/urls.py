"""Addresses of « Mon portefeuille »."""

from __future__ import annotations

from django.urls import path

from guichet.web.portfolio import (
    acting,
    adding,
    completing,
    covering,
    describing,
    naming,
    removing,
    saved,
    showing,
    undoing,
    views,
)

app_name = "portfolio"

urlpatterns = [
    path("", views.portfolio_list, name="list"),
    path("ajouter/", adding.add, name="add"),
    path("action/", acting.act, name="act"),
    path("colonnes/", saved.columns, name="columns"),
    path("vues/", saved.save, name="save_view"),
    path("vues/<int:view_id>/supprimer/", saved.delete, name="delete_view"),
    path("couverture/", covering.coverage, name="coverage"),
    path("classement/", naming.names, name="names"),
    path("classement/ajouter/", naming.add_name, name="add_name"),
    path("classement/groupes/<int:group_id>/", naming.group, name="group"),
    path("classement/etiquettes/<int:tag_id>/", naming.tag, name="tag"),
    path("retraits/", undoing.removals, name="removals"),
    path("retraits/<int:entry_id>/annuler/", undoing.undo, name="undo"),
    path("retraits/operation/<uuid:operation_id>/", undoing.undo_operation, name="undo_operation"),
    path("<siret:siret>/", showing.etablissement_page, name="etablissement"),
    path("<siret:siret>/completer/", completing.complete, name="complete"),
    path("<siret:siret>/contact/", describing.describe, name="describe"),
    path("<siret:siret>/succession/", covering.succeed, name="succeed"),
    path("<siret:siret>/retirer/", removing.retire, name="retire"),
    path("<siret:siret>/remettre/", removing.restore, name="restore"),
]
