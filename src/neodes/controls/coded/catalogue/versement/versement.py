"""S21.G00.50: the payment, its number, its tax at source."""

from __future__ import annotations

from neodes.controls.coded.catalogue.versement.shapes import nothing_else, several_contracts
from neodes.controls.coded.conditions import absent, among, both, matches, present
from neodes.controls.coded.measures import amount, date, month_end, month_start, rate_applied
from neodes.controls.coded.relations import count, nothing, some, unique
from neodes.controls.coded.rule import rule

LATE = date("50.001", ">", month_end())
NOT_MONACO = matches("11.004", "(?!98).*", "ne commence pas par 98")
NET_SOCIAL = some("58", among("58.003", "03"))
PRODUCE_NET_SOCIAL = "Vérifiez que la paie produit le montant net social, même nul, pour ce versement."

RULES = (
    rule(
        "50.001/CCH-13",
        then=date("50.001", "<=", month_end(1)),
        why="Un salaire se verse au plus tard le mois qui suit celui qu'il rémunère.",
        do="Vérifiez la date de paiement du bulletin, ou déclarez ce versement dans la déclaration de son mois.",
        passes=("50.001=28022026", "50.001=31122025", "50.001=31012026", "05.005=01122025 50.001=31012026"),
        fails=("50.001=01032026", "05.005=01122025 50.001=01022026"),
    ),
    rule(
        "50.001/CCH-14",
        when=both(NOT_MONACO, date("50.001", ">=", month_start()), nothing_else("50", LATE, within="30")),
        then=NET_SOCIAL,
        why="Le montant net social sert de base aux prestations : il accompagne le versement du mois. "
        "Les établissements de Monaco n'ont pas à le déclarer.",
        do=PRODUCE_NET_SOCIAL,
        passes=(
            "11.004=75001 50.001=01012026 58.003=03",
            "11.004=75001 50.001=31012026 58.003=01 58.003=03",
            "11.004=75001 50.001=31122025",
            "11.004=98000 50.001=31012026",
            "50.001=31012026",
            "11.004=75001 50.001=31012026 50.001=01022026 58.003=03",
            "11.004=75001 50.001=01022026 50.001=02022026",
        ),
        fails=(
            "11.004=75001 50.001=01012026",
            "11.004=97400 50.001=31012026 58.003=01",
            "11.004=75001 50.001=01012026 50.001=31012026 58.003=03",
            "11.004=75001 50.001=01022026",
            "11.004=75001 30.001=1 50.001=31012026 30.001=2 50.001=01022026 58.003=03",
        ),
    ),
    rule(
        "50.001/CCH-15",
        when=both(NOT_MONACO, LATE),
        then=NET_SOCIAL,
        why="Avec un décalage de paie, le montant net social accompagne le versement du mois qui suit. "
        "Les établissements de Monaco n'ont pas à le déclarer.",
        do=PRODUCE_NET_SOCIAL,
        passes=(
            "11.004=75001 50.001=01022026 58.003=03",
            "11.004=75001 50.001=31012026",
            "11.004=98000 50.001=01022026",
            "50.001=01022026",
        ),
        fails=(
            "11.004=75001 50.001=01022026",
            "11.004=75001 50.001=28022026 58.003=01",
            "11.004=75001 50.001=31012026 58.003=03 50.001=01022026",
        ),
    ),
    rule(
        "50.001/CCH-16",
        when=several_contracts(),
        then=nothing("54", both(among("54.001", "10"), absent("54.005"))),
        why="Quand plusieurs contrats sont payés ensemble, on doit savoir à quel contrat tient la déduction "
        "forfaitaire spécifique.",
        do="Rattachez la déduction forfaitaire spécifique à son contrat dans le paramétrage de la paie.",
        passes=(
            "50.001=31012026 51.010=A1 51.010=A2 54.001=10 54.005=A1",
            "50.001=31012026 51.010=A1 51.010=A1 54.001=10",
            "50.001=31012026 51.010=A1 51.010=A2 54.001=09",
            "50.001=31012026 51.010=A1 50.001=31012026 51.010=A2 54.001=10",
        ),
        fails=(
            "50.001=31012026 51.010=A1 51.010=A2 54.001=10",
            "50.001=31012026 51.010=A1 51.010=A2 54.001=10 54.005=A1 54.001=10",
        ),
    ),
    rule(
        "50.003/CCH-11",
        then=unique("50.003", within="30"),
        why="Le numéro distingue les versements d'une même personne.",
        do="Donnez un numéro différent à chaque versement de cette personne.",
        passes=("50.003=01 50.003=02", "50.001=31012026 50.001=31012026", "30.001=1 50.003=01 30.001=2 50.003=01"),
        fails=("50.003=01 50.003=01", "50.003=01 50.003=02 50.003=01"),
    ),
    rule(
        "50.003/CCH-12",
        when=count("50", ">=", 2, within="30"),
        then=present("50.003"),
        why="Sans numéro, on ne peut pas distinguer plusieurs versements d'une même personne.",
        do="Donnez un numéro à chaque versement de cette personne.",
        passes=("50.003=01 50.003=02", "50.001=31012026", "30.001=1 50.001=31012026 30.001=2 50.001=31012026"),
        fails=("50.001=31012026 50.001=31012026", "50.001=31012026 50.001=31012026 50.003=02"),
    ),
    rule(
        "50.007/CCH-11",
        when=among("50.007", "99"),
        then=both(amount("50.006", "=", "0.00"), amount("50.009", "=", "0.00")),
        why="Aucun impôt n'est retenu sur un trop-versé d'un exercice antérieur.",
        do="Mettez à zéro le taux et le montant du prélèvement, ou corrigez le type de taux.",
        passes=(
            "50.006=0.00 50.007=99 50.009=0.00",
            "50.006=5.00 50.007=01 50.009=10.00",
            "50.007=99",
        ),
        fails=("50.006=0.01 50.007=99 50.009=0.00", "50.006=0.00 50.007=99 50.009=0.01"),
    ),
    rule(
        "50.008/CCH-11",
        when=among("50.007", "01"),
        then=present("50.008"),
        why="L'identifiant reçu de la DGFiP avec le taux prouve que ce taux est bien celui qu'elle a transmis.",
        do="Intégrez le dernier compte rendu de la DGFiP dans la paie, ou corrigez le type de taux.",
        passes=("50.007=01 50.008=123", "50.007=13", "50.007=13 50.008=-1", ""),
        fails=("50.007=01",),
    ),
    rule(
        "50.009/CCH-11",
        then=rate_applied("50.009", "50.013", "50.006"),
        why="L'impôt retenu est le produit du montant soumis par le taux.",
        do="Vérifiez le taux, le montant soumis et le montant retenu sur le bulletin.",
        passes=(
            "50.006=5.00 50.009=100.00 50.013=2000.00",
            "50.006=5.00 50.009=101.00 50.013=2000.00",
            "50.006=5.00 50.009=99.00 50.013=2000.00",
            "50.006=3.33 50.009=34.30 50.013=999.99",
            "50.006=3.33 50.009=32.30 50.013=999.99",
            "50.006=0.00 50.009=0.00 50.013=2000.00",
            "50.006=5.00 50.013=2000.00",
        ),
        fails=(
            "50.006=5.00 50.009=101.01 50.013=2000.00",
            "50.006=5.00 50.009=98.99 50.013=2000.00",
            "50.006=3.33 50.009=34.31 50.013=999.99",
            "50.006=0.00 50.009=1.01 50.013=2000.00",
            "50.006=5.00 50.009=0.00 50.013=2000.00",
        ),
    ),
)
