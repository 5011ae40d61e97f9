"""The controls of each trade: nothing on the clean file, each fault found; which family runs, and why."""

from __future__ import annotations

from datetime import date

import pytest

import neodes
from neodes.controls.base import Severity
from neodes.controls.explanations.sectors import FAMILIES as NAMES
from neodes.controls.explanations.sectors import PAGES
from neodes.sector.checking import check_sector
from neodes.sector.rules import CHECKS
from neodes.sector.tables import FAMILIES, Row, family_of_partner, rows
from tests.neodes.sector.samples import SECTORS, added, clean, edited

BTP, AGR, AUD, AUTO, LOU, B2V, TRA = (
    clean(name) for name in ("btp", "agricole", "spectacle", "auto", "graphique", "assurance", "transport")
)


def found(content: bytes, partner: str | None) -> list[tuple[str, int]]:
    """Control and count of each group."""
    return sorted((group.control, group.count) for group in check_sector(content, partner=partner).groups)


@pytest.mark.parametrize("sector", SECTORS)
def test_a_clean_file_of_each_sector(sector: str) -> None:
    family, partner = SECTORS[sector]
    assert family_of_partner(partner) == family
    assert found(clean(sector), partner) == []
    assert found(clean(sector), None) == []


@pytest.mark.parametrize(("content", "partner", "expected"), [
    (edited(BTP, ("S21.G00.11.022", "")), "pro-btp", [("G-01", 1)]),
    (edited(BTP, ("S21.G00.40.017", "")), "pro-btp", [("G-01", 1)]),
    (edited(BTP, ("S21.G00.11.002", "")), "pro-btp", [("G-02", 1)]),
    (edited(BTP, ("S21.G00.71.002", "S21.G00.71.002,'IRCANTEC'")), "pro-btp", [("G-04", 1)]),
    (edited(BTP, ("S21.G00.71.002", "S21.G00.71.002,'IRCANTEC'"), ("S21.G00.40.003", "S21.G00.40.003,'99'")),
     "pro-btp", []),
    (edited(BTP, ("S21.G00.11.022", "S21.G00.11.022,'1486'")), "pro-btp", [("BTP-01", 1)]),
    (edited(BTP, ("S21.G00.40.002", "S21.G00.40.002,'04'")), "pro-btp", [("BTP-02", 1)]),
    (edited(BTP, ("S21.G00.15.002", "S21.G00.15.002,'P1030'")), "pro-btp", [("BTP-03", 1)]),
    (edited(BTP, ("S21.G00.40.022", "")), "pro-btp", [("BTP-04", 1)]),
    (edited(BTP, ("S21.G00.40.022", ""), ("S21.G00.40.007", "S21.G00.40.007,'80'")), "pro-btp", []),
    (edited(BTP, ("S21.G00.40.022", "S21.G00.40.022,'02'")), "pro-btp", [("BTP-05", 1)]),
    (edited(BTP, ("S21.G00.78.001,'20'", "S21.G00.78.001,'21'")), "pro-btp", [("BTP-07", 1)]),
    (edited(BTP, ("S21.G00.78.001,'34'", "S21.G00.78.001,'35'")), "pro-btp", [("BTP-09", 1)]),
    (edited(BTP, ("S21.G00.78.001,'34'", "S21.G00.78.001,'35'"), everywhere=True), "pro-btp", []),
    (edited(BTP, ("S21.G00.78.001,'34'", "S21.G00.78.001,'36'")), "pro-btp", [("BTP-10", 1)]),
    (edited(BTP, ("S21.G00.40.005", "")), "pro-btp", [("BTP-12", 1)]),
    (edited(BTP, ("S21.G00.40.041", "")), "pro-btp", [("BTP-12", 1)]),
    (added(BTP, "S21.G00.70", "S21.G00.65.001,'501'"), "pro-btp", [("BTP-13", 1)]),
    (added(BTP, "S21.G00.70", "S21.G00.65.001,'200'"), "pro-btp", []),
    (edited(AGR, ("S21.G00.40.020", "S21.G00.40.020,'200'")), "agrica", [("AGR-01", 1)]),
    (edited(AGR, ("S10.G00.00.007", "S10.G00.00.007,'01'")), "agrica", [("AGR-02", 1)]),
    (edited(AGR, ("S21.G00.40.018", "S21.G00.40.018,'200'"), ("S21.G00.81.001,'131'", "S21.G00.81.001,'051'")),
     "agrica", [("AGR-01", 1), ("AGR-04", 1)]),
    (edited(AGR, ("S21.G00.81.001,'131'", "S21.G00.81.001,'051'")), "agrica", []),
    (edited(AGR, ("S21.G00.40.042", ""), ("S21.G00.40.003", "S21.G00.40.003,'01'")), "agrica", [("AGR-05", 1)]),
    (edited(AGR, ("S21.G00.15", ""), everywhere=True), "agrica", [("AGR-06", 1)]),
    (edited(AUD, ("S21.G00.40.050", "")), "audiens", [("AUD-01", 1)]),
    (edited(AUD, ("S21.G00.40.051", "")), "audiens", [("AUD-02", 1)]),
    (edited(AUD, ("S21.G00.40.049", "")), "audiens", [("AUD-02", 1)]),
    (edited(AUD, ("S21.G00.20.001,'77567608300030'", "S21.G00.20.001,'44832375800038'")), "audiens", [("AUD-04", 1)]),
    (edited(AUD, ("S21.G00.78.001,'27'", "S21.G00.78.001,'20'")), "audiens", [("AUD-04", 1)]),
    (edited(AUD, ("S21.G00.81.001,'066'", "S21.G00.81.001,'059'")), "audiens", [("AUD-04", 1)]),
    (edited(AUD, ("S21.G00.15.002", "S21.G00.15.002,'P1030'")), "audiens", [("AUD-05", 1)]),
    (edited(AUTO, ("S21.G00.11.022", "S21.G00.11.022,'1486'")), "irp-auto", [("AUTO-01", 1)]),
    (edited(AUTO, ("S21.G00.15", ""), everywhere=True), "irp-auto", [("AUTO-04", 1)]),
    (edited(LOU, ("S21.G00.11.022", "S21.G00.11.022,'0614'")), "lourmel", [("LOU-01", 1)]),
    (edited(LOU, ("S21.G00.11.002", "S21.G00.11.002,'4711D'")), "lourmel", [("LOU-02", 1)]),
    (edited(LOU, ("S21.G00.70.013", "")), "lourmel", [("LOU-03", 1)]),
    (edited(LOU, ("S21.G00.70.013", ""), ("S21.G00.30.006", "S21.G00.30.006,'01122008'")), "lourmel", []),
    (edited(LOU, ("S21.G00.70.013", ""), ("S21.G00.30.006", "S21.G00.30.006,'01112008'")), "lourmel", [("LOU-03", 1)]),
    (edited(B2V, ("S21.G00.11.022", "S21.G00.11.022,'1486'")), "b2v", [("B2V-01", 1)]),
    (edited(TRA, ("S21.G00.15.002,'P0971'", "S21.G00.15.002,'P1030'")), "klesia-carcept", [("TRA-01", 1)]),
])  # fmt: skip
def test_one_fault(content: bytes, partner: str, expected: list[tuple[str, int]]) -> None:
    assert found(content, partner) == expected


