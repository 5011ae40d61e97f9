"""S21.G00.79 and 81: components of bases and contributions of each person."""

from __future__ import annotations

from neodes.controls.coded.catalogue.cotisations.bases import IN_MONTH, PREVOYANCE
from neodes.controls.coded.catalogue.cotisations.shapes import crm_of_the_past
from neodes.controls.coded.conditions import absent, among, both, never, present
from neodes.controls.coded.measures import amount, non_zero
from neodes.controls.coded.relations import count, nothing, some, unique
from neodes.controls.coded.rule import Rule, rule

ALL = "P24V01 P25V01 P26V01 P27V01"
PREVOYANCE_COTISATION = among("81.001", "059")
SANS_COMPOSANT = among("79.001", "23")
REDUCTION = among("81.001", "018 106")

ONLY_059 = "La cotisation de prévoyance est rattachée à un contrat d'assurance : elle n'est faite que d'un montant."

MEANT = {
    "81.002": "l'organisme",
    "81.003": "le montant d'assiette",
    "81.004": "le montant",
    "81.005": "la commune",
}


def _without(rubrique: str, number: int, value: str) -> Rule:
    """What the cotisation 059 does not have."""
    return rule(
        f"{rubrique}/CCH-{number}",
        when=PREVOYANCE_COTISATION,
        then=absent(rubrique),
        why=ONLY_059,
        do=f"Retirez {MEANT[rubrique]} de la cotisation 059.",
        passes=("81.001=059", f"81.001=060 {rubrique}={value}"),
        fails=(f"81.001=059 {rubrique}={value}",),
    )


def _with(rubrique: str, number: int, codes: str, why: str, *, versions: str = "") -> Rule:
    """What some cotisations must have."""
    return rule(
        f"{rubrique}/CCH-{number}",
        when=among("81.001", codes),
        then=present(rubrique),
        why=why,
        do=f"Renseignez {MEANT[rubrique]} de la cotisation, ou retirez-la.",
        versions=versions,
        passes=(*(f"81.001={code} {rubrique}=0.00" for code in codes.split()), "81.001=100"),
        fails=tuple(f"81.001={code}" for code in codes.split()),
    )


AGIRC_ARRCO = "L'Agirc-Arrco et l'Apec calculent les droits à partir de ce montant."
IRCANTEC = "L'Ircantec contrôle chaque tranche par son assiette et son montant."

