"""S21.G00.60 and 66: stops of work, resumption, therapeutic part time."""

from __future__ import annotations

from neodes.controls.coded.catalogue.evenements.shapes import FIN_STANDS, asked_by, in_order, kept_for
from neodes.controls.coded.conditions import among, both, never, other_than
from neodes.controls.coded.measures import date, month_end
from neodes.controls.coded.relations import some
from neodes.controls.coded.rule import rule

SUBROGATION = (
    "L'Assurance maladie verse les indemnités journalières à l'employeur sur la période et le compte indiqués."
)
GIVE_THE_PERIOD = "Vérifiez la subrogation de l'arrêt, et renseignez ou retirez ses dates."
GIVE_THE_ACCOUNT = "Renseignez le compte bancaire de l'employeur, ou retirez la subrogation de l'arrêt."
FICHE = "Vérifiez les dates de l'arrêt dans la fiche du salarié."

RULES = (
    kept_for(
        "60.001/CCH-12",
        "01 07",
        "99",
        elsewhere="04 05",
        why="Un arrêt s'annule dans la DSN mensuelle ou dans le signalement de fin de contrat ; "
        "un signalement d'arrêt ou de reprise s'annule par un envoi de type annule.",
        do="Annulez le signalement lui-même, ou attendez la DSN mensuelle.",
    ),
    kept_for(
        "60.001/CCH-14",
        "01 07",
        "15 16 17 18",
        elsewhere="04 05",
        why="Le temps partiel thérapeutique ne se signale pas : il se déclare chaque mois.",
        do="Retirez le signalement et déclarez le temps partiel thérapeutique dans la DSN mensuelle.",
    ),
    rule(
        "60.001/SIG-13",
        when=among("60.001", "15 16 17 18"),
        then=some("66"),
        why="L'indemnisation d'un temps partiel thérapeutique se calcule sur sa période et sur le salaire perdu.",
        do="Renseignez la période et le montant du temps partiel thérapeutique.",
        passes=("60.001=15 66.001=01012026", "60.001=18 66.001=01012026", "60.001=01", "60.001=14", "60.001=19", ""),
        fails=("60.001=15", "60.001=16", "60.001=17", "60.001=18", "60.001=15 60.001=16 66.001=01012026"),
    ),
    in_order(
        "60.002/CCH-12",
        "60.002",
        "<=",
        "60.003",
        why="Un arrêt ne peut pas finir avant d'avoir commencé.",
        do=FICHE,
    ),
    rule(
        "60.002/CCH-13",
        when=both(
            among("05.001", "01 07"),
            other_than("60.001", "15 16 17 18 99"),
            never("60.011", "02"),
            other_than("40.007", "50"),
        ),
        then=date("60.002", ">=", "40.001"),
        why="Avant le début du contrat, le salarié ne travaillait pas pour cet employeur : "
        "seuls l'arrêt d'un fonctionnaire et un temps partiel thérapeutique peuvent remonter plus loin.",
        do=FICHE,
        passes=(
            "40.001=01022026 40.007=01 60.001=01 60.002=01022026",
            "nature=07 40.001=01022026 40.007=02 60.001=01 60.002=01022026 60.011=01",
            "40.001=01022026 40.007=50 60.001=01 60.002=31012026",
            "40.001=01022026 40.007=01 60.001=99 60.002=31012026",
            "40.001=01022026 40.007=01 60.001=99 60.002=31012026 60.011=01",
            "40.001=01022026 40.007=01 60.001=15 60.002=31012026",
            "40.001=01022026 40.007=01 60.001=18 60.002=31012026",
            "40.001=01022026 40.007=01 60.001=01 60.002=31012026 60.011=02",
            "nature=04 40.001=01022026 40.007=01 60.001=01 60.002=31012026",
        ),
        fails=(
            "40.001=01022026 40.007=01 60.001=01 60.002=31012026",
            "nature=07 40.001=01022026 40.007=02 60.001=06 60.002=31012026",
            "40.001=01022026 40.007=93 60.001=24 60.002=31012026 60.011=01",
            "40.001=01022026 40.007=01 60.001=14 60.002=31012026 60.011=03",
        ),
    ),
    rule(
        "60.002/CCH-16",
        then=date("60.002", "<=", month_end()),
        why="La DSN mensuelle ne déclare que des arrêts déjà commencés à la fin du mois.",
        do="Déclarez cet arrêt dans la DSN du mois où il commence.",
        passes=("60.002=31012026", "60.002=15122025", "05.005=01022026 60.002=28022026", ""),
        fails=("60.002=01022026", "05.005=01022026 60.002=01032026"),
    ),
    rule(
        "60.002/CCH-17",
        when=both(other_than("60.001", "99"), FIN_STANDS),
        then=date("60.002", "<=", "62.001"),
        why="Un arrêt ne peut pas commencer alors que le contrat est fini.",
        do="Vérifiez la date de fin du contrat et le dernier jour travaillé avant l'arrêt.",
        passes=(
            "60.001=01 60.002=31012026 62.001=31012026 62.002=031",
            "60.001=99 60.002=01022026 62.001=31012026 62.002=031",
            "60.001=01 60.002=01022026 62.001=31012026 62.002=099",
            "60.001=01 60.002=01022026",
        ),
        fails=(
            "60.001=01 60.002=01022026 62.001=31012026 62.002=031",
            "nature=07 60.001=15 60.002=01022026 62.001=31012026 62.002=059",
        ),
    ),
    rule(
        "60.002/CCH-18",
        when=other_than("05.001", "01 07"),
        then=date("60.002", ">=", "40.001"),
        why="Avant le début du contrat, le salarié ne travaillait pas pour cet employeur.",
        do=FICHE,
        passes=(
            "nature=04 40.001=01022026 60.002=01022026",
            "nature=05 40.001=01022026 60.002=02022026",
            "nature=01 40.001=01022026 60.002=31012026",
            "nature=07 40.001=01022026 60.002=31012026",
        ),
        fails=("nature=04 40.001=01022026 60.002=31012026", "nature=05 40.001=01022026 60.002=31012026"),
    ),
    asked_by(
        "60.005/CCH-11",
        "60.004",
        "01",
        "01022026",
        besides="02",
        iff=True,
        why=SUBROGATION,
        do=GIVE_THE_PERIOD,
    ),
    asked_by(
        "60.006/CCH-11",
        "60.004",
        "01",
        "01022026",
        besides="02",
        iff=True,
        why=SUBROGATION,
        do=GIVE_THE_PERIOD,
    ),
    in_order(
        "60.006/CCH-12",
        "60.006",
        ">=",
        "60.005",
        why="La subrogation ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates de la subrogation.",
    ),
    asked_by("60.007/CCH-11", "60.004", "01", "FR76", besides="02", why=SUBROGATION, do=GIVE_THE_ACCOUNT),
    asked_by("60.008/CCH-11", "60.004", "01", "AAAAFRPP", besides="02", why=SUBROGATION, do=GIVE_THE_ACCOUNT),
    rule(
        "60.010/CCH-11",
        then=both(date("60.010", ">=", "40.001"), date("60.010", ">=", "60.002")),
        why="Le salarié reprend le travail dans son contrat, après l'avoir quitté.",
        do="Vérifiez la date de reprise, celle du dernier jour travaillé et celle du début du contrat.",
        passes=(
            "40.001=01012026 60.002=01022026 60.010=01022026",
            "40.001=01022026 60.002=31012026 60.010=01022026",
            "40.001=01022026 60.002=31012026",
            "60.010=01022026",
        ),
        fails=(
            "40.001=01012026 60.002=01022026 60.010=31012026",
            "40.001=01022026 60.002=31012026 60.010=31012026",
        ),
    ),
    kept_for(
        "60.011/CCH-12",
        "01 07",
        "02",
        elsewhere="04 05",
        why="Le temps partiel thérapeutique ne se signale pas : il se déclare chaque mois.",
        do="Déclarez cette reprise dans la DSN mensuelle.",
    ),
    asked_by(
        "60.012/CCH-11",
        "60.001",
        "04 05 06",
        "01022026",
        besides="03 07 01",
        iff=True,
        why="La date de l'accident ou du constat ouvre le dossier de l'Assurance maladie ; "
        "une maladie, une maternité n'en ont pas.",
        do="Vérifiez le motif de l'arrêt, et renseignez ou retirez cette date.",
    ),
    in_order(
        "60.012/SIG-14",
        "60.012",
        ">=",
        "40.001",
        why="L'accident ou la maladie tient au contrat qui est déclaré.",
        do="Vérifiez la date de l'accident ou du constat, et celle du début du contrat.",
    ),
    in_order(
        "66.002/SIG-11",
        "66.002",
        ">=",
        "66.001",
        why="Une période de temps partiel thérapeutique ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates de la période.",
    ),
)
