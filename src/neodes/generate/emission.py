"""From a specification to the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from neodes.generate.context import Context
from neodes.generate.envoi import write_s10, write_s90
from neodes.generate.establishments import Etablissement, establishments
from neodes.generate.mensuelle import mensuelle
from neodes.generate.months import Month
from neodes.generate.spec import GenerationSpec
from neodes.generate.writer import BlocWriter
from neodes.norm import load_norm

_MONTHLY_DAY = 3


def generate(spec: GenerationSpec) -> bytes:
    """The whole file; see `generate_chunks` for a large one."""
    return b"".join(generate_chunks(spec))


def generate_chunks(spec: GenerationSpec) -> Iterator[bytes]:
    """The file in pieces of about 150 kB, cut at line ends; memory does not grow with the number of people."""
    out = BlocWriter(load_norm(spec.norm), spec.nature, spec.line_end)
    found = establishments(spec)
    month = Month.parse(spec.month)
    write_s10(out, spec, any(here.sector.agricole for here in found))
    declarations = 0
    for here in found:
        context = Context(spec, here, month, _made(spec, month))
        for ordre in _ordres(spec, here, declarations):
            yield from mensuelle(out, context, ordre)
            declarations += 1
    write_s90(out, declarations)
    yield out.take()


def _made(spec: GenerationSpec, month: Month) -> date:
    """Day the file is made: after the month for a monthly declaration."""
    return month.shift(1).day(_MONTHLY_DAY) if spec.nature == "01" else month.last


def _ordres(spec: GenerationSpec, _here: Etablissement, _done: int) -> range:
    return range(spec.first_ordre, spec.first_ordre + 1)
