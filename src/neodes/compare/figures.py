"""Headcount and gross that jump from one month to the next."""

from __future__ import annotations

from collections.abc import Iterator

from neodes.compare.pair import Pair
from neodes.controls import comparison
from neodes.controls.base import Finding


def jumps(before: int, after: int, *, floor: int, percent: int) -> bool:
    """Whether the difference reaches the floor and passes that share of what was there before."""
    difference = abs(after - before)
    return difference >= floor and difference * 100 > percent * abs(before)


def check_figures(pair: Pair) -> Iterator[Finding]:
    """Findings on the sums of two months that follow one another."""
    line = pair.current.summary.first_line
    before, after = len(pair.previous.individus), len(pair.current.individus)
    if jumps(before, after, floor=comparison.EFFECTIF_FLOOR, percent=comparison.EFFECTIF_PERCENT):
        yield pair.finding(comparison.EFFECTIF, "ecart", line, avant=before, apres=after)
    before, after = pair.previous.gross, pair.current.gross
    if jumps(before, after, floor=comparison.BRUT_FLOOR, percent=comparison.BRUT_PERCENT):
        yield pair.finding(comparison.BRUT, "ecart", line, brut_avant=before, brut_apres=after)
