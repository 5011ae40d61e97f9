"""S21.G00.78, 79 and 81: bases, their components and the contributions of each person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from neodes.generate.context import Context
from neodes.generate.contrat import affiliation
from neodes.generate.etablissement import INAPTITUDE, PREVOYANCE, SANTE
from neodes.generate.months import jour, montant, part
from neodes.generate.pay import (
    PATRONAL_T1,
    PATRONAL_T2,
    Bulletin,
    Paie,
)
from neodes.generate.pay import SANTE as SANTE_COTISATION
from neodes.generate.writer import BlocWriter

PLAFONNEE, DEPLAFONNEE, CSG, CHOMAGE, PREVOYANCE_BASE = "02", "03", "04", "07", "31"
CONGES_SPECTACLES = "27"


@dataclass(frozen=True, slots=True)
class Cotisation:
    """A contribution of S21.G00.81: code, rate in thousandths of a per cent, of which base."""

    code: str
    rate: int
    base: Callable[[Paie], int]


def _plafonnee(paie: Paie) -> int:
    return paie.plafonnee


def _brut(paie: Paie) -> int:
    return paie.brut


def _csg(paie: Paie) -> int:
    return paie.csg


_COTISATIONS = {
    PLAFONNEE: (Cotisation("076", 15_450, _plafonnee),),
    DEPLAFONNEE: (Cotisation("075", 13_000, _brut), Cotisation("074", 5_250, _brut)),
    CSG: (Cotisation("072", 9_200, _csg),),
    CHOMAGE: (Cotisation("040", 4_000, _brut),),
}


def write_bases(out: BlocWriter, context: Context, pay: Bulletin) -> None:
    """All bases of the person, contract by contract; the number of the contract is given when there are several."""
    several = len(pay.paies) > 1
    for rank, paie in enumerate(pay.paies):
        contrat = paie.contrat.numero if several else None
        _write_base(out, PLAFONNEE, paie, paie.plafonnee, contrat)
        _write_cotisations(out, context, PLAFONNEE, paie)
        _write_deplafonnee(out, context, paie, contrat)
        if context.detaille and paie.csg:
            _write_base(out, CSG, paie, paie.csg, contrat)
            _write_cotisations(out, context, CSG, paie)
        if context.detaille:
            _write_base(out, CHOMAGE, paie, paie.brut, contrat)
            _write_cotisations(out, context, CHOMAGE, paie)
        _write_conges(out, context, paie, contrat)
        _write_prevoyance(out, context, paie, rank)


def _write_base(out: BlocWriter, code: str, paie: Paie, amount: int, contrat: str | None) -> None:
    out.bloc(
        "S21.G00.78",
        ("001", code),
        ("002", jour(paie.debut)),
        ("003", jour(paie.fin)),
        ("004", montant(amount)),
        ("006", contrat),
    )


def _write_cotisations(out: BlocWriter, context: Context, base: str, paie: Paie) -> None:
    if not context.detaille:
        return
    organisme = context.etablissement.urssaf
    for cotisation in _COTISATIONS[base]:
        out.bloc(
            "S21.G00.81",
            ("001", cotisation.code),
            ("002", organisme),
            ("004", montant(part(cotisation.base(paie), cotisation.rate))),
            ("007", montant(cotisation.rate // 10)),
        )


def _write_deplafonnee(out: BlocWriter, context: Context, paie: Paie, contrat: str | None) -> None:
    """Base 03: SMIC and réductions go together under it (S21.G00.81.001/CCH-17), Agirc-Arrco follows."""
    _write_base(out, DEPLAFONNEE, paie, paie.brut, contrat)
    if not context.complet:
        return
    if paie.reduction:
        out.bloc("S21.G00.79", ("001", "01"), ("004", montant(paie.smic)))
    _write_cotisations(out, context, DEPLAFONNEE, paie)
    if paie.reduction and out.has("S21.G00.79"):
        _write_reduction(out, paie, "018", paie.reduction - paie.reduction_retraite, context.etablissement.urssaf)
        _write_reduction(out, paie, "106", paie.reduction_retraite, None)
    _write_retraite(out, paie)


def _write_reduction(out: BlocWriter, paie: Paie, code: str, amount: int, organisme: str | None) -> None:
    out.bloc(
        "S21.G00.81",
        ("001", code),
        ("002", organisme),
        ("003", montant(paie.brut)),
        ("004", montant(-amount)),
    )


def _write_retraite(out: BlocWriter, paie: Paie) -> None:
    """Agirc-Arrco: total, employer's share of each tranche as the norm has them, Apec."""
    shares = [("131", paie.retraite), ("142", part(paie.plafonnee, PATRONAL_T1))]
    if paie.tranche2:
        shares.append(("146", part(paie.tranche2, PATRONAL_T2)))
    if paie.apec:
        shares.append(("132", paie.apec))
    for code, amount in shares:
        if out.knows("S21.G00.81.001", code):
            out.bloc("S21.G00.81", ("001", code), ("004", montant(amount)))


def _write_conges(out: BlocWriter, context: Context, paie: Paie, contrat: str | None) -> None:
    sector = context.etablissement.sector
    for code in sector.bases_conges:
        _write_base(out, code, paie, paie.plafonnee if code == "34" else paie.brut, contrat)
    if paie.contrat.objet:
        _write_base(out, CONGES_SPECTACLES, paie, paie.brut, contrat)
        out.bloc("S21.G00.81", ("001", "066"), ("004", montant(paie.spectacle)))


def _write_prevoyance(out: BlocWriter, context: Context, paie: Paie, rank: int) -> None:
    """Base 31 of each affiliation: amount nil, a component, one contribution 059 (forbidden in a FCTU)."""
    if out.nature != "01":
        return
    if paie.affilie:
        _write_base31(out, paie, affiliation(PREVOYANCE, rank), (("10", paie.brut),), paie.prevoyance)
    if context.detaille and rank == 0:
        _write_base31(out, paie, affiliation(SANTE, rank), (("20", SANTE_COTISATION),), SANTE_COTISATION)
    if paie.inapte:
        _write_base31(out, paie, affiliation(INAPTITUDE, rank), (("10", paie.brut),), paie.inaptitude)


def _write_base31(
    out: BlocWriter, paie: Paie, affiliated: str, components: tuple[tuple[str, int], ...], due: int
) -> None:
    out.bloc(
        "S21.G00.78",
        ("001", PREVOYANCE_BASE),
        ("002", jour(paie.debut)),
        ("003", jour(paie.fin)),
        ("004", "0.00"),
        ("005", affiliated),
    )
    for kind, amount in components:
        out.bloc("S21.G00.79", ("001", kind), ("004", montant(amount)))
    out.bloc("S21.G00.81", ("001", "059"), ("004", montant(due)))
