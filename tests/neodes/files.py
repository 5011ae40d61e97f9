"""Small files for the tests of the reader and the engine: a valid one, and ways to change its lines."""

from functools import lru_cache

import neodes
from neodes.controls.coded.scan import CODED
from neodes.generate import GenerationSpec, generate


@lru_cache(maxsize=32)
def valid(**options):
    """Lines of a valid monthly declaration, without their ends."""
    spec = GenerationSpec(**{"individus": 3, "seed": 5, **options})
    return tuple(generate(spec).decode("iso-8859-1").split("\r\n")[:-1])


def joined(lines, end="\r\n", encoding="iso-8859-1"):
    """Bytes of a file with these lines."""
    return "".join(line + end for line in lines).encode(encoding)


def check(lines, **options):
    report = neodes.check_bytes(joined(lines), **options)
    assert report.crashes == ()
    return report


def found(report):
    """(control, line, reason) of all the places kept."""
    return {(place.control, place.line, place.reason) for group in report.groups for place in group.places}


def generic(report):
    """The same without the controls of the catalogue, whose own cases tell what they find."""
    return {(control, line, reason) for control, line, reason in found(report) if reason != CODED}


def place_of(lines, rubrique, rank=0):
    """Index of the line that holds the rubrique for the rank-th time."""
    return [place for place, line in enumerate(lines) if line.startswith(rubrique)][rank]


def recounted(lines):
    """The same lines with the total of S90 put right."""
    return [f"S90.G00.90.001,'{len(lines)}'" if line.startswith("S90.G00.90.001") else line for line in lines]