COMPOSANTS = (
    rule(
        "79.001/CCH-11",
        at="78",
        when=PREVOYANCE,
        then=some("79"),
        why="La base 31 n'a pas de montant : ce sont ses composants qui disent sur quoi la cotisation se calcule.",
        do="Ajoutez le composant de la base, de type 23 s'il n'y en a pas en paie.",
        passes=("78.001=31 79.001=23", "78.001=02"),
        fails=("78.001=31", "78.001=31 78.001=02 79.001=01"),
    ),
    rule(
        "79.001/CCH-12",
        when=PREVOYANCE,
        then=among("79.001", "10 11 12 13 14 15 16 17 18 19 20 21 23 24"),
        why="Les composants de la base 31 sont des salaires, des tranches ou des forfaits de prévoyance.",
        do="Choisissez un type de composant de prévoyance.",
        passes=(
            "78.001=31 79.001=10",
            "78.001=31 79.001=21",
            "78.001=31 79.001=23",
            "78.001=31 79.001=24",
            "78.001=03 79.001=01",
        ),
        fails=("78.001=31 79.001=07", "78.001=31 79.001=22", "78.001=31 79.001=25"),
    ),
    rule(
        "79.001/CCH-13",
        when=SANS_COMPOSANT,
        then=nothing("81", non_zero("81.004"), within="78"),
        why="Sans composant en paie, la cotisation déclarée est nulle.",
        do="Mettez la cotisation à zéro, ou choisissez le type du composant sur lequel elle se calcule.",
        reading=(
            "Le texte demande une cotisation nulle sous un composant de type 23, le message d'erreur un composant de "
            "type 23 sous une cotisation nulle : c'est le texte qui est appliqué."
        ),
        passes=(
            "78.001=31 79.001=23 81.001=059 81.004=0.00",
            "78.001=31 79.001=10 81.001=059 81.004=10.00",
            "78.001=31 79.001=23 81.001=059",
            "78.001=31 79.001=23 78.001=31 79.001=10 81.004=10.00",
        ),
        fails=("78.001=31 79.001=23 81.004=0.01", "78.001=31 79.001=23 81.004=0.00 81.004=-0.01"),
    ),
    rule(
        "79.001/CCH-14",
        when=among("79.001", "01"),
        then=among("78.001", "03 19"),
        why="Le Smic sert à calculer les réductions, qui portent sur la base déplafonnée.",
        do="Placez le montant du Smic sous la base 03, ou 19 pour les clercs de notaires.",
        versions=ALL,
        passes=("78.001=03 79.001=01", "78.001=19 79.001=01", "78.001=02 79.001=06"),
        fails=("78.001=02 79.001=01", "78.001=04 79.001=01"),
    ),
    rule(
        "79.001/CCH-16",
        when=both(PREVOYANCE, among("79.001", "10 11 12 13 14 15 16 24")),
        then=unique("79.001", within="78"),
        why="Chaque salaire ou tranche de prévoyance n'est compté qu'une fois sous une base.",
        do="Réunissez les composants du même type.",
        passes=(
            "78.001=31 79.001=10 79.001=11",
            "78.001=31 79.001=17 79.001=17",
            "78.001=31 79.001=10 78.001=31 79.001=10",
            "78.001=02 79.001=10 79.001=10",
        ),
        fails=(
            "78.001=31 79.001=10 79.001=10",
            "78.001=31 79.001=16 79.001=16",
            "78.001=31 79.001=24 79.001=11 79.001=24",
        ),
    ),
    rule(
        "79.001/CCH-17",
        when=PREVOYANCE,
        then=never("79.001", "01 02 03 04 05 06 22 90 91"),
        why="Ces composants servent à d'autres calculs que ceux de la prévoyance.",
        do="Placez ce composant sous la base dont il relève.",
        versions=ALL,
        passes=("78.001=31 79.001=10", "78.001=31 79.001=07", "78.001=03 79.001=01"),
        fails=("78.001=31 79.001=01", "78.001=31 79.001=06", "78.001=31 79.001=22", "78.001=31 79.001=91"),
    ),
    rule(
        "79.001/SIG-18",
        when=SANS_COMPOSANT,
        then=count("79", "=", 1, within="78"),
        why="Une base sans composant en paie n'en a pas d'autre que celui qui le dit.",
        do="Retirez le composant de type 23, ou les autres.",
        passes=("78.001=31 79.001=23", "78.001=31 79.001=10 79.001=11", "78.001=31 79.001=23 78.001=31 79.001=10"),
        fails=("78.001=31 79.001=23 79.001=10", "78.001=31 79.001=23 79.001=23"),
    ),
    rule(
        "79.001/SIG-19",
        when=SANS_COMPOSANT,
        then=amount("79.004", "=", "0.00"),
        why="Le type 23 dit qu'il n'y a pas de composant en paie : il n'a pas de montant.",
        do="Mettez le montant du composant à zéro.",
        passes=("79.001=23 79.004=0.00", "79.001=10 79.004=10.00"),
        fails=("79.001=23 79.004=0.01", "79.001=23 79.004=-0.01"),
    ),
    crm_of_the_past("79.005", "78.002", "78.003"),
)

