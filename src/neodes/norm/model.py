"""The norm as typed, immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Usage(StrEnum):
    """What the norm says of a rubrique in a nature of declaration."""

    OBLIGATOIRE = "O"
    CONDITIONNEL = "C"
    INTERDIT = "I"
    ABSENT = "N"
    FACULTATIF = "F"


class Cardinality(NamedTuple):
    """How often a bloc may appear under one parent; `upper` None means without limit."""

    lower: int
    upper: int | None


class RubriqueSpec(NamedTuple):
    """One rubrique. `kind` is X (text), N (number) or D (date); lengths are in characters.

    `pattern` is an anchored XML Schema expression, `codes` the enumerated values with their labels,
    `tables` the external reference tables the value belongs to, `usage` by nature of declaration;
    `doubtful` are the natures whose usage is carried over from another year, and must not block.
    """

    id: str
    bloc: str
    label: str
    name: str
    datatype: str
    kind: str
    min_len: int
    max_len: int
    pattern: str | None
    codes: Mapping[str, str] | None
    tables: tuple[str, ...]
    usage: Mapping[str, Usage]
    doubtful: frozenset[str] = frozenset()


class BlocSpec(NamedTuple):
    """One bloc: its parent, its place in the message and how often it appears, by nature (`doubtful`: not sure)."""

    id: str
    label: str
    parent: str | None
    order: int
    cardinality: Mapping[str, Cardinality]
    rubriques: tuple[str, ...]
    doubtful: frozenset[str] = frozenset()


class Norm(NamedTuple):
    """One version of the norm (`version`: value of S10.G00.00.006), blocs in the order of the message."""

    version: str
    cahier_technique: str
    natures: Mapping[str, str]
    blocs: Mapping[str, BlocSpec]
    rubriques: Mapping[str, RubriqueSpec]
