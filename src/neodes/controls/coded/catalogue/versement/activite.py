"""S21.G00.53: the activity, its measure, its unit."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement.shapes import if_contract, of_contract
from neodes.controls.coded.conditions import absent, among, both, only, other_than
from neodes.controls.coded.measures import amount
from neodes.controls.coded.relations import nothing, some
from neodes.controls.coded.rule import Rule, rule

ESAT = "70"


def measure_of_the_contract(number: int, units: str, most: str, beyond: str) -> Rule:
    """Without a unit of its own, the measure is in that of the contract."""
    first, last = units.split()
    return rule(
        f"53.002/CCH-{number}",
        when=both(absent("53.003"), of_contract("51.010", among("40.011", units))),
        then=amount("53.002", "<=", most),
        why="La mesure dépasse ce qu'une personne peut faire, même sur plusieurs mois.",
        do="Vérifiez le nombre d'heures ou de jours, et l'unité de la quotité de travail du contrat.",
        passes=(
            *(f"40.009=A1 40.011={unit} 51.010=A1 53.002={most}" for unit in (first, last)),
            f"40.009=A1 40.011={first} 51.010=A1 53.002={beyond} 53.003=33",
            f"40.009=A1 40.011=33 51.010=A1 53.002={beyond}",
            f"40.009=A1 40.011={first} +40 40.009=A2 40.011=33 51.010=A2 53.002={beyond}",
        ),
        fails=tuple(f"40.009=A1 40.011={unit} 51.010=A1 53.002={beyond}" for unit in (first, last)),
    )


def measure_in(number: int, units: str, most: str, beyond: str) -> Rule:
    """The measure in units of its own."""
    codes = units.split()
    return rule(
        f"53.003/CCH-{number}",
        when=among("53.003", units),
        then=amount("53.002", "<=", most),
        why="La mesure dépasse ce qu'une personne peut faire, même sur plusieurs mois.",
        do="Vérifiez le nombre d'heures ou de jours, et son unité.",
        passes=(
            *(f"53.002={most} 53.003={unit}" for unit in codes),
            f"53.002={beyond} 53.003=33",
            f"53.002={beyond}",
        ),
        fails=tuple(f"53.002={beyond} 53.003={unit}" for unit in codes),
    )


RULES = (
    rule(
        "53.001/CCH-11",
        when=other_than("53.003", "40"),
        then=among("51.011", "002"),
        why="Le temps de travail accompagne le salaire qui sert aux droits de l'assurance chômage.",
        do="Rattachez l'activité à la rémunération de type 002.",
        passes=(
            "51.011=002 53.001=01 53.003=10",
            "51.011=001 53.001=01 53.003=40",
            "51.011=001 53.001=01",
        ),
        fails=("51.011=001 53.001=01 53.003=10", "51.011=003 53.001=02 53.003=41"),
    ),
    rule(
        "53.001/CCH-11",
        then=among("51.011", "002"),
        why="Le temps de travail accompagne le salaire qui sert aux droits de l'assurance chômage.",
        do="Rattachez l'activité à la rémunération de type 002.",
        versions="P24V01 P25V01",
        passes=("51.011=002 53.001=01 53.003=10", "51.011=002 53.001=01 53.003=40"),
        fails=("51.011=001 53.001=01 53.003=10", "51.011=001 53.001=01 53.003=40", "51.011=010 53.001=02"),
    ),
    rule(
        "53.001/CCH-12",
        when=among("53.003", "40"),
        then=among("51.011", "001"),
        why="Les jours qui servent au plafond de la Sécurité sociale accompagnent la rémunération brute.",
        do="Rattachez les jours calendaires à la rémunération de type 001.",
        passes=("51.011=001 53.001=01 53.003=40", "51.011=002 53.001=01 53.003=10", "51.011=002 53.001=01"),
        fails=("51.011=002 53.001=01 53.003=40", "51.011=010 53.001=01 53.003=40"),
    ),
    measure_of_the_contract(11, "10 21", "3250.00", "3250.01"),
    measure_of_the_contract(12, "12 20", "403.00", "403.01"),
    rule(
        "53.003/CCH-12",
        when=among("53.003", "31"),
        then=if_contract("51.010", only("40.004", "352a")),
        why="Seuls les journalistes sont payés à la pige.",
        do="Vérifiez l'unité de l'activité, ou la profession inscrite au contrat.",
        passes=(
            "40.004=352a 40.009=A1 51.010=A1 53.003=31",
            "40.004=352b 40.009=A1 51.010=A1 53.003=10",
            "40.004=352b 40.009=A1 40.004=352a 40.009=A2 51.010=A2 53.003=31",
        ),
        fails=(
            "40.004=352b 40.009=A1 51.010=A1 53.003=31",
            "40.004=352a 40.009=A1 40.004=543a 40.009=A2 51.010=A2 53.003=31",
        ),
    ),
    measure_in(13, "10 21", "3250.00", "3250.01"),
    measure_in(14, "12 20", "403.00", "403.01"),
    rule(
        "53.003/CCH-15",
        when=among("53.003", "40"),
        then=among("53.001", "01"),
        why="Les jours qui servent au plafond de la Sécurité sociale sont des jours d'emploi, jamais d'absence.",
        do="Déclarez ces jours avec le type « travail rémunéré ».",
        passes=("53.001=01 53.003=40", "53.001=02 53.003=10", "53.001=02"),
        fails=("53.001=02 53.003=40",),
    ),
    rule(
        "53.003/CCH-16",
        when=both(among("53.003", "41"), nothing("41", among("41.004", ESAT), within="30")),
        then=some("40", among("40.007", ESAT), within="30"),
        why="Cette unité est réservée aux personnes accueillies par un établissement d'aide par le travail (ESAT).",
        do="Vérifiez l'unité de l'activité, ou la nature du contrat.",
        passes=(
            "40.007=70 53.003=41",
            "40.007=01 41.004=70 53.003=41",
            "40.007=01 40.007=70 53.003=41",
            "40.007=01 53.003=10",
            "40.007=01 53.001=01",
        ),
        fails=("40.007=01 53.003=41", "40.007=01 41.004=02 53.003=41", "nature=07 40.007=01 53.003=41"),
    ),
    rule(
        "53.003/SIG-11",
        at="40",
        when=among("40.004", "389b 546d"),
        then=some("53", among("53.003", "38"), within="30"),
        why="Les droits du personnel navigant se comptent en jours de la caisse CRPNPAC.",
        do="Vérifiez que la paie produit le nombre de jours CRPNPAC.",
        passes=(
            "40.004=389b 53.003=38",
            "40.004=546d 53.003=10 53.003=38",
            "40.004=389a 53.003=10",
            "+40",
        ),
        fails=("40.004=389b 53.003=10", "40.004=546d", "30.001=1 40.004=389b 30.001=2 53.003=38"),
    ),
    rule(
        "53.003/SIG-13",
        when=among("53.003", "32"),
        then=if_contract("51.010", among("40.005", "49")),
        why="Seuls les dockers qui ont la carte G sont payés à la vacation.",
        do="Vérifiez l'unité de l'activité, ou le complément de la profession inscrite au contrat.",
        passes=("40.005=49 40.009=A1 51.010=A1 53.003=32", "40.005=50 40.009=A1 51.010=A1 53.003=33"),
        fails=("40.005=50 40.009=A1 51.010=A1 53.003=32", "40.009=A1 51.010=A1 53.003=32"),
    ),
)
