"""Shapes of control that come back in S21.G00.78 to 85, and in other blocs of cotisations."""

from __future__ import annotations

from neodes.controls.coded.conditions import among, both, either, matches, present
from neodes.controls.coded.measures import date, month_start
from neodes.controls.coded.relations import refers
from neodes.controls.coded.rule import Rule, rule
from neodes.controls.coded.terms import Condition

CIBTP = r"0[1-9]|[12][0-9]|3[0-7]"
CIBTP_WORDS = "est un code de caisse de congés du bâtiment et des travaux publics, de 01 à 37"


def cibtp(rubrique: str) -> Condition:
    """The rubrique holds the code of a caisse CIBTP, from 01 to 37."""
    return matches(rubrique, CIBTP, CIBTP_WORDS)


def crm_of_the_past(rubrique: str, start: str, end: str) -> Rule:
    """The CRM that asked for a correction is only named for a period before the main month declared."""
    dates = f"{start}={{}} {end}={{}}".format
    crm = f"{rubrique}=CRM1"
    return rule(
        f"{rubrique}/CCH-11",
        when=present(rubrique),
        then=both(date(start, "<", month_start()), date(end, "<", month_start())),
        why="Le compte rendu métier cité demande de corriger un mois déjà déclaré, jamais le mois en cours.",
        do="Datez la correction du mois corrigé, ou retirez l'identifiant du compte rendu métier.",
        passes=(f"{dates('01122025', '31122025')} {crm}", dates("01012026", "31012026")),
        fails=(f"{dates('01122025', '01012026')} {crm}", f"{dates('01012026', '31012026')} {crm}"),
    )


def paired(number: int, first: str, second: str, why: str, *, versions: str = "") -> Rule:
    """Two cotisations of the establishment that go together: each one is there with the other, for the same period."""
    period = ("82.003", "82.004")
    year = "82.003=01012025 82.004=31122025"
    return rule(
        f"82.002/CCH-{number}",
        when=among("82.002", first, second),
        then=either(
            both(among("82.002", first), refers(period, "82", period, among("82.002", second), within="11")),
            both(among("82.002", second), refers(period, "82", period, among("82.002", first), within="11")),
        ),
        why=why,
        do="Ajoutez la cotisation qui manque, avec les mêmes dates, ou retirez l'autre.",
        versions=versions,
        passes=(
            f"82.002={first} {year} 82.002={second} {year}",
            f"82.002={second} {year} 82.002={first} {year}",
            f"82.002=060 {year}",
        ),
        fails=(
            f"82.002={first} {year}",
            f"82.002={second} {year}",
            f"82.002={first} {year} 82.002={second} 82.003=01012025 82.004=30122025",
            f"82.002={first} {year} 82.002={second} 82.003=02012025 82.004=31122025",
        ),
    )
