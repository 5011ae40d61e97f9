"""What changes from one version of a fiche to the next, and what starts or ends soon, in French."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from neodes.fpoc.differences import Difference, Upcoming
from neodes.fpoc.fields import asked_of, decimal_in_words
from neodes.fpoc.model import Component, Contact, Contract, Criterion, Group
from neodes.fpoc.vocabulary import LABELS

FIELDS = {
    "starts_on": "Début de validité",
    "ends_on": "Fin de validité",
    "delegate": "Délégataire de gestion",
    "periodicity": "Périodicité",
    "label": "Libellé",
    "option_label": "Libellé de l'option",
    "population_label": "Libellé de la population",
    "entreprise": "Raison sociale",
    "nic": "NIC",
    "risk_carrier": "Porteur de risque",
    "producer_name": "Producteur",
    "message": "Message",
    "technical_contact": "Contact technique",
    "manager_contact": "Contact de gestion",
}
"""What people call a field."""

NOTHING = Contract("", "")


def difference_sentence(difference: Difference) -> str:
    """One change, as one sentence."""
    return _SENTENCES[difference.reason](difference)


def differences_as_text(found: Iterable[Difference]) -> str:
    """What changes, one line each."""
    lines = [f"  - {difference_sentence(each)}" for each in found]
    return "\n".join(["Ce qui change :", *lines, ""]) if lines else "Rien ne change.\n"


def upcoming_sentence(each: Upcoming) -> str:
    """What starts or ends, and when."""
    return f"{each.day:%d/%m/%Y} : {'début' if each.starts else 'fin'} du {named(each.contract)}"


def upcoming_as_text(found: Iterable[Upcoming]) -> str:
    """What starts or ends soon; nothing when nothing does."""
    lines = [f"  - {upcoming_sentence(each)}" for each in found]
    return "\n".join(["Bientôt :", *lines, ""]) if lines else ""


def named(contract: Contract | None) -> str:
    """« contrat PREV-1 de P0958, option A, population CAD »."""
    contract = contract or NOTHING
    parts = [f"contrat {contract.reference} de {contract.oc}"]
    parts += [f"option {contract.option}"] * bool(contract.option)
    parts += [f"population {contract.population}"] * bool(contract.population)
    return ", ".join(parts)


def _new(each: Difference) -> str:
    return f"Nouveau {named(each.contract)}{_from(each.contract)} : à déclarer."


def _gone(each: Difference) -> str:
    return f"Le {named(each.former)} n'est plus dans la fiche : à ne plus déclarer."


def _replaces(each: Difference) -> str:
    return f"Le {named(each.contract)} remplace le {named(each.former)}{_from(each.contract)}."


def _period_new(each: Difference) -> str:
    return f"Nouvelle période du {named(each.contract)}{_from(each.contract)}."


def _period_gone(each: Difference) -> str:
    return f"Une période passée du {named(each.former)}{_from(each.former)} n'est plus dans la fiche."


def _field(each: Difference) -> str:
    return f"{FIELDS[each.field]} du {named(each.contract)} : {_told(each.before)} devient {_told(each.after)}."


def _component_new(each: Difference) -> str:
    figure = _value(each.after)
    return f"Nouveau : le {_component(each)} est attendu{f' : {figure}' if figure else ''}."


def _component_gone(each: Difference) -> str:
    return f"Terminé : le {_component(each)} n'est plus attendu."


def _component_changed(each: Difference) -> str:
    before, after = (_value(value) or "aucun taux" for value in (each.before, each.after))
    return f"Le {_component(each)} passe de {before} à {after}{_from(each.contract)}."


def _criteria(each: Difference) -> str:
    before, after = (_criteria_in_words(group) for group in (each.before, each.after))
    return f"Salariés du groupe {each.field} : « {before} » devient « {after} »."


def _group(each: Difference) -> str:
    return f"Libellé du groupe {each.field} : {_told(each.before)} devient {_told(each.after)}."


def _fiche(each: Difference) -> str:
    return f"{FIELDS[each.field]} : {_told(each.before)} devient {_told(each.after)}."


_SENTENCES: dict[str, Callable[[Difference], str]] = {
    "new": _new,
    "gone": _gone,
    "replaces": _replaces,
    "period_new": _period_new,
    "period_gone": _period_gone,
    "field": _field,
    "component_new": _component_new,
    "component_gone": _component_gone,
    "component": _component_changed,
    "criteria": _criteria,
    "group": _group,
    "fiche": _fiche,
}


def _from(contract: Contract | None) -> str:
    return f" à partir du {contract.starts_on:%d/%m/%Y}" if contract and contract.starts_on else ""


def _told(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Contact):
        value = ", ".join(filter(None, (value.name, value.phone, value.email)))
    return f"« {value} »" if value else "rien"


def _component(each: Difference) -> str:
    component = each.after or each.before
    label = component.label if isinstance(component, Component) else ""
    return f"composant {each.field} ({label or LABELS.get(each.field, 'sans nom')}) du {named(each.contract)}"


def _value(component: object) -> str:
    """« 1,62 % », « 12,5 € », or nothing."""
    if not isinstance(component, Component):
        return ""
    if component.rate is not None:
        return f"{decimal_in_words(component.rate)} %"
    return f"{decimal_in_words(component.amount)} €" if component.amount is not None else ""


def _criteria_in_words(group: object) -> str:
    criteria = group.criteria if isinstance(group, Group) else ()
    return ", ".join(map(_criterion, criteria)) or "tous"


def _criterion(criterion: Criterion) -> str:
    return f"{criterion.name} {asked_of(criterion)}"
