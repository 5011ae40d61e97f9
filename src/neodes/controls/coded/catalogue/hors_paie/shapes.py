"""Shapes of control that come back in S89: who the person is, where they live, when a rubrique is allowed."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, among, matches, never, present, same_part
from neodes.controls.coded.gathered import mentioned
from neodes.controls.coded.measures import year
from neodes.controls.coded.pieces import departement_existed
from neodes.controls.coded.relations import unique
from neodes.controls.coded.rule import Rule, rule
from neodes.controls.coded.terms import Condition

NIR = "2580575911018"
NTT = "2000000018A1"

MADE = "05.007"
"""Date de constitution du fichier: its year is the current one."""


def departement_of_nir(rubrique: str, number: int = 11) -> Rule:
    """The departement in a NIR, in a bloc without a date of birth."""
    return rule(
        f"{rubrique}/CCH-{number}",
        then=departement_existed(rubrique),
        why="Un NIR porte le département tel qu'il existait l'année de la naissance.",
        do="Vérifiez le NIR de la personne sur son attestation de droits.",
        passes=(
            f"05.007=15022026 {rubrique}=276012A911018",
            f"05.007=15022026 {rubrique}=2750120911018",
            f"05.007=15022026 {rubrique}=2670196911018",
            f"05.007=15022026 {rubrique}=226012B911018",
            f"05.007=15022026 {rubrique}=2260120911018",
            "05.007=15022026",
        ),
        fails=(
            f"05.007=15022026 {rubrique}=275012A911018",
            f"05.007=15022026 {rubrique}=275012B911018",
            f"05.007=15022026 {rubrique}=2760120911018",
            f"05.007=15022026 {rubrique}=2680196911018",
            f"05.007=15022026 {rubrique}=227012A911018",
        ),
    )


def not_conventional(rubrique: str, number: int = 12) -> Rule:
    """The two NIR that stand for « not known » in old files."""
    return rule(
        f"{rubrique}/CCH-{number}",
        then=never(rubrique, "1999999999999 2999999999999"),
        why="Ces deux numéros tenaient lieu de NIR inconnu : ils ne désignent personne.",
        do="Retirez ce NIR, et identifiez la personne par un numéro technique temporaire tant qu'il n'est pas connu.",
        passes=(f"{rubrique}={NIR}", f"{rubrique}=1999999999998", ""),
        fails=(f"{rubrique}=1999999999999", f"{rubrique}=2999999999999"),
    )


def no_run_of_nines(rubrique: str) -> Rule:
    """More than five 9 at the end of a NIR."""
    return rule(
        f"{rubrique}/CCH-15",
        then=matches(rubrique, "(.*[^9])?9{0,5}", "finit par cinq chiffres 9 au plus"),
        why="Une suite de 9 à la fin du NIR trahit un numéro inventé pour remplir la fiche.",
        do="Saisissez le vrai NIR de la personne, ou retirez-le tant qu'il n'est pas connu.",
        passes=(f"{rubrique}=2580575899999", f"{rubrique}={NIR}", ""),
        fails=(f"{rubrique}=2580575999999", f"{rubrique}=2999999999999"),
    )


def of_an_individu(rubrique: str, theirs: str, kind: str, number: int) -> Rule:
    """A NIR or a NTT that must be that of an individu of the declaration."""
    value = NIR if theirs == "30.001" else NTT
    return rule(
        f"{rubrique}/CCH-{number}",
        then=mentioned(rubrique, theirs),
        why="Ce qui est déclaré ici se rattache à une personne présente par ailleurs dans la déclaration.",
        do=f"Vérifiez que la personne a un bloc Individu dans cette déclaration, avec le même {kind}.",
        passes=(
            f"{theirs}={value} {rubrique}={value}",
            f"{theirs}={value[:-1]}7 {theirs}={value} {rubrique}={value}",
            "",
        ),
        fails=(f"{rubrique}={value}", f"{theirs}={value[:-1]}7 {rubrique}={value}"),
    )


def someone(nir: str, ntt: str, control: str) -> Rule:
    """One of the two numbers must be there."""
    return rule(
        control,
        when=absent(nir),
        then=present(ntt),
        why="Sans NIR ni numéro technique temporaire, les organismes ne savent pas de qui il s'agit.",
        do="Renseignez le NIR de la personne ou, tant qu'il n'est pas connu, son numéro technique temporaire.",
        passes=(f"{nir}={NIR}", f"{ntt}={NTT}", f"{nir}={NIR} {ntt}={NTT}"),
        fails=("",),
    )


def ntt_of_employer(rubrique: str, number: int) -> Rule:
    """The SIREN of the employer inside a NTT."""
    return rule(
        f"{rubrique}/CCH-{number}",
        then=same_part(rubrique, (2, 10), "06.001"),
        why="Le numéro technique temporaire contient le SIREN de l'entreprise, qui le rend unique en France.",
        do="Recomposez le numéro : le code du sexe, le SIREN de l'entreprise, puis le matricule de la personne.",
        passes=(f"06.001=000000018 {rubrique}=2000000018A1", f"06.001=000000018 {rubrique}=1000000018A", ""),
        fails=(f"06.001=000000018 {rubrique}=2000000019A1", f"06.001=000000018 {rubrique}=2100000018A1"),
    )


def alone_in_declaration(control: str, value: str, salarie: str, name: str) -> Rule:
    """A number that two people outside payroll cannot share."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=unique(rubrique, within="05"),
        why=f"Le {name} désigne une seule personne, qui ne se déclare qu'une fois parmi les non-salariés.",
        do="Regroupez les deux blocs de cette personne, ou corrigez celui des deux numéros qui est faux.",
        passes=(f"{rubrique}={value} {rubrique}={value[:-1]}7", f"{salarie}={value} {rubrique}={value}", "+91 +91"),
        fails=(
            f"{rubrique}={value} {rubrique}={value}",
            f"{rubrique}={value} {rubrique}={value[:-1]}7 92.001=08 {rubrique}={value}",
        ),
    )


