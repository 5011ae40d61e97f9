"""Stretches of lines of one bloc (runs), and the mending of those that a few misplaced lines cut in two.

When two neighbouring lines change places across the border of two blocs, or when one line slips into another bloc, four
stretches stand where two were meant. Read as they stand they would miss half of their obligatory rubriques; put back
together, one line is misplaced. They are put back together when that leaves fewer faults.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

MENDED = 4
"""Runs that one mending looks at."""


class Run(NamedTuple):
    """Characters and line numbers of a stretch; `first` and `end` are the runs it was made from."""

    text: str
    numbers: Sequence[int]
    first: int
    end: int


class Mended(NamedTuple):
    """What a mending did: the last run used (excluded), and the misplaced rubrique with its line, if it is one."""

    end: int
    misplaced: tuple[str, int] | None


class Stretch:
    """Lines of one declaration cut into runs; `offsets` is where each run starts, and where the last one ends."""

    def __init__(self, runs: list[str], numbers: Sequence[int]) -> None:
        self.runs = runs
        self.numbers = numbers

    @cached_property
    def offsets(self) -> list[int]:
        return list(accumulate(map(len, self.runs), initial=0))

    def split_last(self, place: int) -> None:
        """Cut the last run in two at that line of it; nothing at its start."""
        if place:
            last = self.runs[-1]
            self.runs[-1:] = [last[:place], last[place:]]

    def numbers_of(self, rank: int) -> Sequence[int]:
        """Line numbers of a run."""
        return self.numbers[self.offsets[rank] : self.offsets[rank + 1]]


def mend(runs: list[Run], place: int, bloc: Callable[[str], int], faults: Callable[[str], int]) -> Mended | None:
    """Mend in place the runs from `place` on, None when there is nothing to mend.

    `X Y x y` (x goes on with X, y with Y) becomes `X+x Y+y`. When Y alone is the intruder, it goes behind `X+x`.
    """
    window = runs[place : place + MENDED]
    if len(window) < 3:
        return None
    start, between, rest = window[:3]
    if not cut_in_two(start.text, rest.text, bloc, faults):
        return None
    whole = _together(start, rest)
    follows = window[3] if len(window) > 3 and bloc(window[3].text[0]) == bloc(between.text[0]) else None
    if follows is None:
        runs[place : place + 3] = [whole, between._replace(end=rest.end)]
        intruder = faults(between.text) > 0
        return Mended(rest.end, None if intruder else (rest.text[0], rest.numbers[0]))
    runs[place : place + 4] = [whole, _together(between, follows)]
    return Mended(follows.end, (rest.text[0], rest.numbers[0]))


def cut_in_two(start: str, rest: str, bloc: Callable[[str], int], faults: Callable[[str], int]) -> bool:
    """Whether two runs of one bloc, with another bloc between them, were meant to be one."""
    goes_on = bloc(start[0]) == bloc(rest[0]) and start[-1] < rest[0]
    return goes_on and faults(start + rest) < faults(start) + faults(rest)


def _together(first: Run, second: Run) -> Run:
    return Run(first.text + second.text, [*first.numbers, *second.numbers], first.first, second.end)


def joined_numbers(first: Sequence[int], second: Sequence[int]) -> Sequence[int]:
    """Line numbers one after the other, as a range whenever they follow one another."""
    if not first:
        return second
    if not second:
        return first
    if isinstance(first, range) and isinstance(second, range) and first.stop == second.start:
        return range(first.start, second.stop)
    return [*first, *second]
