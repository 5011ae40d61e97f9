"""Compact data of one version of the norm → typed values."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from neodes.norm.model import BlocSpec, Cardinality, Norm, RubriqueSpec, Usage
from neodes.norm.versions import NORM_VERSIONS

DATA = Path(__file__).parent / "data"

# Parsed JSON: its shape is fixed by script/update-norm and held by tests/neodes/norm.
JsonRow = list[Any]


class UnknownNormError(ValueError):
    """The version is not one of `NORM_VERSIONS`."""


def read_json(name: str) -> Any:
    """Content of one data file of the package."""
    return json.loads((DATA / name).read_bytes())


@lru_cache(maxsize=len(NORM_VERSIONS))
def load_norm(version: str) -> Norm:
    """Tables of one version, read once per process (about 10 ms).

    Raises `UnknownNormError` for a version that is not held; see `nearest_version` for a file's own claim.
    """
    if version not in NORM_VERSIONS:
        raise UnknownNormError(f"{version!r} is not one of {', '.join(NORM_VERSIONS)}")
    data = read_json(f"{version}.json")
    natures: dict[str, str] = data["natures"]
    rubriques = _rubriques(data["rubriques"], data["enumerations"], tuple(natures))
    return Norm(
        version=data["version"],
        cahier_technique=data["cahier_technique"],
        natures=natures,
        blocs=_blocs(data["blocs"], rubriques),
        rubriques=rubriques,
    )


def _rubriques(
    rows: list[JsonRow], enumerations: dict[str, dict[str, str]], natures: tuple[str, ...]
) -> dict[str, RubriqueSpec]:
    usages: dict[str, tuple[dict[str, Usage], frozenset[str]]] = {}
    found = {}
    for identifier, label, name, datatype, kind, low, high, pattern, table, letters in rows:
        if letters not in usages:
            usages[letters] = (_usage(letters, natures), _doubts(letters, natures))
        found[identifier] = RubriqueSpec(
            identifier,
            identifier[:10],
            label,
            name,
            datatype,
            kind,
            low,
            high,
            pattern,
            enumerations.get(datatype),
            (table,) if table else (),
            *usages[letters],
        )
    return found


def _usage(letters: str, natures: tuple[str, ...]) -> dict[str, Usage]:
    """Usage by nature; a nature about which the norm says nothing (`?`) has no key."""
    known = zip(natures, letters, strict=True)
    return {nature: Usage(letter.upper()) for nature, letter in known if letter != "?"}


def _doubts(letters: str, natures: tuple[str, ...]) -> frozenset[str]:
    """Natures whose usage is carried over from another year: written as a small letter."""
    return frozenset(nature for nature, letter in zip(natures, letters, strict=True) if letter.islower())


def _blocs(rows: list[JsonRow], rubriques: dict[str, RubriqueSpec]) -> dict[str, BlocSpec]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for rubrique in rubriques:
        members[rubrique[:10]].append(rubrique)
    return {
        identifier: BlocSpec(
            identifier,
            label,
            parent,
            order,
            {nature: _cardinality(text) for nature, text in cardinality.items()},
            tuple(members[identifier]),
            frozenset(nature for nature, text in cardinality.items() if text.endswith("?")),
        )
        for identifier, label, parent, order, cardinality in rows
    }


@lru_cache(maxsize=16)
def _cardinality(text: str) -> Cardinality:
    lower, upper = text.rstrip("?").split(",")
    return Cardinality(int(lower), None if upper == "*" else int(upper))
