"""S21.G00.40: the contract."""

from __future__ import annotations

from neodes.controls.coded.catalogue.contrat import contrat
from neodes.controls.coded.rule import Rule

RULES: tuple[Rule, ...] = (*contrat.RULES,)
