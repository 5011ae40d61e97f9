"""What changes from one version of a fiche to the next, and what starts or ends soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from neodes.fpoc.differences import differences, upcoming
from neodes.fpoc.fields import criteria_of, fields_of
from neodes.fpoc.model import Component, Contact, Contract, Fiche, Group
from neodes.report.fiche_differences import _SENTENCES, difference_sentence, upcoming_sentence
from tests.neodes.fpoc.samples import CONTRACT, FICHE, criterion, fiche


def sentences(old: Fiche, new: Fiche) -> list[str]:
    return [difference_sentence(each) for each in differences(old, new)]


def test_the_same_fiche_changes_nothing() -> None:
    assert differences(FICHE, replace(FICHE, version="2", identifier="FICHE-2")) == ()


def test_a_rate_that_changes() -> None:
    new = replace(CONTRACT, components=(Component("BrutPrev", "10", rate=Decimal("1.620")),))
    assert sentences(FICHE, fiche(new)) == [
        "Le composant 10 (Salaire brut) du contrat PREV-000001016-1 de P1030 passe de 1,5 % à 1,62 % à partir du "
        "01/01/2026."
    ]


def test_components_come_and_go() -> None:
    new = replace(CONTRACT, components=(Component("TAPrev", "11", amount=Decimal("12.50")),))
    assert sentences(FICHE, fiche(new)) == [
        "Terminé : le composant 10 (Salaire brut) du contrat PREV-000001016-1 de P1030 n'est plus attendu.",
        "Nouveau : le composant 11 (Tranche A) du contrat PREV-000001016-1 de P1030 est attendu : 12,5 €.",
    ]


def test_contracts_come_and_go_and_follow_one_another() -> None:
    other = replace(CONTRACT, reference="SANTE-1", starts_on=date(2027, 1, 1))
    assert sentences(FICHE, fiche(CONTRACT, other)) == [
        "Nouveau contrat SANTE-1 de P1030 à partir du 01/01/2027 : à déclarer."
    ]
    assert sentences(fiche(CONTRACT, other), FICHE) == [
        "Le contrat SANTE-1 de P1030 n'est plus dans la fiche : à ne plus déclarer."
    ]
    heir = replace(CONTRACT, reference="PREV-2", former_reference=CONTRACT.reference)
    assert sentences(FICHE, fiche(heir)) == [
        "Le contrat PREV-2 de P1030 remplace le contrat PREV-000001016-1 de P1030 à partir du 01/01/2026."
    ]


def test_what_changes_payroll_comes_first_and_contacts_last() -> None:
    new = replace(
        fiche(replace(CONTRACT, ends_on=date(2026, 12, 31), label="Autre nom"), criteria=(criterion("01"),)),
        manager_contact=replace(FICHE.manager_contact, name="Noa Leroux"),
    )
    assert sentences(FICHE, new) == [
        "Salariés du groupe 1 : « tous » devient « StatutCategoriel parmi 01 ».",
        "Fin de validité du contrat PREV-000001016-1 de P1030 : rien devient 31/12/2026.",
        "Libellé du contrat PREV-000001016-1 de P1030 : « Prévoyance » devient « Autre nom ».",
        "Contact de gestion : « Lou Perrin » devient « Noa Leroux ».",
    ]


RATED = (Component("BrutPrev", "10", rate=Decimal("1.5")),)
YEAR = replace(CONTRACT, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))


def test_a_new_period_of_the_same_contract_hides_nothing() -> None:
    new = replace(CONTRACT, components=(Component("BrutPrev", "10", rate=Decimal("1.6")),))
    assert sentences(fiche(YEAR), fiche(YEAR, new)) == [
        "Nouvelle période du contrat PREV-000001016-1 de P1030 à partir du 01/01/2026.",
        "Le composant 10 (Salaire brut) du contrat PREV-000001016-1 de P1030 passe de 1,5 % à 1,6 % à partir du "
        "01/01/2026.",
    ]
    assert sentences(fiche(YEAR, new), fiche(YEAR, replace(new, components=RATED)))[0].endswith(
        "passe de 1,6 % à 1,5 % à partir du 01/01/2026."
    )
    assert sentences(fiche(YEAR, new), fiche(new)) == [
        "Une période passée du contrat PREV-000001016-1 de P1030 à partir du 01/01/2025 n'est plus dans la fiche."
    ]


def test_a_contract_in_two_groups_is_told_once() -> None:
    both = replace(FICHE, groups=(*FICHE.groups, Group("2", "Autres", (CONTRACT,))))
    assert sentences(FICHE, both) == []
    assert sentences(both, replace(both, groups=(both.groups[0], Group("2", "Reste", (CONTRACT,))))) == [
        "Libellé du groupe 2 : « Autres » devient « Reste »."
    ]


def test_every_kind_of_change_has_its_sentence() -> None:
    new = replace(
        fiche(
            replace(CONTRACT, delegate="G12AB3", components=(Component("TAPrev", "11"),)),
            Contract("R2", "P1030", former_reference="R1"),
            Contract("R3", "P1030"),
            criteria=(criterion("01"),),
        ),
        technical_contact=Contact("Autre"),
    )
    old = replace(
        fiche(CONTRACT, Contract("R1", "P1030"), Contract("R4", "P1030")),
        groups=(Group("1", "Autre nom", (CONTRACT, Contract("R1", "P1030"), Contract("R4", "P1030"))),),
    )
    found = {*differences(old, new), *differences(new, old)}
    found |= {*differences(fiche(YEAR), fiche(YEAR, CONTRACT)), *differences(fiche(YEAR, CONTRACT), fiche(YEAR))}
    changed = fiche(replace(CONTRACT, components=(Component("BrutPrev", "10"),)))
    found |= {*differences(FICHE, changed)}
    assert {each.reason for each in found} == _SENTENCES.keys()
    assert all(difference_sentence(each).endswith(".") for each in found)


def test_what_starts_or_ends_soon() -> None:
    ending = replace(CONTRACT, ends_on=date(2026, 12, 31))
    starting = replace(CONTRACT, reference="PREV-2", starts_on=date(2027, 1, 1))
    soon = upcoming(fiche(starting, ending), date(2026, 12, 31), 1)
    assert [(each.day, each.contract.reference, each.starts) for each in soon] == [
        (date(2026, 12, 31), "PREV-000001016-1", False),
        (date(2027, 1, 1), "PREV-2", True),
    ]
    assert [upcoming_sentence(each) for each in soon] == [
        "31/12/2026 : fin du contrat PREV-000001016-1 de P1030",
        "01/01/2027 : début du contrat PREV-2 de P1030",
    ]
    assert upcoming(fiche(replace(CONTRACT, ends_on=date.max)), date(2026, 12, 31), 36_500) == ()
    assert upcoming(fiche(starting, ending), date(2026, 12, 31), 0) == soon[:1]
    assert upcoming(fiche(starting, ending), date(2027, 1, 1), 60) == ()


def test_each_field_with_the_rubrique_that_carries_it() -> None:
    rows = fields_of(replace(CONTRACT, option="OPT", option_label="Confort", population="CAD", delegate="G12AB3"))
    assert [(row.rubrique, row.value) for row in rows] == [
        ("S21.G00.15.001", "PREV-000001016-1"),
        ("S21.G00.15.002", "P1030"),
        ("S21.G00.15.003", "G12AB3"),
        ("S21.G00.70.004", "OPT (Confort)"),
        ("S21.G00.70.005", "CAD"),
        ("S21.G00.55.003", "PREV-000001016-1"),
        ("S21.G00.55.004", "Mensuel"),
        ("S21.G00.79.001", "Salaire brut : 1,5 %"),
        ("", "du 01/01/2026 sans fin"),
    ]
    (group,) = fiche(criteria=(criterion("01", "02", excluded=("03",)),)).groups
    assert [(row.rubrique, row.value) for row in criteria_of(group)] == [("S21.G00.40.003", "parmi 01, 02 ; sauf 03")]
