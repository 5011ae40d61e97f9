"""Why a fiche is refused; each message is a French sentence."""

from __future__ import annotations


class FicheError(Exception):
    """The change is refused; the message says why and what to do."""


class NotRead(FicheError):
    """Nothing could be read of the file: the message says why."""


class NoEtablissement(FicheError):
    """The fiche is for somebody that the actor does not follow."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Cette fiche est celle de {number}, qui n'est pas parmi les établissements dont vous suivez l'amorçage. "
            "Ajoutez d'abord l'établissement, ou demandez ce droit à un administrateur."
        )


class BadSiren(FicheError):
    """The fiche names no entreprise."""

    def __init__(self) -> None:
        super().__init__("Cette fiche ne porte pas de SIREN valable. Demandez-en une nouvelle à l'organisme.")


class NotAddressed(FicheError):
    """The actor publishes without being a partner."""

    def __init__(self) -> None:
        super().__init__("Seul un groupe de protection sociale publie des fiches.")


class CoversOthers(FicheError):
    """It is for establishments of others too."""

    def __init__(self) -> None:
        super().__init__(
            "Cette fiche couvre aussi des établissements que vous ne suivez pas : elle n'est pas supprimée. Retirez-"
            "lui seulement les vôtres, ou demandez à un administrateur."
        )
