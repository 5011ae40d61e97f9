"""Which parent a bloc gets, in order and out of order."""

import pytest

from neodes.tree.opening import Opening, Place
from neodes.tree.plan import load_plan

START = "S10.G00.00 S20.G00.05 S21.G00.06 S21.G00.11"
OUT_OF_ORDER = ("30", "50", "40", "71", "85", "30", "13", "30", "81", "86", "81")


def places(blocs):
    """(bloc, its parent's bloc, how it fits) for blocs given in short, `30` for S21.G00.30."""
    plan = load_plan("P26V01")
    opening = Opening(plan)
    result = []
    for line, bloc in enumerate(f"{START} {blocs}".split(), 1):
        name = bloc if "." in bloc else f"S21.G00.{bloc}"
        node = opening.enter(plan.index[name], line)
        parent = plan.blocs[node.parent.bloc].id[-2:] if node.parent else None
        result.append((bloc, parent, node.place))
    return result[4:]


def odd(blocs):
    return [(bloc, parent, place.value) for bloc, parent, place in places(blocs) if place is not Place.RIGHT]


@pytest.mark.parametrize(
    "blocs",
    [
        "30 40 71 50 51 53 51 78 79 81 81 78 81 86 30 40 71 50",
        "15 16 20 55 55 20 22 23 23 44 30 40",
        "30 40 60 66 62 65 70 73 71 40 71 50",
    ],
)
def test_in_order(blocs):
    assert odd(blocs) == []


@pytest.mark.parametrize(
    ("blocs", "expected"),
    [
        ("30 40 50 79", [("79", None, "orphan")]),
        ("30 40 50 78 81 30 40 50 81", [("81", None, "orphan")]),
        ("40", [("40", None, "orphan")]),
        ("30 40 71 70", [("70", "40", "misplaced")]),
        ("30 50 40 71", [("40", "30", "misplaced")]),
        ("13 30 40", [("13", "06", "misplaced")]),
        ("85 30 40 30", [("30", "11", "misplaced")]),
        ("30 40 50 78 23 79 81", [("23", None, "orphan")]),
        ("22 30 40 50 78 23 79 81", [("23", "22", "misplaced")]),
        ("30 40 50 78 86 81 86", [("81", "78", "misplaced")]),
        ("30 86 40 71 50 51", [("40", "30", "misplaced")]),
    ],
)
def test_out_of_order(blocs, expected):
    assert odd(blocs) == expected


def test_children_of_an_orphan_belong_to_it():
    assert places("30 40 78 81 79")[2:] == [
        ("78", None, Place.ORPHAN), ("81", "78", Place.RIGHT), ("79", "78", Place.MISPLACED),
    ]  # fmt: skip


def test_every_bloc_is_closed_once():
    plan = load_plan("P26V01")
    closed = []
    opening = Opening(plan, closed.append)
    opened = [opening.enter(plan.index[f"S21.G00.{bloc}"], 1) for bloc in OUT_OF_ORDER]
    opening.close_all()
    assert len(closed) == len(set(map(id, closed)))
    assert {id(node) for node in opened} <= {id(node) for node in closed}
