"""What comes back in the blocs on organisms."""

from __future__ import annotations

from neodes.controls.coded.conditions import matches
from neodes.controls.coded.terms import Condition

PREVOYANCE_CODE = r"P.{4}|A.{5}|[0-9A-Za-z]{9}"


def prevoyance(rubrique: str) -> Condition:
    """The rubrique names an insurer, known by the form of its code: P and 4 characters (institution de prévoyance),
    A and 5 (société d'assurance), 9 digits (mutuelle), 9 digits and letters (another one)."""
    return matches(
        rubrique,
        PREVOYANCE_CODE,
        "a la forme d'un code d'institution de prévoyance, d'assureur, de mutuelle ou d'autre organisme complémentaire",
    )
