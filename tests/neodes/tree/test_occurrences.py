"""Letters stand for rubriques of one bloc, in alphabetical order; `a` and `b` are obligatory unless said."""

import pytest

from neodes.tree.occurrences import occurrences, order_faults


def cut(run, obligatory="ab", single=False):
    groups = occurrences(run, frozenset(obligatory), single=single)
    return [run[group[0][0] : group[-1][1]] for group in groups]


def faults(run, obligatory="ab"):
    groups = occurrences(run, frozenset(obligatory), single=False)
    return [(fault.offset, fault.character, fault.expected) for group in groups for fault in order_faults(run, group)]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("abc", ["abc"]),
        ("abcabc", ["abc", "abc"]),
        ("ababab", ["ab", "ab", "ab"]),
        ("abcab", ["abc", "ab"]),
        ("acb", ["acb"]),
        ("abdc", ["abdc"]),
        ("abcabdc", ["abc", "abdc"]),
        ("abdcabc", ["abdc", "abc"]),
        ("abbc", ["ab", "bc"]),
        ("bca", ["bca"]),
        ("abcbc", ["abc", "bc"]),
    ],
)
def test_cuts(run, expected):
    assert cut(run) == expected


def test_blocs_that_may_start_on_any_rubrique():
    assert cut("bcbc", obligatory="") == ["bc", "bc"]
    assert cut("ba", obligatory="") == ["b", "a"]
    assert cut("cdc", obligatory="c") == ["cd", "c"]


def test_a_bloc_that_comes_once():
    assert cut("abcb", single=True) == ["abcb"]
    assert cut("abcabc", single=True) == ["abc", "abc"]


def test_faults():
    assert faults("abc") == []
    assert faults("acb") == [(2, "b", "c")]
    assert faults("abccd", obligatory="abc") == [(3, "c", None)]
    assert faults("abdcabc") == [(3, "c", "d")]


def test_a_shuffled_stretch_without_end_stays_cheap():
    assert len(cut("ba" * 5_000)) == 5_001
