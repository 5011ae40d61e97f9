"""S21.G00.40: the contract."""

from __future__ import annotations

from neodes.controls.coded.catalogue.contrat import contrat, poste, public, regimes
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (*contrat.RULES, *poste.RULES, *regimes.RULES, *public.RULES)
NOT_RUN: tuple[NotRun, ...] = ()
