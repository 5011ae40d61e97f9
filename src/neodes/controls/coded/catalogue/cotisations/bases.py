"""S21.G00.78: bases."""

from __future__ import annotations

from neodes.controls.coded.catalogue.cotisations.shapes import cibtp, crm_of_the_past
from neodes.controls.coded.conditions import absent, among, both, either, never, present
from neodes.controls.coded.measures import amount, date, month_end, month_start, same_month
from neodes.controls.coded.relations import refers, some
from neodes.controls.coded.rule import rule

PREVOYANCE = among("78.001", "31")
CIBTP_BASES = among("78.001", "21 34 35 36 39 40")
IN_MONTH = both(date("78.002", ">=", month_start()), date("78.003", "<=", month_end()))
PERIOD = ("78.002", "78.003")

AFFILIATED = some("40", cibtp("40.022"), within="30")
ONLY_CIBTP = "Ces bases sont celles des caisses de congés du bâtiment et des travaux publics."
ONLY_CONGES = "Cette base est celle des caisses de congés payés : elle suppose que la personne en relève."
CAISSE = "Renseignez la caisse de congés payés dans le contrat, ou retirez la base."

RULES = (
    rule(
        "78.001/CCH-11",
        when=CIBTP_BASES,
        then=either(AFFILIATED, some("41", either(cibtp("41.023"), among("41.023", "99")), within="30")),
        why=ONLY_CIBTP,
        do=CAISSE,
        passes=(
            "40.022=01 78.001=21",
            "40.022=37 78.001=40",
            "40.022=38 41.023=01 78.001=34",
            "41.023=37 78.001=35",
            "41.023=99 78.001=39",
            "78.001=20",
            "78.001=33",
            "78.001=41",
        ),
        fails=(
            "40.009=1 78.001=21",
            "40.022=38 78.001=34",
            "40.022=00 78.001=35",
            "40.022=99 78.001=36",
            "40.022=9712345 78.001=39",
            "41.023=38 78.001=40",
        ),
    ),
    rule(
        "78.001/CCH-13",
        at="70",
        when=among("05.001", "01"),
        then=refers(("70.012",), "78", ("78.005",), PREVOYANCE, within="30"),
        why="Chaque affiliation à un contrat d'assurance produit une cotisation dans la déclaration du mois.",
        do="Ajoutez la base 31 de cette affiliation, ou retirez l'affiliation.",
        passes=(
            "70.012=1 78.001=31 78.005=1",
            "70.012=1 70.012=2 78.001=31 78.005=2 78.001=31 78.005=1",
            "nature=07 70.012=1",
            "40.009=1",
        ),
        fails=(
            "70.012=1",
            "70.012=1 78.001=31 78.005=2",
            "70.012=1 78.001=02 78.005=1",
            "70.012=1 70.012=2 78.001=31 78.005=1",
            "70.012=1 +30 78.001=31 78.005=1",
        ),
    ),
    rule(
        "78.001/CCH-14",
        when=among("05.001", "07"),
        then=never("78.001", "31"),
        why="Les cotisations de prévoyance se déclarent chaque mois, jamais dans un signalement de fin de contrat.",
        do="Retirez la base 31 du signalement.",
        passes=("nature=07 78.001=02", "nature=01 78.001=31", "nature=09 78.001=31"),
        fails=("nature=07 78.001=31",),
    ),
    rule(
        "78.001/CCH-24",
        when=among("78.001", "20"),
        then=either(some("40", present("40.022"), within="30"), some("41", present("41.023"), within="30")),
        why=ONLY_CONGES,
        do=CAISSE,
        passes=("40.022=38 78.001=20", "41.023=99 78.001=20", "78.001=21"),
        fails=("40.009=1 78.001=20", "40.009=1 41.001=01012026 78.001=20", "40.022=38 +30 40.009=1 78.001=20"),
    ),
    rule(
        "78.001/CCH-25",
        when=both(among("05.001", "07"), CIBTP_BASES),
        then=AFFILIATED,
        why=ONLY_CIBTP,
        do=CAISSE,
        passes=("nature=07 40.022=01 78.001=21", "nature=07 40.022=37 78.001=40", "nature=01 78.001=21"),
        fails=("nature=07 40.009=1 78.001=21", "nature=07 40.022=38 78.001=40"),
    ),
    rule(
        "78.001/CCH-26",
        when=both(among("05.001", "07"), among("78.001", "20")),
        then=some("40", present("40.022"), within="30"),
        why=ONLY_CONGES,
        do=CAISSE,
        passes=("nature=07 40.022=38 78.001=20", "nature=01 78.001=20", "nature=07 78.001=21"),
        fails=("nature=07 40.009=1 78.001=20",),
    ),
    rule(
        "78.001/SIG-18",
        at="71",
        when=among("71.002", "CRPNPAC"),
        then=some("78", among("78.001", "41 42"), within="30"),
        why="La caisse du personnel navigant calcule la retraite sur l'une ou l'autre de ces bases.",
        do="Ajoutez la base soumise au taux normal ou au taux majoré.",
        passes=("71.002=CRPNPAC 78.001=41", "71.002=CRPNPAC 78.001=42", "71.002=RUAA 78.001=02"),
        fails=("71.002=CRPNPAC", "71.002=CRPNPAC 78.001=43"),
    ),
    rule(
        "78.001/SIG-19",
        when=both(among("78.001", "02 03"), IN_MONTH),
        then=either(
            both(among("78.001", "02"), refers(PERIOD, "78", PERIOD, among("78.001", "03"), within="50")),
            both(among("78.001", "03"), refers(PERIOD, "78", PERIOD, among("78.001", "02"), within="50")),
        ),
        why="Les bases plafonnée et déplafonnée d'une paie vont ensemble, sous le même versement et aux mêmes dates.",
        do="Ajoutez la base qui manque, ou donnez aux deux bases les mêmes dates.",
        passes=(
            "78.001=02 78.002=01012026 78.003=31012026 78.001=03 78.002=01012026 78.003=31012026",
            "78.001=03 78.002=01012026 78.003=15012026 78.001=02 78.002=01012026 78.003=15012026",
            "78.001=02 78.002=31122025 78.003=31012026",
            "78.001=03 78.002=01012026 78.003=01022026",
            "78.001=04 78.002=01012026 78.003=31012026",
        ),
        fails=(
            "78.001=02 78.002=01012026 78.003=31012026",
            "78.001=03 78.002=01012026 78.003=31012026",
            "78.001=02 78.002=01012026 78.003=31012026 78.001=03 78.002=01012026 78.003=30012026",
            "78.001=02 78.002=01012026 78.003=31012026 +50 78.001=03 78.002=01012026 78.003=31012026",
        ),
    ),
    rule(
        "78.003/CCH-12",
        then=date("78.003", ">=", "78.002"),
        why="Une période ne peut pas finir avant d'avoir commencé.",
        do="Vérifiez les deux dates de la base.",
        passes=("78.002=31012026 78.003=31012026", "78.002=31012026"),
        fails=("78.002=31012026 78.003=30012026",),
    ),
    rule(
        "78.003/CCH-15",
        then=date("78.003", "<=", month_end()),
        why="La déclaration d'un mois ne porte que sur ce mois et les mois passés.",
        do="Vérifiez la date de fin de la base.",
        versions="P24V01 P25V01 P26V01 P27V01",
        passes=("78.003=31012026", "78.003=31122025"),
        fails=("78.003=01022026",),
    ),
    rule(
        "78.003/CCH-16",
        then=same_month("78.003", "78.002", year=True),
        why="Les droits et les plafonds se calculent année par année : une base n'en couvre qu'une.",
        do="Coupez la base au 31 décembre.",
        passes=("78.002=01012025 78.003=31122025", "78.002=01012025"),
        fails=("78.002=31122025 78.003=01012026",),
    ),
    rule(
        "78.003/SIG-11",
        when=PREVOYANCE,
        then=same_month("78.002", "78.003"),
        why="Les organismes de prévoyance suivent les cotisations mois par mois.",
        do="Faites une base par mois.",
        passes=(
            "78.001=31 78.002=01012026 78.003=31012026",
            "78.001=02 78.002=31122025 78.003=01012026",
        ),
        fails=(
            "78.001=31 78.002=31122025 78.003=01012026",
            "78.001=31 78.002=01012025 78.003=31012026",
        ),
    ),
    rule(
        "78.004/CCH-11",
        when=PREVOYANCE,
        then=amount("78.004", "=", "0.00"),
        why="Les assiettes de prévoyance sont dans les composants de la base 31, qui n'a pas de montant à elle.",
        do="Mettez le montant de la base à zéro.",
        passes=("78.001=31 78.004=0.00", "78.001=02 78.004=0.01"),
        fails=("78.001=31 78.004=0.01", "78.001=31 78.004=-0.01"),
    ),
    rule(
        "78.005/CCH-11",
        then=either(
            both(PREVOYANCE, present("78.005"), refers(("78.005",), "70", ("70.012",), within="30")),
            both(never("78.001", "31"), absent("78.005")),
        ),
        why="La base 31, et elle seule, dit de quelle affiliation du salarié viennent ses cotisations.",
        do="Reprenez l'identifiant d'une affiliation de ce salarié, ou retirez-le d'une base d'un autre code.",
        passes=("70.012=1 78.001=31 78.005=1", "70.012=1 70.012=2 78.001=31 78.005=2", "78.001=02"),
        fails=(
            "70.012=1 78.001=31",
            "70.012=1 78.001=31 78.005=2",
            "70.012=1 78.001=02 78.005=1",
            "70.012=1 +30 78.001=31 78.005=1",
        ),
    ),
    crm_of_the_past("78.007", "78.002", "78.003"),
)
