"""S21.G00.85 and S89.G00.32: what follows the people, places of work and fees paid to others."""

from __future__ import annotations

from collections.abc import Iterable

from neodes.generate.context import Context
from neodes.generate.draw import Draw
from neodes.generate.establishments import Etablissement
from neodes.generate.identifiers import nic, siren
from neodes.generate.months import montant
from neodes.generate.places import PLACES, STREETS
from neodes.generate.writer import BlocWriter

_FEES_MONTH = 1
_AUTRE_LIEU = "02"
_HONORAIRES = "01"


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


def write_fees(out: BlocWriter, context: Context) -> None:
    """S89.G00.32 and 43, declared in January for the year before."""
    if not (context.detaille and context.month.number == _FEES_MONTH):
        return
    beneficiary = siren(0)
    out.bloc(
        "S89.G00.32",
        ("001", "Expert-comptable"),
        ("004", beneficiary),
        ("005", nic(beneficiary, 1)),
        ("006", "CABINET D'ESSAI"),
        ("008", "1 RUE DE L'ESSAI"),
        ("011", "75011"),
        ("012", "PARIS"),
        ("017", str(context.month.year - 1)),
    )
    out.bloc("S89.G00.43", ("001", _HONORAIRES), ("002", montant(2_400_00)))
