"""The word of the catalogue on the departement of birth, alone or in a NIR."""

from __future__ import annotations

from neodes.controls.coded.names import rubrique_id
from neodes.controls.coded.occurrence import Occurrence
from neodes.controls.coded.terms import At, Condition, Verdict, full, named
from neodes.norm import Norm


class DepartementExisted(Condition):
    """The departement of a NIR, or a code of departement, existed in the year of the date of birth.

    In a bloc without one (no `birth`), it existed in one of the years that the two figures of the NIR may stand for.
    """

    def __init__(self, rubrique: str, birth: str = "") -> None:
        self.rubriques = full((rubrique, birth) if birth else (rubrique,))
        self.birth = rubrique_id(birth) if birth else ""

    def compile(self, at: At, *, absent: bool) -> Verdict:
        read, dated, known = at.reader(self.rubriques[0]), at.reader(self.birth or MADE), bool(self.birth)
        if read is None or dated is None:
            return absent

        def test(occurrence: Occurrence) -> bool:
            value, day = read(occurrence), dated(occurrence)
            if value is None or day is None:
                return absent
            last = int(day[4:])
            years = (last,) if known else tuple(century + int(value[1:3]) for century in CENTURIES)
            return any(existed(value[-8:-6] or value, year) for year in years if year <= last)

        return test

    def words(self, norm: Norm) -> str:
        of = f"que donne {named(norm, self.birth)}" if self.birth else "que portent les deuxième et troisième chiffres"
        return (
            f"le département de la rubrique {named(norm, self.rubriques[0])} existait l'année de naissance {of} "
            "(2A et 2B depuis 1976, 20 jusqu'en 1975, 96 jusqu'en 1967)"
        )


def existed(departement: str, year: int) -> bool:
    """Whether people born that year may bear that departement: Corsica was split in 1976, 96 closed in 1968."""
    if departement in ("2A", "2B"):
        return year >= 1976
    return departement not in ("20", "96") or year < (1976 if departement == "20" else 1968)


MADE = rubrique_id("05.007")
"""Date de constitution du fichier: nobody is born later."""

CENTURIES = (1900, 2000)

departement_existed = DepartementExisted
