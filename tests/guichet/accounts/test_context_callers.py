"""Who may open the context of a firm: the second wall of access stands on this short list."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from guichet.core import tenancy
from tests.consistency.sources import modules, shown, tree_of

TENANCY = "guichet.core.tenancy"
OPENERS = {"as_firm", "enter_firm", "enter_user", "firm_transaction"}

KNOWN = {
    # One request, for its person and the firm of the session.
    "src/guichet/web/access.py:open_context_of": {"enter_user", "enter_firm"},
    # A firm that signs up.
    "src/guichet/accounts/services.py:_insert_firm": {"enter_firm"},
    # A link that we signed, which names its firm.
    "src/guichet/accounts/links.py:open_link": {"enter_firm"},
    # Whether a member works for others too, asked for a moment in the context of that person.
    "src/guichet/accounts/second_factor.py:_works_elsewhere": {"enter_user"},
    # A token that we signed, which names its firm.
    "src/guichet/programs/tokens.py:open_token": {"enter_firm"},
    # From the box of a firm to that of its partner, and back: a copy, in one transaction.
    "src/guichet/amorcage/mailbox.py:deliver": {"as_firm"},
    "src/guichet/amorcage/documents.py:write_document": {"as_firm"},
    "src/guichet/amorcage/answering.py:_demande_of": {"as_firm"},
    "src/guichet/amorcage/connecting.py:open_account": {"as_firm"},
    # The administrator of the demonstration.
    "src/guichet/config/demo/people.py:administrator": {"enter_user", "enter_firm"},
    # A person who left: whether another firm still counts on him, then back to who acts.
    "src/guichet/rgpd/services.py:forget_member": {"enter_user"},
    "src/guichet/rgpd/services.py:_forget_person": {"enter_user"},
    # One job, for the firm it was written for.
    "src/guichet/core/files.py": {"firm_transaction"},
    "src/guichet/amorcage/reminding.py": {"firm_transaction"},
    "src/guichet/core/operations.py": {"firm_transaction"},
    "src/guichet/core/tenancy.py": {"enter_firm"},
    "src/guichet/deposits/comparing.py": {"firm_transaction"},
    "src/guichet/deposits/pipeline.py": {"firm_transaction"},
    "src/guichet/deposits/steps.py": {"firm_transaction"},
    "src/guichet/deposits/trades.py": {"firm_transaction"},
    "src/guichet/deposits/unpacking.py": {"firm_transaction"},
    # A published fiche, copied into each firm that it is for.
    "src/guichet/fiches/controlling.py": {"firm_transaction"},
    "src/guichet/fiches/delivering.py:deliver": {"firm_transaction"},
    "src/guichet/fiches/delivering.py:deliver_what_is_there": {"as_firm"},
    "src/guichet/portfolio/exchange/exporting.py:_pieces": {"firm_transaction"},
    "src/guichet/portfolio/exchange/exporting.py:export_portfolio": {"firm_transaction"},
    "src/guichet/portfolio/exchange/importing.py:_open": {"firm_transaction"},
    "src/guichet/portfolio/exchange/importing.py:_work": {"firm_transaction"},
    "src/guichet/portfolio/operating.py": {"firm_transaction"},
    "src/guichet/portfolio/sirene/filling.py": {"firm_transaction"},
    "src/guichet/programs/delivering.py": {"firm_transaction"},
    "src/guichet/rgpd/chain.py": {"firm_transaction"},
    "src/guichet/rgpd/journal_export.py": {"firm_transaction"},
    "src/guichet/rgpd/person_export.py": {"firm_transaction"},
    "src/guichet/rgpd/person_search.py": {"firm_transaction"},
    "src/guichet/rgpd/purge.py": {"firm_transaction"},
}
"""File (and function, for those that may be called during a request) → what it calls."""


def calls_in(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(function, opener) for each use of an opener, even passed on, renamed or by the module."""
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == TENANCY
        for alias in node.names
    }
    names |= {node.name: node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in OPENERS}
    for top in tree.body:
        for node in ast.walk(top):
            used = names.get(node.id) if isinstance(node, ast.Name) else None
            used = node.attr if isinstance(node, ast.Attribute) and node.attr in OPENERS else used
            if used in OPENERS:
                yield getattr(top, "name", "module"), str(used)


def callers(paths: tuple[Path, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        for function, opener in calls_in(tree_of(path)):
            place = shown(path)
            key = f"{place}:{function}" if f"{place}:{function}" in KNOWN or place not in KNOWN else place
            found.setdefault(key, set()).add(opener)
    return found


def test_nobody_else_opens_a_context() -> None:
    portal = tuple(path for path in modules() if "guichet" in path.parts)
    assert callers(portal) == KNOWN, "a new caller opens rows of a firm: think of it, then add it here"


@pytest.mark.parametrize(
    "source",
    [
        "from guichet.core.tenancy import enter_firm\ndef view(): enter_firm(1)",
        "from guichet.core.tenancy import enter_firm as go\ndef view(): go(1)",
        "from guichet.core import tenancy\ndef view(): tenancy.enter_firm(1)",
        "from guichet.core.tenancy import enter_firm\ndef view(): run(enter_firm, 1)",
    ],
)
def test_every_way_of_calling_is_seen(source: str) -> None:
    assert list(calls_in(ast.parse(source))) == [("view", "enter_firm")]


def test_the_setting_is_written_by_tenancy_alone() -> None:
    """`set_config` and `SET` on the names of the context are nowhere else in the code of the portal."""
    writers = [
        shown(path)
        for path in modules()
        if "guichet" in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and "set_config" in str(node.value)
    ]
    assert writers == ["src/guichet/core/tenancy.py"]
    assert tenancy.FIRM == "guichet.firm_id"
