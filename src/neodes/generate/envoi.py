"""S10, S20 and S90: the envelope of the file and the head of each declaration."""

from __future__ import annotations

from datetime import date, timedelta

from neodes.generate.context import Context
from neodes.generate.establishments import Etablissement
from neodes.generate.identifiers import telephone
from neodes.generate.months import jour
from neodes.generate.spec import GenerationSpec
from neodes.generate.writer import BlocWriter, Value

_LOGICIEL, _EDITEUR, _VERSION = "Paie d'essai", "Éditeur d'essai", "2026.11"
_EVENEMENT_EMBAUCHE = "01"
_FIABILISATION = "02"
"""Type of a DSN de substitution (S20.G00.05.013): what the CRM asked for was not corrected."""


def write_s10(out: BlocWriter, spec: GenerationSpec, agricole: bool) -> None:
    """Envoi, its issuer and their contact.

    Point de dépôt: MSA for employees of the régime agricole (S21.G00.40.018/CCH-14), Net-entreprises for the others
    and for every DPAE (S10.G00.00.007/CCH-11).
    """
    out.bloc(
        "S10.G00.00",
        ("001", _LOGICIEL),
        ("002", _EDITEUR),
        ("003", _VERSION),
        ("005", "02" if spec.mode == "reel" else "01"),
        ("006", spec.norm),
        ("007", "02" if agricole and spec.nature != "10" else "01"),
        ("008", "02" if spec.sans_individu else "01"),
    )
    out.bloc(
        "S10.G00.01",
        ("001", spec.emetteur.siren),
        ("002", spec.emetteur.nic),
        ("003", spec.emetteur.nom),
        ("004", "1 RUE DE L'ESSAI"),
        ("005", "75011"),
        ("006", "PARIS"),
    )
    out.bloc(
        "S10.G00.02",
        ("001", "02"),
        ("002", "D'ALMEIDA Éléonore"),
        ("004", "paie@cabinet.exemple.test"),
        ("005", telephone(1)),
    )


def write_s20(out: BlocWriter, context: Context, ordre: int) -> None:
    """Head of a declaration; `ordre` is its own order number."""
    spec, month = context.spec, context.month
    out.bloc(
        "S20.G00.05",
        ("001", spec.nature),
        ("002", spec.type_declaration),
        ("003", spec.fraction),
        ("004", str(ordre)),
        ("005", jour(month.first)),
        ("006", _replaced(context.made, ordre) if spec.replaces else None),
        ("007", jour(context.made)),
        ("008", "02" if context.etablissement.sector.agricole else "01"),
        ("010", "01"),
        ("011", _EVENEMENT_EMBAUCHE),
        ("013", _FIABILISATION),
    )
    write_contact(out, context.etablissement, "01" if spec.nature in ("04", "05") else "08")
    conges = context.etablissement.sector.conges
    if spec.sans_individu and conges:
        out.bloc("S20.G00.08", ("001", conges))


def write_contact(out: BlocWriter, etablissement: Etablissement, kind: str) -> None:
    """Contact at the declared firm, of a type of S20.G00.07.004."""
    out.bloc(
        "S20.G00.07",
        ("001", "N'GUESSAN Hervé"),
        ("002", telephone(int(etablissement.siret[5:9]))),
        ("003", f"paie@{etablissement.siren}.example.org"),
        ("004", kind),
    )


def write_s90(out: BlocWriter, declarations: int) -> None:
    """Totals of the envoi; the two rubriques of S90 count themselves (S90.G00.90.001/CST-11)."""
    out.bloc("S90.G00.90", ("001", str(out.count + 2)), ("002", str(declarations)))


def _replaced(made: date, ordre: int) -> str:
    """Identifier of the declaration replaced or cancelled: the day its file was made and its order number."""
    return f"{jour(made - timedelta(days=1))}{ordre - 1}"


def address(numbers: tuple[str, str, str], voie: str, code_postal: str, localite: str) -> tuple[Value, ...]:
    """Three rubriques of an address in France."""
    street, postal, town = numbers
    return (street, voie), (postal, code_postal), (town, localite)
