"""S89: what is declared besides pay: fees, shares, pensions paid to former employees. In January, once each."""

from __future__ import annotations

from datetime import date

from neodes.generate.context import Context
from neodes.generate.identifiers import nic, nir, siren
from neodes.generate.months import jour, montant, part
from neodes.generate.people import Person
from neodes.generate.writer import BlocWriter, Value

_HONORAIRES, _NOURRITURE, _FORFAIT = "01", "01", "01"
_ACQUISITION, _RETRAITE_MAISON, _DEPLAFONNEE = "02", "08", "50"
_PENSION, _PENSION_FISCALE, _TAUX = 420_00, 389_00, 380
_CORRECTION = -10_00


def pension_pas(context: Context) -> int:
    """Tax withheld from the pensions paid, with the correction of the month before."""
    return part(_PENSION_FISCALE, _TAUX * 10) - part(-_CORRECTION, _TAUX * 10) if context.rares else 0


def write_hors_paie(out: BlocWriter, context: Context, person: Person | None) -> None:
    """All of S89, in the order of the message; `person` holds shares and supplementary rights."""
    if not context.rares:
        return
    _write_fees(out, context)
    if person:
        _write_shares(out, context, person)
    _write_pensioner(out, context)


def _write_fees(out: BlocWriter, context: Context) -> None:
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
    out.bloc("S89.G00.33", ("001", _NOURRITURE), ("002", montant(60_00)))
    out.bloc("S89.G00.35", ("001", _FORFAIT), ("002", montant(150_00)))
    out.bloc("S89.G00.43", ("001", _HONORAIRES), ("002", montant(2_400_00)))


def _write_shares(out: BlocWriter, context: Context, person: Person) -> None:
    """S89.G00.67 and 87 to 89; the person is one of the declaration (S89.G00.67.001/CCH-13)."""
    given, final = jour(date(2022, 3, 1)), jour(context.month.first)
    year = str(context.month.year - 1)
    out.bloc("S89.G00.67", *_who(person, "001", "002"), ("003", "310.00"), ("004", "1.20"), ("005", year))
    out.bloc(
        "S89.G00.87",
        ("001", _ACQUISITION),
        ("002", "120"),
        ("003", "15.40"),
        ("004", "100.00"),
        ("005", given),
        ("006", final),
        *_who(person, "007", "008"),
    )
    out.bloc(
        "S89.G00.88",
        ("001", _ACQUISITION),
        ("002", "80"),
        ("003", "15.40"),
        ("004", "11.00"),
        ("005", "100.00"),
        ("006", given),
        ("007", final),
        *_who(person, "008", "009"),
    )
    out.bloc(
        "S89.G00.89",
        ("001", "40"),
        ("002", "9.00"),
        ("003", "15.40"),
        ("004", "100.00"),
        ("005", given),
        ("006", "5"),
        *_who(person, "007", "008"),
    )


def _who(person: Person, with_nir: str, with_ntt: str) -> tuple[Value, Value]:
    return (with_nir, person.nir), (with_ntt, person.ntt)


def _write_pensioner(out: BlocWriter, context: Context) -> None:
    """S89.G00.91 to 93: a pension paid by the employer, the base 50 alone (S89.G00.92.001/CCH-14)."""
    month = context.month
    out.bloc(
        "S89.G00.91",
        ("001", nir(2, 1958, 5, "75", int(context.etablissement.siren))),
        ("002", "L'HÔPITAL"),
        ("004", "Thérèse"),
        ("005", "02"),
        ("006", "12051958"),
        ("007", "PARIS"),
        ("008", "3 RUE SAINT-MAUR"),
        ("009", "75011"),
        ("010", "PARIS"),
        ("019", "75"),
        ("020", "FR"),
    )
    pas = part(_PENSION_FISCALE, _TAUX * 10)
    out.bloc(
        "S89.G00.92",
        ("001", _RETRAITE_MAISON),
        ("002", _DEPLAFONNEE),
        ("003", montant(_PENSION)),
        ("004", jour(month.first)),
        ("005", jour(month.last)),
        ("006", montant(_PENSION_FISCALE)),
        ("007", montant(_TAUX)),
        ("008", "13"),
        ("010", montant(pas)),
        ("011", jour(month.last)),
        ("013", montant(_PENSION_FISCALE)),
        ("016", montant(_PENSION_FISCALE - pas)),
        ("017", montant(_PENSION_FISCALE)),
    )
    before = month.shift(-1)
    out.bloc(
        "S89.G00.93",
        ("001", f"{before.number:02d}{before.year}"),
        ("002", "01"),
        ("003", montant(_CORRECTION)),
        ("006", montant(_TAUX)),
        ("007", montant(-part(-_CORRECTION, _TAUX * 10))),
        ("009", montant(_CORRECTION)),
    )
