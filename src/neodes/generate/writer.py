"""From rubriques and values to lines, keeping only what the norm admits in the nature of the declaration."""

from __future__ import annotations

from neodes.norm import Norm, Usage

Value = tuple[str, str | None]
"""Number of a rubrique in its bloc, and its value or None when it is not declared."""

_OUT = (Usage.INTERDIT, Usage.ABSENT)


class BlocWriter:
    """Collects lines; counts them for S90.

    A rubrique that the norm or the nature does not have, or that it forbids, is left out: one description of an
    employee serves all natures and versions.
    """

    def __init__(self, norm: Norm, nature: str, line_end: str) -> None:
        self.norm = norm
        self.nature = nature
        self.count = 0
        self._end = "'\r\n" if line_end == "CRLF" else "'\n"
        self._parts: list[str] = []
        self._heads = {
            bloc.id: {
                rubrique[11:]: f"{rubrique},'"
                for rubrique in bloc.rubriques
                if norm.rubriques[rubrique].usage.get(nature, Usage.ABSENT) not in _OUT
            }
            for bloc in norm.blocs.values()
            if nature in bloc.cardinality
        }

    def bloc(self, bloc: str, *values: Value) -> None:
        """Write a bloc, its rubriques in the order given; nothing when the nature does not have it."""
        heads = self._heads.get(bloc)
        if heads is None:
            return
        end = self._end
        lines = [f"{heads[rubrique]}{value}{end}" for rubrique, value in values if value and rubrique in heads]
        self.count += len(lines)
        self._parts += lines

    def has(self, bloc: str) -> bool:
        """Whether the nature of declaration has this bloc."""
        return bloc in self._heads

    def knows(self, rubrique: str, code: str) -> bool:
        """Whether this version of the norm has this code."""
        codes = self.norm.rubriques[rubrique].codes
        return codes is not None and code in codes

    def take(self) -> bytes:
        """Bytes of the lines written since the last call (ISO-8859-1, chapter 3 of the norm)."""
        text = "".join(self._parts)
        self._parts.clear()
        return text.encode("iso-8859-1")
