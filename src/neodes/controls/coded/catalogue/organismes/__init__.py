"""S21.G00.20, 22, 23, 44, 45, 55: what is paid and owed to organisms."""

from __future__ import annotations

from neodes.controls.coded.catalogue.organismes import assujettissements, bordereau, composants, versements
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (*versements.RULES, *bordereau.RULES, *composants.RULES, *assujettissements.RULES)
NOT_RUN: tuple[NotRun, ...] = versements.NOT_RUN
