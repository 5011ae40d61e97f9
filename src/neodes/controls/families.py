"""The family of a control, from its id."""

from __future__ import annotations


def family_of(control: str) -> str:
    """`S21.G00.40.007/CSL-00` → `CSL-00`; the controls of the file keep their whole id (`FICHIER/VIDE`, `LIGNE`)."""
    return control if control.startswith("FICHIER/") else control.rpartition("/")[2]
