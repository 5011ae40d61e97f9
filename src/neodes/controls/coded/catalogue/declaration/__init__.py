"""S10, S20, S21.G00.06 to 16: envoi, declaration, entreprise, etablissement, adhesions."""

from __future__ import annotations

from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = ()
NOT_RUN: tuple[NotRun, ...] = ()
