"""Shapes of control that come back in several families: addresses, dates of birth."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, both, either, present
from neodes.controls.coded.measures import year
from neodes.controls.coded.rule import Rule, rule

MADE = "05.007"
"""Date de constitution du fichier: its year is the current one."""


def french_or_foreign(control: str, postal: str, country: str, abroad: str) -> Rule:
    """An address has a postal code, or else a country and its foreign distribution code."""
    return rule(
        control,
        then=either(both(present(postal), absent(country, abroad)), both(absent(postal), present(country, abroad))),
        why="Une adresse française se reconnaît à son code postal, une adresse étrangère à son pays.",
        do="Gardez le code postal pour une adresse française, sinon le pays et le code de distribution à l'étranger.",
        passes=(f"{postal}=75001", f"{country}=BE {abroad}=1000"),
        fails=(
            f"{postal}=75001 {country}=BE {abroad}=1000",
            f"{postal}=75001 {country}=BE",
            f"{postal}=75001 {abroad}=1000",
            f"{country}=BE",
            f"{abroad}=1000",
            "",
        ),
    )


def town_of(control: str, postal: str, town: str) -> Rule:
    """A postal code comes with its town."""
    return rule(
        control,
        when=present(postal),
        then=present(town),
        why="Un même code postal couvre souvent plusieurs communes : seul, il ne situe pas l'adresse.",
        do="Ajoutez la localité à l'adresse, telle que La Poste l'écrit.",
        passes=(f"{postal}=75001 {town}=PARIS", f"{town}=BRUXELLES", ""),
        fails=(f"{postal}=75001",),
    )


def plausible_birth(control: str, *, versions: str = "", reading: str = "") -> Rule:
    """Born this year at the latest, and 120 years ago at the earliest."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=both(year(rubrique, "<=", MADE), year(rubrique, ">=", MADE, -120)),
        why="Une date de naissance à venir, ou vieille de plus de 120 ans, est une faute de saisie.",
        do="Vérifiez la date de naissance de la personne, surtout son année.",
        versions=versions,
        reading=reading,
        passes=(
            f"05.007=15022026 {rubrique}=12052026",
            f"05.007=15022026 {rubrique}=01011906",
            f"05.007=15022026 {rubrique}=00001958",
            "05.007=15022026",
        ),
        fails=(f"05.007=15022026 {rubrique}=01012027", f"05.007=15022026 {rubrique}=31121905"),
    )
