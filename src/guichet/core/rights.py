"""The closed catalogue of rights. One member here and the view that declares it: nothing else to touch."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """What a profil de délégation can grant; administrators hold them all."""

    VOIR_PORTEFEUILLE = "voir_portefeuille"
    VOIR_DECLARATIONS = "voir_declarations"
    VOIR_DONNEES_PERSONNELLES = "voir_donnees_personnelles"
    DEPOSER_TEST = "deposer_test"
    DEPOSER_REEL = "deposer_reel"
    AJOUTER = "ajouter"
    MODIFIER = "modifier"
    RETIRER = "retirer"
    AMORCAGE = "amorcage"
    TRAITER_ANOMALIES = "traiter_anomalies"
    GERER_DELEGATIONS = "gerer_delegations"
    EXPORTER = "exporter"

    @property
    def label(self) -> str:
        """Short name, in French."""
        return _TEXTS[self][0]

    @property
    def help(self) -> str:
        """What the right opens, in one French sentence."""
        return _TEXTS[self][1]

    @property
    def danger(self) -> str:
        """What to weigh before giving it; empty when there is nothing."""
        return _TEXTS[self][2]


_TEXTS: dict[Right, tuple[str, str, str]] = {
    Right.VOIR_PORTEFEUILLE: (
        "Voir le portefeuille",
        "Voir les établissements confiés et leur fiche.",
        "",
    ),
    Right.VOIR_DECLARATIONS: (
        "Voir les déclarations",
        "Voir les dépôts, les déclarations et les anomalies des établissements confiés.",
        "",
    ),
    Right.VOIR_DONNEES_PERSONNELLES: (
        "Voir les données personnelles",
        "Voir en clair les NIR, les noms et les montants.",
        "Donne accès aux NIR et aux salaires.",
    ),
    Right.DEPOSER_TEST: ("Déposer en test", "Déposer des fichiers de test (S10.G00.00.005 = 01).", ""),
    Right.DEPOSER_REEL: (
        "Déposer en réel",
        "Déposer des fichiers réels (S10.G00.00.005 = 02).",
        "Engage le cabinet pour l'établissement déclaré.",
    ),
    Right.AJOUTER: (
        "Ajouter un établissement",
        "Ajouter un établissement au portefeuille, à la main ou par un dépôt.",
        "",
    ),
    Right.MODIFIER: (
        "Modifier un établissement",
        "Compléter ou corriger la fiche : dénomination, échéance, partenaire.",
        "",
    ),
    Right.RETIRER: (
        "Retirer un établissement",
        "Retirer un établissement du portefeuille ; son historique est gardé.",
        "L'établissement ne sera plus suivi.",
    ),
    Right.AMORCAGE: (
        "Demander l'amorçage",
        "Demander l'amorçage des données des contrats et le consulter.",
        "",
    ),
    Right.TRAITER_ANOMALIES: ("Traiter les anomalies", "Prendre en charge et clore les anomalies.", ""),
    Right.GERER_DELEGATIONS: (
        "Gérer les délégations",
        "Confier à d'autres une part de ce que l'on détient soi-même.",
        "Permet d'ouvrir le portefeuille à d'autres personnes.",
    ),
    Right.EXPORTER: (
        "Exporter",
        "Télécharger les listes et les comptes rendus.",
        "Les données quittent le portail.",
    ),
}
