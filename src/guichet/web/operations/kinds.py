"""What the page of an operation says and offers, by kind; a kind that is not named here has a plain page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guichet.core.actor import Actor
from guichet.core.models import Operation
from guichet.portfolio.exchange import exporting, importing
from guichet.rgpd import journal_export, person_export, person_search


def _always(actor: Actor, operation: Operation) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """`next_url` is the name of an address that takes the id, offered once it is done; `back_url` where one goes after.

    `may_take`: whether the file may still be taken away, with the rights of now.
    """

    next_url: str = ""
    next_label: str = ""
    back_url: str = "portfolio:list"
    back_label: str = "Mon portefeuille"
    file: str = "Télécharger le résultat"
    may_take: Callable[[Actor, Operation], bool] = _always


PLAIN = Kind()
KINDS = {
    importing.PREVIEW: Kind(
        "exchange:preview",
        "Voir l'aperçu et décider",
        "exchange:new",
        "Envoyer un autre fichier",
        "Télécharger l'aperçu (CSV)",
        importing.may_read,
    ),
    importing.IMPORT: Kind(
        "exchange:preview",
        "Voir ligne par ligne",
        file="Télécharger le compte rendu (CSV)",
        may_take=importing.may_read,
    ),
    exporting.KIND: Kind(file="Télécharger le fichier", may_take=exporting.may_take),
    journal_export.KIND: Kind(
        back_url="journal:list",
        back_label="Journal",
        file="Télécharger le journal",
        may_take=journal_export.may_take,
    ),
    person_export.KIND: Kind(
        back_url="rgpd:home",
        back_label="Données conservées",
        file="Télécharger les données",
        may_take=person_export.may_take,
    ),
    person_search.KIND: Kind(
        "rgpd:search_result",
        "Voir les dépôts concernés",
        "rgpd:home",
        "Données conservées",
        "Télécharger la liste",
        person_search.may_take,
    ),
}

LABELS = {
    "lignes": "Lignes",
    "ajouts": "Ajouts",
    "modifications": "Modifications",
    "inchanges": "Inchangées",
    "refus": "Refusées",
    "remarques": "Avec une remarque",
    "groupes": "Groupes créés",
    "depots": "Dépôts",
    "depots_lus": "Dépôts lus",
    "depots_illisibles": "Dépôts illisibles",
    "depots_concernes": "Dépôts concernés",
    "choisis": "Choisis",
    "changes": "Changés",
}
"""Words of the counts that a summary may hold; what is not here is not for the page."""


def kind_of(operation: Operation) -> Kind:
    """What is known of its kind."""
    return KINDS.get(operation.kind, PLAIN)
