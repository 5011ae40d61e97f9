"""S10: the envoi and its sender, and what its declarations say of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from neodes.controls.coded.catalogue.shapes import french_or_foreign, town_of
from neodes.controls.coded.conditions import KIND, NATURE, among, never
from neodes.controls.coded.gathered import DECLARATION, across
from neodes.controls.coded.measures import key
from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.rule import rule

NEANT = "02"
SANS_INDIVIDU = frozenset({"02", "05"})
CANCELLING = frozenset({"03", "04"})
"""Types that cancel another declaration, alone or to replace it."""

CANCELLED = frozenset({"04", "05", "07", "08"})
"""Natures that name what they cancel. A DPAE of type 03 is taken as a new one: it cancels nothing."""


def _declarations(envoi: Occurrence) -> list[Occurrence]:
    return [bloc for bloc in envoi.children if bloc.shape.bloc == DECLARATION]


def _wrongly_neant(envoi: Occurrence) -> Sequence[Occurrence]:
    """The envoi, when what it says of itself is not what its declarations are."""
    declarations, said = _declarations(envoi), envoi.get(rubrique_id("00.008"))
    if not declarations or said is None:
        return ()
    neant = all(found.get(NATURE) == "01" and found.get(KIND) in SANS_INDIVIDU for found in declarations)
    return () if neant == (said == NEANT) else (envoi,)


def _identity(declaration: Occurrence, identifier: str) -> tuple[str | None, ...]:
    """What a declaration is known by: its nature, its établissement, its date and its number put together."""
    entreprise = next(iter(declaration.below("S21.G00.06")), None)
    etablissement = next(iter(declaration.below("S21.G00.11")), None)
    siren = entreprise.get(rubrique_id("06.001")) if entreprise else None
    nic = etablissement.get(rubrique_id("11.001")) if etablissement else None
    return declaration.get(NATURE), siren, nic, identifier


def _cancelling_here(envoi: Occurrence) -> Sequence[Occurrence]:
    """The declarations that cancel another one of the same envoi."""
    signalements = [found for found in _declarations(envoi) if found.get(NATURE) in CANCELLED]
    known = defaultdict[tuple[str | None, ...], list[Occurrence]](list)
    for found in signalements:
        day, order = found.get(rubrique_id("05.007")), found.get(rubrique_id("05.004"))
        if day is not None and order is not None:
            known[_identity(found, day + order)].append(found)
    faults = []
    for found in signalements:
        target = found.get(rubrique_id("05.006"))
        if found.get(KIND) in CANCELLING and target is not None:
            faults += [found for other in known.get(_identity(found, target), ())[:2] if other is not found][:1]
    return faults


FIRST = "nature=07 05.002=01 05.004=12 05.007=31012026"
"""A signalement, whose identifier is 3101202612."""

RULES = (
    rule(
        "00.007/CCH-11",
        at="05",
        when=among("05.001", "10"),
        then=never("00.007", "02"),
        why="La déclaration préalable à l'embauche ne se dépose en DSN que sur net-entreprises.fr.",
        do="Choisissez Net-entreprises comme point de dépôt des déclarations préalables à l'embauche.",
        passes=("00.007=01 nature=10", "00.007=02 nature=01", "00.007=02 nature=07"),
        fails=("00.007=02 nature=10",),
    ),
    rule(
        "00.008/CCH-11",
        then=across(
            _wrongly_neant,
            "le type de l'envoi (S10.G00.00.008) vaut « 02 » si toutes ses déclarations sont des DSN mensuelles "
            "de type 02 ou 05, sans individu, et seulement dans ce cas",
            "00.008",
        ),
        why="Un envoi néant annonce qu'aucune de ses déclarations ne porte de salarié.",
        do="Accordez le type de l'envoi avec les déclarations qu'il contient, puis produisez le fichier de nouveau.",
        passes=(
            "00.008=02 nature=01 05.002=02",
            "00.008=02 nature=01 05.002=05",
            "00.008=02 nature=01 05.002=02 +05 nature=01 05.002=05",
            "00.008=01 nature=01 05.002=02 +05 nature=01 05.002=01",
            "00.008=01 nature=01 05.002=01",
            "00.008=01 nature=07 05.002=01",
            "nature=01 05.002=02",
        ),
        fails=(
            "00.008=01 nature=01 05.002=02",
            "00.008=01 nature=01 05.002=05",
            "00.008=02 nature=01 05.002=01",
            "00.008=02 nature=01 05.002=03",
            "00.008=02 nature=07 05.002=02",
            "00.008=02 nature=01 05.002=02 +05 nature=01 05.002=01",
            "00.008=02 nature=01 05.002=01 +05 nature=01 05.002=02",
            "00.008=01 nature=01 05.002=02 +05 nature=01 05.002=05",
        ),
    ),
    rule(
        "01.002/CCH-11",
        when=key("siren", "01.001"),
        then=key("siret", "01.001", "01.002"),
        why="La clé du SIRET protège d'une faute de frappe dans l'identité de l'émetteur.",
        do="Recopiez le SIRET de l'émetteur depuis son avis de situation.",
        passes=(
            "01.001=732829320 01.002=00074",
            "01.001=356000000 01.002=09075",
            "01.001=732829320",
            "01.001=732829321 01.002=00074",
        ),
        fails=("01.001=732829320 01.002=00075", "01.001=356000000 01.002=00002"),
    ),
    french_or_foreign("01.005/CCH-12", "01.005", "01.007", "01.008"),
    town_of("01.006/CCH-11", "01.005", "01.006"),
    rule(
        "05.002/CCH-11",
        then=across(
            _cancelling_here,
            "aucune déclaration de l'envoi n'annule, par son identifiant S20.G00.05.006, une autre déclaration "
            "du même envoi",
            "05.006",
            "05.002",
        ),
        why="Seule une déclaration que le point de dépôt a déjà acceptée peut être annulée.",
        do="Retirez de l'envoi la déclaration erronée et son annulation. S'il faut la remplacer, déposez "
        "la déclaration juste avec le type 01.",
        passes=(
            f"{FIRST} +05 nature=07 05.002=04 05.004=13 05.006=3101202611 05.007=31012026",
            f"{FIRST} +05 nature=07 05.002=04 05.004=13 05.006=3001202612 05.007=31012026",
            f"{FIRST} +05 nature=04 05.002=03 05.004=13 05.006=3101202612 05.007=31012026",
            f"{FIRST} +05 nature=07 05.002=04 05.004=13 05.006=3101202612 05.007=31012026 11.001=00016",
            f"{FIRST} +05 nature=07 05.002=01 05.004=13 05.006=3101202612 05.007=31012026",
            f"{FIRST} +05 nature=07 05.002=04 05.004=13 05.007=31012026",
            "nature=07 05.002=04 05.004=12 05.006=3101202612 05.007=31012026",
            "nature=01 05.002=01 05.004=12 05.007=31012026 +05 nature=01 05.002=03 05.004=13 05.007=31012026",
            "nature=10 05.002=01 05.004=12 05.007=31012026 "
            "+05 nature=10 05.002=03 05.004=13 05.006=3101202612 05.007=31012026",
        ),
        fails=(
            f"{FIRST} +05 nature=07 05.002=04 05.004=13 05.006=3101202612 05.007=31012026",
            f"{FIRST} +05 nature=07 05.002=03 05.004=13 05.006=3101202612 05.007=31012026",
            f"nature=07 05.002=04 05.004=13 05.006=3101202612 05.007=31012026 +05 {FIRST}",
            "nature=04 05.002=01 05.004=1 05.007=31012026 "
            "+05 nature=04 05.002=03 05.004=2 05.006=310120261 05.007=31012026",
        ),
    ),
)
