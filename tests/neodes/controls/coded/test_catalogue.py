"""Every control of the catalogue against its cases, and the catalogue against the norm."""

from __future__ import annotations

import re

import pytest

from neodes.controls.coded.catalogue import RULES
from neodes.controls.coded.compiling import runs_in
from neodes.controls.coded.rule import Rule
from neodes.norm import NORM_VERSIONS, load_norm
from neodes.norm.named import load_named_controls
from tests.neodes.controls.coded.cases import Case

NEWEST_FIRST = ("P26V01", "P27V01", "P25V01", "P24V01")


def versions_of(rule: Rule) -> list[str]:
    """The versions that a control runs in, that in force first."""
    return [version for version in NEWEST_FIRST if runs_in(rule, version)]


CASES = [
    pytest.param(rule, case, fails, id=f"{rule.id} {'fails' if fails else 'passes'}: {case or 'empty'}")
    for rule in RULES
    for cases, fails in ((rule.passes, False), (rule.fails, True))
    for case in cases
]


@pytest.mark.parametrize(("rule", "case", "fails"), CASES)
def test_a_case_is_judged_as_the_text_says(rule: Rule, case: str, fails: bool) -> None:
    for version in versions_of(rule):
        assert Case(case, rule, version).fails() is fails, version


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_control_has_cases_on_both_sides_and_says_why(rule: Rule) -> None:
    assert rule.passes
    assert rule.fails
    assert rule.why.endswith((".", "»"))
    norm = load_norm(versions_of(rule)[0])
    assert rule.bloc in norm.blocs
    words = rule.then.words(norm)
    assert words[0].islower() or words[0] in "«S"
    assert not re.search(r"None|\bS\d\d\.G00\.\d\d\.\d{3} \(", words)


def test_a_control_is_declared_once_a_version() -> None:
    for version in NORM_VERSIONS:
        ids = [rule.id for rule in RULES if runs_in(rule, version)]
        assert len(ids) == len(set(ids))


def test_every_control_declared_is_one_of_the_norm_and_runs_somewhere() -> None:
    known = {named.id for version in NORM_VERSIONS for named in load_named_controls(version)}
    assert {rule.id for rule in RULES} <= known
    assert all(any(runs_in(rule, version) for version in NORM_VERSIONS) for rule in RULES)
