"""Blocs that are seldom seen, written in January for the first person of a declaration, in the richest profile."""

from __future__ import annotations

from datetime import timedelta

from neodes.generate.context import Context
from neodes.generate.months import jour, montant
from neodes.generate.people import Contrat, Holder
from neodes.generate.writer import BlocWriter

_FORMER_ORGANISME = "P0942"
_THERAPEUTIQUE, _REPRISE_THERAPEUTIQUE = "15", "02"
_ENFANT, _DEPLAFONNEE, _WRONG_REGIME = "02", "03", "RETA"


def is_rare(context: Context, holder: Holder) -> bool:
    """The one person for whom the seldom seen is written."""
    first = holder.position == context.etablissement.positions[0]
    return context.rares and first and holder.contrats[0].debut < context.month.shift(-1).first


def write_changement_adhesion(out: BlocWriter, context: Context) -> None:
    """S21.G00.16: the insurer changed on the first of January."""
    if context.rares:
        out.bloc("S21.G00.16", ("001", jour(context.month.first)), ("002", _FORMER_ORGANISME))


def write_temps_partiel_therapeutique(out: BlocWriter, context: Context) -> None:
    """S21.G00.60 of motive 15 and its 66 (S21.G00.60.001/SIG-13)."""
    month = context.month
    out.bloc(
        "S21.G00.60",
        ("001", _THERAPEUTIQUE),
        ("002", jour(month.first - timedelta(days=20))),
        ("003", jour(month.last)),
        ("004", "02"),
        ("010", jour(month.first)),
        ("011", _REPRISE_THERAPEUTIQUE),
    )
    out.bloc("S21.G00.66", ("001", jour(month.first)), ("002", jour(month.last)), ("003", montant(240_00)))


def write_ayant_droit(out: BlocWriter) -> None:
    """S21.G00.73: a child insured with his parent."""
    out.bloc(
        "S21.G00.73",
        ("003", _ENFANT),
        ("004", "01012021"),
        ("005", "12032015"),
        ("006", "N'DIAYE"),
        ("009", "Anaël"),
    )


def write_affiliation_a_tort(out: BlocWriter) -> None:
    """S21.G00.72: goes with S21.G00.83 (83.001/CCH-11)."""
    out.bloc("S21.G00.72", ("001", _WRONG_REGIME))


def write_bases_a_tort(out: BlocWriter, context: Context, contrat: Contrat) -> None:
    """S21.G00.83, 84 and 95: bases of the month before, wrongly declared."""
    before = context.month.shift(-1)
    period = jour(before.first), jour(before.last)
    out.bloc("S21.G00.83", ("001", period[0]), ("002", period[1]))
    for bloc in ("S21.G00.84", "S21.G00.95"):
        out.bloc(
            bloc,
            ("001", _DEPLAFONNEE),
            ("002", period[0]),
            ("003", period[1]),
            ("004", montant(120_00)),
            ("005", contrat.numero),
        )
