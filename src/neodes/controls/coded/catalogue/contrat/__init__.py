"""S21.G00.40 and 41: the contract and its changes."""

from __future__ import annotations

from neodes.controls.coded.catalogue.contrat import changes, contrat, poste, professions, public, regimes
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (
    *contrat.RULES,
    *professions.RULES,
    *poste.RULES,
    *regimes.RULES,
    *public.RULES,
    *changes.RULES,
)
NOT_RUN: tuple[NotRun, ...] = (*professions.NOT_RUN,)
