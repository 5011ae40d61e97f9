"""S21.G00.30, 31, 34, 86, 98: the person."""

from __future__ import annotations

from neodes.controls.coded.catalogue.individu import identite, suivi
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (*identite.RULES, *suivi.RULES)
NOT_RUN: tuple[NotRun, ...] = ()
