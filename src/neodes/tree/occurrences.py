"""A stretch of lines of one bloc → its occurrences, and the rubriques that are out of order or given twice.

A rubrique that comes back, or that comes after a later one, either opens the next occurrence of the bloc (persons
without NIR, affiliations that start on a later rubrique) or is misplaced. The reading with the fewest faults is kept:
missing obligatory rubriques on one side, misplaced or repeated ones on the other. When both are as good, it is a new
occurrence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

LONGEST_MERGE = 4
"""How many ascending parts one occurrence may be made of: a few lines out of place, not a shuffled file."""

MOST_STUDIED = 2_000
"""Parts of a stretch beyond which each is an occurrence of its own: nobody swaps lines in so long a stretch."""

Part = tuple[int, int]
"""First and last line (excluded) of an ascending part of the stretch."""


class OrderFault(NamedTuple):
    """A rubrique out of place, at `offset` in the stretch; `expected` is the one it should precede, if any."""

    offset: int
    character: str
    expected: str | None


def ascending_parts(run: str) -> list[Part]:
    """The stretch cut before each rubrique that is not after the one before it."""
    cuts = [0]
    cuts += [place for place in range(1, len(run)) if run[place] <= run[place - 1]]
    return list(zip(cuts, [*cuts[1:], len(run)], strict=True))


def occurrences(run: str, obligatory: frozenset[str], *, single: bool) -> list[list[Part]]:
    """Occurrences of the stretch, each a list of ascending parts (more than one when lines are out of place).

    `single`: the bloc may appear only once, so that a second occurrence is one fault more.
    """
    parts = ascending_parts(run)
    if len(parts) == 1:
        return [parts]
    complete = all(obligatory.issubset(run[start:end]) for start, end in parts)
    if (complete and not single) or len(parts) > MOST_STUDIED:
        return [[part] for part in parts]
    return _cheapest(run, parts, obligatory, int(single))


def _cheapest(run: str, parts: list[Part], obligatory: frozenset[str], extra: int) -> list[list[Part]]:
    """Cut into groups of neighbours so that the sum of their faults is least; more groups when equal."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, len(parts) + 1):
        choices = []
        for start in range(max(0, end - LONGEST_MERGE), end):
            cost, groups, _ = best[start]
            added = _faults(run, parts[start:end], obligatory) + (extra if start else 0)
            choices.append((cost + added, groups - 1, start))
        best.append(min(choices))
    found: list[list[Part]] = []
    end = len(parts)
    while end:
        start = best[end][2]
        found.append(parts[start:end])
        end = start
    return found[::-1]


def _faults(run: str, group: list[Part], obligatory: frozenset[str]) -> int:
    text = run[group[0][0] : group[-1][1]]
    missing = len(obligatory.difference(text))
    return missing if len(group) == 1 else missing + sum(1 for _ in order_faults(run, group))


def order_faults(run: str, group: list[Part]) -> Iterator[OrderFault]:
    """Rubriques of one occurrence that are repeated, or that come after one that they should precede."""
    seen = set(run[group[0][0] : group[0][1]])
    for start, end in group[1:]:
        for place in range(start, end):
            if run[place] in seen:
                yield OrderFault(place, run[place], None)
            elif place == start:
                yield OrderFault(place, run[place], run[place - 1])
        seen.update(run[start:end])
