"""S21.G00.40.001 to 010: dates, status, kind of contract, number."""

from __future__ import annotations

from neodes.controls.coded.catalogue.contrat.shapes import dispositif_for, kept_for_changes
from neodes.controls.coded.conditions import among, both, either, matches, never, no, other_than, present
from neodes.controls.coded.measures import date
from neodes.controls.coded.relations import nothing, refers, some, unique
from neodes.controls.coded.rule import rule

ANNULATION = among("62.002", "099")

RULES = (
    rule(
        "40.001/CCH-13",
        then=either(some("62", ANNULATION), nothing("62", no(date("62.001", ">=", "40.001")))),
        why="Un contrat ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez la date de début et la date de fin dans la fiche du contrat.",
        passes=(
            "40.001=01022026 62.001=01022026 62.002=031",
            "40.001=01022026",
            "40.001=01022026 62.001=31012026 62.002=099",
        ),
        fails=("40.001=01022026 62.001=31012026 62.002=031",),
    ),
    rule(
        "40.001/CCH-15",
        then=date("40.001", ">", "30.006"),
        why="Une personne ne peut pas être embauchée avant sa naissance.",
        do="Vérifiez la date de naissance et la date de début du contrat.",
        passes=("30.006=01021990 40.001=02021990", "40.001=01022026"),
        fails=("30.006=01021990 40.001=01021990",),
    ),
    rule(
        "40.003/CCH-11",
        when=among("40.003", "01"),
        then=among("40.002", "03 04 08"),
        why="Le statut cadre de la retraite complémentaire suppose un statut conventionnel de cadre.",
        do="Mettez en accord le statut conventionnel et le statut de retraite dans la fiche du salarié.",
        passes=("40.002=03 40.003=01", "40.002=04 40.003=01", "40.002=08 40.003=01", "40.002=05 40.003=02"),
        fails=("40.002=05 40.003=01", "40.003=01"),
    ),
    rule(
        "40.003/CCH-16",
        when=both(among("40.003", "01 02"), other_than("40.020", "134")),
        then=some("71", among("71.002", "RETC RUAA CNBF CAVEC")),
        why="Un cadre est rattaché à un régime de retraite complémentaire qui reçoit les cadres.",
        do="Rattachez le contrat au régime de retraite complémentaire, ou corrigez le statut.",
        passes=(
            "40.003=01 40.020=200 71.002=RUAA",
            "40.003=02 40.020=200 71.002=CAVEC",
            "40.003=01 40.020=134",
            "40.003=04 40.020=200",
        ),
        fails=("40.003=01 40.020=200", "40.003=02 40.020=200 71.002=RETA"),
    ),
    rule(
        "40.003/CCH-16",
        when=both(among("40.003", "01 02"), other_than("40.020", "134")),
        then=some("71", among("71.002", "RETC RUAA CNBF")),
        why="Un cadre est rattaché à un régime de retraite complémentaire qui reçoit les cadres.",
        do="Rattachez le contrat au régime de retraite complémentaire, ou corrigez le statut.",
        versions="P24V01 P25V01",
        passes=("40.003=01 40.020=200 71.002=RUAA", "40.003=01 40.020=134"),
        fails=("40.003=01 40.020=200", "40.003=02 40.020=200 71.002=CAVEC"),
    ),
    rule(
        "40.003/CCH-17",
        when=both(among("40.003", "04"), other_than("40.002", "04"), other_than("40.020", "134")),
        then=some("71", among("71.002", "RETA RUAA CAVEC")),
        why="Un non-cadre est rattaché à un régime de retraite complémentaire qui reçoit les non-cadres.",
        do="Rattachez le contrat au régime de retraite complémentaire, ou corrigez le statut.",
        versions="P26V01 P27V01",
        passes=(
            "40.002=06 40.003=04 40.020=200 71.002=RUAA",
            "40.002=06 40.003=04 40.020=200 71.002=CAVEC",
            "40.002=04 40.003=04 40.020=200",
            "40.002=06 40.003=04 40.020=134",
        ),
        fails=("40.002=06 40.003=04 40.020=200", "40.002=06 40.003=04 40.020=200 71.002=RETC"),
    ),
    rule(
        "40.003/CCH-17",
        when=both(among("40.003", "04"), other_than("40.002", "04"), other_than("40.020", "134")),
        then=some("71", among("71.002", "RETA RUAA")),
        why="Un non-cadre est rattaché à un régime de retraite complémentaire qui reçoit les non-cadres.",
        do="Rattachez le contrat au régime de retraite complémentaire, ou corrigez le statut.",
        versions="P24V01 P25V01",
        passes=("40.002=06 40.003=04 40.020=200 71.002=RUAA", "40.002=04 40.003=04 40.020=200"),
        fails=("40.002=06 40.003=04 40.020=200 71.002=CAVEC",),
    ),
    rule(
        "40.003/SIG-12",
        when=some("71", among("71.002", "IRCANTEC CRPNPAC")),
        then=among("40.003", "04 98 99"),
        why="L'Ircantec et la CRPNPAC ne distinguent pas les cadres des autres.",
        passes=("40.003=98 71.002=IRCANTEC", "40.003=99 71.002=CRPNPAC", "40.003=01 71.002=RUAA"),
        fails=("40.003=01 71.002=IRCANTEC", "40.003=02 71.002=CRPNPAC"),
    ),
    rule(
        "40.003/SIG-15",
        when=among("40.003", "02"),
        then=among("40.002", "05"),
        why="L'extension du régime des cadres concerne les professions intermédiaires.",
        passes=("40.002=05 40.003=02", "40.002=06 40.003=04"),
        fails=("40.002=06 40.003=02",),
    ),
    rule(
        "40.005/CCH-19",
        when=among("40.005", "S001"),
        then=among("40.004", "424a"),
        why="Ce complément désigne les sportifs professionnels, que la nomenclature range en 424a.",
        passes=("40.004=424a 40.005=S001", "40.004=424b 40.005=01"),
        fails=("40.004=424b 40.005=S001",),
    ),
    kept_for_changes("40.005", "999999", 21),
    rule(
        "40.007/CCH-11",
        when=among("05.001", "10"),
        then=among("40.007", "01 02 09 10"),
        why="La déclaration préalable à l'embauche n'existe que pour les contrats de travail de droit privé ou public.",
        passes=("nature=10 40.007=01", "nature=10 40.007=10", "nature=01 40.007=03"),
        fails=("nature=10 40.007=03", "nature=10 40.007=29"),
    ),
    dispositif_for(11, "81", "02 92", "L'apprentissage dans le secteur public se fait en contrat à durée déterminée."),
    dispositif_for(12, "70", "02 92", "Ce dispositif pour les seniors est un contrat à durée déterminée."),
    dispositif_for(13, "80", "01 82 91", "Le contrat de génération est un contrat à durée indéterminée."),
    dispositif_for(14, "64 65", "01 02 03 08 91 92", "Un apprenti a un contrat de travail de droit privé."),
    dispositif_for(
        15, "21 41 42 61", "01 02 03 08 82 91 92", "Ces contrats aidés sont des contrats de travail de droit privé."
    ),
    dispositif_for(16, "71", "02 03 92", "Le contrat d'insertion est un contrat à durée déterminée ou de mission."),
    rule(
        "40.008/CCH-17",
        when=among("05.001", "10"),
        then=never("40.008", "66 92 93 99"),
        why="Ces situations ne donnent pas lieu à une déclaration préalable à l'embauche.",
        passes=("nature=10 40.008=64", "nature=01 40.008=99", "nature=10"),
        fails=("nature=10 40.008=66", "nature=10 40.008=99"),
    ),
    dispositif_for(18, "83", "01", "Le contrat de valorisation de l'expérience est un CDI de droit privé."),
    rule(
        "40.009/CCH-12",
        then=unique("40.009", within="30"),
        why="Le numéro identifie le contrat d'un mois sur l'autre : deux contrats ne peuvent pas le partager.",
        do="Donnez à chaque contrat du salarié son propre numéro, et gardez-le jusqu'à la fin du contrat.",
        passes=("40.009=A1 +40 40.009=A2", "30.001=1 40.009=A1 30.001=2 40.009=A1"),
        fails=("40.009=A1 +40 40.009=A1",),
    ),
    rule(
        "40.009/CCH-13",
        then=refers(("40.009",), "51", ("51.010",), within="30"),
        why="Sans rémunération rattachée au contrat, les droits du salarié ne peuvent pas être calculés.",
        do="Vérifiez que la paie du mois produit au moins une rémunération, même nulle, pour chaque contrat.",
        passes=("40.009=A1 50.001=31012026 51.010=A1", ""),
        fails=("40.009=A1 50.001=31012026 51.010=A2", "40.009=A1"),
    ),
    rule(
        "40.009/CCH-15",
        when=among("40.007", "03"),
        then=no(matches("40.009", "0+", "ne compte que des zéros")),
        why="Le numéro doit être celui du contrat de mission, pour suivre l'intérimaire.",
        passes=("40.007=03 40.009=00001", "40.007=02 40.009=00000", "40.007=03"),
        fails=("40.007=03 40.009=00000", "40.007=03 40.009=0"),
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
        "40.010/CCH-12",
        when=among("40.007", "02 03 10 29 70 92"),
        then=present("40.010"),
        why="La loi veut que ces contrats portent une date de fin prévue.",
        do="Renseignez la date de fin prévue dans la fiche du contrat.",
        passes=("40.007=02 40.010=31122026", "40.007=01", "40.007=82"),
        fails=("40.007=02", "40.007=29", "40.007=92"),
    ),
)
