"""S21.G00.50 to 58: payments to the person."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement import (
    activite,
    autres,
    primes,
    regularisation,
    remuneration,
    salaires,
    versement,
)
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (
    *versement.RULES,
    *remuneration.RULES,
    *salaires.RULES,
    *activite.RULES,
    *primes.RULES,
    *autres.RULES,
    *regularisation.RULES,
)
NOT_RUN: tuple[NotRun, ...] = ()
