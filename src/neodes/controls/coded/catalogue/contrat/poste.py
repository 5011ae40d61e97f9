"""S21.G00.40.011 to 022: working time, workplace, regimes, reason of a fixed-term contract."""

from __future__ import annotations

from neodes.controls.coded.catalogue.contrat.shapes import described_place, kept_for_changes, regime_never_with
from neodes.controls.coded.conditions import absent, among, both, either, never, no, other, other_than, present
from neodes.controls.coded.measures import amount, date, month_start
from neodes.controls.coded.relations import nothing, some
from neodes.controls.coded.rule import rule

TOUT_SAUF_ACCESSOIRE = "01 02 03 07 08 09 10 20 21 29 32 50 51 53 54 60 70 80 81 82 89 90 91 92 93"
"""All the natures of contract but 52, the accessory activity of a civil servant."""

RULES = (
    rule(
        "40.011/CCH-11",
        when=among("40.011", "31"),
        then=among("40.004", "352a"),
        why="La pige est le mode de paiement propre aux journalistes.",
        passes=("40.004=352a 40.011=31", "40.004=636a 40.011=10"),
        fails=("40.004=636a 40.011=31",),
    ),
    rule(
        "40.011/CCH-12",
        when=among("40.011", "12 20"),
        then=both(amount("40.012", "<=", "31.00"), amount("40.013", "<=", "31.00")),
        why="Un mois compte 31 jours au plus.",
        do="Exprimez les deux quotités en jours par mois.",
        passes=("40.011=20 40.012=31.00 40.013=31.00", "40.011=12 40.012=20.00", "40.011=10 40.012=151.67"),
        fails=("40.011=20 40.012=31.01 40.013=20.00", "40.011=12 40.012=20.00 40.013=218.00"),
    ),
    rule(
        "40.011/CCH-13",
        when=among("40.011", "10 21"),
        then=both(amount("40.012", "<=", "250.00"), amount("40.013", "<=", "250.00")),
        why="Une quotité en heures est mensuelle : au-delà de 250 heures, c'est une autre unité.",
        do="Exprimez les deux quotités en heures par mois.",
        passes=("40.011=10 40.012=250.00 40.013=250.00", "40.011=12 40.012=300.00"),
        fails=("40.011=10 40.012=250.01 40.013=100.00", "40.011=21 40.012=151.67 40.013=1607.00"),
    ),
    rule(
        "40.011/CCH-15",
        when=both(
            among("40.011", "10 12"),
            nothing("62", both(date("62.001", "<", month_start()), other_than("62.002", "099"))),
        ),
        then=some("53", within="30"),
        why="Quand le temps de travail est en heures ou en jours, l'activité du mois est attendue.",
        do="Vérifiez que la paie du mois produit l'activité du contrat.",
        passes=(
            "40.011=10 50.001=31012026 51.011=002 53.001=01",
            "40.009=A1 40.011=10 50.001=31012026 51.010=A2 53.001=01",
            "40.011=10 62.001=31122025 62.002=031",
            "40.011=20",
        ),
        fails=("40.011=10", "40.011=12 62.001=31122025 62.002=099", "40.011=10 62.001=01012026 62.002=031"),
    ),
    rule(
        "40.011/SIG-14",
        when=among("40.011", "32"),
        then=among("40.005", "49"),
        why="La vacation est le mode de paiement des dockers professionnels.",
        passes=("40.005=49 40.011=32", "40.005=01 40.011=10"),
        fails=("40.005=01 40.011=32", "40.011=32"),
    ),
    rule(
        "40.011/CCH-16",
        when=other_than("40.011", "20"),
        then=absent("40.085"),
        why="Ce choix n'est donné qu'aux salariés au forfait en jours.",
        do="Retirez ce choix, ou vérifiez l'unité de mesure du temps de travail.",
        versions="P27V01",
        passes=("40.011=20 40.085=01", "40.011=10", "40.085=01"),
        fails=("40.011=21 40.085=01", "40.011=10 40.085=01"),
    ),
    rule(
        "40.012/CCH-11",
        when=among("40.011", "10 12 20 21"),
        then=no(amount("40.012", "=", "0.00")),
        why="Zéro veut dire « sans quotité » et ne convient qu'aux unités qui n'en ont pas.",
        do="Renseignez la durée du travail de référence dans l'entreprise.",
        passes=("40.011=10 40.012=151.67", "40.011=21 40.012=0.01", "40.011=31 40.012=0.00", "40.011=10"),
        fails=("40.011=10 40.012=0.00", "40.011=21 40.012=0.00"),
    ),
    rule(
        "40.014/CCH-11",
        when=both(among("40.026", "99"), other_than("40.020", "134")),
        then=never("40.014", "40 41 42"),
        why="Ces temps partiels n'existent que dans la fonction publique et la branche ferroviaire.",
        versions="P24V01 P25V01 P26V01 P27V01",
        passes=("40.014=41 40.020=134 40.026=99", "40.014=41 40.020=200 40.026=01", "40.014=20 40.020=200 40.026=99"),
        fails=("40.014=40 40.020=200 40.026=99", "40.014=42 40.020=200 40.026=99"),
    ),
    rule(
        "40.014/CCH-12",
        when=other_than("40.014", "20 41 42"),
        then=absent("40.044"),
        why="Seul un salarié à temps partiel peut cotiser comme à temps plein.",
        do="Retirez cette donnée, ou vérifiez la modalité du temps de travail.",
        versions="P27V01",
        passes=("40.014=20 40.044=01", "40.014=41 40.044=01", "40.014=42 40.044=01", "40.014=10", "40.044=01"),
        fails=("40.014=10 40.044=01", "40.014=40 40.044=01"),
    ),
    rule(
        "40.018/CCH-14",
        when=among("40.018", "300"),
        then=among("00.007", "02"),
        why="Les affiliés du régime agricole se déclarent à la MSA.",
        do="Vérifiez le point de dépôt de l'envoi et le régime maladie du contrat.",
        passes=("00.007=02 40.018=300", "00.007=01 40.018=200", "00.007=02 40.018=200"),
        fails=("00.007=01 40.018=300", "40.018=300"),
    ),
    rule(
        "40.019/CCH-11",
        then=described_place("40.019", own=True),
        why="Un lieu de travail qui n'est pas l'établissement est décrit une fois dans la déclaration.",
        do="Vérifiez que le logiciel de paie produit le bloc du lieu de travail, avec le même identifiant.",
        passes=(
            "40.019=00000001800008",
            "40.019=00000000800016 85.001=00000000800016",
            "40.019=CHANTIER 85.001=DEPOT 85.001=CHANTIER",
            "",
        ),
        fails=(
            "40.019=00000000800016",
            "40.019=CHANTIER 85.001=DEPOT",
            "40.019=00000001800016 85.001=00000001800008",
        ),
    ),
    rule(
        "40.019/CCH-12",
        when=among("40.007", "03"),
        then=both(present("40.019"), other("40.019", "06.001", "11.001")),
        why="Un intérimaire travaille chez un client, non dans l'entreprise de travail temporaire.",
        do="Renseignez le lieu de la mission dans la fiche du contrat.",
        passes=("40.007=03 40.019=00000000800016", "40.007=01 40.019=00000001800008"),
        fails=("40.007=03", "40.007=03 40.019=00000001800008"),
    ),
    regime_never_with(
        12,
        "120",
        "01 02 03 07 08 09 10 29 32 53 54 60 70 80 81 82 89 90 91 92 93",
        "20 21 50 51 52",
        "La CNRACL reçoit les fonctionnaires territoriaux et hospitaliers.",
        versions="P25V01 P26V01 P27V01",
    ),
    regime_never_with(
        12,
        "120",
        "01 02 03 07 08 09 10 29 32 60 70 80 81 82 89 90 91 92 93",
        "20 21 50 51 52 53 54",
        "La CNRACL reçoit les fonctionnaires territoriaux et hospitaliers.",
        versions="P24V01",
    ),
    regime_never_with(
        13, "995", TOUT_SAUF_ACCESSOIRE, "52", "Ce code est celui d'un fonctionnaire en cumul d'activité."
    ),
    rule(
        "40.020/CCH-14",
        when=among("40.020", "996"),
        then=never("40.024", "01 03 99"),
        why="Ce code est celui d'un expatrié, qui n'est ni détaché ni frontalier.",
        passes=("40.020=996 40.024=02", "40.020=200 40.024=99"),
        fails=("40.020=996 40.024=01", "40.020=996 40.024=99"),
    ),
    regime_never_with(
        15,
        "997",
        "01 02 03 07 08 09 10 20 21 32 50 51 52 53 54 60 70 80 81 82 89 90 91 92 93",
        "29",
        "Ce code est celui d'un stagiaire.",
    ),
    regime_never_with(
        16,
        "998",
        "01 02 03 07 08 09 10 20 21 29 32 50 51 52 53 54 60 70 80 82 89 90 91 92 93",
        "81",
        "Ce code est celui d'un élu.",
    ),
    regime_never_with(
        17,
        "994",
        "01 02 03 07 08 09 10 20 21 29 32 50 51 52 53 54 60 70 80 81 82 89 91 92 93",
        "90",
        "Ce code est celui du personnel médical hospitalier et universitaire.",
    ),
    rule(
        "40.021/CCH-12",
        when=among("40.021", "11"),
        then=either(among("40.007", "03"), among("40.008", "64 65 81")),
        why="Ce motif de recours est propre aux missions et à l'apprentissage.",
        passes=("40.007=03 40.021=11", "40.007=02 40.008=64 40.021=11", "40.007=02 40.008=81 40.021=11"),
        fails=("40.007=02 40.008=99 40.021=11",),
    ),
    rule(
        "40.021/CCH-13",
        when=among("40.021", "14"),
        then=among("40.007", "92"),
        why="Le contrat de voyage est un engagement maritime à durée déterminée.",
        passes=("40.007=92 40.021=14", "40.007=02 40.021=01"),
        fails=("40.007=02 40.021=14",),
    ),
    rule(
        "40.021/SIG-11",
        when=both(among("40.007", "02 03 92"), among("40.008", "99")),
        then=present("40.021"),
        why="Sans dispositif particulier, un contrat à durée déterminée ou de mission a un motif de recours.",
        do="Renseignez le motif de recours, ou le dispositif, dans la fiche du contrat.",
        passes=("40.007=02 40.008=99 40.021=01", "40.007=02 40.008=64", "40.007=01 40.008=99"),
        fails=("40.007=02 40.008=99", "40.007=92 40.008=99"),
    ),
    kept_for_changes("40.022", "99", 11),
)
