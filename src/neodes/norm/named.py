"""The controls that each version of the norm names: facts only (who, what, where), no text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from neodes.norm.loader import UnknownNormError, read_json
from neodes.norm.versions import NORM_VERSIONS


@dataclass(frozen=True, slots=True)
class NamedControl:
    """One control of the norm, `S21.G00.40.001/CCH-11`.

    `type` is CSL, CCH, CRE, CME, CID, CST or SIG; only SIG does not block. `natures` are those it applies to,
    `silent` those for which the tables do not say; `rubriques` and `blocs` are the others it names. `wording` is 0
    where the control reads as in P26V01, else the number of another wording (1 and more; the texts are not kept).
    """

    id: str
    rubrique: str
    type: str
    number: int
    blocking: bool
    rubriques: tuple[str, ...]
    blocs: tuple[str, ...]
    natures: tuple[str, ...]
    silent: tuple[str, ...]
    wording: int


@lru_cache(maxsize=len(NORM_VERSIONS))
def load_named_controls(version: str) -> tuple[NamedControl, ...]:
    """Every control that version names, in order of id."""
    if version not in NORM_VERSIONS:
        raise UnknownNormError(f"{version!r} is not one of {', '.join(NORM_VERSIONS)}")
    return tuple(_named(row) for row in read_json(f"{version}.controls.json"))


def _named(row: list[str]) -> NamedControl:
    identifier, severity, *lists, wording = row
    rubrique, _, code = identifier.partition("/")
    kind, _, number = code.partition("-")
    rubriques, blocs, natures, silent = (tuple(text.split()) for text in lists)
    return NamedControl(
        identifier, rubrique, kind, int(number), severity == "B", rubriques, blocs, natures, silent, int(wording)
    )
