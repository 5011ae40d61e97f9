"""Which family of controls runs for an establishment, and why."""

from __future__ import annotations

from datetime import date

from neodes.controls.results import GIVEN, SectorChoice
from neodes.sector.tables import BY_CODE, FAMILIES, Family, family_of_partner, valid
from neodes.tree.declared import Etablissement

NONE = "aucun"
"""The partner of an establishment that has none, or one that brings no family."""


def choose(etablissement: Etablissement, partner: str | None, day: date) -> SectorChoice:
    """By the partner when it is given, else by what the file shows."""
    shown = _shown(etablissement, day)
    if partner is None:
        return shown
    return SectorChoice(etablissement.siret, family_of_partner(partner), GIVEN, partner, shown.family)


def _shown(etablissement: Etablissement, day: date) -> SectorChoice:
    """Bloc 15 tells first, then 20, then the IDCC, then the APET."""
    for adhesion in etablissement.adhesions:
        if found := _by(etablissement, "organisms", "S21.G00.15.002", adhesion.get("S21.G00.15.002"), day):
            return found
    for payment in etablissement.payments:
        if found := _by(etablissement, "retirement", "S21.G00.20.001", payment.get("S21.G00.20.001"), day):
            return found
    if found := _by(etablissement, "idccs", "S21.G00.11.022", etablissement.get("S21.G00.11.022"), day):
        return found
    apet = etablissement.get("S21.G00.11.002")
    by_apet = next((each for each in FAMILIES if apet and apet.startswith(tuple(valid(each.apets, day)))), None)
    if by_apet is None:
        return SectorChoice(etablissement.siret)
    return SectorChoice(etablissement.siret, by_apet.code, "S21.G00.11.002", apet, by_apet.code)


def family_named(code: str) -> Family | None:
    """The data of a family."""
    return BY_CODE.get(code)


def _by(etablissement: Etablissement, listed: str, rubrique: str, value: str, day: date) -> SectorChoice | None:
    family = next((each for each in FAMILIES if value and value in valid(getattr(each, listed), day)), None)
    return SectorChoice(etablissement.siret, family.code, rubrique, value, family.code) if family else None
