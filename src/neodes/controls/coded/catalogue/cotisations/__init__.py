"""S21.G00.78 to 85: bases, cotisations, places of work."""

from __future__ import annotations

from neodes.controls.coded.catalogue.cotisations import a_tort, bases, etablissement, individuelles, lieux, prevoyance
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (
    *bases.RULES,
    *prevoyance.RULES,
    *individuelles.RULES,
    *etablissement.RULES,
    *a_tort.RULES,
    *lieux.RULES,
)
NOT_RUN: tuple[NotRun, ...] = ()
