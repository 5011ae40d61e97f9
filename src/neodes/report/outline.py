"""The content of a file as an indented tree, with labels: the lines as they are, placed by the norm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from neodes.norm import Norm
from neodes.report.context import ContextLine

STEP = "  "


def outline(lines: Iterable[ContextLine], norm: Norm) -> Iterator[str]:
    """One line a rubrique under one line a bloc; `lines` are those of the file, already masked or not.

    A new bloc opens when the bloc changes or when the rubriques stop ascending, as in the reader.
    """
    depths = _depths(norm)
    bloc, last = "", ""
    for line in lines:
        if not line.rubrique:
            yield f"{line.number:>7}  ? {line.value}"
            continue
        if line.rubrique[:10] != bloc or line.rubrique <= last:
            bloc = line.rubrique[:10]
            yield f"{'':>7}  {STEP * depths.get(bloc, 0)}{bloc} {_label(norm, bloc)}"
        last = line.rubrique
        yield f"{line.number:>7}  {STEP * (depths.get(bloc, 0) + 1)}.{line.rubrique[11:]} {_content(line, norm)}"


def _label(norm: Norm, bloc: str) -> str:
    spec = norm.blocs.get(bloc)
    return spec.label if spec else "(bloc inconnu)"


def _content(line: ContextLine, norm: Norm) -> str:
    """« Nature du contrat : 01 (Contrat de travail à durée indéterminée de droit privé) »."""
    spec = norm.rubriques.get(line.rubrique)
    meaning = (spec.codes or {}).get(line.value, "") if spec else ""
    value = f"{line.value} ({meaning})" if meaning else line.value
    return f"{line.label or '(rubrique inconnue)'} : {value}"


def _depths(norm: Norm) -> dict[str, int]:
    """Number of parents of each bloc; parents come first in the order of the message."""
    depths: dict[str, int] = {}
    for bloc in norm.blocs.values():
        depths[bloc.id] = depths[bloc.parent] + 1 if bloc.parent else 0
    return depths
