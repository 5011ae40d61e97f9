"""How a control of the norm is declared."""

from __future__ import annotations

from dataclasses import dataclass

from neodes.controls.coded.names import bloc_id, rubrique_id
from neodes.controls.coded.terms import Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """One control: `when` the premise holds at a bloc, the demand `then` must hold there; see `rule`.

    `passes` and `fails` are cases written from the text of the norm (see `tests/neodes/controls/coded`).
    """

    id: str
    bloc: str
    when: Condition | None
    then: Condition
    iff: bool
    why: str
    do: str
    reading: str
    versions: tuple[str, ...]
    passes: tuple[str, ...]
    fails: tuple[str, ...]

    @property
    def rubrique(self) -> str:
        """The rubrique that the norm puts the control on."""
        return self.id.partition("/")[0]

    @property
    def rubriques(self) -> tuple[str, ...]:
        """Every rubrique named, the demanded ones first."""
        named = (*self.then.rubriques, *(self.when.rubriques if self.when else ()))
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class NotRun:
    """A control of the norm that cannot be judged from the file alone: `reason` says why, in French."""

    id: str
    reason: str
    versions: tuple[str, ...]


def not_run(control: str, reason: str, *, versions: str = "") -> NotRun:
    """Declare that `40.005/CCH-16` is not run, with the reason that people read (a sentence, small first letter)."""
    short, _, kind = control.partition("/")
    return NotRun(f"{rubrique_id(short)}/{kind}", reason, tuple(versions.split()))


def rule(
    control: str,
    *,
    then: Condition,
    passes: tuple[str, ...],
    fails: tuple[str, ...],
    when: Condition | None = None,
    iff: bool = False,
    at: str = "",
    why: str = "",
    do: str = "",
    reading: str = "",
    versions: str = "",
) -> Rule:
    """Declare the control `40.010/CCH-12`.

    `when` … `then`: the demand holds wherever the premise does; `iff`: and nowhere else. `at` is the bloc where both
    are looked at, by default that of the control. `why` and `do` say in French why the rule exists and what to do in
    the payroll software. `reading` says which reading of an ambiguous text was chosen: the control then warns and never
    blocks. `versions` are those of the norm, by default all that have the text of P26V01.
    """
    short, _, kind = control.partition("/")
    return Rule(
        id=f"{rubrique_id(short)}/{kind}",
        bloc=bloc_id(at or short.partition(".")[0]),
        when=when,
        then=then,
        iff=iff,
        why=why,
        do=do,
        reading=reading,
        versions=tuple(versions.split()),
        passes=passes,
        fails=fails,
    )
