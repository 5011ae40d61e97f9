"""S21.G00.71 and 72: supplementary retirement schemes."""

from __future__ import annotations

from neodes.controls.coded.conditions import among, both, either, never, other, other_than, present
from neodes.controls.coded.relations import count
from neodes.controls.coded.rule import rule

REFERENCE = "L'Ircantec seule demande la référence de l'adhésion de l'employeur."

RULES = (
    rule(
        "71.002/CCH-12",
        when=among("71.002", "90000"),
        then=count("71", "<=", 1, within="40"),
        why="Un contrat sans retraite complémentaire n'a pas d'autre régime.",
        do="Gardez pour le contrat soit l'absence de régime, soit son régime de retraite complémentaire.",
        passes=("71.002=90000", "71.002=RUAA 71.002=IRCANTEC", "71.002=90000 +40 71.002=RUAA"),
        fails=("71.002=90000 71.002=RUAA", "71.002=RUAA 71.002=90000", "71.002=90000 71.002=90000"),
    ),
    rule(
        "71.002/CCH-13",
        when=among("71.002", "RETC"),
        then=either(among("40.003", "01 02"), both(among("40.003", "04"), among("40.002", "04"))),
        why="Ce régime reçoit les cadres, et les non-cadres que leur convention collective tient pour cadres.",
        do="Vérifiez le statut du salarié et son régime de retraite complémentaire.",
        passes=(
            "40.003=01 71.002=RETC",
            "40.003=02 71.002=RETC",
            "40.002=04 40.003=04 71.002=RETC",
            "40.002=06 40.003=04 71.002=RUAA",
        ),
        fails=("40.002=06 40.003=04 71.002=RETC", "40.002=04 40.003=99 71.002=RETC", "40.003=98 71.002=RETC"),
    ),
    rule(
        "71.002/SIG-11",
        when=other_than("40.016", "01"),
        then=never("71.002", "CRPCEN"),
        why="La CRPCEN n'est un régime complémentaire que pour les salariés d'Alsace-Moselle.",
        do="Vérifiez le complément de base au régime obligatoire et le régime de retraite complémentaire.",
        passes=("40.016=01 71.002=CRPCEN", "40.016=99 71.002=RUAA"),
        fails=("40.016=99 71.002=CRPCEN",),
    ),
    rule(
        "71.002/SIG-14",
        when=among("40.020", "140"),
        then=among("71.002", "90000"),
        why="La CRPCEN tient lieu à la fois de retraite de base et de retraite complémentaire.",
        do="Déclarez une absence de régime complémentaire, ou vérifiez le régime vieillesse du contrat.",
        passes=("40.020=140 71.002=90000", "40.020=200 71.002=RUAA"),
        fails=("40.020=140 71.002=RUAA", "40.020=140 71.002=CRPCEN"),
    ),
    rule(
        "71.003/SIG-11",
        when=among("71.002", "IRCANTEC"),
        then=present("71.003"),
        iff=True,
        why=REFERENCE,
        versions="P24V01",
        passes=("71.002=IRCANTEC 71.003=1", "71.002=RUAA"),
        fails=("71.002=IRCANTEC", "71.002=RUAA 71.003=1"),
    ),
    rule(
        "72.001/CCH-11",
        when=other_than("71.002", "IRCANTEC"),
        then=other("72.001", "71.002"),
        why="Un régime ne peut pas être à la fois celui du contrat et celui qui a été déclaré à tort.",
        do="Retirez l'affiliation à tort, ou corrigez l'un des deux régimes.",
        passes=("71.002=RUAA 72.001=IRCANTEC", "71.002=IRCANTEC 72.001=IRCANTEC", "71.002=RUAA"),
        fails=("71.002=RUAA 72.001=RUAA", "71.002=90000 72.001=90000"),
    ),
    rule(
        "72.002/CCH-11",
        then=other("72.002", "71.003"),
        why="La référence déclarée à tort n'est pas celle de l'adhésion actuelle.",
        do="Corrigez l'une des deux références d'adhésion.",
        versions="P24V01",
        passes=("71.003=1 72.002=2", "71.002=IRCANTEC 72.002=2", "71.003=1 72.001=IRCANTEC"),
        fails=("71.003=1 72.002=1",),
    ),
    rule(
        "72.002/SIG-12",
        when=among("72.001", "IRCANTEC"),
        then=present("72.002"),
        iff=True,
        why=REFERENCE,
        versions="P24V01",
        passes=("72.001=IRCANTEC 72.002=1", "72.001=RUAA"),
        fails=("72.001=IRCANTEC", "72.001=RUAA 72.002=1"),
    ),
)
