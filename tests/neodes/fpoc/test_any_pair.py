"""Whatever the two files hold, they are read and put side by side: never an exception, and the same answer twice."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

import neodes
from neodes.fpoc.checking import FicheOf, check_fiches
from neodes.fpoc.differences import differences
from neodes.fpoc.reading import read_fiches
from neodes.fpoc.writing import write_fiches
from neodes.generate import GenerationSpec, Profile, fiches_of, generate
from neodes.report.fiche_differences import difference_sentence
from neodes.report.fiches import fiches_as_json, fiches_as_text, remark_sentence


@cache
def declaration() -> bytes:
    return generate(GenerationSpec(individus=4, profile=Profile.DETAILLE, seed=6))


@cache
def fiches() -> bytes:
    return write_fiches(fiches_of(declaration()), lot="ESSAI")


EDITS = st.lists(
    st.tuples(
        st.sampled_from(("drop", "twice", "swap", "value")), st.integers(0, 10_000), st.text("A0'1,.é", max_size=6)
    ),
    min_size=1,
    max_size=8,
)


def edited(content: bytes, edits: list[tuple[str, int, str]], cut: bytes) -> bytes:
    """Pieces (lines of a DSN, tags of an XML) dropped, doubled, swapped or given another value."""
    pieces = content.split(cut)
    for kind, where, text in edits:
        place = where % len(pieces)
        if kind == "drop" and len(pieces) > 1:
            del pieces[place]
        elif kind == "twice":
            pieces.insert(place, pieces[place])
        elif kind == "swap":
            pieces[place - 1], pieces[place] = pieces[place], pieces[place - 1]
        else:
            pieces[place] = pieces[place][:16] + text.encode("iso-8859-1") + pieces[place][-1:]
    return cut.join(pieces)


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_any_declaration_beside_its_fiches(edits: list[tuple[str, int, str]]) -> None:
    content = edited(declaration(), edits, b"\r\n")
    given_fiches = [FicheOf(fiche) for fiche in fiches_of(declaration())]
    groups = check_fiches(content, given_fiches)
    assert groups == check_fiches(content, given_fiches)
    norm = neodes.load_norm("P26V01")
    assert all(neodes.message(place, norm) for group in groups for place in group.places)
    assert fiches_of(content) == fiches_of(content)


@settings(max_examples=150, deadline=None)
@given(EDITS)
def test_any_fiche_beside_a_declaration(edits: list[tuple[str, int, str]]) -> None:
    read = read_fiches(edited(fiches(), edits, b"<"))
    assert read.fiches or read.remarks
    assert all(remark_sentence(remark).endswith(".") for remark in read.remarks)
    assert (bool(fiches_as_text(read)), bool(fiches_as_json(read))) == (bool(read.fiches or read.remarks), True)
    assert check_fiches(declaration(), [FicheOf(fiche) for fiche in read.fiches]) is not None
    for old, new in zip(fiches_of(declaration()), read.fiches, strict=False):
        assert all(difference_sentence(each) for each in (*differences(old, new), *differences(new, old)))
    again = read_fiches(write_fiches(read.fiches, lot="X")) if read.fiches else read
    assert len(again.fiches) == len(read.fiches)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), min_size=1, max_size=4))
def test_any_byte_may_be_another(changes: list[tuple[int, int]]) -> None:
    content = bytearray(fiches())
    for place, byte in changes:
        content[place % len(content)] = byte
    read = read_fiches(bytes(content))
    assert read.fiches or read.remarks
    assert check_fiches(declaration(), [FicheOf(fiche) for fiche in read.fiches]) is not None
