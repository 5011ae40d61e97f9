"""The journal of an establishment, in words: each verb that a service writes has its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guichet.core.models import JournalEntry
from guichet.portfolio.enums import Origin

SENTENCES = {
    "etablissement.ajoute": "Ajout au portefeuille",
    "etablissement.actualise": "Mise à jour par un dépôt",
    "etablissement.complete": "Fiche complétée",
    "etablissement.modifie": "Fiche modifiée",
    "etablissement.retire": "Retrait du portefeuille",
    "etablissement.remis": "Remise dans le portefeuille",
    "profil.etendu": "Ajout au profil de délégation de la personne qui l'a ajouté",
    "inscription": "Inscription du compte",
    "amorcage.propose": "Amorçage proposé",
    "amorcage.partenaire": "Amorçage proposé à un autre partenaire",
    "amorcage.reporte": "Amorçage remis à plus tard",
    "amorcage.demande": "Amorçage demandé",
    "amorcage.decline": "Amorçage non souhaité",
    "amorcage.rouvert": "Choix de l'amorçage rouvert",
    "amorcage.clos": "Demande d'amorçage close",
}
ORIGINS = {Origin.DEPOT.value: "par un dépôt", Origin.MANUEL.value: "à la main", Origin.IMPORT.value: "par un import"}
FIELDS = {
    "raison_sociale": "dénomination",
    "echeance": "échéance",
    "partner": "groupe de protection sociale",
    "apet": "APET",
    "idcc": "IDCC",
    "voie": "adresse",
    "code_postal": "code postal",
    "localite": "localité",
    "headcount": "effectif",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, when, and who did it."""

    at: datetime
    sentence: str
    author: str


def lines_of(entries: Iterable[JournalEntry]) -> list[Line]:
    """Those that can be told, in their order."""
    return [Line(entry.at, _sentence(entry), entry.author) for entry in entries if entry.verb in SENTENCES]


def _sentence(entry: JournalEntry) -> str:
    said = SENTENCES[entry.verb]
    origin = ORIGINS.get(str(entry.details.get("origine", "")))
    fields = [FIELDS[name] for name in entry.details.get("champs", ()) if name in FIELDS]
    if origin:
        return f"{said} {origin}"
    return f"{said} : {', '.join(fields)}" if fields else said
