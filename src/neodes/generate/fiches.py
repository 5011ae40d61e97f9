"""The fiches de paramétrage that agree with a declaration: contracts (level 1), components (2A), employees (2B).

One fiche for each establishment and organisme, as an insurer would publish it. What the declaration does not tell is
left out: a rate that its amounts do not give, criteria that do not tell its employees apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import starmap

from neodes.fpoc.model import Component, Contact, Contract, Criterion, Fiche, Group
from neodes.fpoc.vocabulary import COMPONENTS, CRITERIA, LABELS, SPECIFIC
from neodes.tree.declared import BASE_OC, Base, Bloc, Etablissement, Person, read_declared
from neodes.values.amounts import parse_cents
from neodes.values.dates import parse_date

LEVELS = ("1", "2A", "2B")
MONTANT_FORFAITAIRE = "20"
CANDIDATES = (
    ("NatureContrat",),
    ("StatutCategoriel",),
    ("NatureContrat", "MotifDeRecours"),
    ("NatureContrat", "MotifDeRecours", "StatutCategoriel", "StatutConventionnel"),
)
"""Criteria that may tell the employees of a contract from the others; the first that does is kept."""

GROUPS_MAX = 30
_ROUNDING = 100
_NAMES = {code: name for name, code in COMPONENTS.items()}

Codes = tuple[str, str]
"""Option and population."""


def fiches_of(declaration: bytes, level: str = "2B") -> tuple[Fiche, ...]:
    """The fiches that the organismes of a declaration would have published."""
    found = (each for here in read_declared(declaration) for each in _of_etablissement(here))
    return tuple(at_level(fiche, level) for fiche in found)


def at_level(fiche: Fiche, level: str) -> Fiche:
    """The same fiche with less in it."""
    groups = fiche.groups
    if level != "2B":
        groups = tuple(replace(group, criteria=()) for group in _merged(groups))
    if level == "1":
        groups = tuple(
            replace(group, contracts=tuple(replace(each, components=()) for each in group.contracts))
            for group in groups
        )
    return replace(fiche, groups=groups)


def _merged(groups: Iterable[Group]) -> Iterator[Group]:
    """Groups that only their criteria tell apart are one."""
    known: set[tuple[Contract, ...]] = set()
    for group in groups:
        if group.contracts not in known:
            known.add(group.contracts)
            yield group


def _of_etablissement(here: Etablissement) -> Iterator[Fiche]:
    month = parse_date(here.month)
    for oc in dict.fromkeys(adhesion.get("S21.G00.15.002") for adhesion in here.adhesions):
        adhesions = [each for each in here.adhesions if each.get("S21.G00.15.002") == oc]
        groups = [group for each in adhesions for group in _groups(here, each, month)]
        yield Fiche(
            identifier=f"{oc}-{here.siret}",
            siren=here.siren,
            version="1",
            created_at=datetime(month.year, 1, 5, 9) if month else None,  # noqa: DTZ001 - a fiche gives no time zone
            nic=here.get("S21.G00.11.001"),
            entreprise=f"ENTREPRISE D'ESSAI {here.siren}",
            producer=oc,
            producer_name="Organisme d'essai",
            risk_carrier=oc,
            technical_contact=Contact("Camille Martin", "0100000000", "fiches@organisme.exemple.test"),
            manager_contact=Contact("Lou Perrin", "0100000001", "contrats@organisme.exemple.test"),
            message="Fiche d'essai.",
            groups=tuple(replace(group, number=str(rank)) for rank, group in enumerate(groups, 1)),
        )


def _groups(here: Etablissement, adhesion: Bloc, month: date | None) -> Iterator[Group]:
    """The groups of a contract, one for each way to be one of its employees."""
    affiliated = [person for person in here.people if _codes_of(person, adhesion)]
    codes = sorted({each for person in affiliated for each in _codes_of(person, adhesion)}) or [("", "")]
    contract = Contract(
        reference=adhesion.get("S21.G00.15.001"),
        oc=adhesion.get("S21.G00.15.002"),
        delegate=adhesion.get("S21.G00.15.003"),
        label=f"Régime {adhesion.get('S21.G00.15.001')}"[:60],
        starts_on=month.replace(month=1, day=1) if month else None,
        periodicity=_periodicity(here, adhesion.get("S21.G00.15.001")),
    )
    contracts = tuple(
        replace(contract, option=option, population=population, components=_components(here, adhesion, each))
        for each in codes
        for option, population in (each,)
    )
    for criteria in _criteria(affiliated, [person for person in here.people if person not in affiliated]):
        yield Group(label=f"Salariés du contrat {contract.reference}", contracts=contracts, criteria=criteria)


def _codes_of(person: Person, adhesion: Bloc) -> list[Codes]:
    """Option and population of each affiliation of a person to an adhésion."""
    wanted = adhesion.get("S21.G00.15.005")
    return [
        (each.get("S21.G00.70.004"), each.get("S21.G00.70.005"))
        for each in person.affiliations
        if each.get("S21.G00.70.013") == wanted
    ]


def _periodicity(here: Etablissement, reference: str) -> str:
    periods = {
        part.get("S21.G00.55.004")
        for payment in here.payments
        for part in payment.parts
        if part.get("S21.G00.55.003") == reference
    }
    return "Mensuel" if periods and all(period[4:5] == "M" for period in periods) else ""


def _components(here: Etablissement, adhesion: Bloc, codes: Codes) -> tuple[Component, ...]:
    """What the bases of a contract hold; with its rate, or its amount, when there is one for all of them."""
    bases = [base for person in here.people for base in _bases(person, adhesion, codes)]
    kinds = sorted({each.get("S21.G00.79.001") for base in bases for each in base.components})
    if len(kinds) != 1:
        return tuple(_component(kind, None, None) for kind in kinds)
    pairs = [(_sum(base.components, "79.004"), _sum(base.contributions, "81.004")) for base in bases]
    amounts = {amount for amount, _ in pairs}
    if kinds[0] == MONTANT_FORFAITAIRE:
        return (_component(kinds[0], None, Decimal(amounts.pop()) / 100 if len(amounts) == 1 else None),)
    return (_component(kinds[0], _rate(pairs), None),)


def _bases(person: Person, adhesion: Bloc, codes: Codes) -> Iterator[Base]:
    wanted = adhesion.get("S21.G00.15.005")
    mine = {
        each.get("S21.G00.70.012")
        for each in person.affiliations
        if each.get("S21.G00.70.013") == wanted and (each.get("S21.G00.70.004"), each.get("S21.G00.70.005")) == codes
    }
    return (
        base for base in person.bases if base.get("S21.G00.78.001") == BASE_OC and base.get("S21.G00.78.005") in mine
    )


def _sum(blocs: Iterable[Bloc], rubrique: str) -> int:
    return sum(parse_cents(bloc.get(f"S21.G00.{rubrique}")) or 0 for bloc in blocs)


def _rate(pairs: list[tuple[int, int]]) -> Decimal | None:
    """The rate, in hundredths of a per cent, that gives each contribution to a euro; None when there is none."""
    base, due = max(pairs)
    rate = (Decimal(due) * 100 / base).quantize(Decimal("0.01")) if base > 0 else Decimal(0)
    gives_all = all(abs(rate * amount / 100 - contribution) <= _ROUNDING for amount, contribution in pairs)
    return rate if 0 < rate < 100 and gives_all else None


def _component(kind: str, rate: Decimal | None, amount: Decimal | None) -> Component:
    name = _NAMES.get(kind, SPECIFIC)
    return Component(name, kind, LABELS.get(kind, "") if name == SPECIFIC else "", rate, amount)


def _criteria(affiliated: list[Person], others: list[Person]) -> list[tuple[Criterion, ...]]:
    """Groups of criteria that admit these people and no others; one that admits all when nothing tells them apart."""
    for names in CANDIDATES:
        groups = _by_values(affiliated, names)
        if len(groups) <= GROUPS_MAX and not any(_admitted(person, groups) for person in others):
            return groups or [()]
    return [()]


def _by_values(people: list[Person], names: tuple[str, ...]) -> list[tuple[Criterion, ...]]:
    """A group for each combination of values of their contracts; for a single criterion, one group for all."""
    rubriques = [CRITERIA[name] for name in names]
    rows = sorted(
        {tuple(contract.get(each) for each in rubriques) for person in people for contract in person.contracts}
    )
    if len(names) == 1 and rows:
        rows = [tuple(" ".join(filter(None, column)) for column in zip(*rows, strict=True))]
    return [
        tuple(starmap(_criterion, ((name, value) for name, value in zip(names, row, strict=True) if value)))
        for row in rows
    ]


def _criterion(name: str, values: str) -> Criterion:
    return Criterion(name, CRITERIA[name], frozenset(values.split()))


def _admitted(person: Person, groups: list[tuple[Criterion, ...]]) -> bool:
    return any(
        all(criterion.admits(contract.get(criterion.rubrique)) for criterion in criteria)
        for criteria in groups
        for contract in person.contracts
    )
