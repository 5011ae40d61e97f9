"""One word for one thing: the synonyms that the glossary forbids are in no name of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consistency.sources import modules, shown, tree_of

FORBIDDEN = {
    "block": "Bloc",
    "heading": "Rubrique",
    "company": "Entreprise",
    "employee": "Individu or Member",
    "establishment": "Etablissement",
    "company_number": "siren",
    "ssn": "nir",
    "deadline": "Echeance",
    "due_date": "Echeance",
    "receipt": "CompteRendu",
    "insurer": "Partner",
    "parameter_sheet": "FicheParametrage",
    "tenant": "Firm",
    "organisation": "Firm",
    "wallet": "portfolio",
    "upload": "Deposit",
    "nag": "Reminder",
}
"""Synonym (in words joined by `_`) → what the glossary says instead."""

OF_OTHERS = {
    # Names that Django or a library gives.
    "GUICHET_MAX_UPLOAD",
    "GUICHET_MAX_UPLOAD_MB",
    "DATA_UPLOAD_MAX_NUMBER_FILES",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "FILE_UPLOAD_HANDLERS",
    "upload_handlers",
    "upload_interrupted",
    "blocking_threads",
}


def names_in(path: Path) -> Iterator[tuple[str, int]]:
    """Names that the module defines: classes, functions, parameters, variables, attributes."""
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno


def words_of(name: str) -> str:
    """`MaxUploadSize` and `max_upload_size` → `_max_upload_size_`."""
    return "_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_") + "_"


def faults() -> list[str]:
    return [
        f"{shown(path)}:{line}: {name} → {instead}"
        for path in modules()
        for name, line in names_in(path)
        if name not in OF_OTHERS
        for synonym, instead in FORBIDDEN.items()
        if re.search(f"_{synonym}s?_", words_of(name))
    ]


def test_no_forbidden_synonym_in_a_name() -> None:
    assert faults() == []


@pytest.mark.parametrize(("name", "words"), [("MaxUpload", "_max_upload_"), ("_due_date", "_due_date_")])
def test_names_are_cut_into_words(name: str, words: str) -> None:
    assert words_of(name) == words
