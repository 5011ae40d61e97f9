"""S89.G00.91: a person who is not an employee and whom the employer pays."""

from __future__ import annotations

from neodes.controls.coded.catalogue.hors_paie.shapes import (
    NIR,
    NTT,
    alone_in_declaration,
    no_run_of_nines,
    not_conventional,
    ntt_of_employer,
    someone,
)
from neodes.controls.coded.catalogue.shapes import french_or_foreign, plausible_birth, town_of
from neodes.controls.coded.conditions import among, both, present, same_part
from neodes.controls.coded.gathered import individus
from neodes.controls.coded.pieces import departement_existed
from neodes.controls.coded.rule import Rule, rule


def alone_in_amorcage(control: str, value: str) -> Rule:
    """A signalement of amorçage is about one person: no individu beside this one."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        when=both(among("05.001", "08"), present(rubrique)),
        then=individus("=", 0),
        why="Un signalement d'amorçage concerne une seule personne, salariée ou non.",
        do="Faites un signalement pour chaque personne.",
        passes=(
            f"nature=08 {rubrique}={value}",
            f"nature=01 30.001={NIR} {rubrique}={value}",
            f"nature=08 30.001={NIR}",
        ),
        fails=(
            f"nature=08 30.001={NIR} {rubrique}={value}",
            f"nature=08 30.020={NTT} {rubrique}={value}",
            f"nature=08 30.002=A {rubrique}={value}",
        ),
    )


RULES = (
    rule(
        "91.001/CCH-11",
        then=departement_existed("91.001", "91.006"),
        why="Un NIR porte le département tel qu'il existait l'année de la naissance.",
        do="Vérifiez le NIR et la date de naissance de la personne sur son attestation de droits.",
        passes=(
            "91.001=276012A911018 91.006=01011976",
            "91.001=276012B911018 91.006=01011976",
            "91.001=2750120911018 91.006=31121975",
            "91.001=2670196911018 91.006=31121967",
            "91.001=2260120911018 91.006=01011926",
            "91.001=2580575911018 91.006=12051958",
            "91.006=12051958",
        ),
        fails=(
            "91.001=275012A911018 91.006=31121975",
            "91.001=275012B911018 91.006=31121975",
            "91.001=2760120911018 91.006=01011976",
            "91.001=2680196911018 91.006=01011968",
        ),
    ),
    not_conventional("91.001"),
    alone_in_declaration("91.001/CCH-13", NIR, "30.001", "NIR"),
    alone_in_amorcage("91.001/CCH-14", NIR),
    no_run_of_nines("91.001"),
    rule(
        "91.006/CCH-11",
        then=same_part("91.001", (2, 3), "91.006", (7, 8)),
        why="Les deuxième et troisième chiffres du NIR sont ceux de l'année de naissance.",
        do="Vérifiez le NIR et la date de naissance de la personne sur son attestation de droits.",
        passes=("91.001=2580575911018 91.006=12051958", "91.001=2580575911018 91.006=00001958", "91.006=12051958"),
        fails=("91.001=2580575911018 91.006=12051959", "91.001=2590575911018 91.006=12051958"),
    ),
    plausible_birth("91.006/CCH-12"),
    french_or_foreign("91.009/CCH-11", "91.009", "91.011", "91.012"),
    town_of("91.010/CCH-11", "91.009", "91.010"),
    rule(
        "91.018/CCH-11",
        when=among("91.018", "01"),
        then=among("91.017", "03 04"),
        why="Un cadre de la retraite complémentaire est un cadre au sens de la convention collective.",
        do="Accordez le statut conventionnel et le statut catégoriel de la personne.",
        passes=("91.017=03 91.018=01", "91.017=04 91.018=01", "91.017=05 91.018=02", "91.017=07", ""),
        fails=("91.017=05 91.018=01", "91.017=99 91.018=01", "91.018=01"),
    ),
    rule(
        "91.018/SIG-12",
        when=among("91.018", "02"),
        then=among("91.017", "05"),
        why="L'extension du régime des cadres concerne les professions intermédiaires.",
        do="Accordez le statut conventionnel et le statut catégoriel de la personne.",
        passes=("91.017=05 91.018=02", "91.017=04 91.018=01", ""),
        fails=("91.017=04 91.018=02", "91.017=06 91.018=02", "91.018=02"),
    ),
    rule(
        "91.019/CCH-11",
        then=departement_existed("91.019", "91.006"),
        why="La Corse a deux départements depuis 1976, et le code 96 n'a plus servi à partir de 1968.",
        do="Vérifiez la date et le département de naissance de la personne.",
        passes=(
            "91.006=01011976 91.019=2A",
            "91.006=01011976 91.019=2B",
            "91.006=31121975 91.019=20",
            "91.006=31121967 91.019=96",
            "91.006=01011900 91.019=75",
        ),
        fails=(
            "91.006=31121975 91.019=2A",
            "91.006=31121975 91.019=2B",
            "91.006=01011976 91.019=20",
            "91.006=01011968 91.019=96",
        ),
    ),
    someone("91.001", "91.021", "91.021/CCH-12"),
    ntt_of_employer("91.021", 13),
    alone_in_declaration("91.021/CCH-14", NTT, "30.020", "numéro technique temporaire"),
    alone_in_amorcage("91.021/CCH-15", NTT),
)
