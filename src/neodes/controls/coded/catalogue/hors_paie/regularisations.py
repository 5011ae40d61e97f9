"""S89.G00.93: the corrections of the tax withheld on what was paid before."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, among, both, matches, no, only, present
from neodes.controls.coded.measures import amount, month, year
from neodes.controls.coded.rule import Rule, rule

RECTIFIED = among("93.002", "01 02")
JANUARY = matches("05.005", "..01....", "est un mois de janvier")


def needs(number: int, kind: str, rubriques: str, why: str) -> Rule:
    """What a kind of correction must hold."""
    asked = rubriques.split()
    return rule(
        f"93.002/CCH-{number}",
        when=among("93.002", kind),
        then=present(*asked),
        why=why,
        do="Renseignez ces données de la régularisation, ou corrigez le type d'erreur.",
        passes=(_case(kind, asked), "93.002=04" if kind != "04" else "93.002=02", ""),
        fails=(f"93.002={kind}", *(_case(kind, [other for other in asked if other != one]) for one in asked)),
    )


def excludes(number: int, kinds: str, rubriques: str, why: str) -> Rule:
    """What a kind of correction must not hold."""
    barred = rubriques.split()
    first, last = kinds[:2], kinds[-2:]
    other = "01" if kinds == "02" else "02"
    return rule(
        f"93.002/CCH-{number}",
        when=among("93.002", kinds),
        then=absent(*barred),
        why=why,
        do="Retirez ces données de la régularisation, ou corrigez le type d'erreur.",
        passes=(f"93.002={first}", f"93.002={last} 93.007=0.00", _case(other, barred), ""),
        fails=(*(_case(first, [one]) for one in barred), *(_case(kind, barred) for kind in kinds.split())),
    )


def _case(kind: str, rubriques: list[str]) -> str:
    return " ".join((f"93.002={kind}", *(f"{rubrique}=0.00" for rubrique in rubriques)))


RULES = (
    rule(
        "93.001/CCH-11",
        then=only("92.002", "23 50"),  # The text takes 50 alone, its message 23 too.
        why="Le prélèvement à la source se déclare, et se corrige, sur l'assiette brute déplafonnée.",
        do="Placez la régularisation sous la base 50 de la personne.",
        passes=(
            "92.002=50 93.001=122025",
            "92.002=51 92.002=50 93.001=122025",
            "92.002=23 93.001=122025",
            "93.001=122025",
        ),
        fails=(
            "92.002=43 93.001=122025",
            "92.002=51 93.001=122025",
            "92.002=52 93.001=122025",
            "92.002=53 93.001=122025",
            "92.002=50 92.002=51 93.001=122025",
        ),
    ),
    rule(
        "93.001/CCH-12",
        then=month("93.001", "<=", "05.005"),
        why="On ne corrige pas un mois qui n'a pas encore été déclaré.",
        do="Vérifiez le mois de l'erreur : c'est celui de la déclaration fautive, avant ou pendant le mois déclaré.",
        passes=("05.005=01022026 93.001=022026", "05.005=01022026 93.001=122025", ""),
        fails=("05.005=01022026 93.001=032026", "05.005=01122025 93.001=012026"),
    ),
    needs(
        11,
        "01",
        "93.003 93.006 93.009",
        "Rectifier un montant demande l'écart, le taux du mois de l'erreur et l'écart soumis au prélèvement.",
    ),
    needs(
        12,
        "02",
        "93.005 93.013",
        "Rectifier un taux demande l'écart de taux et le montant auquel il s'applique.",
    ),
    needs(
        13,
        "03",
        "93.003 93.006 93.009",
        "Reprendre un indu demande l'écart, le taux du mois de l'erreur et l'écart soumis au prélèvement.",
    ),
    rule(
        "93.002/CCH-14",
        when=among("93.002", "03"),
        then=both(amount("93.003", "<=", "0.00"), amount("93.009", "<=", "0.00")),
        why="Reprendre un indu diminue le revenu déclaré : l'écart ne peut pas être positif.",
        do="Vérifiez le signe des deux écarts, ou le type d'erreur.",
        passes=(
            "93.002=03 93.003=0.00 93.009=0.00",
            "93.002=03 93.003=-10.00 93.009=-10.00",
            "93.002=03",
            "93.002=01 93.003=10.00 93.009=10.00",
        ),
        fails=("93.002=03 93.003=0.01 93.009=0.00", "93.002=03 93.003=0.00 93.009=0.01"),
    ),
    rule(
        "93.002/CCH-16",
        when=both(RECTIFIED, no(JANUARY)),
        then=year("93.001", ">=", "05.005"),
        why="Après janvier, l'impôt de l'année passée ne se corrige plus par la déclaration mensuelle.",
        do="Vérifiez le mois de l'erreur ; pour une année passée, la correction se fait avec l'administration fiscale.",
        passes=(
            "05.005=01022026 93.001=012026 93.002=01",
            "05.005=01012026 93.001=122025 93.002=02",
            "05.005=01022026 93.001=122025 93.002=03",
            "05.005=01022026 93.001=122025 93.002=04",
        ),
        fails=("05.005=01022026 93.001=122025 93.002=01", "05.005=01122026 93.001=122025 93.002=02"),
    ),
    rule(
        "93.002/CCH-17",
        when=both(RECTIFIED, JANUARY),
        then=year("93.001", "=", "05.005", -1),
        why="La déclaration de janvier est la dernière à pouvoir corriger l'année passée, et ne corrige qu'elle.",
        do="Vérifiez le mois de l'erreur.",
        passes=(
            "05.005=01012026 93.001=012025 93.002=01",
            "05.005=01012026 93.001=122025 93.002=02",
            "05.005=01022026 93.001=012026 93.002=01",
            "05.005=01012026 93.001=122024 93.002=03",
        ),
        fails=(
            "05.005=01012026 93.001=012026 93.002=01",
            "05.005=01012026 93.001=122024 93.002=02",
        ),
    ),
    excludes(
        18,
        "01 03 04",
        "93.004 93.005 93.013",
        "Ces données servent à rectifier un taux : elles n'ont pas de sens pour un montant.",
    ),
    excludes(
        19,
        "02",
        "93.003 93.006 93.008 93.009 93.010",
        "Ces données servent à rectifier un montant : elles n'ont pas de sens pour un taux.",
    ),
    needs(
        20,
        "04",
        "93.003 93.009",
        "Rectifier un montant sans prélèvement demande l'écart et l'écart soumis au prélèvement.",
    ),
    rule(
        "93.002/CCH-21",
        when=among("93.002", "04"),
        then=amount("93.007", "=", "0.00"),
        why="Une rectification sans prélèvement à la source n'en change pas le montant.",
        do="Mettez à zéro le montant de la régularisation, ou corrigez le type d'erreur.",
        passes=("93.002=04 93.007=0.00", "93.002=01 93.007=-0.38", "93.002=04"),
        fails=("93.002=04 93.007=0.01", "93.002=04 93.007=-0.01"),
    ),
    rule(
        "93.008/CCH-11",
        when=present("93.008"),
        then=present("93.003", "93.009"),
        why="La part non imposable se corrige avec le revenu dont elle fait partie.",
        do="Ajoutez les écarts du montant net fiscal et du montant soumis au prélèvement, nuls s'ils ne changent pas.",
        passes=("93.003=0.00 93.008=0.00 93.009=0.00", "93.003=0.00", ""),
        fails=("93.008=0.00", "93.003=0.00 93.008=0.00", "93.008=0.00 93.009=0.00"),
    ),
    rule(
        "93.009/CCH-11",
        when=present("93.009"),
        then=present("93.003"),
        why="Le montant soumis au prélèvement se corrige avec le revenu d'où il vient.",
        do="Ajoutez l'écart du montant net fiscal, nul s'il ne change pas.",
        passes=("93.003=0.00 93.009=0.00", "93.003=0.00", ""),
        fails=("93.009=0.00",),
    ),
)
