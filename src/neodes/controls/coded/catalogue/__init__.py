"""The controls of the norm, one package a family of blocs; `RULES` holds them all,
`NOT_RUN` those that cannot be judged, with the reason."""

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
from neodes.controls.coded.rule import NotRun, Rule

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

NOT_RUN: tuple[NotRun, ...] = (
    *affiliations.NOT_RUN,
    *contrat.NOT_RUN,
    *cotisations.NOT_RUN,
    *declaration.NOT_RUN,
    *editorial.NOT_RUN,
    *evenements.NOT_RUN,
    *hors_paie.NOT_RUN,
    *individu.NOT_RUN,
    *organismes.NOT_RUN,
    *versement.NOT_RUN,
)