def year_of_declaration(control: str) -> Rule:
    """A year that cannot be to come."""
    rubrique = control.partition("/")[0]
    return rule(
        control,
        then=year(rubrique, "<=", "05.005"),
        why="On ne déclare pas des sommes ou des droits d'une année à venir.",
        do="Vérifiez le millésime : c'est l'année du mois déclaré, ou une année passée.",
        passes=(f"05.005=01012026 {rubrique}=2026", f"05.005=01012026 {rubrique}=2025", ""),
        fails=(f"05.005=01012026 {rubrique}=2027",),
    )


def acquired_only(rubrique: str, why: str, *, only: bool = True) -> Rule:
    """What is known of shares once they are acquired (context 02), and only then."""
    context = f"{rubrique[:2]}.001"
    return rule(
        f"{rubrique}/CCH-11",
        when=among(context, "02"),
        then=present(rubrique),
        iff=only,
        why=why,
        do="Vérifiez le code contexte : 01 pour une attribution, 02 quand le salarié acquiert les titres.",
        passes=(f"{context}=02 {rubrique}=1", f"{context}=01", *(() if only else (f"{context}=01 {rubrique}=1",))),
        fails=(f"{context}=02", *((f"{context}=01 {rubrique}=1",) if only else ())),
    )


DEPLAFONNEE = among("92.002", "50")
"""The bloc holds the assiette brute déplafonnée, which also bears the tax."""


def demanded(
    control: str,
    when: Condition,
    why: str,
    *,
    needing: tuple[str, ...],
    others: tuple[str, ...],
    do: str = "Renseignez cette donnée sur l'assiette brute déplafonnée, et sur elle seule.",
    iff: bool = True,
    versions: str = "",
) -> Rule:
    """A rubrique of S89.G00.92 that the base 50 needs, in the cases `needing`, and not in the `others`."""
    rubrique = control.partition("/")[0]
    others_with_it = tuple(_with(case, rubrique) for case in others)
    return rule(
        control,
        when=when,
        then=present(rubrique),
        iff=iff,
        why=why,
        do=do,
        versions=versions,
        passes=(*(_with(case, rubrique) for case in needing), *others, *(() if iff else others_with_it)),
        fails=(*needing, *(others_with_it if iff else ())),
    )


def _with(case: str, rubrique: str) -> str:
    return " ".join(sorted((*case.split(), f"{rubrique}=1.00")))
