"""S21.G00.65: other suspensions of the contract."""

from __future__ import annotations

from neodes.controls.coded.catalogue.evenements.shapes import FIN_STANDS, asked_by, in_order
from neodes.controls.coded.conditions import among, both, other_than
from neodes.controls.coded.measures import before, date
from neodes.controls.coded.relations import some
from neodes.controls.coded.rule import rule

CLOSED_IN_2027 = "605 612 628 630 631 633 642 645 647"
FICHE = "Vérifiez les dates de la suspension dans la fiche du salarié."

RULES = (
    rule(
        "65.001/CCH-12",
        when=among("65.001", CLOSED_IN_2027),
        then=both(among("05.001", "07"), before("65.002", "01012027")),
        why="Ces motifs ferment en 2027 : ils ne servent plus qu'à dire, à la fin d'un contrat, "
        "les suspensions commencées auparavant.",
        do="Choisissez un motif de suspension encore ouvert.",
        versions="P27V01",
        passes=(
            *(f"nature=07 65.001={motif} 65.002=31122026" for motif in CLOSED_IN_2027.split()),
            "nature=01 65.001=606 65.002=01012027",
            "nature=07 65.001=507 65.002=01012027",
            "nature=08 65.001=655",
        ),
        fails=(
            *(f"nature=01 65.001={motif} 65.002=31122026" for motif in CLOSED_IN_2027.split()),
            *(f"nature=07 65.001={motif} 65.002=01012027" for motif in CLOSED_IN_2027.split()),
            "nature=08 65.001=605",
        ),
    ),
    rule(
        "65.001/SIG-11",
        when=both(among("05.001", "01"), among("65.001", "507 602")),
        then=some("51", among("51.011", "019 025"), within="30"),
        why="Les heures perdues en activité partielle ou pour intempéries se déclarent avec la suspension.",
        do="Déclarez les heures d'activité partielle ou d'intempéries du salarié.",
        reading="la rémunération est cherchée chez le même individu, quel que soit le contrat.",
        passes=(
            "65.001=507 50.001=31012026 51.011=025",
            "65.001=602 50.001=31012026 51.011=001 51.011=019",
            "65.001=606",
            "nature=07 65.001=507",
        ),
        fails=(
            "65.001=507",
            "65.001=602 50.001=31012026 51.011=001",
            "30.001=1 65.001=602 30.001=2 50.001=31012026 51.011=019",
        ),
    ),
    in_order(
        "65.002/CCH-11",
        "65.002",
        ">=",
        "40.001",
        why="Un contrat ne peut pas être suspendu avant d'avoir commencé.",
        do=FICHE,
    ),
    rule(
        "65.002/CCH-13",
        when=both(FIN_STANDS, other_than("65.001", "998")),
        then=date("65.002", "<=", "62.001"),
        why="Un contrat ne peut pas être suspendu après sa fin.",
        do="Vérifiez la date de fin du contrat et le début de la suspension.",
        passes=(
            "62.001=31012026 62.002=031 65.001=606 65.002=31012026",
            "62.001=31012026 62.002=099 65.001=606 65.002=01022026",
            "62.001=31012026 62.002=031 65.001=998 65.002=01022026",
            "65.001=606 65.002=01022026",
        ),
        fails=(
            "62.001=31012026 62.002=031 65.001=606 65.002=01022026",
            "nature=07 62.001=31012026 62.002=999 65.001=501 65.002=01022026",
        ),
    ),
    in_order(
        "65.003/CCH-11",
        "65.003",
        ">=",
        "65.002",
        why="Une suspension ne peut pas finir avant d'avoir commencé.",
        do=FICHE,
    ),
    asked_by(
        "65.004/CCH-11",
        "65.001",
        "655 674",
        "001",
        besides="654 656 673 675",
        iff=True,
        why="La position de détachement précise un détachement, et rien d'autre.",
        do="Vérifiez le motif de la suspension, et renseignez ou retirez la position de détachement.",
    ),
)
