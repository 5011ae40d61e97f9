"""The controls of the norm, one package a family of blocs; `RULES` holds them all."""

from __future__ import annotations

from neodes.controls.coded.catalogue import (
    affiliations,
    contrat,
    cotisations,
    declaration,
    editorial,
    evenements,
    hors_paie,
    individu,
    organismes,
    versement,
)
from neodes.controls.coded.rule import Rule

RULES: tuple[Rule, ...] = (
    *affiliations.RULES,
    *contrat.RULES,
    *cotisations.RULES,
    *declaration.RULES,
    *editorial.RULES,
    *evenements.RULES,
    *hors_paie.RULES,
    *individu.RULES,
    *organismes.RULES,
    *versement.RULES,
)
