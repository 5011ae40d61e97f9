"""Each fault changes a few lines, leaves the rest right, and is where it says."""

import difflib

import pytest

from neodes.generate import GenerationSpec, Profile, generate
from neodes.generate.faults import FAULTS, FaultImpossibleError, inject
from tests.neodes.generate.reading import form_faults, read
from tests.neodes.generate.rules import RULES

VALID = generate(GenerationSpec(individus=12, profile=Profile.DETAILLE, seed=2))

WHOLE_FILE = ("utf8", "truncated")


def changed(fault):
    before, after = VALID.splitlines(), fault.content.splitlines()
    return [
        block[3:]
        for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if block[0] != "equal"
    ]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_where_it_says(name):
    fault = inject(name, VALID)
    lines = fault.content.splitlines()
    assert fault.content != VALID
    if fault.line == 0:
        assert name in WHOLE_FILE
        return
    rubrique = fault.control.split("/")[0]
    line = lines[fault.line - 1].decode("iso-8859-1")
    absent = name in ("missing_obligatory", "missing_bloc", "no_net_social", "cdd_without_end")
    assert absent or rubrique in ("LIGNE", "FICHIER", "S21.G00.20.005") or line.startswith(rubrique[:10])
    assert len(changed(fault)) <= 4


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in WHOLE_FILE])
def test_the_total_follows_unless_it_is_the_fault(name):
    fault = inject(name, VALID)
    lines = [line for line in fault.content.splitlines() if line.startswith(b"S") and line.endswith(b"'")]
    total = next(line for line in lines if line.startswith(b"S90.G00.90.001"))
    follows = int(total[16:-1]) == len(lines)
    assert follows is ("S90.G00.90.001/CST-11" not in (fault.control, *fault.also))


FORM = ("/CSL-00", "/USAGE", "/CARD", "/ORDRE")
READ_OTHERWISE = ("truncated", "swap_lines")
"""The plain reading of these tests makes two blocs of lines out of order; the engine says which line is misplaced."""


@pytest.mark.parametrize(
    "name", [name for name, recipe in FAULTS.items() if recipe.control.endswith(FORM) and name not in READ_OTHERWISE]
)
def test_a_fault_of_form_is_the_only_one(name):
    fault = inject(name, VALID)
    found = form_faults(read(fault.content))
    also = [control for control in fault.also if control.endswith(FORM)]
    assert (fault.control, fault.line) in found
    assert sorted(control for control, _ in found) == sorted([fault.control, *also])


@pytest.mark.parametrize("name", [n for n, r in FAULTS.items() if "/CCH-" in r.control or "CST" in r.control])
def test_a_fault_of_the_norm_breaks_its_rule(name):
    fault = inject(name, VALID)
    if FAULTS[name].control.startswith("S10") or name == "truncated":
        return
    found = read(fault.content)
    assert form_faults(found) == []
    broken = [rule for rule, check in RULES.items() if list(check(found))]
    assert any(mentions(rule, fault.control) for rule in broken), broken


def mentions(rule, control):
    """Rules group several controls under the rubrique they belong to."""
    rubrique, number = control.split("/")
    short = rubrique.removeprefix("S21.G00.")
    return (rubrique in rule or short in rule) and (number.split("-")[0] in rule or "and" in rule)


def test_a_file_without_place_for_the_fault_says_so():
    with pytest.raises(FaultImpossibleError):
        inject("missing_bloc", generate(GenerationSpec(type_declaration="02")))


def test_an_unknown_fault_is_refused():
    with pytest.raises(KeyError):
        inject("nothing", VALID)


def test_line_ends_are_kept():
    lf = generate(GenerationSpec(line_end="LF"))
    for name in FAULTS:
        assert b"\r" not in inject(name, lf).content
