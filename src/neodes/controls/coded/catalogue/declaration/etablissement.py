"""S21.G00.06 to 13: entreprise, établissement, bank accounts, disabled workers."""

from __future__ import annotations

from neodes.controls.coded.catalogue.shapes import french_or_foreign, town_of
from neodes.controls.coded.conditions import among, both, either, present
from neodes.controls.coded.gathered import declared
from neodes.controls.coded.measures import year
from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.relations import check
from neodes.controls.coded.rule import not_run, rule


def _has_one_account(occurrence: Occurrence) -> bool:
    """No bloc of the same use before this one holds another account."""
    use, account = rubrique_id("12.001"), [rubrique_id("12.002"), rubrique_id("12.003")]
    mine = [occurrence.get(rubrique) for rubrique in account]
    for found in occurrence.up("S21.G00.11").below("S21.G00.12"):
        if found is occurrence:
            return True
        if found.get(use) == occurrence.get(use) and [found.get(rubrique) for rubrique in account] != mine:
            return False
    return True


RULES = (
    french_or_foreign("06.005/CCH-11", "06.005", "06.010", "06.011"),
    town_of("06.006/CCH-11", "06.005", "06.006"),
    rule(
        "06.012/SIG-11",
        when=present("06.010"),
        then=present("06.012"),
        why="Une entreprise étrangère dit si elle a un établissement en France, ce qui change ses interlocuteurs.",
        do="Renseignez l'implantation de l'entreprise.",
        reading="une entreprise est tenue pour étrangère quand l'adresse de son siège porte un code pays.",
        passes=("06.010=BE 06.012=01", "06.005=75001", "06.012=01"),
        fails=("06.010=BE",),
    ),
    french_or_foreign("11.004/CCH-11", "11.004", "11.015", "11.016"),
    town_of("11.005/CCH-11", "11.004", "11.005"),
    rule(
        "11.017/CCH-11",
        when=declared("40.029", "03 04"),
        then=present("11.017"),
        why="L'adhésion au régime d'assurance chômage dépend de la nature juridique de l'employeur.",
        do="Renseignez la nature juridique de l'employeur dans la fiche de l'établissement.",
        passes=("11.017=02 40.029=03", "11.017=02 40.029=04", "40.029=02", "40.029=05", "11.017=02", ""),
        fails=("40.029=03", "40.029=04", "40.029=01 40.029=03"),
    ),
    rule(
        "11.019/SIG-11",
        when=both(among("00.002", "TESE CEA"), among("05.001", "01")),
        then=present("11.019"),
        why="Le titre emploi service ou le chèque emploi associatif vaut à partir de l'adhésion de l'établissement.",
        do="Renseignez la date d'adhésion ; si la déclaration ne vient pas d'un centre TESE ou CEA de l'Urssaf, "
        "corrigez le nom de l'éditeur.",
        passes=(
            "00.002=TESE nature=01 11.019=01012020",
            "00.002=CEA nature=01 11.019=01012020",
            "00.002=TESE nature=09",
            "00.002=TESEO nature=01",
        ),
        fails=("00.002=TESE nature=01", "00.002=CEA nature=01"),
    ),
    rule(
        "12.001/CCH-11",
        when=among("12.001", "01"),
        then=among("05.001", "08"),
        why="Le compte où l'aide est versée se déclare à l'embauche, par un signalement d'amorçage.",
        do="Retirez ces coordonnées bancaires de la DSN mensuelle.",
        passes=("nature=08 12.001=01", "nature=01"),
        fails=("nature=01 12.001=01",),
    ),
    rule(
        "12.001/CCH-12",
        when=among("12.001", "01"),
        then=among("05.011", "01"),
        why="L'aide est liée à l'embauche : c'est elle qui donne lieu à ces coordonnées bancaires.",
        do="Choisissez l'évènement « embauche », ou retirez ces coordonnées bancaires.",
        passes=("nature=08 05.011=01 12.001=01", "nature=08 05.011=02"),
        fails=("nature=08 05.011=02 12.001=01", "nature=08 05.011=07 12.001=01"),
    ),
    rule(
        "12.001/CCH-13",
        then=check(
            _has_one_account,
            "un même type d'usage (S21.G00.12.001) n'a qu'un seul compte bancaire, BIC et IBAN compris",
            "12.001",
            "12.002",
            "12.003",
        ),
        why="Pour un même usage, l'organisme ne saurait pas sur quel compte verser l'aide.",
        do="Ne gardez qu'un seul compte bancaire par usage.",
        passes=(
            "nature=08 12.001=01 12.002=A 12.003=B",
            "nature=08 12.001=01 12.002=A 12.003=B 12.001=01 12.002=A 12.003=B",
            "nature=08 12.001=01 12.002=A 12.003=B 12.001=02 12.002=A 12.003=C",
            "nature=08 12.001=01 12.003=B 12.001=01 12.003=B",
        ),
        fails=(
            "nature=08 12.001=01 12.002=A 12.003=B 12.001=01 12.002=A 12.003=C",
            "nature=08 12.001=01 12.002=A 12.003=B 12.001=01 12.002=C 12.003=B",
            "nature=08 12.001=01 12.003=B 12.001=01 12.002=A 12.003=B",
        ),
    ),
    rule(
        "13.003/CCH-11",
        when=present("13.002"),
        then=present("13.003"),
        iff=True,
        why="Des travailleurs handicapés mis à disposition se déclarent par leur type et leur nombre, ensemble.",
        do="Renseignez le type et le nombre de bénéficiaires externes, ou aucun des deux.",
        passes=("13.002=01 13.003=1.00", "13.001=01", ""),
        fails=("13.002=01", "13.003=1.00"),
    ),
    rule(
        "13.004/CCH-11",
        then=year("13.004", "<=", "05.005"),
        why="L'obligation d'emploi se déclare pour une année écoulée, ou pour celle en cours.",
        do="Vérifiez l'année de rattachement.",
        passes=(
            "05.005=01122026 13.004=2026",
            "05.005=01012026 13.004=2025",
            "05.005=01012026 13.004=2026",
            "05.005=01012026 13.001=01",
        ),
        fails=("05.005=01122026 13.004=2027", "05.005=01012026 13.004=2027"),
    ),
    rule(
        "13.004/CCH-12",
        when=present("13.004"),
        then=either(present("13.001"), present("13.002")),
        why="Une année seule n'apprend rien sur l'emploi des travailleurs handicapés.",
        do="Renseignez l'accord agréé ou le type de bénéficiaires externes, ou retirez le bloc.",
        passes=("13.001=01 13.004=2025", "13.002=01 13.003=1.00 13.004=2025", "13.001=01 13.002=01 13.004=2025"),
        fails=("13.004=2025", "13.003=1.00 13.004=2025"),
    ),
    rule(
        "11.024/CCH-11",
        when=present("11.024"),
        then=among("05.002", "02 05"),
        why="On ne sort de la DSN qu'avec un mois où il n'y a plus personne à déclarer.",
        do="Retirez la demande de sortie, ou faites-la dans une déclaration sans individu.",
        versions="P26V01 P27V01",
        passes=("05.002=02 11.024=01", "05.002=05 11.024=01", "05.002=01"),
        fails=("05.002=01 11.024=01", "05.002=03 11.024=01"),
    ),
)

NOT_RUN = (
    not_run(
        "11.024/CCH-11",
        "la rubrique est interdite dans toutes les déclarations de cette version.",
        versions="P24V01 P25V01",
    ),
)
