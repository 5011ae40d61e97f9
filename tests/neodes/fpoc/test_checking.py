"""A declaration beside its fiches: each control on both sides of its boundary, and nothing on the clean one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import neodes
from neodes.controls.base import Severity
from neodes.controls.explanations.fiches import PAGES
from neodes.fpoc.checking import FicheOf, check_beside, check_fiches
from neodes.fpoc.model import Component, Contract, Fiche, Group
from neodes.report.fiche_sentences import SENTENCES
from tests.neodes.fpoc.samples import CONTRACT, FICHE, OC, REFERENCE, criterion, declaration, edited, fiche, found

NOVEMBER = date(2026, 11, 1)


def component(name: str, code: str, rate: str | None = None) -> Component:
    return Component(name, code, rate=Decimal(rate) if rate else None)


def test_the_declaration_and_its_fiche_agree() -> None:
    assert found(declaration(), FICHE) == []
    assert found(declaration(), fiche(CONTRACT, nic="00013")) == []
    assert found(declaration(), fiche(CONTRACT, criteria=(criterion("01", "02", "03", "04"),))) == []


def test_without_fiche_nothing_is_said() -> None:
    assert found(declaration()) == []


@pytest.mark.parametrize(("given", "expected"), [
    # FP-01
    (fiche(replace(CONTRACT, reference="AUTRE")), [("FP-01", "reference", 1), ("FP-03", "absent", 1)]),
    (fiche(replace(CONTRACT, oc="P0958")), [("FP-01", "oc", 1)]),
    (fiche(replace(CONTRACT, delegate="G12AB3")), [("FP-01", "delegataire", 1)]),
    (fiche(replace(CONTRACT, ends_on=date(2026, 10, 31))), [("FP-01", "perime", 1)]),
    (fiche(replace(CONTRACT, ends_on=NOVEMBER)), [("FP-15", "finit", 1)]),
    (fiche(replace(CONTRACT, starts_on=date(2026, 12, 1))), [("FP-01", "perime", 1), ("FP-15", "commence", 1)]),
    (fiche(replace(CONTRACT, starts_on=date(2026, 11, 1))), []),
    # FP-02
    (fiche(replace(CONTRACT, reference="NOUVEAU", former_reference=REFERENCE)), [("FP-02", "reference", 1)]),
    (fiche(replace(CONTRACT, oc="P0958", former_oc=OC)), [("FP-02", "oc", 1)]),
    # FP-03: another contract of the same organisme
    (fiche(CONTRACT, replace(CONTRACT, reference="SANTE", components=())), [("FP-03", "absent", 1)]),
    (fiche(CONTRACT, Contract("SANTE", OC, starts_on=date(2026, 12, 1))), [("FP-15", "commence", 1)]),
    (fiche(CONTRACT, Contract("SANTE", OC, starts_on=date(2027, 2, 1))), []),
    # FP-04
    (fiche(replace(CONTRACT, former_oc=""), Contract("X", "PX")), [("FP-03", "absent", 1), ("FP-04", "oc", 1)]),
    # FP-05
    (fiche(replace(CONTRACT, option="A", components=())), [("FP-05", "option_absente", 3), ("FP-16", "niveau", 1)]),
    (fiche(replace(CONTRACT, population="A", components=())),
     [("FP-05", "population_absente", 3), ("FP-16", "niveau", 1)]),
    # FP-07
    (fiche(CONTRACT, criteria=(criterion("99"),)), [("FP-07", "hors_groupe", 3)]),
    (fiche(CONTRACT, criteria=(criterion("01"),)), [("FP-07", "hors_groupe", 1)]),
    # FP-08
    (fiche(replace(CONTRACT, components=(component("TBPrev", "13"),))), [("FP-08", "aucun", 3)]),
    (fiche(replace(CONTRACT, components=(component("TBPrev", "13"), component("BrutPrev", "10")))), []),
    (fiche(replace(CONTRACT, components=(component("TAPrev", "11"), component("BrutPrev", "10")))),
     [("FP-08", "manquant", 3)]),
    # FP-08: the contract stands in two groups, one is met
    (replace(FICHE, groups=(*FICHE.groups, Group("2", contracts=(
        replace(CONTRACT, components=(component("TAPrev", "11"),)),)))), []),
    # FP-10
    (fiche(replace(CONTRACT, components=(component("BrutPrev", "10", "1.6"),))), [("FP-10", "taux", 3)]),
    (fiche(replace(CONTRACT, components=(component("BrutPrev", "10", "1.51"),))), []),
    # FP-13
    (fiche(replace(CONTRACT, periodicity="Trimestriel")), [("FP-13", "mois", 1)]),
    # FP-15: the day after the last one of 60, the same contract that goes on, an end that never comes
    (fiche(replace(CONTRACT, ends_on=date(2027, 1, 29))), [("FP-15", "finit", 1)]),
    (fiche(replace(CONTRACT, ends_on=date(2027, 1, 30))), []),
    (fiche(replace(CONTRACT, ends_on=date(2026, 12, 31)), replace(CONTRACT, starts_on=date(2027, 1, 1))),
     [("FP-15", "change", 1)]),
    (fiche(replace(CONTRACT, ends_on=date.max)), []),
    # FP-16
    (fiche(replace(CONTRACT, components=())), [("FP-16", "niveau", 1)]),
    # FP-17
    (replace(FICHE, nic="00021"), [("FP-17", "nic", 1)]),
    (replace(FICHE, siren="000001032"), [("FP-17", "siren", 1)]),
    (FicheOf(FICHE, frozenset({"00000101600021"})), [("FP-17", "nic", 1)]),
    (FicheOf(replace(FICHE, siren="000001032"), frozenset({"00000101600013"})), []),
])  # fmt: skip
def test_a_fiche_that_says_otherwise(given: Fiche | FicheOf, expected: list[tuple[str, str, int]]) -> None:
    assert found(declaration(), given) == expected


OPTION = fiche(replace(CONTRACT, option="A", components=()), replace(CONTRACT, option="B", components=()))


@pytest.mark.parametrize(("option", "expected"), [
    ("A", []),
    ("B", []),
    ("C", [("FP-05", "option", 1)]),
])  # fmt: skip
def test_the_option_is_one_of_the_contract(option: str, expected: list[tuple[str, str, int]]) -> None:
    lines = declaration().decode("iso-8859-1").splitlines()
    place = next(rank for rank, line in enumerate(lines) if line.startswith("S21.G00.70.012"))
    content = "\n".join([*lines[:place], f"S21.G00.70.004,'{option}'", *lines[place:]]).encode("iso-8859-1")
    said = [each for each in found(content, OPTION) if each[:2] == ("FP-05", "option")]
    assert said == expected


def paid(amount: str) -> tuple[tuple[str, str], ...]:
    """The payment to the organisme and its only part, at another amount."""
    return tuple(
        (f"{rubrique},'154.96'", f"{rubrique},'{amount}'") for rubrique in ("S21.G00.20.005", "S21.G00.55.001")
    )


@pytest.mark.parametrize(("changes", "expected"), [
    # FP-12: what is paid to the contract; a euro of difference is rounding
    (paid("155.96"), []),
    (paid("155.97"), [("FP-12", "somme", 1)]),
    # another month has its own part
    ((*paid("155.97"), ("S21.G00.55.004", "S21.G00.55.004,'2026M10'")), []),
    # in several fractions, all employees are not beside what is paid
    ((*paid("155.97"), ("S20.G00.05.003", "S20.G00.05.003,'12'")), []),
    # no more affiliation: a person whom the fiche names
    ((("S21.G00.15.002", "S21.G00.15.002,'P0958'"),), [("FP-01", "oc", 1)]),
])  # fmt: skip
def test_a_declaration_that_says_otherwise(
    changes: tuple[tuple[str, str], ...], expected: list[tuple[str, str, int]]
) -> None:
    assert found(edited(*changes), FICHE) == expected


def test_a_month_may_be_paid_in_two_parts() -> None:
    lines = declaration().decode("iso-8859-1").splitlines()
    place = lines.index("S21.G00.55.001,'154.96'")
    lines[place : place + 3] = [
        line for amount in ("54.96", "100.00") for line in (f"S21.G00.55.001,'{amount}'", *lines[place + 1 : place + 3])
    ]
    assert found("\n".join(lines).encode("iso-8859-1"), FICHE) == []


def test_a_base_of_another_month_is_left_out_of_the_month() -> None:
    lines = declaration().decode("iso-8859-1").splitlines()
    start = lines.index("S21.G00.78.001,'31'") + 1
    lines[start : start + 2] = ["S21.G00.78.002,'01102026'", "S21.G00.78.003,'31102026'"]
    due = next(line for line in lines[start:] if line.startswith("S21.G00.81.004"))[16:-1]
    assert found("\n".join(lines).encode("iso-8859-1"), FICHE) == [("FP-12", "somme", 1)]
    paid_now = str(Decimal("154.96") - Decimal(due))
    content = edited(
        ("S21.G00.55.001,'154.96'", f"S21.G00.55.001,'{paid_now}'"), content="\r\n".join(lines).encode("iso-8859-1")
    )
    assert found(content, FICHE) == []


@pytest.mark.parametrize(
    ("option", "population", "expected"),
    [("A", "CAD", []), ("B", "NC", []), ("A", "NC", ["couple"]), ("C", "CAD", ["option"]), ("A", "X", ["population"]),
     ("C", "X", ["option", "population"]), ("", "", ["option_absente", "population_absente"])],
)  # fmt: skip
def test_option_and_population_go_together(option: str, population: str, expected: list[str]) -> None:
    given = fiche(replace(CONTRACT, option="A", population="CAD"), replace(CONTRACT, option="B", population="NC"))
    content = with_codes(option, population)
    assert [reason for control, reason, _ in found(content, given) if control == "FP-05"] == expected


def with_codes(option: str, population: str) -> bytes:
    """The declaration with these codes on each affiliation."""
    codes = [
        f"{rubrique},'{code}'"
        for rubrique, code in (("S21.G00.70.004", option), ("S21.G00.70.005", population))
        if code
    ]
    lines = declaration().decode("iso-8859-1").splitlines()
    out = [each for line in lines for each in ([*codes, line] if line.startswith("S21.G00.70.012") else [line])]
    return "\n".join(out).encode("iso-8859-1")


CADRES, OTHERS = criterion("01"), criterion("02", "03", "04")


def two_groups(**changes: str) -> Fiche:
    """Cadres and the others, each under a population of the same contract."""
    return replace(FICHE, groups=(
        Group("1", "Cadres", (replace(CONTRACT, population="CAD", **changes),), (CADRES,)),
        Group("2", "Non-cadres", (replace(CONTRACT, population="NC", **changes),), (OTHERS,)),
    ))  # fmt: skip


def test_each_group_has_its_population() -> None:
    """Of the three employees, one is no cadre (FP-07 of the first sample says so)."""
    cadres = sum(1 for line in declaration().splitlines() if line == b"S21.G00.40.003,'01'")
    assert cadres == 2
    said = [each for each in found(with_codes("", "CAD"), two_groups()) if each[0] == "FP-07"]
    assert said == [("FP-07", "population", 1)]
    said = [each for each in found(with_codes("", "NC"), two_groups()) if each[0] == "FP-07"]
    assert said == [("FP-07", "population", 2)]


def test_outside_of_every_group_that_holds_the_contract() -> None:
    nobody = replace(
        two_groups(), groups=tuple(replace(group, criteria=(criterion("99"),)) for group in two_groups().groups)
    )
    assert ("FP-07", "hors_groupe", 3) in found(with_codes("", "NC"), nobody)
    partial = replace(nobody, groups=(nobody.groups[0], replace(nobody.groups[1], is_partial=True)))
    assert not [each for each in found(with_codes("", "NC"), partial) if each[0] == "FP-07"]


def test_a_second_contract_of_the_group_is_only_an_information() -> None:
    given = fiche(CONTRACT, Contract("SANTE", OC, starts_on=date(2026, 1, 1)), criteria=(CADRES,))
    assert found(declaration(), given) == [("FP-03", "absent", 1), ("FP-07", "hors_groupe", 1)]
    adhesion = "S21.G00.15.001,'SANTE'\nS21.G00.15.002,'P1030'\nS21.G00.15.004,'02'\nS21.G00.15.005,'2'\n"
    content = declaration().replace(b"S21.G00.15.001", adhesion.encode() + b"S21.G00.15.001", 1)
    groups = check_fiches(content, [FicheOf(given)])
    missing = [group for group in groups if group.reason == "sans_affiliation"]
    assert [(group.severity, group.count) for group in missing] == [(Severity.INFORMATION, 2)]


def test_whom_the_fiche_names_is_affiliated() -> None:
    content = edited(("S21.G00.70.012", ""), ("S21.G00.70.013", ""))
    everybody = fiche(CONTRACT, criteria=(criterion("01", "02", "03", "04"),))
    assert ("FP-07", "sans_affiliation", 1) in found(content, everybody)
    # What is paid for him is no more of a contract.
    assert found(content, FICHE) == [("FP-12", "somme", 1)]


@pytest.mark.parametrize(
    ("amount", "at_fault"), [("4005.00", False), ("8010.00", False), ("4005.01", True), ("0.00", True)]
)
def test_a_forfait_is_a_multiple_of_the_ceiling(amount: str, at_fault: bool) -> None:
    content = edited(("S21.G00.79.001,'10'", "S21.G00.79.001,'18'"), ("S21.G00.79.004", f"S21.G00.79.004,'{amount}'"))
    forfait = fiche(replace(CONTRACT, components=(component("BaseMontantSpecifique", "18"),)))
    said = found(content, forfait)
    assert (("FP-09", "multiple", 1) in said) is at_fault


def test_the_ceiling_of_a_year_that_is_not_known_is_not_guessed() -> None:
    later = declaration().replace(b"112026'", b"112027'")
    forfait = edited(("S21.G00.79.001,'10'", "S21.G00.79.001,'18'"), content=later)
    given = fiche(replace(CONTRACT, components=(component("BaseMontantSpecifique", "18"),)))
    assert not [each for each in found(forfait, given) if each[0] == "FP-09"]


def test_places_and_sentences() -> None:
    groups = check_fiches(declaration(), [FicheOf(fiche(replace(CONTRACT, oc="P0958")))])
    (place,) = groups[0].places
    line = declaration().decode("iso-8859-1").splitlines()[place.line - 1]
    assert line == "S21.G00.15.002,'P1030'"
    assert neodes.message(place, neodes.load_norm("P26V01")) == (
        "S21.G00.15.002 = P1030 : la fiche de ce contrat donne pour organisme P0958. L'organisme le renverrait sous le "
        "code EADH03."
    )


def test_the_nir_of_a_person_is_masked() -> None:
    (group,) = check_fiches(declaration(), [FicheOf(fiche(CONTRACT, criteria=(criterion("01"),)))])
    nir = group.places[0].value or ""
    sentence = neodes.message(group.places[0], neodes.load_norm("P26V01"))
    assert len(nir) == 13
    assert nir not in sentence


def test_nothing_blocks_and_every_control_has_its_page() -> None:
    everything = [*test_a_fiche_that_says_otherwise.pytestmark[0].args[1]]
    assert len(everything) > 20
    assert {page.severity for page in PAGES} == {Severity.AVERTISSEMENT, Severity.INFORMATION}
    told = {control for control, _ in SENTENCES}
    assert told == {page.id for page in PAGES if page.reason_not_run is None}
    assert [page.id for page in PAGES] == [f"FP-{number:02d}" for number in range(1, 18)]
    norm = neodes.load_norm("P26V01")
    assert all(neodes.find_control(page.id, norm) for page in PAGES)


def test_the_report_holds_both() -> None:
    broken = edited(("S21.G00.30.001", "S21.G00.30.001,'1'"))
    report = check_beside(broken, [FicheOf(fiche(replace(CONTRACT, oc="P0958")))], path="paie.dsn")
    controls = {group.control for group in report.groups}
    assert {"S21.G00.30.001/CSL-00", "FP-01"} <= controls
    unreadable = check_beside(b"\x89PNG\r\n\x1a\n\x00\x00", [FicheOf(FICHE)])
    assert not unreadable.readable


@pytest.mark.parametrize(
    "content",
    [
        b"",
        declaration().replace(b"01112026", b"01129999"),
        b"\x00" * 50,
        b"S21.G00.15.001,'A'\n",
        b"S20.G00.05.001,'01'\nS21.G00.30.001,'1'\n",
    ],
)
def test_files_that_are_no_whole_declaration_do_not_raise(content: bytes) -> None:
    assert check_fiches(content, [FicheOf(FICHE)]) is not None


def test_amounts_are_written_as_people_write_them() -> None:
    (group,) = check_fiches(edited(*paid("165.00")), [FicheOf(FICHE)])
    sentence = neodes.message(group.places[0], neodes.load_norm("P26V01"))
    assert "165,00\u00a0€ sont versés au contrat PREV-000001016-1 pour ce mois" in sentence
    assert sentence.endswith("font 154,96\u00a0€.")
