"""The journal in words: each verb that a service writes has its sentence; a test finds those without one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guichet.core.models import JournalEntry
from guichet.core.provenance import JournalOrigin
from guichet.portfolio.enums import Origin
from guichet.rgpd.verbs import SENTENCES

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
    "contact_name": "contact",
    "contact_email": "adresse électronique du contact",
    "contact_phone": "téléphone du contact",
    "sub_portfolio_id": "groupe",
    "tags": "étiquettes",
}
FORMATS = {"csv": "en CSV", "json": "en JSON", "xlsx": "en XLSX"}
COUNTS = {
    "fichiers": ("fichier", "fichiers"),
    "comptes_rendus": ("compte rendu", "comptes rendus"),
    "lignes_journal": ("ligne du journal", "lignes du journal"),
    "depots_lus": ("dépôt lu", "dépôts lus"),
    "depots_trouves": ("dépôt concerné", "dépôts concernés"),
    "choisis": ("établissement choisi", "établissements choisis"),
    "changes": ("changé", "changés"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, when, and who did it, from where."""

    at: datetime
    sentence: str
    author: str
    origin: str
    network: str
    agent: str


def lines_of(entries: Iterable[JournalEntry]) -> list[Line]:
    """In their order."""
    return [line_of(entry) for entry in entries]


def line_of(entry: JournalEntry) -> Line:
    """One of them."""
    door = JournalOrigin(entry.origin).label
    return Line(entry.at, sentence_of(entry), entry.author, door, entry.ip, entry.agent)


def sentence_of(entry: JournalEntry) -> str:
    """What was done, with the few details that tell nothing beyond what the line is about."""
    said = SENTENCES.get(entry.verb, f"Autre action ({entry.verb})")
    origin = ORIGINS.get(str(entry.details.get("origine", "")))
    form = FORMATS.get(str(entry.details.get("format", "")))
    told = [*_fields(entry), *_counts(entry)]
    said = " ".join(filter(None, (said, origin, form)))
    return f"{said} : {', '.join(told)}" if told else said


def _fields(entry: JournalEntry) -> list[str]:
    names = entry.details.get("champs")
    fields = [FIELDS[name] for name in names if name in FIELDS] if isinstance(names, list) else []
    said = entry.details.get("quoi")
    return [*fields, *([said] if isinstance(said, str) and said else [])]


def _counts(entry: JournalEntry) -> list[str]:
    found = []
    for key, (one, several) in COUNTS.items():
        value = entry.details.get(key)
        if isinstance(value, int) and value > 0 and not isinstance(value, bool):
            found.append(f"{value}\u00a0{several if value > 1 else one}")
    return found
