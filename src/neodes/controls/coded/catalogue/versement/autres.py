"""S21.G00.54 and S21.G00.58: other elements of income, gross and net."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement.shapes import not_before_it_starts, number_of_an_end, number_of_the_month
from neodes.controls.coded.conditions import other_than, present
from neodes.controls.coded.measures import date, month_end, same_month
from neodes.controls.coded.rule import Rule, rule

BACKWARDS = "Une période ne peut pas finir avant d'avoir commencé."


def not_in_the_future(kinds: str, versions: str = "") -> Rule:
    """An element of income is of a period already lived, save these types."""
    return rule(
        "54.004/SIG-12",
        when=other_than("54.001", kinds),
        then=date("54.004", "<=", month_end()),
        why="Un élément de revenu est dû pour une période déjà écoulée.",
        do="Vérifiez la période à laquelle cet élément est rattaché.",
        versions=versions,
        passes=(
            "54.001=01 54.004=31012026",
            "54.001=17 54.004=31122025",
            *(f"54.001={kind} 54.004=01022026" for kind in kinds.split()),
            "54.001=01",
        ),
        fails=(
            "54.001=01 54.004=01022026",
            "54.001=91 54.004=01022026",
            "54.001=94 54.004=01012027",
            *(("54.001=37 54.004=01022026",) if "37" not in kinds.split() else ()),
        ),
    )


RULES = (
    not_before_it_starts("54.004", "54.003", 11, BACKWARDS),
    not_in_the_future("37 92 93"),
    not_in_the_future("92 93", versions="P25V01"),
    number_of_the_month("54.005", 11, "01", "Cet élément de revenu se rattache à un contrat déclaré pour la personne."),
    number_of_an_end(
        "54.005", 12, "Cet élément de revenu se rattache au contrat qui prend fin, sous son numéro connu."
    ),
    not_before_it_starts("58.002", "58.001", 11, BACKWARDS),
    not_before_it_starts("59.005", "59.004", 11, BACKWARDS, "P27V01"),
    number_of_the_month("59.006", 11, "01", "Cet élément de revenu ouvre des droits au titre d'un contrat.", "P27V01"),
    number_of_an_end("59.006", 12, "Cet élément de revenu ouvre des droits au titre du contrat qui finit.", "P27V01"),
    rule(
        "58.002/CCH-12",
        then=date("58.002", "<=", month_end(1)),
        why="Un élément calculé en net se rattache au plus tard au mois qui suit le mois déclaré.",
        do="Vérifiez la période à laquelle cet élément est rattaché.",
        passes=("58.002=28022026", "58.002=31012026", "05.005=01122025 58.002=31012026", ""),
        fails=("58.002=01032026", "05.005=01122025 58.002=01022026"),
    ),
    rule(
        "58.002/CCH-13",
        then=same_month("58.002", "58.001", year=True),
        why="Les revenus se comptent par année civile : une période ne peut pas en couvrir deux.",
        do="Séparez cet élément en deux, un pour chaque année.",
        passes=("58.001=01012026 58.002=31122026", "58.001=01012026", "58.002=01012026"),
        fails=("58.001=31122025 58.002=01012026", "58.001=01022025 58.002=01022026"),
    ),
    rule(
        "58.002/CCH-14",
        when=present("58.001"),
        then=present("58.002"),
        iff=True,
        why="Une période se donne par ses deux bouts.",
        do="Renseignez les deux dates de la période, ou aucune.",
        passes=("58.001=01012026 58.002=31012026", "58.003=03", ""),
        fails=("58.001=01012026", "58.002=31012026"),
    ),
)
