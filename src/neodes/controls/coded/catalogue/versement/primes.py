"""S21.G00.52: bonuses and indemnities."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement.shapes import (
    if_contract,
    not_before_it_starts,
    number_of_an_end,
    number_of_the_month,
    only_with_motif,
)
from neodes.controls.coded.conditions import absent, among, both, matches, never, no, only, present
from neodes.controls.coded.measures import amount, before, date
from neodes.controls.coded.relations import refers, unique
from neodes.controls.coded.rule import Rule, rule

LICENCIEMENT = "011 012 014 015 020 025 026 082 086 087 089 091 092 093 098 099 111 112 113 114 115 117"
CONCILIATION = "011 012 014 015 020 025 026 065 082 086 087 088 089 091 092 093 098 099 113 114 115 117"
WITHOUT_THE_STATE = "01 02 03 07 08 53 54 60 82 91 92"
SUPPLEMENTS_SNCF = "052 053 054"
PERIOD = "Cette prime se rattache à une période qui lui est propre, et dont dépend le calcul des droits."
GIVE_THE_PERIOD = "Renseignez la période à laquelle la prime se rattache."
PAID = amount("52.002", ">", "0.00")
"""Paid, and not taken back: an indemnity of the wrong type is put right by a negative amount beside the right one."""
END_OF_CONTRACT = matches("52.001", "0(0[1-9]|1[0-9]|2[0-5])", "est comprise entre 001 et 025")


def paid_by_the_state(natures: str, versions: str = "") -> Rule:
    """The complement that the State pays to its own."""
    return rule(
        "52.001/CCH-32",
        when=among("52.001", "039"),
        then=if_contract("52.006", never("40.007", natures)),
        why="Les contrats de droit privé ne donnent pas droit au complément de rémunération à la charge de l'État.",
        do="Vérifiez le type de prime, ou la nature du contrat.",
        versions=versions,
        passes=(
            "40.007=10 40.009=A1 52.001=039 52.006=A1",
            *(f"40.007={nature} 40.009=A1 52.001=039 52.006=A1" for nature in ("50", "70", "93")),
            "40.007=01 40.009=A1 52.001=040 52.006=A1",
            "40.007=01 40.009=A1 40.007=50 40.009=A2 52.001=039 52.006=A2",
        ),
        fails=tuple(f"40.007={nature} 40.009=A1 52.001=039 52.006=A1" for nature in natures.split()),
    )


def dated(rubrique: str, number: int, types: str, versions: str = "") -> Rule:
    """A bonus that has its own period."""
    codes = types.split()
    tail = rubrique.replace("52.", "")
    return rule(
        f"{rubrique}/CCH-{number}",
        when=among("52.001", types),
        then=present(rubrique),
        why=PERIOD,
        do=GIVE_THE_PERIOD,
        versions=versions,
        passes=(
            *(f"52.001={code} 52.{tail}=01012026" for code in codes),
            "52.001=028",
            "52.001=025",
            "52.001=903",
            "",
        ),
        fails=tuple(f"52.001={code}" for code in codes),
    )


RULES = (
    rule(
        "52.001/CCH-11",
        then=unique("52.001", "52.006", within="50", where=both(END_OF_CONTRACT, absent("52.007"))),
        why="Une indemnité de fin de contrat se déclare en une fois pour un contrat et un versement.",
        do="Regroupez les deux montants en une seule indemnité, ou corrigez leur type.",
        passes=(
            "52.001=001 52.006=A1 52.001=002 52.006=A1",
            "52.001=001 52.006=A1 52.001=001 52.006=A2",
            "52.001=026 52.006=A1 52.001=026 52.006=A1",
            "52.001=020 52.006=A1 52.001=020 52.006=A1 52.007=31122025",
            "52.001=020 52.002=-10.00 52.006=A1 52.007=31122025 52.001=020 52.002=12.00 52.006=A1 52.007=31122025",
            "50.001=31012026 52.001=001 52.006=A1 50.001=31012026 52.001=001 52.006=A1",
        ),
        fails=(
            "52.001=001 52.006=A1 52.001=001 52.006=A1",
            "52.001=025 52.006=A1 52.001=025 52.006=A1",
            "52.001=010 52.006=A1 52.001=026 52.006=A1 52.001=010 52.006=A1",
            "52.001=020 52.006=A1 52.001=020 52.006=A1 52.007=31122025 52.001=020 52.006=A1",
        ),
    ),
    rule(
        "52.001/CCH-20",
        when=both(among("52.001", "010"), PAID),
        then=no(refers(("52.006",), "52", ("52.006",), both(among("52.001", "009"), PAID), within="30")),
        why="Ces deux indemnités de licenciement ne se cumulent pas.",
        do="Gardez l'indemnité à laquelle le licenciement ouvre droit.",
        passes=(
            "52.001=009 52.002=1.00 52.006=A1 52.001=010 52.002=1.00 52.006=A2",
            "52.001=010 52.002=1.00 52.006=A1 52.001=008 52.002=1.00 52.006=A1",
            "52.001=009 52.002=1.00 52.006=A1 52.001=009 52.002=1.00 52.006=A1",
            "52.001=009 52.002=-1.00 52.006=A1 52.007=31122025 52.001=010 52.002=1.00 52.006=A1",
            "52.001=009 52.002=1.00 52.006=A1 52.001=010 52.002=-1.00 52.006=A1 52.007=31122025",
            "30.001=1 52.001=009 52.002=1.00 52.006=A1 30.001=2 52.001=010 52.002=1.00 52.006=A1",
        ),
        fails=(
            "52.001=009 52.002=1.00 52.006=A1 52.001=010 52.002=1.00 52.006=A1",
            "52.001=010 52.002=0.01 52.006=A1 52.001=009 52.002=0.01 52.006=A1",
            "50.001=31012026 52.001=009 52.002=1.00 52.006=A1 50.001=31012026 52.001=010 52.002=1.00 52.006=A1",
        ),
    ),
    only_with_motif(21, "001", "043 099 110", "Cette indemnité suppose une rupture conventionnelle."),
    only_with_motif(22, "003 004", "038 099", "Ces indemnités supposent une mise à la retraite par l'employeur."),
    only_with_motif(
        23, "005 006", "039 059 099", "Ces indemnités supposent que le salarié a décidé de son départ à la retraite."
    ),
    only_with_motif(
        24, "007 008 009 010", LICENCIEMENT, "Ces indemnités supposent un licenciement, ou une rupture assimilée."
    ),
    only_with_motif(27, "016", "081 084 097 099", "Cette indemnité suppose la fin d'un contrat d'apprentissage."),
    only_with_motif(29, "032", "033 091 092 099", "Cette indemnité suppose une inaptitude physique."),
    only_with_motif(31, "033", CONCILIATION, "Cette indemnité met fin à un litige sur un licenciement."),
    paid_by_the_state(WITHOUT_THE_STATE),
    paid_by_the_state(WITHOUT_THE_STATE.replace("53 54 ", ""), versions="P24V01"),
    rule(
        "52.001/CCH-33",
        when=among("52.001", "045"),
        then=if_contract("52.006", only("40.007", "03")),
        why="Seul un contrat de mission d'intérim donne lieu à ces dommages et intérêts.",
        do="Vérifiez le type de prime, ou la nature du contrat.",
        passes=(
            "40.007=03 40.009=A1 52.001=045 52.006=A1",
            "40.007=01 40.009=A1 52.001=017 52.006=A1",
            "40.007=01 40.009=A1 40.007=03 40.009=A2 52.001=045 52.006=A2",
        ),
        fails=("40.007=01 40.009=A1 52.001=045 52.006=A1", "40.007=08 40.009=A1 52.001=045 52.006=A1"),
    ),
    rule(
        "52.001/CCH-34",
        when=among("52.001", SUPPLEMENTS_SNCF),
        then=both(before("52.003", "01012027"), before("52.004", "01012027")),
        why="Pour les périodes d'après 2026, ces suppléments se déclarent dans le bloc des droits spécifiques.",
        do="Produisez le supplément dans le bloc S21.G00.59.",
        versions="P27V01",
        passes=(
            *(f"52.001={code} 52.003=01122026 52.004=31122026" for code in SUPPLEMENTS_SNCF.split()),
            "52.001=051 52.003=01012027 52.004=31012027",
            "52.001=055 52.003=01012027 52.004=31012027",
            "52.001=052",
        ),
        fails=(
            *(f"52.001={code} 52.003=01122026 52.004=01012027" for code in SUPPLEMENTS_SNCF.split()),
            "52.001=052 52.003=01012027 52.004=31122026",
            "52.001=054 52.003=01012027",
        ),
    ),
    dated("52.003", 12, "026 027 029 902"),
    dated("52.003", 12, "026 027 029", versions="P24V01"),
    dated("52.003", 12, "026 027 029 052 053 054 902", versions="P27V01"),
    not_before_it_starts("52.004", "52.003", 11, "Une période ne peut pas finir avant d'avoir commencé."),
    dated("52.004", 13, "026 027 029"),
    dated("52.004", 13, "026 027 029 052 053 054", versions="P27V01"),
    rule(
        "52.004/CCH-14",
        when=among("52.001", "902"),
        then=both(present("52.004"), before("52.004", "01042022")),
        why="La prime exceptionnelle de pouvoir d'achat n'existe plus depuis avril 2022 : seule une correction "
        "de ce qui fut versé alors peut la porter.",
        do="Vérifiez le type de prime et la période à laquelle elle se rattache.",
        passes=(
            "52.001=902 52.004=31032022",
            "52.001=902 52.004=01012021",
            "52.001=903 52.004=01042022",
            "52.001=903",
        ),
        fails=("52.001=902 52.004=01042022", "52.001=902"),
    ),
    number_of_the_month("52.006", 11, "01", "Une prime se rattache à un contrat déclaré pour la personne."),
    number_of_an_end("52.006", 12, "Une prime se rattache au contrat qui prend fin, sous son numéro connu."),
    rule(
        "52.007/CCH-13",
        when=among("52.001", "902"),
        then=date("52.007", "<=", "52.004"),
        why="La correction porte sur une prime déjà versée à la fin de la période.",
        do="Vérifiez la date du versement d'origine et la période de rattachement.",
        passes=(
            "52.001=902 52.004=31032022 52.007=31032022",
            "52.001=902 52.004=31032022",
            "52.001=902 52.007=31032022",
            "52.001=903 52.004=31032022 52.007=01042022",
        ),
        fails=("52.001=902 52.004=31032022 52.007=01042022",),
    ),
)
