"""What is kept of a file beside fiches and trades: all that their code asks for, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import neodes
from neodes.fpoc.vocabulary import CRITERIA
from neodes.tree.declared import WANTED, read_declared
from tests.neodes.fpoc.samples import declaration

SOURCES = Path(neodes.__file__).parent


def test_whatever_the_controls_name_is_kept() -> None:
    named = set(CRITERIA.values())
    for path in (SOURCES / "fpoc").glob("*.py"):
        if path.name not in {"vocabulary.py", "fields.py"}:
            named |= set(re.findall(r'"(S2[01]\.G00\.\d\d\.\d{3})"', path.read_text(encoding="utf-8")))
    for path in (SOURCES / "sector").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'"(S2[01]\.G00\.\d\d\.\d{3})"', text))
        named |= {f"S21.G00.{short}" for short in re.findall(r'"(\d\d\.\d{3})"', text)}
    named |= {f"S21.G00.15.00{rank}" for rank in (1, 2, 3)}
    assert named <= WANTED, sorted(named - WANTED)


def test_an_etablissement_with_what_is_above_it() -> None:
    (found,) = read_declared(declaration())
    assert (found.siret, found.nature, found.month, found.depot) == ("00000101600013", "01", "01112026", "01")
    assert (len(found.adhesions), len(found.payments), len(found.people)) == (1, 4, 3)
    assert {rubrique for person in found.people for rubrique in person.values} <= WANTED


def test_lines_out_of_form_keep_their_value() -> None:
    (found,) = read_declared(declaration().replace(b"S21.G00.11.022,'1979'", b"S21.G00.11.022 , '1979'"))
    assert found.get("S21.G00.11.001") == "00013"
