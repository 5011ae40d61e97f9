"""S21.G00.75: a working time that is arranged (from P27V01)."""

from __future__ import annotations

from neodes.controls.coded.catalogue.evenements.shapes import FIN_STANDS, in_order
from neodes.controls.coded.conditions import both, other_than
from neodes.controls.coded.measures import date
from neodes.controls.coded.rule import rule

FICHE = "Vérifiez les dates de l'aménagement dans la fiche du salarié."

RULES = (
    in_order(
        "75.002/CCH-11",
        "75.002",
        ">=",
        "40.001",
        why="Le temps de travail d'un contrat ne peut pas être aménagé avant son début.",
        do="Vérifiez la date de début du contrat et celle de l'aménagement.",
        versions="P27V01",
    ),
    rule(
        "75.002/CCH-12",
        when=both(FIN_STANDS, other_than("75.001", "998")),
        then=date("75.002", "<=", "62.001"),
        why="Le temps de travail d'un contrat ne peut pas être aménagé après sa fin.",
        do="Vérifiez la date de fin du contrat et le début de l'aménagement.",
        versions="P27V01",
        passes=(
            "62.001=31012027 62.002=031 75.001=632 75.002=31012027",
            "62.001=31012027 62.002=099 75.001=632 75.002=01022027",
            "62.001=31012027 62.002=031 75.001=998 75.002=01022027",
            "75.001=632 75.002=01022027",
        ),
        fails=(
            "62.001=31012027 62.002=031 75.001=632 75.002=01022027",
            "nature=07 62.001=31012027 62.002=999 75.001=647 75.002=01022027",
        ),
    ),
    in_order(
        "75.003/CCH-11",
        "75.003",
        ">=",
        "75.002",
        why="Un aménagement ne peut pas finir avant d'avoir commencé.",
        do=FICHE,
        versions="P27V01",
    ),
)
