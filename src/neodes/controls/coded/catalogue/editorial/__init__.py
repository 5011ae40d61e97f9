"""What the introduction of the norm sets once for many rubriques: datation, identities, addresses, keys, tables."""

from __future__ import annotations

from neodes.controls.coded.catalogue.editorial import dates, names, numbers, unheld
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (*names.RULES, *numbers.RULES, *dates.RULES)
NOT_RUN: tuple[NotRun, ...] = unheld.NOT_RUN
