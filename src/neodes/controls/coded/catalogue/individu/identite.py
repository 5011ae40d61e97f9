"""S21.G00.30: NIR, NTT, birth, address of the person."""

from __future__ import annotations

from neodes.controls.coded.catalogue.individu.shapes import (
    not_filled_with_nines,
)
from neodes.controls.coded.catalogue.shapes import french_or_foreign, plausible_birth, town_of
from neodes.controls.coded.conditions import (
    absent,
    among,
    both,
    never,
    other_than,
    present,
    same_part,
)
from neodes.controls.coded.gathered import declared, distinct
from neodes.controls.coded.pieces import departement_existed
from neodes.controls.coded.relations import nothing, some
from neodes.controls.coded.rule import Rule, rule

DEPARTEMENT_DISPARU = "Un département de naissance doit avoir existé l'année où la personne est née."
UN_SEUL = "Un amorçage des données variables porte sur une seule personne."


def alone_in_amorcage(control: str, rubrique: str) -> Rule:
    """A signalement of nature 08 is about an employee or about another person, never both."""
    return rule(
        control,
        at="05",
        when=both(among("05.001", "08"), declared(rubrique)),
        then=nothing("91"),
        why=UN_SEUL,
        do="Faites un signalement pour chaque personne.",
        passes=(
            f"nature=08 {rubrique}=1850199001001",
            "nature=08 91.001=1850199001001",
            f"nature=01 {rubrique}=1850199001001 91.001=1850199001002",
        ),
        fails=(f"nature=08 {rubrique}=1850199001001 91.001=1850199001002",),
    )


