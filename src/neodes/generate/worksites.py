"""S21.G00.85: places of work other than the establishment."""

from __future__ import annotations

from collections.abc import Iterable

from neodes.generate.context import Context
from neodes.generate.draw import Draw
from neodes.generate.establishments import Etablissement
from neodes.generate.places import PLACES, STREETS
from neodes.generate.writer import BlocWriter

_AUTRE_LIEU = "02"


def worksite(etablissement: Etablissement, lieu: int) -> str:
    """Identifier of a place of work that is no establishment: a building site, or a client's."""
    return f"{'CHANTIER' if etablissement.sector.conges else 'SITE'}{lieu + 1:02d}"


def write_worksites(out: BlocWriter, context: Context, lieux: Iterable[int]) -> None:
    """S21.G00.85: one for each place that a contract names (S21.G00.40.019/CCH-11)."""
    for lieu in sorted(lieux):
        draw = Draw(context.etablissement.seed, context.etablissement.siret, "lieu", lieu)
        place = draw.pick(PLACES)
        out.bloc(
            "S21.G00.85",
            ("001", worksite(context.etablissement, lieu)),
            ("003", f"{draw.between(1, 90)} {draw.pick(STREETS)}"),
            ("004", place.code_postal),
            ("005", place.localite),
            ("010", _AUTRE_LIEU),
            ("011", place.insee),
        )
