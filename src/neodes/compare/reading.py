"""A file → its snapshot, in one reading; the declarations are those that the check of the file sees."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from neodes.compare.snapshot import MENSUELLE, Contrat, DeclarationSnapshot, FileSnapshot, Individu
from neodes.controls.check import version_for
from neodes.controls.summary import Facts
from neodes.norm import load_norm
from neodes.parser import VALUE_START, TextReader, parse_line, pieces_of, recognise_binary
from neodes.parser.text import chunks_of
from neodes.tree.plan import UNREADABLE, Plan, load_plan
from neodes.values.amounts import parse_cents

DECLARATION, INDIVIDU, CONTRAT = "S20.G00.05", "S21.G00.30", "S21.G00.40"
NATURE = "S20.G00.05.001"
GROSS = "001"
"""S21.G00.51.011: rémunération brute non plafonnée."""

CANCELLED = "099"
"""S21.G00.62.002: the end that was declared is taken back."""


def snapshot(content: bytes | Iterable[bytes], *, only: Collection[int] | None = None) -> FileSnapshot:
    """Read a file held in memory, or one that comes by chunks, of which one is in memory at a time.

    `only` names the declarations (by index) whose individus are wanted. Never raises on what the bytes hold.
    """
    pieces = pieces_of(chunks_of(content) if isinstance(content, bytes) else content)
    head = next(pieces, b"")
    version = version_for(head, None)[0]
    reading = _Reading(load_plan(load_norm(version).version), only)
    if recognise_binary(head) is None:
        reading.feed(head)
        for piece in pieces:
            reading.feed(piece)
    return reading.finish(version)


class _Taken:
    """What is gathered of one declaration."""

    __slots__ = ("found", "gross", "individus", "kind", "lines")

    def __init__(self) -> None:
        self.individus: list[Individu] = []
        self.found = 0
        self.gross = 0
        self.kind = ""
        self.lines: dict[str, int] = {}

    @property
    def individu(self) -> Individu | None:
        return self.individus[-1] if self.individus else None

    @property
    def contrat(self) -> Contrat | None:
        return self.individus[-1].contrats[-1] if self.individus and self.individus[-1].contrats else None


class _Reading:
    """The reading of one file, piece by piece."""

    def __init__(self, plan: Plan, only: Collection[int] | None) -> None:
        self._plan = plan
        self._only = only
        self._wanted = _wanted(plan)
        self._reader = TextReader()
        self._facts = Facts(plan)
        self._taken: list[_Taken] = []
        self._lines = 0
        self._last = UNREADABLE

    def feed(self, piece: bytes) -> None:
        """Take the next lines."""
        text, reader = self._reader.decode(piece), self._reader
        lines = reader.split(text) if reader.line_end == "\r" else reader.split_mixed(text)
        known = self._plan.character
        characters = "".join([known.get(line[:14]) or self._odd(line) for line in lines])
        self._facts.note(lines, characters, self._lines + 1)
        self._take(lines, self._last + characters)
        self._last = _before(self._last + characters, len(characters) + 1)
        self._lines += len(lines)

    def finish(self, version: str) -> FileSnapshot:
        """End of the file."""
        summaries = self._facts.summaries([taken.found for taken in self._taken], self._lines)
        return FileSnapshot(
            norm=version,
            encoding=self._reader.encoding or "iso-8859-1",
            lines=self._lines,
            envoi=self._facts.envoi_summary(),
            declarations=tuple(
                DeclarationSnapshot(summary, taken.individus, taken.gross, taken.lines)
                for summary, taken in zip(summaries, self._taken, strict=True)
            ),
        )

    def _odd(self, line: str) -> str:
        """A line that does not start with a rubrique of this version may still name one."""
        return self._plan.character.get(parse_line(line).rubrique, UNREADABLE)

    def _take(self, lines: list[str], characters: str) -> None:
        """`characters` starts with that of the line before: it tells whether a bloc goes on or begins."""
        for match in self._wanted.finditer(characters, 1):
            place = match.start()
            line = self._lines + place
            rubrique, before = self._plan.rubrique(match[0]), _before(characters, place)
            if rubrique.startswith(DECLARATION) and self._facts.starts_at(line):
                self._taken.append(_Taken())
            if self._taken:
                begins = rubrique[:10] != self._bloc(before) or match[0] <= before
                self._note(rubrique, _value(lines[place - 1]), line, begins=begins)

    def _bloc(self, character: str) -> str:
        return "" if character >= UNREADABLE else self._plan.rubrique(character)[:10]

    def _note(self, rubrique: str, value: str, line: int, *, begins: bool) -> None:
        taken, rank = self._taken[-1], len(self._taken) - 1
        if rubrique.startswith(DECLARATION):
            taken.lines.setdefault(rubrique, line)
            return
        taken.found += begins and rubrique.startswith(INDIVIDU)
        asked = self._only is None or rank in self._only
        if asked and self._facts.declarations[rank].values.get(NATURE) == MENSUELLE:
            if begins:
                _begin(taken, rubrique, line)
            if note := _NOTES.get(rubrique):
                note(taken, value, line)


def _before(characters: str, place: int) -> str:
    """The last rubrique before a place; lines that have none do not part those of a bloc."""
    while place and characters[place - 1] >= UNREADABLE:
        place -= 1
    return characters[place - 1] if place else UNREADABLE


def _begin(taken: _Taken, rubrique: str, line: int) -> None:
    if rubrique.startswith(INDIVIDU):
        taken.individus.append(Individu(line))
    elif rubrique.startswith(CONTRAT) and taken.individus:
        taken.individus[-1].contrats.append(Contrat())


def _note_nir(taken: _Taken, value: str, line: int) -> None:
    if individu := taken.individu:
        individu.nir = value


def _note_ntt(taken: _Taken, value: str, line: int) -> None:
    if individu := taken.individu:
        individu.ntt = value


def _note_former_nir(taken: _Taken, value: str, line: int) -> None:
    if individu := taken.individu:
        individu.former_nirs += (value,)


def _note_start(taken: _Taken, value: str, line: int) -> None:
    if contrat := taken.contrat:
        contrat.start, contrat.start_line = value, line


def _note_number(taken: _Taken, value: str, line: int) -> None:
    if contrat := taken.contrat:
        contrat.number, contrat.number_line = value, line


def _note_former_siret(taken: _Taken, value: str, line: int) -> None:
    if contrat := taken.contrat:
        contrat.former_sirets += (value,)


def _note_former_number(taken: _Taken, value: str, line: int) -> None:
    if contrat := taken.contrat:
        contrat.former_numbers += (value,)


def _note_former_start(taken: _Taken, value: str, line: int) -> None:
    if contrat := taken.contrat:
        contrat.former_starts += (value,)


def _note_end(taken: _Taken, value: str, line: int) -> None:
    if contrat := taken.contrat:
        contrat.ended = True


def _note_reason_of_end(taken: _Taken, value: str, line: int) -> None:
    if (contrat := taken.contrat) and value == CANCELLED:
        contrat.ended = False


def _note_kind(taken: _Taken, value: str, line: int) -> None:
    taken.kind = value


def _note_amount(taken: _Taken, value: str, line: int) -> None:
    if taken.kind == GROSS:
        taken.gross += parse_cents(value) or 0
    taken.kind = ""


_NOTES: dict[str, Callable[[_Taken, str, int], None]] = {
    "S21.G00.30.001": _note_nir,
    "S21.G00.30.020": _note_ntt,
    "S21.G00.31.008": _note_former_nir,
    "S21.G00.40.001": _note_start,
    "S21.G00.40.009": _note_number,
    "S21.G00.41.012": _note_former_siret,
    "S21.G00.41.014": _note_former_number,
    "S21.G00.41.021": _note_former_start,
    "S21.G00.62.001": _note_end,
    "S21.G00.62.002": _note_reason_of_end,
    "S21.G00.51.011": _note_kind,
    "S21.G00.51.013": _note_amount,
}
BEGINNINGS = ("S21.G00.30.001", "S21.G00.30.002", "S21.G00.40.001")
"""An occurrence right behind another one of its bloc starts with one of these: 30.002 and 40.001 are obligatory."""


@lru_cache(maxsize=4)
def _wanted(plan: Plan) -> re.Pattern[str]:
    """The rubriques that are noted, and whatever line a person or a contract begins with."""
    noted = plan.characters((*_NOTES, *BEGINNINGS, *plan.blocs[plan.declaration].rubriques))
    first = (f"(?<!{span}){span}" for span in (plan.span(plan.individu), plan.span(plan.index[CONTRAT])))
    return re.compile(f"[{noted}]|{'|'.join(first)}")


def _value(line: str) -> str:
    if line[VALUE_START - 2 : VALUE_START] == ",'" and line[-1] == "'":
        return line[VALUE_START:-1]
    return parse_line(line).value
