"""What lies within what for ever: compared with every establishment that could come."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.core.actor import NOTHING
from guichet.delegations.enums import ScopeKind
from guichet.delegations.scopes import CHOSEN, PARTS_MAX, WHOLE, Rule, Scope, covers
from tests.guichet.delegations.drawing import parts
from tests.guichet.delegations.plain import Part, whatever_comes
from tests.guichet.delegations.stored import scope_of_part

EVERYTHING = list(whatever_comes())


@settings(max_examples=150, deadline=None)
@given(held=st.lists(parts, max_size=3), given_part=parts)
def test_covers_is_what_would_happen(held: list[Part], given_part: Part) -> None:
    would = all(any(mine.holds(facts) for mine in held) for facts in EVERYTHING if given_part.holds(facts))
    found = covers([scope_of_part(mine) for mine in held], scope_of_part(given_part))
    # What is chosen one by one is left to the database: it is in nobody's condition.
    assert found == (would or given_part.kind is ScopeKind.CHOISIS)


def test_an_empty_rule_covers_nothing() -> None:
    empty = Scope(ScopeKind.REGLE)
    assert empty.condition() == NOTHING
    assert not empty.contains(Scope(ScopeKind.REGLE, rule=Rule(sirens=("990000118",))))
    assert Scope(ScopeKind.GROUPES).condition() == CHOSEN.condition() == NOTHING


def test_two_profiles_together_cover_a_rule_of_both() -> None:
    held = [Scope(ScopeKind.REGLE, rule=Rule(partners=(key,))) for key in (1, 2)]
    assert covers(held, Scope(ScopeKind.REGLE, rule=Rule(partners=(1, 2), echeances=(5,))))
    assert not covers(held, Scope(ScopeKind.REGLE, rule=Rule(partners=(1, 3))))
    assert not covers(held, WHOLE)


def test_a_rule_too_large_to_take_apart_is_compared_whole() -> None:
    large = Rule(sirens=tuple(f"{number:09d}" for number in range(PARTS_MAX)), echeances=(5, 15))
    assert list(large.parts()) == [large]
    assert covers([Scope(ScopeKind.REGLE, rule=Rule(sirens=large.sirens))], Scope(ScopeKind.REGLE, rule=large))