def test_a_show_without_profession() -> None:
    lines = AUD.decode("iso-8859-1").splitlines()
    usage = lines.index("S21.G00.40.021,'05'")
    profession = max(rank for rank, line in enumerate(lines[:usage]) if line.startswith("S21.G00.40.005"))
    content = "\n".join(lines[:profession] + lines[profession + 1 :]).encode("iso-8859-1")
    assert found(content, "audiens") == [("AUD-03", 1)]


def test_a_driver_without_ipriac() -> None:
    content = edited(TRA, ("S21.G00.15.002,'P0954'", "S21.G00.15.002,'P1030'"))
    ((control, count),) = found(content, "klesia-carcept")
    assert control == "TRA-02"
    assert count >= 2


FAULTY = edited(AUTO, ("S21.G00.11.022", "S21.G00.11.022,'1486'"))


def test_what_is_guessed_only_informs() -> None:
    given, guessed = (check_sector(FAULTY, partner=partner) for partner in ("irp-auto", None))
    assert [group.severity for group in given.groups] == [Severity.AVERTISSEMENT]
    assert [group.severity for group in guessed.groups] == [Severity.INFORMATION]
    (choice,) = guessed.choices
    assert (choice.family, choice.clue, choice.value, choice.is_given) == ("auto", "S21.G00.15.002", "P0958", False)
    assert given.choices[0].is_given


