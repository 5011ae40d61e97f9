"""Who was there the month before and is not any more, and contracts that change their name without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from neodes.compare.pair import Pair
from neodes.compare.snapshot import Contrat, DeclarationSnapshot, Individu, Slot, slot_of
from neodes.controls import comparison
from neodes.controls.base import Finding

NIR, NTT = "S21.G00.30.001", "S21.G00.30.020"
NUMBER, START = "S21.G00.40.009", "S21.G00.40.001"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who is in the other declarations of the file: of the same establishment and month, or come from an establishment.

    `by_month` holds (SIRET, month) → slot → ids of individus, `moved` (former SIRET, id).
    """

    by_month: dict[tuple[str, str], dict[Slot, set[str]]] = field(default_factory=dict)
    moved: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, declarations: Iterable[DeclarationSnapshot]) -> Arrivals:
        """Gather the individus of a file."""
        arrivals = cls()
        for declaration in declarations:
            month = declaration.summary.siret, declaration.summary.period
            slots = arrivals.by_month.setdefault(month, {})
            there = slots.setdefault(slot_of(declaration.summary), set())
            for individu in declaration.individus:
                there.update(individu.ids)
                arrivals.moved.update(_moves(individu))
        return arrivals

    def has(self, individu: Individu, declaration: DeclarationSnapshot) -> bool:
        """Whether the person is elsewhere in the file than in that declaration, and that explains it."""
        summary = declaration.summary
        slots = self.by_month.get((summary.siret, summary.period), {})
        others = [ids for slot, ids in slots.items() if slot != slot_of(summary)]
        return any((summary.siret, name) in self.moved or any(name in ids for ids in others) for name in individu.ids)


def check_people(pair: Pair, arrivals: Arrivals) -> Iterator[Finding]:
    """Findings on the individus of two months that follow one another."""
    now = {name: individu for individu in pair.current.individus for name in individu.ids}
    for before in pair.previous.individus:
        lasting = [contrat for contrat in before.contrats if not contrat.ended]
        if not lasting or not before.ids:
            continue
        after = next((now[name] for name in before.ids if name in now), None)
        if after is not None:
            yield from _check_contrats(pair, before, after, lasting)
        elif not arrivals.has(before, pair.current):
            line = pair.current.summary.first_line
            yield _gone(pair, before, lasting[0], line=line, line_before=before.line, reason="individu")


def _check_contrats(pair: Pair, before: Individu, after: Individu, lasting: list[Contrat]) -> Iterator[Finding]:
    """Contracts that are what they were, or tell what they were, are set aside before the others are matched."""
    told = [contrat.identity for contrat in before.contrats]
    new = [contrat for contrat in after.contrats if not any(contrat.was(identity) for identity in told)]
    for contrat in lasting:
        if any(other.was(contrat.identity) for other in after.contrats):
            continue
        twin = next((other for other in new if _alike(other, contrat)), None)
        if twin is None:
            yield _gone(pair, after, contrat, line=after.line, line_before=contrat.number_line, reason="contrat")
        else:
            new.remove(twin)
            yield _renamed(pair, contrat, twin)


def _gone(pair: Pair, individu: Individu, contrat: Contrat, *, line: int, line_before: int, reason: str) -> Finding:
    rubrique, value = (NIR, individu.nir) if individu.nir else (NTT, individu.ntt)
    return pair.finding(
        comparison.INDIVIDU, reason, line, rubrique, value, numero=contrat.number, ligne_precedente=line_before
    )


def _alike(other: Contrat, contrat: Contrat) -> bool:
    return other.start == contrat.start or other.number == contrat.number


def _renamed(pair: Pair, before: Contrat, after: Contrat) -> Finding:
    if after.start == before.start:
        place = (after.number_line, NUMBER, after.number)
        return pair.finding(comparison.NUMERO, "numero", *place, numero_precedent=before.number)
    place = (after.start_line, START, after.start)
    return pair.finding(comparison.DEBUT, "debut", *place, numero=before.number, debut_precedent=before.start)


def _moves(individu: Individu) -> Iterator[tuple[str, str]]:
    for contrat in individu.contrats:
        yield from ((siret, name) for siret in contrat.former_sirets for name in individu.ids)
