"""What a bloc of changes of the contract (S21.G00.41) is made of: two rubriques tell the day of the change and how far
the payroll is computed again, four say what identified the contract, and all the others what it contained."""

from __future__ import annotations

from collections.abc import Mapping

from neodes.controls.coded.conditions import Either, either, present
from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence, Unsure
from neodes.controls.coded.terms import At, Condition, Verdict, full
from neodes.norm import Norm

CHANGED, DEPTH = full(("41.001", "41.028"))
IDENTIFIERS = ("41.012", "41.014", "41.021", "41.054")
"""Former establishment, number, start, contract of maritime engagement."""

_NOT_MODALITIES = frozenset((CHANGED, DEPTH, *full(IDENTIFIERS)))
CONTRACT = rubrique_id("40.001")[:10]
CHANGES = CHANGED[:10]


def identified() -> Either:
    """The bloc says what identified the contract."""
    return either(*map(present, IDENTIFIERS))


def modalities(places: Mapping[str, int]) -> list[str]:
    """The rubriques of a bloc that say what the contract contained."""
    found = [rubrique for rubrique in places if rubrique not in _NOT_MODALITIES]
    if any(places[rubrique] < 0 for rubrique in found):
        raise Unsure
    return found


class OneModality(Condition):
    """The bloc says what one thing of the contract was, not of several."""

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return len(modalities(at.shape.places)) <= 1

    def words(self, norm: Norm) -> str:
        return "le bloc ne contient l'ancienne valeur que d'une donnée du contrat"


class WithoutModality(Condition):
    """The bloc does not say what the contract contained."""

    def compile(self, at: At, *, absent: bool) -> Verdict:
        return not modalities(at.shape.places)

    def words(self, norm: Norm) -> str:
        return "le bloc ne contient l'ancienne valeur d'aucune autre donnée du contrat"


class RecomputedOnce(Condition):
    """Of the changes of one thing in a contract, the oldest tells how far the payroll is computed again, and it alone.

    Where several changes share the oldest date, one of them tells it. Blocs that change several things, or mix them
    with what identifies the contract, are left to the controls that forbid them.
    """

    rubriques = (DEPTH, CHANGED)

    def compile(self, at: At, *, absent: bool) -> Verdict:
        mine = _changed(at.shape.places)
        if mine is None:
            return True
        tells = at.reader(DEPTH) is not None

        def test(occurrence: Occurrence) -> bool:
            changes = [found for found in occurrence.up(CONTRACT).below(CHANGES) if mine in found.shape.places]
            if any(_changed(found.shape.places) is None for found in changes):
                return True
            oldest = min(map(_day, changes))
            first = [found for found in changes if _day(found) == oldest]
            if _day(occurrence) != oldest:
                return not tells
            telling = [found for found in first if found.get(DEPTH) is not None]
            if not telling:
                return first[0] is not occurrence
            return not tells or telling[0] is occurrence

        return test

    def words(self, norm: Norm) -> str:
        return (
            f"la profondeur de recalcul ({DEPTH}) est donnée par le plus ancien changement ({CHANGED}) de chaque "
            "donnée du contrat, et par lui seul"
        )


def _changed(places: Mapping[str, int]) -> str | None:
    """The one thing that a bloc says to have changed; None when there is none, several, or what identifies."""
    found = modalities(places)
    return found[0] if len(found) == 1 and not any(rubrique in places for rubrique in full(IDENTIFIERS)) else None


def _day(change: Occurrence) -> str:
    value = change.get(CHANGED) or ""
    return value[4:] + value[2:4] + value[:2]
