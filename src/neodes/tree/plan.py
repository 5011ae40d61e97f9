"""One version of the norm as small integers and characters, the form in which files are walked.

Each rubrique is one character: rubriques of a bloc follow one another, blocs follow the order of the message. A file
is then a string with one character a line, on which searches, splits and comparisons run in C: two characters of the
same bloc in ascending order are two rubriques in the right order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from neodes.norm import Norm, load_norm

BASE = 0x100
"""Character of the first rubrique; those of the other rubriques follow."""

FAULTY = 0x1000
"""Added to the character of a rubrique whose line holds something to report."""

UNREADABLE = "\u3000"
BLANK = "\u3001"
UNKNOWN_RUBRIQUE = "\u3002"
UNKNOWN_BLOC = "\u3003"

ROOT = -1
"""Parent of the first bloc."""

FIRST_SPECIAL = "\u1100"

SPECIAL = re.compile("[\u1100-\u3fff]")
"""A line with something to report, whether it has a place in the structure or not."""

APART = re.compile("[\u3000-\u3fff]+")
"""Lines without a place in the structure."""

# Most frequent first: the search tries them in turn. Only speed depends on it.
_FREQUENT = (
    "S21.G00.81", "S21.G00.78", "S21.G00.79", "S21.G00.51", "S21.G00.54", "S21.G00.53", "S21.G00.52", "S21.G00.70",
    "S21.G00.50", "S21.G00.40", "S21.G00.30", "S21.G00.71", "S21.G00.58", "S21.G00.86", "S21.G00.23",
)  # fmt: skip


class Plan:
    """Indices, characters and parents of the blocs of one version; blocs are numbered in the order of the message."""

    def __init__(self, norm: Norm) -> None:
        self.norm = norm
        self.blocs = tuple(norm.blocs.values())
        self.index = {bloc.id: rank for rank, bloc in enumerate(self.blocs)}
        self.parent = [ROOT if bloc.parent is None else self.index[bloc.parent] for bloc in self.blocs]
        self.depth = self._depths()
        self.rubriques = tuple(rubrique for bloc in self.blocs for rubrique in bloc.rubriques)
        self.character = {rubrique: chr(BASE + rank) for rank, rubrique in enumerate(self.rubriques)}
        self.bloc_of = [self.index[rubrique[:10]] for rubrique in self.rubriques]
        self.individu = self.index["S21.G00.30"]
        self.first_of_individu = self.character["S21.G00.30.001"]
        self.of_individu = frozenset(map(self.character.__getitem__, self.blocs[self.individu].rubriques))
        self.declaration = self.index["S20.G00.05"]
        self.total = self.index["S90.G00.90"]
        self.of_declaration = self._below(self.declaration)
        self.of_person = self._below(self.individu)
        self.runs = self._runs()
        self.declaration_runs = re.compile(self.span(self.declaration) + "+")

    def _depths(self) -> list[int]:
        depth: list[int] = []
        for parent in self.parent:
            depth.append(0 if parent == ROOT else depth[parent] + 1)
        return depth

    def _below(self, bloc: int) -> list[bool]:
        """By bloc, whether it is that one (S20.G00.05, S21.G00.30) or one of its descendants."""
        below: list[bool] = []
        for rank, parent in enumerate(self.parent):
            below.append(rank == bloc or (parent != ROOT and below[parent]))
        return below

    def bloc(self, character: str) -> int:
        """Index of the bloc of a rubrique's character."""
        return self.bloc_of[ord(character) - BASE]

    def rubrique(self, character: str) -> str:
        """Id of the rubrique of a character."""
        return self.rubriques[ord(character) - BASE]

    def characters(self, rubriques: Iterable[str]) -> str:
        """Characters of those of the rubriques that this version has."""
        return "".join(self.character[rubrique] for rubrique in rubriques if rubrique in self.character)

    def span(self, bloc: int) -> str:
        """The class of characters of a bloc, for a regular expression."""
        of_bloc = self.blocs[bloc].rubriques
        return f"[{self.character[of_bloc[0]]}-{self.character[of_bloc[-1]]}]"

    def _runs(self) -> re.Pattern[str]:
        """Finds the longest stretches of lines of one bloc, be it one occurrence or several."""
        first = [self.index[bloc] for bloc in _FREQUENT]
        order = first + [rank for rank in range(len(self.blocs)) if rank not in first]
        return re.compile("|".join(self.span(rank) + "+" for rank in order))


@lru_cache(maxsize=4)
def load_plan(version: str) -> Plan:
    """Plan of one version, made once a process (about 5 ms)."""
    return Plan(load_norm(version))