def test_another_partner_or_none_runs_no_family() -> None:
    for partner in ("aucun", "malakoff-humanis"):
        report = check_sector(FAULTY, partner=partner)
        assert report.groups == ()
        assert report.choices[0].family == ""


@pytest.mark.parametrize(("changes", "clue", "value"), [
    ((), "S21.G00.15.002", "P0958"),
    ((("S21.G00.15.002", "S21.G00.15.002,'P1030'"),), "S21.G00.20.001", "33213903900017"),
    ((("S21.G00.15.002", "S21.G00.15.002,'P1030'"), ("S21.G00.20.001,'33213903900017'", "S21.G00.20.001,'X'")),
     "S21.G00.11.022", "1090"),
    ((("S21.G00.15.002", "S21.G00.15.002,'P1030'"), ("S21.G00.20.001,'33213903900017'", "S21.G00.20.001,'X'"),
      ("S21.G00.11.022", "S21.G00.11.022,'2216'")), "S21.G00.11.002", "4520A"),
])  # fmt: skip
def test_the_clues_in_their_order(changes: tuple[tuple[str, str], ...], clue: str, value: str) -> None:
    (choice,) = check_sector(edited(AUTO, *changes)).choices
    assert (choice.family, choice.clue, choice.value) == ("auto", clue, value)


def test_nothing_points_to_a_trade() -> None:
    content = edited(
        AUTO, ("S21.G00.15.002", "S21.G00.15.002,'P1030'"), ("S21.G00.20.001,'33213903900017'", "S21.G00.20.001,'X'"),
        ("S21.G00.11.022", "S21.G00.11.022,'2216'"), ("S21.G00.11.002", "S21.G00.11.002,'9999Z'"),
    )  # fmt: skip
    assert check_sector(content).choices[0].family == ""


def test_tables_have_dates() -> None:
    (row,) = rows("0614<2019-01-23")
    assert row == Row("0614", ends_on=date(2019, 1, 23))
    assert row.holds_on(date(2019, 1, 23))
    assert not row.holds_on(date(2019, 1, 24))


def test_every_rule_has_its_page_and_every_page_its_rule() -> None:
    assert {page.id for page in PAGES if page.reason_not_run is None} == set(CHECKS)
    assert all(bool(page.sentence) is (page.reason_not_run is None) for page in PAGES)
    assert {page.severity for page in PAGES} == {Severity.AVERTISSEMENT, Severity.INFORMATION}, (
        "no rule of a trade blocks"
    )
    assert all(page.severity is Severity.INFORMATION for page in PAGES if page.mark == "K")
    assert {page.family for page in PAGES} == set(NAMES) == {"commun", *(family.code for family in FAMILIES)}
    norm = neodes.load_norm("P26V01")
    assert all(neodes.find_control(page.id, norm) for page in PAGES)


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 50, b"S21.G00.40.022,'01'\n", b"S20.G00.05.001,'01'\nS21.G00.11.001,'1'\n"]
)
def test_files_that_are_no_whole_declaration_do_not_raise(content: bytes) -> None:
    assert check_sector(content, partner="pro-btp") == check_sector(content, partner="pro-btp")
