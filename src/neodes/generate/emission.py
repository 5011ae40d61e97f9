"""From a specification to the bytes of a file."""

from __future__ import annotations

from collections.abc import Iterator

from neodes.generate.context import Context
from neodes.generate.envoi import write_s10, write_s90
from neodes.generate.establishments import Etablissement, etablissements_of
from neodes.generate.mensuelle import mensuelle
from neodes.generate.months import Month
from neodes.generate.signalements import write_signalement
from neodes.generate.spec import MENSUELLES, GenerationSpec
from neodes.generate.writer import BlocWriter
from neodes.norm import load_norm

_MONTHLY_DAY = 3


def generate(spec: GenerationSpec) -> bytes:
    """The whole file; see `generate_chunks` for a large one."""
    return b"".join(generate_chunks(spec))


def generate_chunks(spec: GenerationSpec) -> Iterator[bytes]:
    """The file in pieces of about 150 kB, cut at line ends; memory does not grow with the number of people."""
    out = BlocWriter(load_norm(spec.norm), spec.nature, spec.line_end)
    found = etablissements_of(spec)
    write_s10(out, spec, any(here.sector.agricole for here in found))
    declarations = 0
    for context in _contexts(spec, found):
        if spec.nature in MENSUELLES:
            yield from mensuelle(out, context, spec.first_ordre)
            declarations += 1
        else:
            yield from _signalements(out, context, declarations)
            declarations += context.etablissement.size
    write_s90(out, declarations)
    yield out.take()


def _contexts(spec: GenerationSpec, found: list[Etablissement]) -> Iterator[Context]:
    """The file is made after the month for a monthly declaration, at its end for an event."""
    month = Month.parse(spec.month)
    made = month.shift(1).day(_MONTHLY_DAY) if spec.nature in MENSUELLES else month.last
    return (Context(spec, here, month, made) for here in found)


def _signalements(out: BlocWriter, context: Context, done: int) -> Iterator[bytes]:
    """One declaration a person; order numbers never repeat, not even with those that are replaced."""
    spec = context.spec
    step = 2 if spec.replaces else 1
    for position in context.etablissement.positions:
        write_signalement(out, context, position, spec.first_ordre + step * (done + position))
        yield out.take()