RULES = (
    rule(
        "30.001/CCH-11",
        then=departement_existed("30.001", "30.006"),
        why=DEPARTEMENT_DISPARU,
        do="Vérifiez le NIR et la date de naissance sur l'attestation de droits du salarié.",
        passes=(
            "30.001=176012A001001 30.006=01011976",
            "30.001=176012B001001 30.006=00001976",
            "30.001=1751220001001 30.006=31121975",
            "30.001=1751220001001 30.006=99991975",
            "30.001=1671296001001 30.006=31121967",
            "30.001=1850199001001 30.006=01011985",
            "30.001=1850120201001",
            "30.006=01011985",
        ),
        fails=(
            "30.001=175122A001001 30.006=31121975",
            "30.001=175122B001001 30.006=99991975",
            "30.001=1760120001001 30.006=01011976",
            "30.001=1760120001001 30.006=00001976",
            "30.001=1680196001001 30.006=01011968",
        ),
    ),
    rule(
        "30.001/CCH-13",
        then=never("30.001", "1999999999999 2999999999999"),
        why="Un NIR inconnu ne se remplace pas par des 9.",
        do="Laissez le NIR vide et déclarez un numéro technique temporaire (NTT).",
        passes=("30.001=1850199001001", "30.001=1999999999998", ""),
        fails=("30.001=1999999999999", "30.001=2999999999999"),
    ),
    rule(
        "30.001/CCH-14",
        then=distinct("30.001"),
        why="Le NIR identifie une personne : elle n'apparaît qu'une fois, avec tous ses contrats.",
        do="Regroupez les contrats de cette personne sous un seul individu, ou corrigez le NIR de l'un des deux.",
        passes=("30.001=1850199001001 30.001=1850199001002", "30.001=1850199001001", ""),
        fails=("30.001=1850199001001 30.001=1850199001001",),
    ),
    alone_in_amorcage("30.001/CCH-15", "30.001"),
    rule(
        "30.001/CCH-16",
        then=not_filled_with_nines("30.001"),
        why="Un NIR complété par des 9 n'identifie personne.",
        do="Laissez le NIR vide et déclarez un numéro technique temporaire (NTT).",
        passes=("30.001=1850199099999", "30.001=1850999999991", ""),
        fails=("30.001=1850199999999", "30.001=1850190999999"),
    ),
    rule(
        "30.006/CCH-11",
        then=same_part("30.001", (2, 3), "30.006", (7, 8)),
        why="Le deuxième et le troisième chiffres du NIR sont ceux de l'année de naissance.",
        do="Vérifiez le NIR et la date de naissance du salarié.",
        passes=("30.001=1850199001001 30.006=01021985", "30.006=01021985", "30.001=1010199001001 30.006=99992001"),
        fails=("30.001=1850199001001 30.006=01021986", "30.001=1840199001001 30.006=01021985"),
    ),
    plausible_birth("30.006/CCH-12"),
    rule(
        "30.007/CCH-11",
        when=other_than("30.014", "99"),
        then=present("30.007"),
        why="La commune de naissance est demandée à qui est né en France.",
        do="Renseignez le lieu de naissance dans la fiche du salarié.",
        passes=("30.007=PARIS 30.014=75", "30.014=99", "30.007=ROME 30.014=99", ""),
        fails=("30.014=75", "30.014=98", "30.014=2A"),
    ),
    french_or_foreign("30.009/CCH-12", "30.009", "30.011", "30.012"),
    town_of("30.010/CCH-11", "30.009", "30.010"),
    rule(
        "30.014/CCH-11",
        then=departement_existed("30.014", "30.006"),
        why=DEPARTEMENT_DISPARU,
        do="Vérifiez le département et la date de naissance du salarié.",
        passes=(
            "30.006=01011976 30.014=2A",
            "30.006=99991976 30.014=2B",
            "30.006=31121975 30.014=20",
            "30.006=31121967 30.014=96",
            "30.006=01011985 30.014=75",
            "30.014=2A",
        ),
        fails=(
            "30.006=31121975 30.014=2A",
            "30.006=99991975 30.014=2B",
            "30.006=01011976 30.014=20",
            "30.006=01011968 30.014=96",
        ),
    ),
    rule(
        "30.020/CCH-12",
        when=absent("30.001"),
        then=present("30.020"),
        why="Une personne est identifiée par son NIR ou, à défaut, par un numéro temporaire donné par l'employeur.",
        do="Renseignez le NIR, ou laissez le logiciel de paie produire un numéro technique temporaire.",
        passes=("30.001=1850199001001", "30.020=1000000018A1", "30.001=1850199001001 30.020=1000000018A1"),
        fails=("",),
    ),
    rule(
        "30.020/CCH-13",
        then=same_part("30.020", (2, 10), "06.001"),
        why="Le numéro temporaire est fait du sexe, du SIREN de l'employeur et d'un numéro interne.",
        do="Vérifiez comment le logiciel de paie compose le numéro technique temporaire.",
        passes=("06.001=000000018 30.020=1000000018A1", ""),
        fails=("06.001=000000018 30.020=1000000028A1", "06.001=000000018 30.020=000000018A1"),
    ),
    rule(
        "30.020/CCH-14",
        then=distinct("30.020"),
        why="Le numéro temporaire désigne une seule personne.",
        do="Donnez à chaque salarié son propre numéro technique temporaire.",
        passes=("30.020=1000000018A1 30.020=1000000018A2", ""),
        fails=("30.020=1000000018A1 30.020=1000000018A1",),
    ),
    alone_in_amorcage("30.020/CCH-15", "30.020"),
    rule(
        "30.025/CCH-11",
        when=some("40", among("40.008", "64 65 81")),
        then=present("30.025"),
        why="Un apprenti prépare un diplôme, dont le niveau doit être connu.",
        do="Renseignez le niveau du diplôme préparé dans la fiche du salarié.",
        passes=("30.025=05 40.008=64", "30.025=05 40.008=81", "+30 40.008=99", "+30 +40"),
        fails=("+30 40.008=64", "+30 40.008=65", "+30 40.008=81", "+30 40.008=99 +40 40.008=64"),
    ),
    rule(
        "30.029/CCH-11",
        when=both(among("30.014", "99"), absent("30.007")),
        then=present("30.029"),
        why="De qui est né à l'étranger, on demande la localité de naissance ou, à défaut, le pays.",
        do="Renseignez le lieu ou le pays de naissance dans la fiche du salarié.",
        passes=("30.014=99 30.029=ITALIE", "30.007=ROME 30.014=99", "30.014=75", ""),
        fails=("30.014=99",),
    ),
)
