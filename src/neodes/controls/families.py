"""The family of a control, from its id."""

from __future__ import annotations


def family_of(control: str) -> str:
    """`S21.G00.40.007/CSL-00` → `CSL-00`; those of the file and of the months keep their whole id (`FICHIER/VIDE`)."""
    return control if control.startswith(("FICHIER/", "MOIS/")) else control.rpartition("/")[2]
