"""S21.G00.44: taxes that the establishment is subject to."""

from __future__ import annotations

from neodes.controls.coded.conditions import absent, among, present
from neodes.controls.coded.measures import year
from neodes.controls.coded.rule import rule

WITH_BASIS = "005 009 015 016"
NOT_SUBJECT = "002 004 006 008 010 014"

RULES = (
    rule(
        "44.001/CCH-11",
        when=among("44.001", WITH_BASIS),
        then=present("44.002"),
        why="Sans montant, l'administration ne peut pas établir ce que l'entreprise doit.",
        do="Renseignez le montant de l'assujettissement, même nul.",
        passes=(
            *(f"44.001={code} 44.002=0.00" for code in WITH_BASIS.split()),
            "44.001=001",
            "44.001=010",
            "44.001=014",
        ),
        fails=tuple(f"44.001={code}" for code in WITH_BASIS.split()),
    ),
    rule(
        "44.001/CCH-12",
        when=among("44.001", NOT_SUBJECT),
        then=absent("44.002"),
        why="Qui n'est pas assujetti n'a pas de base à déclarer.",
        do="Vérifiez le code de la taxe, ou retirez le montant.",
        passes=(
            *(f"44.001={code}" for code in NOT_SUBJECT.split()),
            "44.001=001 44.002=1.00",
            "44.001=016 44.002=1.00",
        ),
        fails=tuple(f"44.001={code} 44.002=0.00" for code in NOT_SUBJECT.split()),
    ),
    rule(
        "44.003/CCH-11",
        then=year("44.003", "<=", "05.005"),
        why="Une taxe se déclare au titre de l'année en cours ou d'une année passée.",
        do="Vérifiez l'année de rattachement de la taxe.",
        passes=("44.003=2026", "44.003=2025", "05.005=01122026 44.003=2026", ""),
        fails=("44.003=2027", "05.005=01122025 44.003=2026"),
    ),
    rule(
        "44.004/CCH-11",
        when=among("44.001", "002"),
        then=present("44.004"),
        iff=True,
        why="Le motif explique pourquoi la taxe d'apprentissage n'est pas due, et ne concerne qu'elle.",
        do="Vérifiez le code de la taxe, et renseignez ou retirez le motif.",
        passes=("44.001=002 44.004=001", "44.001=001", "44.001=004"),
        fails=("44.001=002", "44.001=001 44.004=001", "44.001=004 44.004=001"),
    ),
)
