"""Shapes of control that come back for persons: employees, former identities, ayants droit."""

from __future__ import annotations

from neodes.controls.coded.conditions import matches, no
from neodes.controls.coded.terms import Condition


def not_filled_with_nines(rubrique: str) -> Condition:
    """At most five 9 in a row at the end of a NIR."""
    return no(matches(rubrique, ".*9{6}", "finit par plus de cinq chiffres 9"))
