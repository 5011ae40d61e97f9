"""S21.G00.15 Adhésion Prévoyance."""

from __future__ import annotations

from neodes.controls.coded.conditions import among, both, never, no
from neodes.controls.coded.gathered import declared, mentioned
from neodes.controls.coded.relations import unique
from neodes.controls.coded.rule import not_run, rule

COVERED, NOT_COVERED = among("15.004", "01"), among("15.004", "02")
NOT_INTERIM = never("11.002", "7820Z")
NO_MISSION = no(declared("40.007", "03 08"))
"""From P27V01 on, contracts of temporary work tell, and not the activity of the établissement."""

REFERENCED = mentioned("15.005", "70.013")

WHY_REFERENCED = "Un contrat collectif qui couvre des salariés de l'établissement doit en affilier au moins un."
DO_REFERENCED = "Affiliez les salariés couverts à ce contrat, ou déclarez l'adhésion sans personnel couvert."
WHY_ALONE = "Une adhésion dite sans personnel couvert n'affilie personne."
DO_ALONE = "Déclarez l'adhésion avec personnel couvert, ou retirez les affiliations à ce contrat."

RULES = (
    rule(
        "15.001/CCH-11",
        then=unique("15.001", "15.002", within="05"),
        why="Un contrat annoncé deux fois laisserait deux adhésions entre lesquelles partager ses affiliés.",
        do="Ne gardez qu'une adhésion par contrat et par organisme.",
        passes=(
            "15.001=A 15.002=P1 15.001=B 15.002=P1",
            "15.001=A 15.002=P1 15.001=A 15.002=P2",
            "15.001=A 15.002=P1",
            "15.001=A 15.002=P1 +05 15.001=A 15.002=P1",
        ),
        fails=("15.001=A 15.002=P1 15.001=A 15.002=P1", "15.001=A 15.002=P1 +15 15.001=B 15.002=P1 15.001=A 15.002=P1"),
    ),
    rule(
        "15.001/CCH-13",
        when=both(COVERED, NOT_INTERIM),
        then=REFERENCED,
        why=WHY_REFERENCED,
        do=DO_REFERENCED,
        passes=(
            "15.004=01 15.005=A 70.013=A",
            "11.002=7820Z 15.004=01 15.005=A",
            "15.004=02 15.005=A",
            "15.004=01 15.005=A 15.004=02 15.005=B 70.013=A",
        ),
        fails=(
            "15.004=01 15.005=A",
            "15.004=01 15.005=A 70.013=B",
            "11.002=7830Z 15.004=01 15.005=A",
            "15.004=01 15.005=A 40.007=03",
            "15.004=01 15.005=A 15.004=01 15.005=B 70.013=A",
        ),
    ),
    rule(
        "15.001/CCH-13",
        when=both(COVERED, NO_MISSION),
        then=REFERENCED,
        why=WHY_REFERENCED,
        do=DO_REFERENCED,
        versions="P27V01",
        passes=(
            "15.004=01 15.005=A 70.013=A",
            "15.004=01 15.005=A 40.007=03",
            "15.004=01 15.005=A 40.007=01 40.007=08",
            "15.004=02 15.005=A",
        ),
        fails=("15.004=01 15.005=A", "15.004=01 15.005=A 70.013=B", "15.004=01 15.005=A 40.007=01"),
    ),
    rule(
        "15.001/CCH-14",
        when=both(NOT_COVERED, NOT_INTERIM),
        then=no(REFERENCED),
        why=WHY_ALONE,
        do=DO_ALONE,
        passes=(
            "15.004=02 15.005=A",
            "15.004=02 15.005=A 70.013=B",
            "11.002=7820Z 15.004=02 15.005=A 70.013=A",
            "15.004=01 15.005=A 70.013=A",
        ),
        fails=(
            "15.004=02 15.005=A 70.013=A",
            "11.002=7830Z 15.004=02 15.005=A 70.013=A",
            "15.004=02 15.005=A 40.007=03 70.013=A",
        ),
    ),
    rule(
        "15.001/CCH-14",
        when=both(NOT_COVERED, NO_MISSION),
        then=no(REFERENCED),
        why=WHY_ALONE,
        do=DO_ALONE,
        versions="P27V01",
        passes=(
            "15.004=02 15.005=A",
            "15.004=02 15.005=A 40.007=03 70.013=A",
            "15.004=02 15.005=A 40.007=08 70.013=A",
            "15.004=01 15.005=A 70.013=A",
        ),
        fails=("15.004=02 15.005=A 70.013=A", "15.004=02 15.005=A 40.007=01 70.013=A"),
    ),
    rule(
        "15.005/CCH-11",
        then=unique("15.005", within="05"),
        why="Cet identifiant relie affiliations et cotisations à leur contrat : deux adhésions ne le partagent pas.",
        do="Donnez un identifiant technique propre à chaque adhésion.",
        passes=("15.005=A 15.005=B", "15.005=A", "15.005=A +05 15.005=A"),
        fails=("15.005=A 15.005=A", "15.005=A 15.005=B 15.005=A"),
    ),
)

NOT_RUN = tuple(
    not_run(f"15.003/CCH-{number}", f"la table des délégataires de gestion {of} n'est pas détenue.")
    for number, of in (
        (11, "des sociétés d'assurance"),
        (12, "des institutions de prévoyance"),
        (13, "des mutuelles"),
        (14, "des autres organismes complémentaires"),
    )
)
