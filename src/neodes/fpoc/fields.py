"""Each field of a contract with the rubrique that must carry it: the page of whoever sets the payroll software."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from neodes.fpoc.model import Component, Contract, Criterion, Group
from neodes.fpoc.vocabulary import LABELS


class ContractField(NamedTuple):
    """`rubrique` is empty for what only tells the reader something."""

    rubrique: str
    label: str
    value: str


def fields_of(contract: Contract) -> list[ContractField]:
    """What a contract asks to declare, in the order of the blocs of the norm; what it does not give is left out."""
    rows = [
        ContractField("S21.G00.15.001", "Référence du contrat", contract.reference),
        ContractField("S21.G00.15.002", "Code de l'organisme", contract.oc),
        ContractField("S21.G00.15.003", "Code du délégataire de gestion", contract.delegate),
        ContractField("S21.G00.70.004", "Code option", _with_label(contract.option, contract.option_label)),
        ContractField("S21.G00.70.005", "Code population", _with_label(contract.population, contract.population_label)),
        ContractField("S21.G00.55.003", "Référence dans le détail du versement", contract.reference),
        ContractField("S21.G00.55.004", "Période du versement", contract.periodicity),
        *(ContractField("S21.G00.79.001", f"Composant {each.code}", _asked(each)) for each in contract.components),
        ContractField("", "Valable", _validity(contract)),
    ]
    return [row for row in rows if row.value]


def criteria_of(group: Group) -> Iterator[ContractField]:
    """Whom a group is for."""
    return (ContractField(each.rubrique, each.name, asked_of(each)) for each in group.criteria)


def asked_of(criterion: Criterion) -> str:
    """« parmi 01, 02 ; sauf 03 »."""
    parts = (("parmi", criterion.included), ("sauf", criterion.excluded))
    return " ; ".join(f"{word} {', '.join(sorted(values))}" for word, values in parts if values)


def decimal_in_words(value: Decimal) -> str:
    """1.620 → « 1,62 »."""
    return f"{value.normalize():f}".replace(".", ",")


def _with_label(code: str, label: str) -> str:
    return f"{code} ({label})" if code and label else code


def _asked(component: Component) -> str:
    name = component.label or LABELS.get(component.code, "")
    if component.rate is not None:
        return f"{name} : {decimal_in_words(component.rate)} %"
    return f"{name} : {decimal_in_words(component.amount)} €" if component.amount is not None else name


def _validity(contract: Contract) -> str:
    start = f"du {contract.starts_on:%d/%m/%Y}" if contract.starts_on else ""
    end = f"au {contract.ends_on:%d/%m/%Y}" if contract.ends_on else "sans fin"
    return f"{start} {end}".strip()
