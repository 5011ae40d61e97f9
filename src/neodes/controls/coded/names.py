"""Short names of the catalogue: `40.007` is S21.G00.40.007, `62` is S21.G00.62 (numbers of blocs are unique)."""

from __future__ import annotations

_SECTIONS = {
    "S10": "00 01 02",
    "S20": "05 07 08",
    "S89": "32 33 35 43 67 87 88 89 91 92 93 94",
    "S90": "90",
}
_SECTION_OF = {bloc: section for section, blocs in _SECTIONS.items() for bloc in blocs.split()}


def bloc_id(short: str) -> str:
    """`40` → `S21.G00.40`."""
    return f"{_SECTION_OF.get(short, 'S21')}.G00.{short}"


def rubrique_id(short: str) -> str:
    """`40.007` → `S21.G00.40.007`."""
    bloc, _, number = short.partition(".")
    return f"{bloc_id(bloc)}.{number}"


def short_name(rubrique: str) -> str:
    """`S21.G00.40.007` → `40.007`."""
    return rubrique[8:]
