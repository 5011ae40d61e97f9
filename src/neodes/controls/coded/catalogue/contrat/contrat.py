"""S21.G00.40 Contrat."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, among, never, other_than, present
from neodes.controls.coded.measures import date
from neodes.controls.coded.rule import rule

RULES = (
    rule(
        "40.008/CCH-18",
        when=among("40.008", "83"),
        then=among("40.007", "01"),
        why="Le contrat de valorisation de l'expérience est toujours un contrat à durée indéterminée de droit privé.",
        passes=("40.007=01 40.008=83", "40.007=02 40.008=64"),
        fails=("40.007=02 40.008=83", "40.008=83"),
    ),
    rule(
        "40.010/CCH-11",
        then=date("40.010", ">=", "40.001"),
        why="Un contrat ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates dans la fiche du contrat.",
        passes=("40.001=01022026 40.010=01022026", "40.001=01022026", "40.001=31122025 40.010=01012026"),
        fails=("40.001=01022026 40.010=31012026",),
    ),
    rule(
        "40.022/CCH-11",
        then=never("40.022", "99"),
        why="Ce code dit qu'il n'y avait pas de caisse : il n'a de sens que pour une ancienne valeur (S21.G00.41).",
        passes=("40.022=22", ""),
        fails=("40.022=99",),
    ),
    rule(
        "40.032/CCH-11",
        when=other_than("40.029", "02"),
        then=absent("40.032"),
        why="La date d'effet est celle de la convention de gestion conclue avec l'assurance chômage.",
        passes=("40.029=02 40.032=01012010", "40.029=01", "40.032=01012010"),
        fails=("40.029=01 40.032=01012010",),
    ),
    rule(
        "40.033/CCH-11",
        when=among("40.029", "02"),
        then=present("40.033"),
        iff=True,
        why="Le numéro est celui de la convention de gestion conclue avec l'assurance chômage.",
        passes=("40.029=02 40.033=C123", "40.029=01", ""),
        fails=("40.029=02", "40.029=01 40.033=C123", "40.033=C123"),
    ),
)
