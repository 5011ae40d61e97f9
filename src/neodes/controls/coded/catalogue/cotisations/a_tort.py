"""S21.G00.83 and 84: periods and bases declared to the wrong scheme of retraite complémentaire."""

from __future__ import annotations

from neodes.controls.coded.measures import date, month_start
from neodes.controls.coded.relations import some
from neodes.controls.coded.rule import rule

ORDER = "Une période ne peut pas finir avant d'avoir commencé."
PAST = "On ne corrige que des mois déjà déclarés."
DATES = "Vérifiez les dates de la période déclarée à tort."
INSIDE = "Une base déclarée à tort tient dans la période d'affiliation à tort qu'elle corrige."

RULES = (
    rule(
        "83.001/CCH-11",
        at="30",
        when=some("72"),
        then=some("83"),
        iff=True,
        why="Une affiliation à tort se corrige en disant à la fois quel régime et quelle période étaient faux.",
        do="Ajoutez la période déclarée à tort, ou l'affiliation à tort qui manque.",
        passes=("72.001=RETA 83.001=01122025", "71.002=RUAA 50.001=31012026"),
        fails=("72.001=RETA 50.001=31012026", "71.002=RUAA 83.001=01122025", "72.001=RETA +30 83.001=01122025"),
    ),
    rule(
        "83.002/CCH-11",
        then=date("83.002", ">=", "83.001"),
        why=ORDER,
        do=DATES,
        passes=("83.001=31122025 83.002=31122025", "83.001=31122025"),
        fails=("83.001=31122025 83.002=30122025",),
    ),
    rule(
        "83.002/CCH-12",
        then=date("83.002", "<", month_start()),
        why=PAST,
        do=DATES,
        passes=("83.002=31122025",),
        fails=("83.002=01012026", "83.002=31012026"),
    ),
    rule(
        "84.002/CCH-11",
        then=date("84.002", ">=", "83.001"),
        why=INSIDE,
        do=DATES,
        passes=("83.001=01122025 84.002=01122025", "83.001=01122025 84.001=02"),
        fails=("83.001=01122025 84.002=30112025",),
    ),
    rule(
        "84.003/CCH-11",
        then=date("84.003", ">=", "84.002"),
        why=ORDER,
        do=DATES,
        passes=("84.002=31122025 84.003=31122025", "84.002=31122025"),
        fails=("84.002=31122025 84.003=30122025",),
    ),
    rule(
        "84.003/CCH-12",
        then=date("84.003", "<", month_start()),
        why=PAST,
        do=DATES,
        passes=("84.003=31122025",),
        fails=("84.003=01012026",),
    ),
    rule(
        "84.003/CCH-13",
        then=date("84.003", "<=", "83.002"),
        why=INSIDE,
        do=DATES,
        passes=("83.002=31122025 84.003=31122025", "83.001=01122025 84.003=31122025"),
        fails=("83.002=30122025 84.003=31122025",),
    ),
)
