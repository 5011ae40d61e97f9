"""Closed lists of the delegations."""

from __future__ import annotations

from django.db import models


class ScopeKind(models.TextChoices):
    """What part of the portfolio a profile covers."""

    TOUT = "tout", "Tout le portefeuille"
    CHOISIS = "choisis", "Des établissements choisis"
    GROUPES = "groupes", "Des groupes"
    REGLE = "regle", "Une règle"

    @property
    def help(self) -> str:
        """What it means for what comes later, in one French sentence."""
        return _HELP[self]


_HELP = {
    ScopeKind.TOUT: "Tous les établissements, et ceux qui s'ajouteront.",
    ScopeKind.CHOISIS: "Ceux que vous désignez un à un ; la liste ne change que si quelqu'un la change.",
    ScopeKind.GROUPES: "Ceux d'un ou plusieurs groupes ; le profil suit les entrées et les sorties de chaque groupe.",
    ScopeKind.REGLE: "Ceux qui répondent à des critères ; le profil suit les fiches, sans que vous ayez à y revenir.",
}
