"""S21.G00.82: cotisations of the establishment."""

from __future__ import annotations

from neodes.controls.coded.catalogue.cotisations.shapes import cibtp, crm_of_the_past, paired
from neodes.controls.coded.conditions import among, both, either, never, present
from neodes.controls.coded.measures import date, month_end, same_month
from neodes.controls.coded.relations import refers
from neodes.controls.coded.rule import rule

ALL = "P24V01 P25V01 P26V01 P27V01"

OF_PREVOYANCE = "001 002 003 004 005 006 007 009 010 011 012 017 018 019 020 036 037 038 039 040 046 090"
OF_CIBTP = "024 054"
SOCIAL = "021 022 023 025 026 027 028 029 030 031 032 033 034 035 041 042 043 044 045 047 048 049 050"
OETH_YEARLY = "060 061 062 063 064 065 066 067 068 071 072 073"
OETH_AND_TAXES = "060 061 062 063 064 065 066 067 068 069 071 072 073 074 075 076 077 078 079 080 091"

OF_AN_ADHESION = refers(("82.005",), "15", ("15.005",), within="11")
FOR_PREVOYANCE_OR_CIBTP = either(OF_AN_ADHESION, cibtp("82.005"))
NOT_THEIRS = (
    "Un assureur ou une caisse de congés ne reçoit pas les cotisations dues aux Urssaf, à la MSA ou à la CNIEG."
)
REFERENCE = "Vérifiez le code de la cotisation et la référence réglementaire ou contractuelle."
BRUT_NET = "La contribution pour l'emploi des travailleurs handicapés se contrôle étape par étape, brute puis nette."
BRUT_DUE = (
    "La contribution due pour l'emploi des travailleurs handicapés se contrôle à partir de la contribution brute."
)
NET_NET = "Jusqu'en 2025, la contribution nette se déclare avant et après écrêtement."

RULES = (
    rule(
        "82.002/CCH-14",
        when=FOR_PREVOYANCE_OR_CIBTP,
        then=never("82.002", SOCIAL, OETH_AND_TAXES),
        why=NOT_THEIRS,
        do=REFERENCE,
        versions="P25V01 P26V01 P27V01",
        passes=(
            "15.005=1 82.002=001 82.005=1",
            "82.002=024 82.005=01",
            "82.002=070 82.005=37",
            "82.002=021 82.005=38",
            "82.002=021 82.005=00",
            "15.005=2 82.002=091 82.005=1",
            "82.002=065 82.005=75357004300012",
        ),
        fails=(
            "15.005=1 82.002=021 82.005=1",
            "15.005=2 15.005=1 82.002=050 82.005=1",
            "82.002=021 82.005=01",
            "82.002=091 82.005=37",
            "82.002=060 82.005=10",
            "82.002=080 82.005=20",
        ),
    ),
    rule(
        "82.002/CCH-14",
        when=FOR_PREVOYANCE_OR_CIBTP,
        then=never("82.002", SOCIAL),
        why=NOT_THEIRS,
        do=REFERENCE,
        versions="P24V01",
        passes=("15.005=1 82.002=001 82.005=1", "82.002=060 82.005=01", "82.002=021 82.005=38"),
        fails=("15.005=1 82.002=021 82.005=1", "82.002=050 82.005=37"),
    ),
    rule(
        "82.002/CCH-21",
        when=among("82.002", OETH_YEARLY),
        then=same_month("82.003", "82.004", year=True),
        why="L'obligation d'emploi des travailleurs handicapés se calcule année par année.",
        do="Faites une cotisation par année.",
        versions=ALL,
        passes=(
            "82.002=060 82.003=01012025 82.004=31122025",
            "82.002=069 82.003=31122024 82.004=01012025",
            "82.002=001 82.003=31122024 82.004=01012025",
        ),
        fails=(
            "82.002=060 82.003=31122024 82.004=01012025",
            "82.002=068 82.003=31122024 82.004=01012025",
            "82.002=071 82.003=31122024 82.004=01012025",
            "82.002=073 82.003=31122024 82.004=01012025",
        ),
    ),
    paired(22, "065", "066", BRUT_NET, versions=ALL),
    paired(23, "066", "067", NET_NET, versions="P24V01 P25V01"),
    paired(24, "068", "065", BRUT_DUE),
    rule(
        "82.003/CCH-11",
        when=among("82.002", OF_PREVOYANCE),
        then=date("82.003", "<=", month_end(1)),
        why="Un assureur peut appeler une cotisation d'avance, mais pas au-delà du mois qui suit.",
        do="Vérifiez la date de début de la cotisation.",
        passes=(
            "82.002=001 82.003=28022026",
            "82.002=090 82.003=31012026",
            "82.002=021 82.003=01032026",
        ),
        fails=("82.002=001 82.003=01032026", "82.002=046 82.003=01032026", "82.002=090 82.003=01032026"),
    ),
    rule(
        "82.003/CCH-12",
        when=among("82.002", SOCIAL, OF_CIBTP),
        then=date("82.003", "<=", month_end()),
        why="Ces cotisations portent sur le mois déclaré ou sur un mois passé.",
        do="Vérifiez la date de début de la cotisation.",
        passes=("82.002=021 82.003=31012026", "82.002=054 82.003=01012026", "82.002=001 82.003=01022026"),
        fails=(
            "82.002=021 82.003=01022026",
            "82.002=024 82.003=01022026",
            "82.002=050 82.003=01022026",
            "82.002=054 82.003=01022026",
        ),
    ),
    rule(
        "82.005/CCH-12",
        when=among("82.002", OF_CIBTP),
        then=both(present("82.005"), cibtp("82.005")),
        why="Ces cotisations sont dues aux caisses de congés du bâtiment et des travaux publics.",
        do="Donnez comme référence le code de la caisse CIBTP.",
        passes=("82.002=024 82.005=01", "82.002=054 82.005=37", "82.002=001 82.005=38"),
        fails=("82.002=024 82.005=38", "82.002=054 82.005=1", "82.002=024"),
    ),
    rule(
        "82.005/CCH-14",
        when=among("82.002", OF_PREVOYANCE),
        then=both(present("82.005"), OF_AN_ADHESION),
        why="La référence d'une cotisation de prévoyance de l'établissement est l'une de ses adhésions.",
        do="Donnez comme référence l'identifiant technique de l'adhésion.",
        passes=(
            "15.005=1 15.005=2 82.002=001 82.005=2",
            "15.005=1 82.002=090 82.005=1",
            "82.002=021 82.005=75357004300012",
        ),
        fails=(
            "15.005=1 82.002=001 82.005=2",
            "82.002=020 82.005=1",
            "15.005=1 82.002=036 82.005=01",
            "15.005=1 82.002=046",
        ),
    ),
    crm_of_the_past("82.006", "82.003", "82.004"),
)