COTISATIONS = (
    rule(
        "81.001/CCH-11",
        at="78",
        when=among("78.001", "28"),
        then=some("81", among("81.001", "060 061")),
        why="Une base Ircantec donne lieu à une cotisation de l'une ou l'autre tranche.",
        do="Ajoutez la cotisation Ircantec de la tranche A ou B.",
        passes=("78.001=28 81.001=060", "78.001=28 81.001=061", "78.001=02"),
        fails=("78.001=28", "78.001=28 81.001=059", "78.001=28 78.001=02 81.001=060"),
    ),
    rule(
        "81.001/CCH-13",
        when=PREVOYANCE_COTISATION,
        then=PREVOYANCE,
        why="La cotisation de prévoyance se calcule sur les composants de la base 31.",
        do="Placez la cotisation 059 sous une base 31.",
        passes=("78.001=31 81.001=059", "78.001=02 81.001=076"),
        fails=("78.001=02 81.001=059", "78.001=28 81.001=059"),
    ),
    rule(
        "81.001/CCH-15",
        at="78",
        when=PREVOYANCE,
        then=count("81", "=", 1, PREVOYANCE_COTISATION),
        why="Une base 31 est faite pour porter une seule cotisation de prévoyance.",
        do="Déclarez une base 31 par affiliation et par mois, chacune avec sa cotisation 059.",
        passes=("78.001=31 81.001=059", "78.001=31 81.001=059 81.001=060", "78.001=02"),
        fails=("78.001=31", "78.001=31 81.001=059 81.001=059", "78.001=31 81.001=060"),
    ),
    rule(
        "81.001/CCH-16",
        when=REDUCTION,
        then=present("81.003", "81.004"),
        why="La réduction générale se contrôle par son assiette et son montant.",
        do="Renseignez l'assiette et le montant de la réduction.",
        versions=ALL,
        passes=(
            "81.001=018 81.003=2000.00 81.004=-300.00",
            "81.001=106 81.003=2000.00 81.004=-60.00",
            "81.001=076",
        ),
        fails=("81.001=018 81.003=2000.00", "81.001=018 81.004=-300.00", "81.001=106"),
    ),
    rule(
        "81.001/CCH-17",
        when=REDUCTION,
        then=both(among("78.001", "03"), some("79", among("79.001", "01"), within="78")),
        why="La réduction générale se recalcule à partir de la base déplafonnée et du Smic placés au même endroit.",
        do="Placez la réduction sous la base 03, avec le montant du Smic.",
        versions=ALL,
        passes=("78.001=03 79.001=01 81.001=018", "78.001=03 79.001=01 81.001=106", "78.001=02 81.001=076"),
        fails=(
            "78.001=03 81.001=018",
            "78.001=19 79.001=01 81.001=106",
            "78.001=03 79.001=06 81.001=018",
            "78.001=03 79.001=01 78.001=03 81.001=106",
        ),
    ),
    rule(
        "81.001/SIG-18",
        when=both(among("81.001", "131"), IN_MONTH),
        then=some("81", among("81.001", "142"), within="50"),
        why="L'Agirc-Arrco distingue la part de l'employeur en tranche 1 de la cotisation totale.",
        do="Ajoutez la part patronale de la tranche 1 (code 142).",
        passes=(
            "78.002=01012026 78.003=31012026 81.001=131 81.001=142",
            "78.002=01012026 78.003=31012026 81.001=131 78.002=01012026 78.003=31012026 81.001=142",
            "78.002=31122025 78.003=31012026 81.001=131",
            "78.002=01012026 78.003=01022026 81.001=131",
            "78.002=01012026 78.003=31012026 81.001=132",
        ),
        fails=(
            "78.002=01012026 78.003=31012026 81.001=131",
            "78.002=01012026 78.003=31012026 81.001=131 81.001=143",
            "78.002=01012026 78.003=31012026 81.001=131 +50 78.002=01012026 78.003=31012026 81.001=142",
        ),
    ),
    _without("81.002", 11, "75357004300012"),
    _with("81.003", 11, "060 061", IRCANTEC),
    _without("81.003", 12, "2000.00"),
    _with("81.004", 11, "059", "La cotisation de prévoyance n'est faite que d'un montant."),
    _with("81.004", 12, "105 131 132", AGIRC_ARRCO, versions="P25V01 P26V01"),
    _with("81.004", 12, "131 132", AGIRC_ARRCO, versions="P27V01"),
    _with("81.004", 12, "063 064 105 131 132", AGIRC_ARRCO, versions="P24V01"),
    _with("81.004", 13, "060 061", IRCANTEC),
    _without("81.005", 11, "75056"),
    crm_of_the_past("81.006", "78.002", "78.003"),
)

RULES = (*COMPOSANTS, *COTISATIONS)
