"""Shapes of control that come back in S21.G00.40."""

from __future__ import annotations

from collections.abc import Sequence

from neodes.controls.coded.conditions import absent, among, never
from neodes.controls.coded.gathered import Each, each
from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.rule import Rule, rule
from neodes.controls.coded.terms import At, Condition, Verdict, full, named
from neodes.norm import Norm

NON_CONCERNE = among("40.026", "99")
"""Statut d'emploi « non concerné »: not an agent of the public service."""


def kept_for_changes(rubrique: str, value: str, number: int = 12) -> Rule:
    """A code that says « there was nothing before »: it only makes sense as a former value, in S21.G00.41."""
    return rule(
        f"{rubrique}/CCH-{number}",
        then=never(rubrique, value),
        why="Cette valeur dit qu'il n'y avait rien auparavant : elle ne sert que dans les changements du contrat.",
        do="Retirez la rubrique du contrat : une donnée qui n'existe pas ne se déclare pas.",
        passes=(f"{rubrique}={_other(value)}", ""),
        fails=(f"{rubrique}={value}",),
    )


def public_only(rubrique: str, number: int = 11) -> Rule:
    """A rubrique of the public service, forbidden to those who are not its agents."""
    return rule(
        f"{rubrique}/CCH-{number}",
        when=NON_CONCERNE,
        then=absent(rubrique),
        why="Cette donnée est propre aux agents de la fonction publique.",
        do="Vérifiez le statut d'emploi, ou retirez cette donnée de la fiche du salarié.",
        passes=(f"40.026=01 {rubrique}=1", "40.026=99", f"{rubrique}=1"),
        fails=(f"40.026=99 {rubrique}=1" if rubrique > "40.026" else f"{rubrique}=1 40.026=99",),
    )


def dispositif_for(
    number: int, dispositifs: str, natures: str, why: str, *, refused: str = "50", versions: str = ""
) -> Rule:
    """A dispositif de politique publique (S21.G00.40.008) that some natures of contract alone may have."""
    codes, first, last = natures.split(), dispositifs[:2], dispositifs[-2:]
    return rule(
        f"40.008/CCH-{number}",
        when=among("40.008", dispositifs),
        then=among("40.007", natures),
        why=why,
        do="Vérifiez la nature du contrat et le dispositif choisis dans la fiche du contrat.",
        versions=versions,
        passes=(*(f"40.007={code} 40.008={last}" for code in codes), "40.007=50 40.008=99", "40.007=50"),
        fails=tuple(f"40.007={code} 40.008={dispositif}" for code in refused.split() for dispositif in (first, last)),
    )


def regime_never_with(number: int, regime: str, natures: str, allowed: str, why: str, *, versions: str = "") -> Rule:
    """A regime of old age (S21.G00.40.020) that these natures of contract cannot have; `allowed`: others, tested."""
    codes = natures.split()
    return rule(
        f"40.020/CCH-{number}",
        when=among("40.020", regime),
        then=never("40.007", natures),
        why=why,
        do="Vérifiez le régime vieillesse et la nature du contrat dans la fiche du contrat.",
        versions=versions,
        passes=(*(f"40.007={code} 40.020={regime}" for code in allowed.split()), f"40.007={codes[0]} 40.020=200"),
        fails=tuple(f"40.007={code} 40.020={regime}" for code in (codes[0], codes[-1])),
    )


PLACES = rubrique_id("85.001")
OWN = full(("06.001", "11.001"))
WITH_PLACES = ("01", "07", "08")
"""Natures of declaration that have blocs S21.G00.85."""


def described_place(rubrique: str, *, own: bool) -> Each:
    """Each place named has its bloc S21.G00.85 in the declaration (`own`: the establishment itself needs none)."""

    def judge(declaration: Occurrence, value: str, lines: Sequence[int]) -> Sequence[int]:
        if declaration.get("S20.G00.05.001") not in WITH_PLACES or (own and value == _siret(declaration)):
            return ()
        places = (place.get(PLACES) for place in declaration.below(PLACES[:10]))
        return () if value in places else lines

    but = ", s'il n'est pas celui de l'établissement," if own else ""
    return each(
        rubrique,
        judge,
        f"chaque identifiant {rubrique_id(rubrique)} de la déclaration{but} est celui d'un bloc {PLACES[:10]}",
    )


def _siret(declaration: Occurrence) -> str:
    """SIRET of the establishment of the declaration."""
    found = [bloc.get(rubrique) or "" for rubrique in OWN for bloc in declaration.below(rubrique[:10])]
    return "".join(found)


class LastsOver(Condition):
    """From one date to another there are more than so many months, however they are counted."""

    def __init__(self, start: str, end: str, months: int) -> None:
        self.rubriques = full((start, end))
        self.months = months

    def compile(self, at: At, *, absent: bool) -> Verdict:
        start, end = map(at.reader, self.rubriques)
        if start is None or end is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            first, last = start(occurrence), end(occurrence)
            return absent if first is None or last is None else _month_and_day(last) > self._limit(first)

        return test

    def _limit(self, start: str) -> tuple[int, int]:
        month, day = _month_and_day(start)
        return month + self.months, day

    def words(self, norm: Norm) -> str:
        start, end = (named(norm, rubrique) for rubrique in self.rubriques)
        return f"plus de {self.months} mois séparent la date {start} de la date {end}"


def _month_and_day(value: str) -> tuple[int, int]:
    """Months since the year 0, and the day."""
    return int(value[4:]) * 12 + int(value[2:4]), int(value[:2])


def _other(value: str) -> str:
    return "1" if value != "1" else "2"
