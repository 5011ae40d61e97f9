"""Generated declarations of each trade, made to keep the rules of their family, and single edits."""

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
    """Six employees of the sector, completed with what the trade asks and the norm does not."""
    lines = generate(GenerationSpec(individus=6, seed=1, sector=sector)).decode("iso-8859-1").splitlines()
    if sector == "btp":
        lines = _after(lines, "S21.G00.40.004", "S21.G00.40.005,'ESSAI'")
        lines = ["S21.G00.65.001,'200'" if line == "S21.G00.65.001,'501'" else line for line in lines]
    if sector == "agricole":
        lines = _replaced(lines, "S10.G00.00.007", "S10.G00.00.007,'02'")
    if sector == "spectacle":
        lines = _completed(lines)
    if sector == "transport":
        lines = _replaced(lines, "S21.G00.15.002", "S21.G00.15.002,'P0971'")
        place = next(rank for rank, line in enumerate(lines) if line.startswith("S21.G00.20.001"))
        lines[place:place] = ["S21.G00.15.001,'IPRIAC'", "S21.G00.15.002,'P0954'", "S21.G00.15.005,'9'"]
    return _joined(lines)


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


def _completed(lines: list[str]) -> list[str]:
    """The profession of those under contrat d'usage, and the payment to the Congés spectacles."""
    usage = next(rank for rank, line in enumerate(lines) if line == "S21.G00.40.021,'05'")
    pcs = max(rank for rank, line in enumerate(lines[:usage]) if line.startswith("S21.G00.40.004"))
    if not lines[pcs + 1].startswith("S21.G00.40.005"):
        lines = [*lines[: pcs + 1], "S21.G00.40.005,'999SPT'", *lines[pcs + 1 :]]
    first = next(rank for rank, line in enumerate(lines) if line.startswith("S21.G00.20.001"))
    return [*lines[:first], "S21.G00.20.001,'77567608300030'", "S21.G00.20.005,'10.00'", *lines[first:]]


def _after(lines: list[str], start: str, new: str) -> list[str]:
    return [each for line in lines for each in ((line, new) if line.startswith(start) else (line,))]


def _replaced(lines: list[str], start: str, new: str) -> list[str]:
    place = next(rank for rank, line in enumerate(lines) if line.startswith(start))
    return [*lines[:place], new, *lines[place + 1 :]]


def _joined(lines: list[str]) -> bytes:
    return "\n".join(lines).encode("iso-8859-1") + b"\n"
