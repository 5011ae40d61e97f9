"""Explanations of the controls that the norm names and that do not run in this version."""

from __future__ import annotations

from neodes.controls.base import Explanation
from neodes.controls.explanations.envelope import reference
from neodes.controls.explanations.rubrique import named
from neodes.norm import Norm
from neodes.norm.named import NamedControl

TYPES = {
    "CSL": "un contrôle sur la forme de la valeur",
    "CCH": "un contrôle de cohérence entre plusieurs données",
    "CRE": "un contrôle sur une table de référence",
    "CME": "un contrôle sur le répertoire des entreprises",
    "CID": "un contrôle d'identification par la plate-forme",
    "CST": "un contrôle sur la structure de l'envoi",
    "SIG": "un signalement, qui ne bloque pas la déclaration",
}


def explain_named(norm: Norm, control: NamedControl, reason: str) -> Explanation:
    others = ", ".join((*control.rubriques, *control.blocs))
    involved = f" Il met aussi en jeu : {others}." if others else ""
    spec = norm.rubriques[control.rubrique]
    return Explanation(
        verifie=f"{control.id} est {TYPES[control.type]}, porté par {named(spec)}.{involved}",
        pourquoi="La norme le prévoit ; le point de dépôt l'applique à la réception de la déclaration.",
        que_faire=f"Il n'est pas exécuté ici : {reason} Reportez-vous au compte rendu du point de dépôt.",
        references=reference(norm, f"contrôle {control.id}"),
    )
