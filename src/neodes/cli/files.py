"""The files that the arguments name: folders are walked, what cannot be opened is told in French."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SUFFIXES = ("", ".dsn", ".txt", ".edi", ".gz", ".zip")
"""In a folder, other files (PDF, tables, images …) are left aside; a file that is named is always read."""


@dataclass(slots=True)
class Selection:
    """The files to read, the sentences about those that cannot be, and how many were left aside in folders."""

    files: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left_aside: int = 0


def select_files(arguments: Iterable[str]) -> Selection:
    """Walk the arguments in their order; the content of a folder comes in alphabetical order."""
    selection = Selection()
    for argument in arguments:
        if Path(argument).is_dir():
            _select_folder(argument, selection)
        elif (problem := why_unreadable(argument)) is not None:
            selection.problems.append(problem)
        else:
            selection.files.append(argument)
    return selection


def _select_folder(folder: str, selection: Selection) -> None:
    found = list(_walk(folder))
    kept = [path for path in found if Path(path).suffix.lower() in SUFFIXES]
    selection.left_aside += len(found) - len(kept)
    if not kept:
        selection.problems.append(f"{folder} : ce dossier ne contient aucun fichier DSN (.dsn, .txt, .edi, .zip, .gz).")
    for path in kept:
        problem = why_unreadable(path)
        (selection.files if problem is None else selection.problems).append(problem or path)


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(parent, name)) for name in sorted(names) if not name.startswith("."))


def why_unreadable(path: str) -> str | None:
    """A sentence when the file cannot be opened, None when it can."""
    try:
        with Path(path).open("rb"):
            return None
    except FileNotFoundError:
        return f"{path} : ce fichier n'existe pas. Vérifiez son nom et son dossier."
    except PermissionError:
        return f"{path} : vous n'avez pas le droit de lire ce fichier. Demandez l'accès ou copiez-le ailleurs."
    except IsADirectoryError:
        return f"{path} : c'est un dossier, un fichier est attendu."
    except OSError as error:
        return f"{path} : ce fichier n'a pas pu être ouvert ({error.strerror})."


def complain(sentences: Iterable[str]) -> None:
    """Say on the error output what could not be done."""
    for sentence in sentences:
        print(f"neodes : {sentence}", file=sys.stderr)
