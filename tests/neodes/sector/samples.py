"""Generated declarations of each trade, and single edits."""

from __future__ import annotations

from functools import cache

from neodes.generate import GenerationSpec, generate

SECTORS = {
    "btp": ("btp", "pro-btp"),
    "agricole": ("agrica", "agrica"),
    "spectacle": ("audiens", "audiens"),
    "auto": ("auto", "irp-auto"),
    "graphique": ("lourmel", "lourmel"),
    "assurance": ("b2v", "b2v"),
    "transport": ("carcept", "klesia-carcept"),
}
"""Sector of the generator → family, partner."""


@cache
def clean(sector: str) -> bytes:
    """Six employees of the sector."""
    return generate(GenerationSpec(individus=6, seed=1, sector=sector)).replace(b"\r\n", b"\n")


def edited(content: bytes, *changes: tuple[str, str], everywhere: bool = False) -> bytes:
    """The first line that starts so (or all of them) replaced; an empty one is taken off."""
    lines = content.decode("iso-8859-1").splitlines()
    for start, new in changes:
        places = [rank for rank, line in enumerate(lines) if line.startswith(start)]
        assert places, start
        for place in reversed(places if everywhere else places[:1]):
            lines[place : place + 1] = [new] if new else []
    return _joined(lines)


def added(content: bytes, before: str, *new: str) -> bytes:
    """Lines put before the first one that starts so."""
    lines = content.decode("iso-8859-1").splitlines()
    place = next(rank for rank, line in enumerate(lines) if line.startswith(before))
    return _joined([*lines[:place], *new, *lines[place:]])


def _joined(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("iso-8859-1") + b"\n"
