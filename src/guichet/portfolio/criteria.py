"""Criteria of the portfolio that apps above answer: who may act, where the amorçage stands.

Such an app gives its answer with `answer` when it is ready; this one never knows what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from guichet.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Answer:
    """`accepts` tells the values that mean something; `condition` is what establishments meet, for that actor."""

    accepts: Callable[[str], bool]
    condition: Callable[[Actor, str], Q]


_answers: dict[str, Answer] = {}


def answer(name: str, *, accepts: Callable[[str], bool], condition: Callable[[Actor, str], Q]) -> None:
    """Answer for that criterion, in place of whoever did before."""
    _answers[name] = Answer(accepts, condition)


def accepted(name: str, value: str) -> str:
    """The value, or nothing when nobody answers for it."""
    known = _answers.get(name)
    return value if value and known and known.accepts(value) else ""


def condition_of(name: str, actor: Actor, value: str) -> Q:
    """What establishments meet; every one of them without a value."""
    return _answers[name].condition(actor, value) if value else Q()
