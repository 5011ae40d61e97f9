"""Two months of one establishment, and ways to change the second."""

import neodes
from tests.neodes.files import joined, place_of, valid

SIRET, OTHER = "99000100000019", "99000101800011"
BEFORE, NOW = "2026-10", "2026-11"


def month(period=NOW, **options):
    """Lines of a monthly declaration of the same people, whatever the month."""
    return list(valid(**{"sirets": (SIRET,), "month": period, "individus": 6, "seed": 5, **options}))


def declarations(*contents):
    """The declarations of files given by their lines."""
    return [each for lines in contents for each in neodes.snapshot(joined(lines)).declarations]


def compared(previous, current):
    """(control, reason, line) of all that is said of the second file beside the first."""
    groups = neodes.compare_declarations(declarations(previous), declarations(current))
    assert all(group.severity is neodes.Severity.AVERTISSEMENT for group in groups)
    return [(place.control, place.reason, place.line) for group in groups for place in group.places]


def of_person(lines, rank):
    """Where the lines of an individu start and end; the rank counts those that have a NIR."""
    return place_of(lines, "S21.G00.30.001", rank), place_of(lines, "S21.G00.30.001", rank + 1)


def without_person(lines, rank=1):
    start, end = of_person(lines, rank)
    return lines[:start] + lines[end:]


def with_line(lines, after, added, rank=0):
    """One or more lines put behind the rank-th line of a rubrique."""
    place = place_of(lines, after, rank) + 1
    return [*lines[:place], *added, *lines[place:]]


def with_value(lines, rubrique, value, rank=0):
    place = place_of(lines, rubrique, rank)
    return [*lines[:place], f"{rubrique},'{value}'", *lines[place + 1 :]]


def value_of(lines, rubrique, rank=0):
    return lines[place_of(lines, rubrique, rank)][16:-1]


def under_contract(lines, added, rank=0):
    """Lines put right behind the bloc of the rank-th contract."""
    place = place_of(lines, "S21.G00.40.001", rank)
    while lines[place].startswith("S21.G00.40"):
        place += 1
    return [*lines[:place], *added, *lines[place:]]
