"""Shapes of control that come back for persons: employees, former identities, ayants droit."""

from __future__ import annotations

from neodes.controls.coded.conditions import both, either, matches, no
from neodes.controls.coded.measures import year
from neodes.controls.coded.rule import Rule, rule
from neodes.controls.coded.terms import Condition

FILE_DATE = "05.007"
"""Date de constitution du fichier: its year is the current one."""


def birth_year_plausible(rubrique: str, number: int) -> Rule:
    """Born this year at the latest, and less than 120 years ago."""
    return rule(
        f"{rubrique}/CCH-{number}",
        then=both(year(rubrique, "<=", FILE_DATE), year(rubrique, ">", FILE_DATE, -120)),
        why="Une date de naissance à venir, ou d'il y a 120 ans, est une faute de frappe.",
        do="Vérifiez la date de naissance de cette personne, surtout son année.",
        passes=(
            f"05.007=15012026 {rubrique}=15012026",
            f"05.007=15012026 {rubrique}=31121990",
            f"05.007=15012026 {rubrique}=01011907",
            "05.007=15012026",
        ),
        fails=(
            f"05.007=15012026 {rubrique}=01012027",
            f"05.007=15012026 {rubrique}=31121906",
            f"05.007=15012026 {rubrique}=01011900",
        ),
    )


def department_existed(corse: Condition, old_corse: Condition, tom: Condition, birth: str) -> Condition:
    """A département of birth that existed in the year of birth: 2A and 2B since 1976, 20 before, 96 before 1968."""
    return both(
        either(no(corse), year(birth, ">=", 1976)),
        either(no(old_corse), year(birth, "<", 1976)),
        either(no(tom), year(birth, "<", 1968)),
    )


def department_of_nir_existed(rubrique: str, birth: str) -> Condition:
    """The same for the sixth and seventh characters of a NIR."""
    return department_existed(
        matches(rubrique, ".{5}2[AB].*", "porte le département 2A ou 2B"),
        matches(rubrique, ".{5}20.*", "porte le département 20"),
        matches(rubrique, ".{5}96.*", "porte le département 96"),
        birth,
    )


def not_filled_with_nines(rubrique: str) -> Condition:
    """At most five 9 in a row at the end of a NIR."""
    return no(matches(rubrique, ".*9{6}", "finit par plus de cinq chiffres 9"))
