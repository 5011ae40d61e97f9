"""The checks of a shape that comes often, written as one function of Python.

Each check is a closure made of closures; that is the quickest to make, and enough for a file of a few people. Where a
shape comes again and again, the same conditions are written as one expression: a value is read once for all the
checks, and no call is made where an operator does. What no expression says stays a call of its closure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from neodes.controls.coded.conditions import Among, Both, Either, Matches, Never, No, Only, OtherThan
from neodes.controls.coded.forms import FORMS, Form
from neodes.controls.coded.gathered import Each
from neodes.controls.coded.measures import (
    Amount,
    Date,
    Month,
    NonZero,
    SameMonth,
    Year,
    hundredths,
    month_of,
)
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.relations import Nothing, Refers, Some
from neodes.controls.coded.rule import Rule
from neodes.controls.coded.terms import At, Condition
from neodes.parser import VALUE_START

OPERATORS = {"<": "<", "<=": "<=", "=": "==", ">=": ">=", ">": ">"}


class Value(NamedTuple):
    """The name of a variable, and whether it may be None."""

    name: str
    optional: bool


class Script:
    """The text of one function, and the objects that it names."""

    def __init__(self, at: At) -> None:
        self.at = at
        self.objects: dict[str, object] = {}
        self._values: dict[str, Value] = {}
        self._blocs: dict[tuple[str, str], str] = {}
        self._reads: list[str] = []

    def object(self, thing: object) -> str:
        """A name for a value, a set, a function."""
        name = f"k{len(self.objects)}"
        self.objects[name] = thing
        return name

    def value(self, rubrique: str) -> Value | None:
        """The variable that holds a rubrique; None when this shape does not have it."""
        if rubrique not in self._values:
            read = self.at.reader(rubrique)
            if read is None:
                return None
            own = rubrique[:10] == self.at.shape.bloc
            name = f"v{len(self._values)}"
            place = self.at.shape.places.get(rubrique, 0)
            text = f"{self.object(read)}(here)"
            if own:
                text = f"lines[start + {place}][{VALUE_START}:-1]"
            elif self.at.is_outside(rubrique[:10]):
                text = f"said[{rubrique!r}]"
            self._reads.append(f"    {name} = {text}\n")
            self._values[rubrique] = Value(name, not own)
        return self._values[rubrique]

    def blocs(self, condition: Nothing | Some | Refers) -> str:
        """The variable that holds the blocs a condition looks among."""
        path = (condition.within, condition.bloc)
        if path not in self._blocs:
            name = self._blocs[path] = f"b{len(self._blocs)}"
            key = repr(path if condition.within else condition.bloc)
            found = f"here.around{path!r}" if condition.within else f"here.below({condition.bloc!r})"
            self._reads.append(f"    {name} = near[{key}] if {key} in near else {found}\n")
        return self._blocs[path]

    def function(self, clauses: Iterable[str]) -> Callable[[Occurrence], bool]:
        """The function of an occurrence of a layout that tells whether every clause holds."""
        text = (
            "def holds(here):\n    lines = here.source.lines\n    said = here.source.said\n"
            "    start = here.start\n    near = here.remembered\n"
            f"{''.join(self._reads)}    return {' and '.join(f'({clause})' for clause in clauses) or 'True'}\n"
        )
        exec(compile(text, "<controls>", "exec"), self.objects)  # noqa: S102 - our own text: values come as objects
        holds: Callable[[Occurrence], bool] = self.objects.pop("holds")  # type: ignore[assignment]
        return holds


def write_checks(rules: Iterable[Rule], at: At) -> Callable[[Occurrence], bool]:
    """Whether all these controls hold at an occurrence of that shape; raises `Unsure` like the checks themselves."""
    script = Script(at)
    return script.function([_rule(rule, script) for rule in rules])


def _rule(rule: Rule, script: Script) -> str:
    if isinstance(rule.then, Each):
        return "True"
    when = "True" if rule.when is None else write(rule.when, script, absent=False)
    then = write(rule.then, script, absent=True)
    if rule.iff:
        return f"bool({when}) == bool({then})"
    if then == "False":
        return f"not ({when})"
    return then if when == "True" else f"not ({when}) or ({then})"


def write(condition: Condition, script: Script, *, absent: bool) -> str:
    """The expression of a condition; of one that has none, the call of its closure."""
    verdict = condition.compile(script.at, absent=absent)
    if isinstance(verdict, bool):
        return repr(verdict)
    writer = WRITERS.get(type(condition))
    text = writer(condition, script, absent) if writer else None
    return text or f"{script.object(verdict)}(here)"


def _guarded(values: Iterable[Value], text: str, absent: bool) -> str:
    missing = " or ".join(f"{value.name} is None" for value in values if value.optional)
    return f"{absent} if {missing} else {text}" if missing else text


def _among(condition: Among, script: Script, _absent: bool) -> str | None:
    value = script.value(condition.rubriques[0])
    return value and f"{value.name} in {script.object(frozenset(condition.codes))}"


def _other_than(condition: OtherThan, script: Script, _absent: bool) -> str | None:
    value = script.value(condition.rubriques[0])
    return value and _guarded([value], f"{value.name} not in {script.object(frozenset(condition.codes))}", False)


def _never(condition: Never, script: Script, absent: bool) -> str:
    return f"not ({write(condition.among, script, absent=absent)})"


def _only(condition: Only, script: Script, absent: bool) -> str:
    return f"not ({write(condition.other, script, absent=absent)})"


def _matches(condition: Matches, script: Script, absent: bool) -> str | None:
    value = script.value(condition.rubriques[0])
    match = script.object(condition.pattern.fullmatch)
    return value and _guarded([value], f"{match}({value.name}) is not None", absent)


def _both(condition: Both, script: Script, absent: bool) -> str:
    parts = [write(part, script, absent=absent) for part in condition.conditions]
    return " and ".join(f"({part})" for part in parts if part != "True")


def _either(condition: Either, script: Script, absent: bool) -> str:
    parts = [write(part, script, absent=absent) for part in condition.conditions]
    return " or ".join(f"({part})" for part in parts if part != "False")


def _no(condition: No, script: Script, absent: bool) -> str:
    return f"not ({write(condition.condition, script, absent=not absent)})"


def _pair(condition: Date | SameMonth | Month, script: Script) -> tuple[Value, Value] | None:
    first, second = map(script.value, condition.rubriques)
    return None if first is None or second is None else (first, second)


def _date(condition: Date, script: Script, absent: bool) -> str | None:
    pair = _pair(condition, script)
    return pair and _guarded(pair, f"{script.object(condition.holds)}({pair[0].name}, {pair[1].name})", absent)


def _same_month(condition: SameMonth, script: Script, absent: bool) -> str | None:
    pair, cut = _pair(condition, script), 4 if condition.year else 2
    return pair and _guarded(pair, f"{pair[0].name}[{cut}:] == {pair[1].name}[{cut}:]", absent)


def _month(condition: Month, script: Script, absent: bool) -> str | None:
    pair, of, operator = _pair(condition, script), script.object(month_of), OPERATORS[condition.comparison]
    return pair and _guarded(pair, f"{of}({pair[0].name}) {operator} {of}({pair[1].name})", absent)


def _year(condition: Year, script: Script, absent: bool) -> str | None:
    values = [value for value in map(script.value, condition.rubriques) if value]
    if len(values) < len(condition.rubriques):
        return None
    bound = condition.bound if isinstance(condition.bound, int) else f"int({values[1].name}[-4:]) + {condition.years}"
    return _guarded(values, f"int({values[0].name}[-4:]) {OPERATORS[condition.comparison]} {bound}", absent)


def _amount(condition: Amount, script: Script, absent: bool) -> str | None:
    value, cents = script.value(condition.rubriques[0]), script.object(hundredths)
    compared = f"amount {OPERATORS[condition.comparison]} {condition.figure}"
    return value and f"{absent} if (amount := {cents}({value.name})) is None else {compared}"


def _non_zero(condition: NonZero, script: Script, absent: bool) -> str | None:
    value, cents = script.value(condition.rubriques[0]), script.object(hundredths)
    return value and f"{absent} if (amount := {cents}({value.name})) is None else amount != 0"


def _form(condition: Form, script: Script, absent: bool) -> str | None:
    value, right = script.value(condition.rubriques[0]), script.object(FORMS[condition.kind][0])
    return value and _guarded([value], f"{right}({value.name})", absent)


def _some(condition: Some, script: Script, _absent: bool) -> str | None:
    if type(condition).found is not Some.found:
        return None
    blocs, search = script.blocs(condition), script.object(condition.search(script.at))
    found = f"{blocs} and {search}({blocs})"
    if not condition.is_obligatory(script.at):
        return found
    return f"({found}) or {script.object(condition.hold_back_where_missing(script.at.norm))}(here)"


def _nothing(condition: Nothing, script: Script, _absent: bool) -> str:
    blocs, search = script.blocs(condition), script.object(condition.search(script.at))
    return f"not ({blocs} and {search}({blocs}))"


def _refers(condition: Refers, script: Script, absent: bool) -> str | None:
    value = script.value(condition.mine[0])
    if len(condition.mine) > 1 or value is None:
        return None
    is_held = script.object(condition.holder(script.at))
    return _guarded([value], f"{is_held}({script.blocs(condition)}, {value.name})", absent)


WRITERS: dict[type[Condition], Callable[..., str | None]] = {
    Among: _among,
    OtherThan: _other_than,
    Never: _never,
    Only: _only,
    Matches: _matches,
    Both: _both,
    Either: _either,
    No: _no,
    Date: _date,
    SameMonth: _same_month,
    Month: _month,
    Year: _year,
    Amount: _amount,
    NonZero: _non_zero,
    Form: _form,
    Some: _some,
    Nothing: _nothing,
    Refers: _refers,
}
