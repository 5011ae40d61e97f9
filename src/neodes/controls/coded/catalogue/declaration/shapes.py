"""Shapes of control that come back in S10, S20 and the first blocs of S21."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, both, either, present
from neodes.controls.coded.rule import Rule, rule


def french_or_foreign(postal: str, country: str, abroad: str, number: int) -> Rule:
    """An address has a postal code, or else a country and its foreign distribution code."""
    return rule(
        f"{postal}/CCH-{number}",
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


def town_of(town: str, postal: str) -> Rule:
    """A postal code comes with its town."""
    return rule(
        f"{town}/CCH-11",
        when=present(postal),
        then=present(town),
        why="Un même code postal couvre souvent plusieurs communes : seul, il ne situe pas l'adresse.",
        do="Ajoutez la localité à l'adresse, telle que La Poste l'écrit.",
        passes=(f"{postal}=75001 {town}=PARIS", f"{town}=BRUXELLES", ""),
        fails=(f"{postal}=75001",),
    )
