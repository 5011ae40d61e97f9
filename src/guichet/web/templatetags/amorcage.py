"""Tags of the amorçage: `{% load amorcage %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from guichet.amorcage.models import DemandeAmorcage
from guichet.portfolio.models import Etablissement

register = template.Library()


@register.inclusion_tag("web/amorcage/_state.html")
def amorcage_state(etablissement: Etablissement, demandes: Mapping[int, DemandeAmorcage]) -> dict[str, Any]:
    """`{% amorcage_state etablissement demandes %}`: where its amorçage stands; `demandes` comes from `states_of`."""
    return {"etablissement": etablissement, "demande": demandes.get(etablissement.pk)}
