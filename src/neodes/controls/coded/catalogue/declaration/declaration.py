"""S20.G00.05.001 to 010 and S20.G00.07: nature, type, fraction, depot, currency, contacts."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, among, both, either, matches, never, no, only, other_than
from neodes.controls.coded.gathered import declared, individus, mentioned
from neodes.controls.coded.relations import some
from neodes.controls.coded.rule import rule

FRACTION = "Un signalement parle d'une personne : il ne se partage pas en fractions."
WHOLE = "Laissez le numéro de fraction à 11 pour les signalements."

MENSUELLE = among("05.001", "01")
"""The only nature that may hold S21.G00.11.025, hence in which the contact of type 17 is judged."""

RULES = (
    rule(
        "05.002/CCH-13",
        when=among("05.002", "04"),
        then=among("05.001", "07 08 09"),
        why="Une DSN mensuelle, un arrêt de travail ou une reprise se remplacent, mais ne s'annulent pas seuls.",
        do="Produisez une déclaration « annule et remplace » plutôt qu'une annulation.",
        passes=("nature=07 05.002=04", "nature=08 05.002=04", "nature=09 05.002=04", "nature=01 05.002=03"),
        fails=("nature=01 05.002=04", "nature=04 05.002=04", "nature=05 05.002=04", "nature=10 05.002=04"),
    ),
    rule(
        "05.002/CCH-14",
        when=among("05.002", "02 05"),
        then=among("05.001", "01"),
        why="Un signalement parle d'une personne : il ne peut pas être sans individu.",
        do="Choisissez un type de déclaration avec individu, ou produisez une DSN mensuelle.",
        passes=("nature=01 05.002=02", "nature=01 05.002=05", "nature=07 05.002=01"),
        fails=("nature=04 05.002=02", "nature=10 05.002=02", "nature=04 05.002=05", "nature=09 05.002=05"),
    ),
    rule(
        "05.002/CCH-15",
        when=among("05.002", "03"),
        then=never("05.001", "08"),
        why="Un signalement d'amorçage s'annule ; il ne se remplace pas.",
        do="Annulez le signalement d'amorçage (type 04), puis produisez-en un nouveau.",
        passes=("nature=08 05.002=04", "nature=08 05.002=01", "nature=07 05.002=03"),
        fails=("nature=08 05.002=03",),
    ),
    rule(
        "05.002/CCH-16",
        when=among("05.002", "01 03"),
        then=either(individus(">=", 1), some("91")),
        why="Une déclaration qui n'annonce pas être sans individu en porte au moins un.",
        do="Choisissez le type « sans individu » pour un établissement sans salarié, ou ajoutez les salariés du mois.",
        passes=(
            "05.002=01 30.002=A",
            "05.002=03 30.002=A",
            "05.002=01 91.001=1",
            "05.002=01 +30 +30",
            "05.002=02",
            "05.002=05",
            "nature=08 05.002=04",
        ),
        fails=("05.002=01", "05.002=03", "nature=09 05.002=01", "nature=08 05.002=01"),
    ),
    rule(
        "05.003/CCH-11",
        when=among("05.001", "04 05 07 08 10"),
        then=only("05.003", "11"),
        why=FRACTION,
        do=WHOLE,
        passes=("nature=04 05.003=11", "nature=10 05.003=11", "nature=01 05.003=12", "nature=09 05.003=22"),
        fails=("nature=04 05.003=12", "nature=05 05.003=22", "nature=08 05.003=12", "nature=10 05.003=12"),
    ),
    rule(
        "05.003/CCH-11",
        when=among("05.001", "04 05 07 08"),
        then=only("05.003", "11"),
        why=FRACTION,
        do=WHOLE,
        versions="P24V01 P25V01",
        passes=("nature=04 05.003=11", "nature=08 05.003=11", "nature=01 05.003=12", "nature=09 05.003=22"),
        fails=("nature=04 05.003=12", "nature=05 05.003=22", "nature=07 05.003=12", "nature=08 05.003=12"),
    ),
    rule(
        "05.006/CCH-12",
        when=other_than("05.002", "03 04"),
        then=absent("05.006"),
        why="Une déclaration normale ne vise aucune autre déclaration.",
        do="Retirez l'identifiant de la déclaration annulée, ou choisissez le type 03 ou 04.",
        passes=(
            "nature=07 05.002=03 05.006=310120261",
            "nature=07 05.002=04 05.006=310120261",
            "nature=07 05.002=01",
            "nature=07 05.002=04",
        ),
        fails=("nature=07 05.002=01 05.006=310120261", "nature=04 05.002=05 05.006=310120261"),
    ),
    rule(
        "05.008/CCH-11",
        when=among("00.007", "01"),
        then=never("05.008", "02"),
        why="La part agricole d'une entreprise mixte se dépose sur msa.fr.",
        do="Changez le point de dépôt de l'envoi, ou le champ de la déclaration.",
        passes=("00.007=02 05.008=02", "00.007=01 05.008=01", "00.007=01 05.008=03"),
        fails=("00.007=01 05.008=02",),
    ),
    rule(
        "05.008/CCH-12",
        when=among("00.007", "02"),
        then=never("05.008", "03"),
        why="La part non agricole d'une entreprise mixte se dépose sur net-entreprises.fr.",
        do="Changez le point de dépôt de l'envoi, ou le champ de la déclaration.",
        passes=("00.007=01 05.008=03", "00.007=02 05.008=01", "00.007=02 05.008=02"),
        fails=("00.007=02 05.008=03",),
    ),
    rule(
        "05.009/CCH-11",
        then=no(mentioned("05.009", "30.001")),
        why="Le numéro de sécurité sociale d'un salarié ne sert pas à nommer une déclaration.",
        do="Donnez à la déclaration un identifiant de votre choix, qui ne dise rien des salariés.",
        passes=(
            "05.009=1850199001001 30.001=1850199001002",
            "05.009=1850199001001 30.002=A",
            "30.001=1850199001001",
        ),
        fails=(
            "05.009=1850199001001 30.001=1850199001001",
            "05.009=1850199001001 30.001=1850199001002 30.001=1850199001001",
        ),
    ),
    rule(
        "05.010/SIG-11",
        when=among("05.010", "02"),
        then=matches("06.005", "98[678].*", "commence par 986, 987 ou 988"),
        why="Le franc Pacifique n'a cours qu'en Nouvelle-Calédonie, en Polynésie française et à Wallis-et-Futuna.",
        do="Vérifiez la devise de la déclaration et l'adresse de l'entreprise.",
        passes=(
            "05.010=02 06.005=98600",
            "05.010=02 06.005=98713",
            "05.010=02 06.005=98800",
            "05.010=01 06.005=75001",
            "05.010=02",
        ),
        fails=("05.010=02 06.005=98500", "05.010=02 06.005=98900", "05.010=02 06.005=75001"),
    ),
    rule(
        "07.004/CCH-11",
        at="05",
        when=both(MENSUELLE, either(among("11.025", "MT01"), declared("30.030", "MT01"))),
        then=both(MENSUELLE, some("07", among("07.004", "17"))),
        iff=True,
        why="La médecine du travail interne à l'établissement se joint par son contact, et par lui seul.",
        do="Ajoutez le contact de type 17, ou retirez-le si aucun service interne ne suit l'établissement.",
        versions="P27V01",
        passes=(
            "11.025=MT01 07.004=17",
            "07.004=17 30.030=MT01",
            "07.004=01 07.004=17 11.025=MT01",
            "11.025=A 07.004=16 30.030=A",
            "nature=04 07.004=17",
            "nature=10 30.030=MT01",
            "",
        ),
        fails=(
            "11.025=MT01",
            "11.025=MT01 07.004=16",
            "30.030=MT01",
            "30.030=A 30.030=MT01",
            "07.004=17",
            "07.004=17 11.025=A 30.030=A",
        ),
    ),
)
