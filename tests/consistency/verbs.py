"""The verbs that the code writes into the journal, found by walking it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from guichet.accounts import second_factor
from guichet.deposits import steps
from guichet.portfolio import actions
from tests.consistency.sources import modules, shown, tree_of

MADE: dict[str, Callable[[], Iterable[str]]] = {
    "src/guichet/deposits/steps.py": lambda: (
        f"depot.{step}" for step in (steps.READING, steps.CONTROL, steps.PLACING, steps.SUMMARY, steps.UNPACKING)
    ),
    "src/guichet/portfolio/services.py": lambda: ("etablissement.complete", "etablissement.modifie"),
    "src/guichet/portfolio/actions.py": lambda: (f"portefeuille.{code}" for code in actions._offered),
    "src/guichet/accounts/second_factor.py": lambda: (change.value for change in second_factor.Change),
}
"""Module → the verbs that it makes of pieces, which cannot be read where they are written."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def verbs_by_place() -> dict[str, set[str]]:
    """Verb → where it is written."""
    found: dict[str, set[str]] = {}
    for place, value in _written():
        module = place.partition(":")[0]
        made = () if isinstance(value, ast.Name) else MADE.get(module, tuple)()
        for verb in list(_texts(value)) or made:
            found.setdefault(verb, set()).add(place)
    return found


def unreadable() -> list[str]:
    """Where the verb is neither a text, nor a choice of texts, nor passed on by a parameter, nor named in `MADE`."""
    return [
        place
        for place, value in _written()
        if place.partition(":")[0] not in MADE and not isinstance(value, ast.Name) and not list(_texts(value))
    ]


def _written() -> Iterator[tuple[str, ast.expr]]:
    everywhere = {name: rank for path in _portal() for name, rank in _takers(path).items() if rank is not None}
    for path in _portal():
        takers = {**everywhere, **_takers(path)}
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                yield from ((f"{shown(path)}:{node.lineno}", value) for value in _given(node, takers))
            elif isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["verb"]:
                yield from ((f"{shown(path)}:{node.lineno}", node.value) for _ in list(_texts(node.value))[:1])


def _portal() -> list[Path]:
    return [path for path in modules() if "guichet" in path.parts]


@cache
def _takers(path: Path) -> dict[str, int | None]:
    """Functions of a module → the rank of their parameter `verb`: -1 when passed by name alone, None without one."""
    takers: dict[str, int | None] = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            names = [argument.arg for argument in node.args.args]
            by_name = "verb" in [argument.arg for argument in node.args.kwonlyargs]
            takers[node.name] = names.index("verb") if "verb" in names else -1 if by_name else None
    return takers


def _given(call: ast.Call, takers: dict[str, int | None]) -> list[ast.expr]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    rank = -1 if name == "JournalEntry" else takers.get(name)
    if rank is None:
        return []
    named = [keyword.value for keyword in call.keywords if keyword.arg == "verb"]
    return named or ([call.args[rank]] if 0 <= rank < len(call.args) else [])


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body)
        yield from _texts(value.orelse)
