"""However the blocs of a valid file are cut, doubled, moved or given other codes, there is a report and no crash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import neodes
from neodes.generate import COMBINATIONS, GenerationSpec, Profile, generate
from neodes.generate.sectors import SECTORS
from tests.neodes.files import joined, recounted
from tests.neodes.fuzzing import examples

NORM = neodes.load_norm("P26V01")
DATES = ("01012026", "31122025", "29022024", "01111900", "30112026")
AMOUNTS = ("0.00", "-1.00", "1.00", "99999999.99")


def blocs_of(lines):
    """Lines bloc by bloc: a bloc ends where the next one starts."""
    found = []
    for line in lines:
        if found and found[-1][-1][:14] < line[:14] and found[-1][-1][:10] == line[:10]:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def subtree(blocs, start):
    """End of the bloc at `start` and of those below it."""
    depths = {bloc: depth_of(bloc) for bloc in NORM.blocs}
    mine = depths[blocs[start][0][:10]]
    end = start + 1
    while end < len(blocs) and depths[blocs[end][0][:10]] > mine:
        end += 1
    return end


def depth_of(bloc):
    depth = 0
    while (parent := NORM.blocs[bloc].parent) is not None:
        bloc, depth = parent, depth + 1
    return depth


def cut(blocs, place, other, draw):
    del blocs[place : subtree(blocs, place)]


def double(blocs, place, other, draw):
    end = subtree(blocs, place)
    blocs[end:end] = [list(bloc) for bloc in blocs[place:end]]


def move(blocs, place, other, draw):
    end = subtree(blocs, place)
    taken = blocs[place:end]
    del blocs[place:end]
    other = min(other, len(blocs))
    blocs[other:other] = taken


def recode(blocs, place, other, draw):
    bloc = blocs[place]
    rank = draw(st.integers(0, len(bloc) - 1))
    rubrique = bloc[rank][:14]
    spec = NORM.rubriques[rubrique]
    values = tuple(spec.codes) if spec.codes else DATES if spec.kind == "D" else AMOUNTS
    bloc[rank] = f"{rubrique},'{draw(st.sampled_from(values))}'"


def drop(blocs, place, other, draw):
    if len(blocs[place]) > 1:
        del blocs[place][draw(st.integers(0, len(blocs[place]) - 1))]


def add(blocs, place, other, draw):
    """A rubrique of the same bloc that was not there."""
    bloc = blocs[place]
    there = {line[:14] for line in bloc}
    absent = [rubrique for rubrique in NORM.blocs[bloc[0][:10]].rubriques if rubrique not in there]
    if absent:
        rubrique = draw(st.sampled_from(absent))
        spec = NORM.rubriques[rubrique]
        value = next(iter(spec.codes)) if spec.codes else DATES[0] if spec.kind == "D" else "1"
        bloc.append(f"{rubrique},'{value}'")
        bloc.sort()


EDITS = (cut, double, move, recode, recode, drop, add)
KINDS = [(nature, kind) for nature, kinds in COMBINATIONS.items() for kind in kinds]


@settings(max_examples=examples(120), deadline=None)
@given(st.data())
def test_blocs_edited_in_a_valid_file(data):
    draw = data.draw
    nature, kind = draw(st.sampled_from(KINDS))
    spec = GenerationSpec(
        individus=2,
        nature=nature,
        type_declaration=kind,
        sector=draw(st.sampled_from(sorted(SECTORS))),
        seed=draw(st.integers(0, 5)),
        profile=draw(st.sampled_from(list(Profile))),
    )
    blocs = blocs_of(generate(spec).decode("iso-8859-1").split("\r\n")[:-1])
    for _ in range(draw(st.integers(1, 8))):
        place, other = draw(st.integers(0, len(blocs) - 1)), draw(st.integers(0, len(blocs) - 1))
        draw(st.sampled_from(EDITS))(blocs, place, other, draw)
        if not blocs:
            return
    content = joined(recounted([line for bloc in blocs for line in bloc]))
    report = neodes.check_bytes(content)
    assert report.crashes == ()
    assert all(neodes.group_message(group, NORM) for group in report.groups)
    assert neodes.check_bytes(content) == report


@pytest.mark.parametrize("edit", [cut, double, move])
def test_an_edit_takes_what_is_below_with_the_bloc(edit):
    blocs = blocs_of(generate(GenerationSpec(individus=2)).decode("iso-8859-1").split("\r\n")[:-1])
    place = next(rank for rank, bloc in enumerate(blocs) if bloc[0].startswith("S21.G00.30"))
    size, count = subtree(blocs, place) - place, len(blocs)
    assert size > 5
    edit(blocs, place, 0, None)
    assert len(blocs) == {cut: count - size, double: count + size, move: count}[edit]
