"""S21.G00.30, 31, 34, 86 and 98: the person himself."""

from __future__ import annotations

from neodes.generate.context import Context
from neodes.generate.envoi import address
from neodes.generate.months import jour, montant
from neodes.generate.pay import Bulletin
from neodes.generate.people import Person
from neodes.generate.totals import satd_identifier
from neodes.generate.writer import BlocWriter

_SPST = "SPST0001"


def write_individu(out: BlocWriter, context: Context, person: Person) -> None:
    """S21.G00.30, then 31 when his first names were put right in the month."""
    full = context.detaille
    town = person.pays is None or context.spec.nature == "10"
    out.bloc(
        "S21.G00.30",
        ("001", person.nir),
        ("002", person.nom),
        ("003", person.nom_usage),
        ("004", person.prenoms),
        ("005", person.sexe),
        ("006", jour(person.naissance)),
        ("007", person.naissance_place.localite if town else None),
        *address(("008", "009", "010"), person.voie, person.place.code_postal, person.place.localite),
        ("013", person.pays.ue if person.pays else "01"),
        ("014", person.departement),
        ("015", person.pays.code if person.pays else "FR"),
        ("018", person.email if full else None),
        ("019", person.holder.matricule),
        ("020", person.ntt),
        ("024", person.formation if full else None),
        ("025", "04" if person.holder.contrats[0].apprenti else None),
        ("029", person.pays.libelle if person.pays else None),
        ("030", _SPST if context.spec.nature == "10" else None),
    )
    if person.anciens_prenoms:
        out.bloc("S21.G00.31", ("001", jour(context.month.first)), ("010", person.anciens_prenoms))


def write_penibilite(out: BlocWriter, context: Context, person: Person) -> None:
    """S21.G00.34, declared in December for some of the ouvriers and employés."""
    contrat = person.holder.contrats[0]
    exposed = not contrat.emploi.cadre and person.holder.position % 9 == 1
    if context.complet and exposed and context.month.number == 12:
        out.bloc("S21.G00.34", ("001", "08"), ("002", contrat.numero), ("003", str(context.month.year)))


def write_anciennete(out: BlocWriter, context: Context, person: Person) -> None:
    """S21.G00.86: seniority in the firm for each contract, never zero (CCH-12)."""
    for contrat in person.holder.contrats:
        months = (context.month.year - contrat.debut.year) * 12 + context.month.number - contrat.debut.month
        years = months >= 24
        out.bloc(
            "S21.G00.86",
            ("001", "07"),
            ("002", "03" if years else "02"),
            ("003", str(months // 12 if years else months + 1)),
            ("005", contrat.numero),
        )


def write_satd(out: BlocWriter, person: Person, pay: Bulletin) -> None:
    """S21.G00.98, with the identifier of its payment to the DGFiP."""
    if pay.satd:
        out.bloc("S21.G00.98", ("001", satd_identifier(person.holder)), ("002", "03"), ("003", montant(pay.satd)))
