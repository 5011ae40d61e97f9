"""Explanations of the controls that the norm names and that do not run, or run under another id."""

from __future__ import annotations

from neodes.controls.base import Control, Explanation
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


def _identity(norm: Norm, control: NamedControl) -> str:
    others = ", ".join((*control.rubriques, *control.blocs))
    involved = f" Il met aussi en jeu : {others}." if others else ""
    return f"{control.id} est {TYPES[control.type]}, porté par {named(norm.rubriques[control.rubrique])}.{involved}"


def explain_verified(norm: Norm, control: NamedControl, verifying: Control) -> Explanation:
    page = verifying.explanation
    return Explanation(
        verifie=f"{_identity(norm, control)} Il est vérifié sous l'identifiant {verifying.id}. {page.verifie}",
        pourquoi=page.pourquoi,
        que_faire=f"Ses constats portent l'identifiant {verifying.id}. {page.que_faire}",
        references=(*reference(norm, f"contrôle {control.id}"), *page.references),
    )


def explain_named(norm: Norm, control: NamedControl, reason: str) -> Explanation:
    return Explanation(
        verifie=_identity(norm, control),
        pourquoi="La norme le prévoit ; le point de dépôt l'applique à la réception de la déclaration.",
        que_faire=f"Il n'est pas exécuté ici : {reason} Reportez-vous au compte rendu du point de dépôt.",
        references=reference(norm, f"contrôle {control.id}"),
    )
