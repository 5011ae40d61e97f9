"""The sentences of a declaration beside the fiches de paramétrage; fields are the details of the finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_RETURNED = "{returned}"

SENTENCES: dict[tuple[str, str], str] = {
    ("FP-01", "reference"): "{here} : la fiche de cet organisme ne connaît pas ce contrat ; elle donne {attendu}."
    + _RETURNED,
    ("FP-01", "perime"): "{here} : d'après la fiche, ce contrat n'est pas valable ce mois-ci." + _RETURNED,
    ("FP-01", "oc"): "{here} : la fiche de ce contrat donne pour organisme {attendu}." + _RETURNED,
    ("FP-01", "delegataire"): "{here} : la fiche de ce contrat donne pour délégataire {attendu}." + _RETURNED,
    ("FP-02", "reference"): "{here} : ce contrat a été remplacé par {attendu}{since_the}." + _RETURNED,
    ("FP-02", "oc"): "{here} : l'organisme de ce contrat est devenu {attendu}{since_the}." + _RETURNED,
    ("FP-02", "delegataire"): "{here} : le délégataire de ce contrat est devenu {attendu}{since_the}." + _RETURNED,
    ("FP-03", "absent"): (
        "Le contrat {contrat} de l'organisme {organisme} est dans la fiche, et la déclaration n'en dit rien "
        "(bloc S21.G00.15)."
    ),
    ("FP-04", "oc"): "La fiche {fiche} donne un code d'organisme, « {value} », qui n'en a pas la forme.",
    ("FP-04", "delegataire"): "La fiche {fiche} donne un code de délégataire, « {value} », qui n'en a pas la forme.",
    ("FP-05", "option"): "{here} : le contrat {contrat} attend l'option {attendu}." + _RETURNED,
    ("FP-05", "option_absente"): "Le contrat {contrat} demande un code option (S21.G00.70.004) : {attendu}."
    + _RETURNED,
    ("FP-05", "option_inutile"): "{here} : le contrat {contrat} n'a pas d'option." + _RETURNED,
    ("FP-05", "population"): "{here} : le contrat {contrat} attend la population {attendu}." + _RETURNED,
    ("FP-05", "population_absente"): (
        "Le contrat {contrat} demande un code population (S21.G00.70.005) : {attendu}." + _RETURNED
    ),
    ("FP-05", "population_inutile"): "{here} : le contrat {contrat} n'a pas de population." + _RETURNED,
    ("FP-05", "couple"): (
        "{here} : avec l'option {option}, le contrat {contrat} attend la population {attendu}." + _RETURNED
    ),
    ("FP-07", "sans_affiliation"): (
        "{here} : d'après la fiche, cette personne relève du contrat {contrat} (groupe {groupe}), et n'y est pas "
        "affiliée."
    ),
    ("FP-07", "population"): (
        "{here} : d'après la fiche, cette personne relève de la population {attendu} du contrat {contrat} (groupe "
        "{groupe})."
    ),
    ("FP-07", "hors_groupe"): (
        "{here} : cette personne est affiliée au contrat {contrat}, dont la fiche ne la désigne pas (groupe {groupe})."
    ),
    ("FP-08", "aucun"): (
        "La base du contrat {contrat} n'a aucun des composants (S21.G00.79.001) que la fiche attend : {attendu}."
        + _RETURNED
    ),
    ("FP-08", "manquant"): (
        "Il manque à la base du contrat {contrat} un composant (S21.G00.79.001) que la fiche attend : {attendu}."
        + _RETURNED
    ),
    ("FP-09", "multiple"): (
        "{here} : une base forfaitaire doit être un multiple, plus grand que zéro, du plafond mensuel{ceiling}."
        + _RETURNED
    ),
    ("FP-10", "taux"): (
        "Avec les taux de la fiche, la cotisation de cette base au contrat {contrat} serait de {du} ; {declare} sont "
        "déclarés (S21.G00.81.004)."
    ),
    ("FP-12", "somme"): (
        "{here} : {paye} sont versés au contrat {contrat} pour ce mois, et les cotisations de ses salariés "
        "(S21.G00.81.004) font {du}."
    ),
    ("FP-13", "mois"): "{here} : ce contrat se paie au trimestre, et ce mois n'en est pas la fin.",
    ("FP-15", "commence"): "Le contrat {contrat} de l'organisme {organisme} commence le {jour} : préparez son ajout.",
    ("FP-15", "change"): (
        "Le contrat {contrat} de l'organisme {organisme} change le {jour} : comparez ce que la fiche en demande avant "
        "et après."
    ),
    ("FP-15", "finit"): (
        "Le contrat {contrat} de l'organisme {organisme} finit le {jour} : la fiche ne lui donne pas de suite."
    ),
    ("FP-16", "niveau"): (
        "La fiche {fiche} ne donne que des contrats (niveau 1) : composants et salariés sont à demander à l'organisme."
    ),
    ("FP-17", "nic"): (
        "La fiche {fiche} est pour l'établissement {value}, qui n'est pas dans ce fichier : elle n'a pas été comparée."
    ),
    ("FP-17", "siren"): (
        "La fiche {fiche} est pour une autre entreprise ({entreprise}, SIREN {value}) : elle n'a pas été comparée."
    ),
}


def _between(key: str, before: str, after: str) -> Callable[[Mapping[str, str | int]], str]:
    """The detail between these, nothing without it."""
    return lambda details: f"{before}{details[key]}{after}" if details.get(key) else ""


def _or(key: str, default: str) -> Callable[[Mapping[str, str | int]], str]:
    """The detail, or these words."""
    return lambda details: str(details.get(key) or default)


def _amount(key: str) -> Callable[[Mapping[str, str | int]], str]:
    """The detail as one writes euros; it may be masked already."""
    return lambda details: f"{str(details[key]).replace('.', ',')}\u00a0€" if details.get(key) else "d'autres sommes"


FIELDS: dict[str, Callable[[Mapping[str, str | int]], str]] = {
    "since_the": _between("depuis", " depuis le ", ""),
    "returned": _between("crm", " L'organisme le renverrait sous le code ", "."),
    "ceiling": _between("plafond", " (", " €)"),
    "attendu": _or("attendu", "autre chose"),
    "declare": _amount("declare"),
    "du": _amount("du"),
    "paye": _amount("paye"),
    "option": _or("option", "donnée"),
    "jour": _or("jour", "bientôt"),
    "contrat": _or("contrat", "concerné"),
    "organisme": _or("organisme", "concerné"),
    "groupe": _or("groupe", "sans nom"),
    "fiche": _or("fiche", "reçue"),
    "entreprise": _or("entreprise", "sans nom"),
    "precision": _or("precision", "attendu"),
}
"""Fields of the sentences that are made from the details."""
