"""S21.G00.60 to 66 and 75: stops, suspensions, ends of contract, arranged working time."""

from __future__ import annotations

from neodes.controls.coded.catalogue.evenements import amenagements, arrets, fins, motifs, preavis, suspensions
from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = (
    *arrets.RULES,
    *fins.RULES,
    *motifs.RULES,
    *preavis.RULES,
    *suspensions.RULES,
    *amenagements.RULES,
)
NOT_RUN: tuple[NotRun, ...] = ()
