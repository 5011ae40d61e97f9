"""S21.G00.70 to 73: prévoyance and retraite complémentaire."""

from __future__ import annotations

from neodes.controls.coded.catalogue.affiliations import prevoyance, retraite
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (*prevoyance.RULES, *retraite.RULES)
NOT_RUN: tuple[NotRun, ...] = ()
