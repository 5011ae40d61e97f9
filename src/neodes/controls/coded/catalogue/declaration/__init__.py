"""S10, S20, S21.G00.06 to 16: envoi, declaration, entreprise, etablissement, adhesions."""

from __future__ import annotations

from neodes.controls.coded.catalogue.declaration import adhesions, amorcage, declaration, envoi, etablissement
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (
    *envoi.RULES,
    *declaration.RULES,
    *amorcage.RULES,
    *etablissement.RULES,
    *adhesions.RULES,
)
NOT_RUN: tuple[NotRun, ...] = (*etablissement.NOT_RUN, *adhesions.NOT_RUN)
