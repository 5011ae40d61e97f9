"""Why the controls of a trade run for an establishment, and what would run if its partner were given."""

from __future__ import annotations

from neodes.controls.explanations.sectors import COMMON, FAMILIES
from neodes.controls.results import DeclarationSummary, FileReport, SectorChoice
from neodes.sector.tables import BY_CODE

JsonObject = dict[str, object]


def choice_of(report: FileReport, declaration: DeclarationSummary) -> SectorChoice | None:
    """The choice made for the establishment of a declaration; None when these controls were not asked for."""
    return next((choice for choice in report.sectors if choice.siret == declaration.siret), None)


def choice_in_words(choice: SectorChoice) -> str:
    """« Contrôles du métier : services de l'automobile, car le partenaire indiqué est irp-auto. »"""
    if choice.is_given:
        return _given(choice)
    if not choice.family:
        return "Contrôles du métier : seulement ceux de tous les métiers, car rien dans le fichier n'en désigne un."
    return (
        f"Contrôles du métier : {FAMILIES[choice.family]}, car le fichier porte {choice.clue} = {choice.value}. Sans "
        f"partenaire indiqué, ils informent seulement ; avec {BY_CODE[choice.family].partner}, ils avertiraient."
    )


def _given(choice: SectorChoice) -> str:
    told = f"car le partenaire indiqué est {choice.value}"
    if choice.family:
        sentence = f"Contrôles du métier : {FAMILIES[choice.family]}, {told}."
    else:
        sentence = f"Contrôles du métier : seulement ceux de tous les métiers, {told}, qui n'en apporte pas d'autres."
    if choice.shown in {"", choice.family}:
        return sentence
    other = f"le partenaire {BY_CODE[choice.shown].partner} apporterait ceux du métier : {FAMILIES[choice.shown]}"
    return f"{sentence} Le fichier désigne un autre métier : {other}."


def choice_as_dict(choice: SectorChoice) -> JsonObject:
    """For programs; `would_run` is the family that the file shows, when it is not the one that ran."""
    return {
        "siret": choice.siret,
        "families": [COMMON, choice.family] if choice.family else [COMMON],
        "given": choice.is_given,
        "clue": choice.clue or None,
        "value": choice.value or None,
        "would_run": choice.shown if choice.shown != choice.family else None,
        "message": choice_in_words(choice),
    }
