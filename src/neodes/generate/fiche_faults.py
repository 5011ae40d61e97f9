"""Single faults put between a declaration and the fiches that agree with it: what each control FP-… must find.

A fault is in the fiche, in the declaration, or needs both. Where the norm itself forbids it, `control` is that of the
norm. `also` names the controls that may find the same fault a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from neodes.fpoc.model import Component, Contract, Criterion, Fiche
from neodes.generate.faults import FaultImpossibleError
from neodes.generate.fiches import at_level, fiches_of
from neodes.generate.identifiers import siren

Edit = Callable[[bytes, Fiche], tuple[bytes, Fiche]]

QUARTER_ENDS = (3, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class FicheFault:
    """A declaration and its fiches with one fault: the control that finds it, and its reason."""

    name: str
    label: str
    control: str
    reason: str
    content: bytes
    fiches: tuple[Fiche, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FicheRecipe:
    """How a fault is made, from a declaration and the first of its fiches."""

    label: str
    control: str
    reason: str
    edit: Edit
    also: tuple[str, ...] = ()


def inject_beside(name: str, content: bytes) -> FicheFault:
    """The declaration `content`, valid, and its fiches, with the fault `name` of `FICHE_FAULTS`.

    Raises KeyError for an unknown name and `FaultImpossibleError` when they have no place for it.
    """
    recipe = FICHE_FAULTS[name]
    fiches = fiches_of(content)
    if not fiches or not fiches[0].contracts:
        raise FaultImpossibleError("S21.G00.15.001")
    changed, first = recipe.edit(content, fiches[0])
    return FicheFault(name, recipe.label, recipe.control, recipe.reason, changed, (first, *fiches[1:]), recipe.also)


def _contract(change: Callable[[Contract], Contract]) -> Edit:
    """The contract changes wherever the fiche gives it."""

    def edit(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
        first = fiche.contracts[0]
        return content, _with_contracts(fiche, lambda each: change(each) if each == first else each)

    return edit


def _with_contracts(fiche: Fiche, change: Callable[[Contract], Contract]) -> Fiche:
    groups = tuple(replace(group, contracts=tuple(map(change, group.contracts))) for group in fiche.groups)
    return replace(fiche, groups=groups)


def _added(make: Callable[[Contract], Contract]) -> Edit:
    """One more contract, in a group of its own, for nobody in particular."""

    def edit(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
        group = replace(fiche.groups[0], number="99", contracts=(make(fiche.contracts[0]),), criteria=())
        return content, replace(fiche, groups=(*fiche.groups, group))

    return edit


def _around(change: Callable[[Fiche], Fiche]) -> Edit:
    return lambda content, fiche: (content, change(fiche))


def _criteria(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
    """The fiche is for employees of a kind that nobody is of."""
    nobody = (Criterion("StatutCategoriel", "S21.G00.40.003", frozenset({"98"})),)
    return content, replace(fiche, groups=tuple(replace(group, criteria=nobody) for group in fiche.groups))


def _unaffiliated(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
    """The first affiliation is to a contract that nobody declares."""
    return _set(content, b"S21.G00.70.013", b"99"), fiche


def _value(content: bytes, rubrique: bytes, change: Callable[[bytes], bytes], after: bytes = b"") -> bytes:
    """The declaration with another value of a rubrique, in the first bloc that follows a line."""
    lines = content.splitlines(keepends=True)
    start = next((rank for rank, line in enumerate(lines) if line.startswith(after)), len(lines))
    for rank, line in enumerate(lines[start:], start):
        if line.startswith(rubrique):
            value, end = line[16:].rstrip(b"\r\n")[:-1], line[len(line.rstrip(b"\r\n")) :]
            lines[rank] = line[:16] + change(value) + b"'" + end
            return b"".join(lines)
    raise FaultImpossibleError(rubrique.decode())


def _set(content: bytes, rubrique: bytes, value: bytes, after: bytes = b"") -> bytes:
    return _value(content, rubrique, lambda _: value, after)


def _ten_more(value: bytes) -> bytes:
    return b"%.2f" % (Decimal(value.decode()) + 10)


def _payment(*rubriques: bytes) -> Edit:
    """Ten euros more in these rubriques of the payment to the organisme of the fiche."""

    def edit(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
        payment = f"S21.G00.20.001,'{fiche.contracts[0].oc}'".encode()
        for rubrique in rubriques:
            content = _value(content, rubrique, _ten_more, payment)
        return content, fiche

    return edit


def _declared(rubrique: bytes, value: bytes, after: bytes = b"") -> Edit:
    return lambda content, fiche: (_set(content, rubrique, value, after), fiche)


_BASE_OC = b"S21.G00.78.001,'31'"


def _forfait(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
    """A base forfaitaire, on both sides, of another amount than a number of ceilings."""
    content = _set(_set(content, b"S21.G00.79.001", b"18", _BASE_OC), b"S21.G00.79.004", b"4000.00", _BASE_OC)
    forfait = (Component("BaseMontantSpecifique", "18", "Base forfaitaire"),)
    first = fiche.contracts[0]
    kept = tuple(replace(each, rate=None) for each in first.components) + forfait
    loose = tuple(each for each in kept if each.code not in {"10", "11", "20"}) or forfait
    return content, _with_contracts(fiche, lambda each: replace(each, components=loose) if each == first else each)


def _dearer(contract: Contract) -> Contract:
    rated = tuple(
        replace(each, rate=each.rate * Decimal("1.2")) if each.rate is not None else each
        for each in contract.components
    )
    if rated == contract.components:
        raise FaultImpossibleError("S21.G00.81.004")
    return replace(contract, components=rated)


def _quarterly(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
    month = _month(content)
    if month.month in QUARTER_ENDS:
        raise FaultImpossibleError("S20.G00.05.005")
    first = fiche.contracts[0]
    slow = replace(first, periodicity="Trimestriel")
    return content, _with_contracts(fiche, lambda each: slow if each == first else each)


def _ending(content: bytes, fiche: Fiche) -> tuple[bytes, Fiche]:
    end = _month(content) + timedelta(days=60)
    first = fiche.contracts[0]
    return content, _with_contracts(fiche, lambda each: replace(each, ends_on=end) if each == first else each)


def _month(content: bytes) -> date:
    """First day of the month of the first declaration."""
    value = next(line for line in content.splitlines() if line.startswith(b"S20.G00.05.005"))[16:-1].decode()
    return date(int(value[4:]), int(value[2:4]), 1)


def _long_ago(contract: Contract) -> Contract:
    return replace(contract, starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))


FICHE_FAULTS: Mapping[str, FicheRecipe] = {
    "fiche_reference": FicheRecipe(
        "Référence de contrat que la fiche ne connaît pas", "FP-01", "reference",
        _contract(lambda each: replace(each, reference=f"{each.reference}X"[-30:])), ("FP-03",),
    ),
    "fiche_oc": FicheRecipe(
        "Organisme qui n'est pas celui de la fiche", "FP-01", "oc", _contract(lambda each: replace(each, oc="P9999")),
    ),
    "fiche_delegate": FicheRecipe(
        "Délégataire absent", "FP-01", "delegataire", _contract(lambda each: replace(each, delegate="G9ZZ99"))
    ),
    "fiche_expired": FicheRecipe("Contrat qui n'est plus valable", "FP-01", "perime", _contract(_long_ago)),
    "fiche_replaced": FicheRecipe(
        "Contrat remplacé par un autre", "FP-02", "reference",
        _contract(lambda each: replace(each, reference="NOUVEAU-1", former_reference=each.reference)),
    ),
    "fiche_undeclared": FicheRecipe(
        "Contrat de la fiche absent de la déclaration", "FP-03", "absent",
        _added(lambda each: Contract("OUBLIE-1", each.oc, starts_on=each.starts_on)),
    ),
    "fiche_bad_code": FicheRecipe(
        "Code d'organisme mal formé", "FP-04", "oc",
        _added(lambda each: replace(_long_ago(each), reference="ANCIEN-1", oc="PX")),
    ),
    "fiche_option": FicheRecipe(
        "Code option absent", "FP-05", "option_absente", _contract(lambda each: replace(each, option="OPT1"))
    ),
    "fiche_population": FicheRecipe(
        "Code population absent", "FP-05", "population_absente",
        _contract(lambda each: replace(each, population="POP1")),
    ),
    "fiche_links": FicheRecipe(
        "Base d'une affiliation qui n'existe pas", "S21.G00.78.005/CCH-11", "",
        _declared(b"S21.G00.78.005", b"99", _BASE_OC), ("FP-12",),
    ),
    "fiche_people": FicheRecipe("Salariés que la fiche ne désigne pas", "FP-07", "hors_groupe", _criteria),
    "fiche_unaffiliated": FicheRecipe(
        "Salarié que la fiche désigne, et qui n'est pas affilié", "FP-07", "sans_affiliation", _unaffiliated, ("FP-12",)
    ),
    "fiche_components": FicheRecipe(
        "Composants qui ne sont pas ceux de la fiche", "FP-08", "aucun",
        _contract(lambda each: replace(each, components=(Component("TBPrev", "13"),))),
    ),
    "fiche_ceiling": FicheRecipe(
        "Base forfaitaire qui n'est pas un multiple du plafond", "FP-09", "multiple", _forfait, ("FP-08",)
    ),
    "fiche_rate": FicheRecipe("Taux de la fiche plus élevé que celui de la paie", "FP-10", "taux", _contract(_dearer)),
    "fiche_payment": FicheRecipe(
        "Versement différent de la somme de ses parts", "S21.G00.20.005/CCH-12", "", _payment(b"S21.G00.20.005")
    ),
    "fiche_contract_sum": FicheRecipe(
        "Part d'un contrat différente des cotisations de ses salariés", "FP-12", "somme",
        _payment(b"S21.G00.20.005", b"S21.G00.55.001"),
    ),
    "fiche_quarter": FicheRecipe("Contrat trimestriel versé dans le trimestre", "FP-13", "mois", _quarterly),
    "fiche_payment_reference": FicheRecipe(
        "Part d'un contrat qui n'est pas déclaré", "S21.G00.55.003/CCH-11", "",
        _declared(b"S21.G00.55.003", b"INCONNU"),
    ),
    "fiche_ending": FicheRecipe("Contrat qui finit bientôt", "FP-15", "finit", _ending),
    "fiche_level": FicheRecipe(
        "Fiche de niveau 1", "FP-16", "niveau",
        _around(lambda fiche: at_level(fiche, "1")),
    ),
    "fiche_other_client": FicheRecipe(
        "Fiche d'une autre entreprise", "FP-17", "siren", _around(lambda fiche: replace(fiche, siren=siren(4_000)))
    ),
}  # fmt: skip
"""By name."""
