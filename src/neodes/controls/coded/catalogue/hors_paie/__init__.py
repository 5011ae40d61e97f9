"""S89: people and revenues outside payroll."""

from __future__ import annotations

from neodes.controls.coded.catalogue.hors_paie import actionnariat, bases, honoraires, personnes, regularisations
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (
    *honoraires.RULES,
    *actionnariat.RULES,
    *personnes.RULES,
    *bases.RULES,
    *regularisations.RULES,
)
NOT_RUN: tuple[NotRun, ...] = ()
