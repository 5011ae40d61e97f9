"""What stops a command before it starts, told to the operator in French."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_FOLDER_REASONS = {
    errno.EACCES: "vous n'avez pas le droit d'y écrire",
    errno.EPERM: "vous n'avez pas le droit d'y écrire",
    errno.EROFS: "ce disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "votre quota de disque est atteint",
    errno.ENOTDIR: "une partie de ce chemin est un fichier, pas un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
}


class Refused(Exception):
    """The command cannot go on; the message says why and what to do."""


def check_writable(folder: Path) -> None:
    """Create `folder` (its user alone may enter) and write into it; raises `Refused` when that is impossible."""
    probe = folder / f".essai-{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe.write_bytes(b"essai")
        probe.unlink()
    except OSError as error:
        raise Refused(folder_refusal(folder, error)) from error


def folder_refusal(folder: Path, error: OSError) -> str:
    """The sentence for a folder that cannot be used."""
    reason = _FOLDER_REASONS.get(error.errno or 0, error.strerror or str(error))
    return (
        f"Impossible d'écrire dans le dossier « {folder} » : {reason}.\n"
        "Choisissez un dossier qui vous appartient, sur un disque qui a de la place."
    )
