import pytest

import neodes
from neodes.controls.explanations.comparison import PAGES
from tests.neodes.compare.months import BEFORE, OTHER, SIRET, compared, declarations, month, with_value
from tests.neodes.files import place_of, valid

ORDER, SKIPPED, TARGET = "MOIS/ORDRE", "MOIS/SAUTE", "S20.G00.05.006/CID-11"
NORM = neodes.load_norm("P26V01")


def said(findings):
    return [(finding.control, finding.reason, finding.line) for finding in findings]


@pytest.mark.parametrize(("ordre", "told"), [(2, True), (3, True), (4, False)])
def test_the_order_number_grows_inside_a_month(ordre, told):
    now = month(ordre=ordre)
    line = place_of(now, "S20.G00.05.004") + 1
    assert compared(month(ordre=3), now) == ([(ORDER, "ordre", line)] if told else [])


@pytest.mark.parametrize(
    "other",
    [month(BEFORE, ordre=9), month(ordre=9, sirets=(OTHER,)), month(ordre=9, fraction="12")],
    ids=["month", "establishment", "fraction"],
)
def test_another_sequence_has_its_own_numbers(other):
    assert [control for control, _, _ in compared(other, month()) if control == ORDER] == []


def test_partial_declarations_have_a_sequence_each():
    agricole, general = (with_value(month(ordre=2), "S20.G00.05.008", champ) for champ in ("02", "03"))
    assert compared(agricole, general) == []
    assert [control for control, _, _ in compared(agricole, agricole)] == [ORDER]


def test_the_order_number_grows_from_one_declaration_to_the_next_in_a_file():
    twice = declarations(month(ordre=1), month(ordre=1))
    assert [finding.control for finding in neodes.check_order([], twice)] == [ORDER]
    assert list(neodes.check_order([], declarations(month(ordre=1), month(ordre=2)))) == []


def test_signalements_have_no_month_to_be_ordered_in():
    read = declarations(valid(nature="04", individus=2))
    assert list(neodes.check_order([each.summary for each in read], read)) == []


@pytest.mark.parametrize(
    ("previous", "current", "missing"),
    [
        ("2026-10", "2026-11", None),
        ("2026-09", "2026-11", "octobre 2026"),
        ("2026-06", "2026-11", "juillet 2026 à octobre 2026"),
        ("2025-12", "2026-01", None),
        ("2025-11", "2026-01", "décembre 2025"),
        ("2026-12", "2026-10", None),
    ],
)
def test_a_month_is_skipped(previous, current, missing):
    now = month(current)
    groups = neodes.compare_declarations(declarations(month(previous)), declarations(now))
    told = [group for group in groups if group.control == SKIPPED]
    assert len(told) == (missing is not None)
    if missing:
        (place,) = told[0].places
        assert place.line == place_of(now, "S20.G00.05.005") + 1
        assert neodes.message(place, NORM).endswith(f"un mois au moins manque : {missing}.")


def test_the_months_known_of_an_establishment_count():
    now = declarations(month())
    assert [each.control for each in neodes.check_months({SIRET: {"2026-08", "2026-09"}}, now)] == [SKIPPED]
    assert list(neodes.check_months({SIRET: {"2026-08", BEFORE}, OTHER: {"2026-01"}}, now)) == []
    assert list(neodes.check_months({SIRET: {"2026-12"}}, now)) == []
    assert list(neodes.check_months({}, now)) == []


@pytest.mark.parametrize(
    ("kind", "known", "told"),
    [
        ("03", [], True),
        ("05", [], True),
        ("01", [], False),
        ("02", [], False),
        ("03", [month()], False),
        ("05", [month()], False),
        ("03", [month(BEFORE)], True),
        ("03", [month(sirets=(OTHER,))], True),
        ("03", [month(fraction="12")], True),
    ],
    ids=["nothing", "nothing, néant", "normal", "normal, néant", "known", "known, néant", "month", "siret", "fraction"],
)
def test_a_monthly_declaration_replaces_one_that_is_known(kind, known, told):
    now = month(type_declaration=kind)
    line = place_of(now, "S20.G00.05.002") + 1
    summaries = [each.summary for each in declarations(*known)]
    found = list(neodes.check_annulations(summaries, declarations(now)))
    assert said(found) == ([(TARGET, "mois", line)] if told else [])
    assert all("aucune déclaration acceptée" in neodes.message(finding, NORM) for finding in found)


def test_it_may_stand_before_in_the_same_file():
    assert list(neodes.check_annulations([], declarations(month(), month(type_declaration="03")))) == []


@pytest.mark.parametrize(("ordre", "told"), [(1, False), (7, True)])
def test_a_signalement_names_the_one_it_replaces(ordre, told):
    first = valid(nature="04", individus=1, ordre=ordre)
    second = valid(nature="04", individus=1, type_declaration="03")
    line = place_of(second, "S20.G00.05.006") + 1
    found = neodes.check_annulations([each.summary for each in declarations(first)], declarations(second))
    assert said(found) == ([(TARGET, "identifiant", line)] if told else [])


def test_the_pages_of_these_controls():
    for identifier in (page.id for page in PAGES):
        control = neodes.find_control(identifier, NORM)
        assert control.severity is neodes.Severity.AVERTISSEMENT
        assert control.status is neodes.Status.STABLE
        assert "01" in control.natures
