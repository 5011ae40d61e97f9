"""What one nature of declaration demands of blocs and rubriques, judged once for each distinct shape.

A *run* is a stretch of lines of one bloc, written as characters (see `neodes.tree.plan`). There are few distinct runs
in a file of any size: which occurrences a run holds and what is wrong with their rubriques is worked out once.
"""

from __future__ import annotations

from typing import NamedTuple

from neodes.controls.base import Severity
from neodes.norm import Cardinality, Usage
from neodes.tree.occurrences import Part, occurrences, order_faults
from neodes.tree.plan import BASE, Plan

SANS_INDIVIDU = frozenset({"02", "04", "05"})
"""Types of declaration (S20.G00.05.002) that declare nobody: néant, annule, annule et remplace néant."""

ENVELOPE = "01"
"""S10 and S90 are the same in every nature."""

UNCLEAN = 0x2000
"""First key of the runs that hold something to report."""

MOST_COUNTED = 3
MOST_RUNS = 50_000
MOST_PEOPLE = 20_000
MOST_TRIES = 1_000

_REASONS = {Usage.INTERDIT: "interdite", Usage.ABSENT: "hors_nature"}


class RunFinding(NamedTuple):
    """A finding inside a run, at the line `offset` of it; `usage` tells a finding of usage from one of order."""

    offset: int
    control: str
    severity: Severity
    reason: str
    rubrique: str
    expected: str = ""
    usage: bool = False


class RunInfo(NamedTuple):
    """A run taken apart: its bloc, where each occurrence starts, what is wrong with each of them, and how much."""

    bloc: int
    starts: tuple[int, ...]
    findings: tuple[tuple[RunFinding, ...], ...]
    faults: int


class KnownPeople(set[str]):
    """Texts of individus that are right, one character a line, without their first line.

    Where individus differ too much from one another, it does not pay to look.
    """

    def __init__(self) -> None:
        super().__init__()
        self.hits = 0
        self.misses = 0

    @property
    def pay(self) -> bool:
        """Whether looking has been worth it so far."""
        return self.misses < MOST_TRIES or self.hits > 2 * self.misses

    def learn(self, text: str) -> None:
        """Remember one more, and start again when there are too many."""
        if len(self) >= MOST_PEOPLE:
            self.clear()
        self.add(text)


class NatureRules(dict[str, str]):
    """Rules of one nature and type of declaration; as a dictionary, run → key (see `_key`).

    A nature that the norm does not have judges neither usage nor cardinality.
    """

    def __init__(self, plan: Plan, nature: str, kind: str = "") -> None:
        super().__init__()
        self.plan = plan
        self.nature = nature if nature in plan.norm.natures else ""
        self.kind = kind
        self.info: dict[str, RunInfo] = {}
        self.clean: set[str] = set()
        self.known_people = KnownPeople()
        self.bounds = [self._bounds(rank, kind) for rank in range(len(plan.blocs))]
        self.doubtful = [self.nature in bloc.doubtful for bloc in plan.blocs]
        self.required = self._required()
        self._counted = [self._is_counted(rank) for rank in range(len(plan.blocs))]
        self._obligatory: dict[int, frozenset[str]] = {}
        self.individu_key = chr(BASE + 4 * plan.individu + int(self._counted[plan.individu]))
        self.total_keys = "".join(chr(BASE + 4 * plan.total + count) for count in range(MOST_COUNTED + 1))
        individu = self.bounds[plan.individu]
        self.many_individus = individu is not None and individu.upper is None

    def _bounds(self, rank: int, kind: str) -> Cardinality | None:
        """Cardinality of a bloc; None when it is forbidden (or when the nature is unknown)."""
        bounds = self.plan.blocs[rank].cardinality.get(self.nature)
        if bounds is not None and kind in SANS_INDIVIDU and rank == self.plan.individu:
            return Cardinality(0, bounds.upper)
        return bounds

    def _required(self) -> list[tuple[int, ...]]:
        """By bloc, the types of children that it must have; S90 missing is a truncated file, told elsewhere."""
        children: list[list[int]] = [[] for _ in self.plan.blocs]
        for rank, parent in enumerate(self.plan.parent):
            bounds = self.bounds[rank]
            if parent >= 0 and rank != self.plan.total and bounds is not None and bounds.lower > 0:
                children[parent].append(rank)
        return [tuple(ranks) for ranks in children]

    def _is_counted(self, rank: int) -> bool:
        """Whether the number of occurrences of a bloc in one run can matter to its parent or to its children."""
        bounds = self.bounds[rank]
        return bool(self.required[rank]) or bounds is None or bounds.upper is not None

    def forbidden(self, bloc: int) -> bool:
        """The bloc does not exist in this nature."""
        return bool(self.nature) and self.bounds[bloc] is None

    def lower(self, bloc: int) -> int:
        """How often the bloc must be there at least."""
        bounds = self.bounds[bloc]
        return 0 if bounds is None else bounds.lower

    def severity(self, bloc: int) -> Severity:
        """A cardinality that is not sure must not block."""
        return Severity.AVERTISSEMENT if self.doubtful[bloc] else Severity.BLOQUANT

    def __missing__(self, run: str) -> str:
        if len(self) > MOST_RUNS:
            self.clear()
            self.info.clear()
        bloc = self.plan.bloc(run[0])
        info = self.info[run] = self._judge(run, bloc)
        key = self[run] = self._key(info)
        return key

    def _key(self, info: RunInfo) -> str:
        """All that the rest of the structure can see of a run without findings: its bloc and, capped, how many."""
        if info.faults:
            return chr(UNCLEAN + info.bloc)
        count = min(len(info.starts), MOST_COUNTED) if self._counted[info.bloc] else 0
        return chr(BASE + 4 * info.bloc + count)

    def info_of(self, run: str) -> RunInfo:
        """A run taken apart."""
        found = self.info.get(run)
        if found is None:
            found = self.info[run] = self._judge(run, self.plan.bloc(run[0]))
        return found

    def _judge(self, run: str, bloc: int) -> RunInfo:
        groups = self._occurrences(run, bloc)
        findings = tuple(tuple(self.findings_of(run, bloc, group)) for group in groups)
        return RunInfo(bloc, tuple(group[0][0] for group in groups), findings, sum(map(len, findings)))

    def _occurrences(self, run: str, bloc: int) -> list[list[Part]]:
        bounds = self.bounds[bloc]
        single = bounds is not None and bounds.upper == 1
        return occurrences(run, self.obligatory(bloc), single=single)

    def obligatory(self, bloc: int) -> frozenset[str]:
        """Characters of the obligatory rubriques of a bloc."""
        found = self._obligatory.get(bloc)
        if found is None:
            wanted = [name for name in self.plan.blocs[bloc].rubriques if self._usage(name) is Usage.OBLIGATOIRE]
            found = self._obligatory[bloc] = frozenset(self.plan.characters(wanted))
        return found

    def _usage(self, rubrique: str) -> Usage | None:
        return self.plan.norm.rubriques[rubrique].usage.get(self.nature)

    def findings_of(self, run: str, bloc: int, group: list[Part]) -> list[RunFinding]:
        """What is wrong with the rubriques of one occurrence: order, then usage."""
        start, end = group[0][0], group[-1][1]
        found = [self._order(fault.offset, fault.character, fault.expected) for fault in order_faults(run, group)]
        if self.forbidden(bloc):
            return found
        missing = sorted(self.obligatory(bloc).difference(run[start:end]))
        found += [self._of_usage(start, character, "absente") for character in missing]
        for offset in range(start, end):
            usage = self._usage(self.plan.rubrique(run[offset]))
            if usage in _REASONS:
                found.append(self._of_usage(offset, run[offset], _REASONS[usage]))
        return found

    def _order(self, offset: int, character: str, expected: str | None) -> RunFinding:
        rubrique = self.plan.rubrique(character)
        reason = "repetee" if expected is None else "avant"
        before = "" if expected is None else self.plan.rubrique(expected)
        return RunFinding(offset, f"{rubrique}/ORDRE", Severity.BLOQUANT, reason, rubrique, before)

    def _of_usage(self, offset: int, character: str, reason: str) -> RunFinding:
        rubrique = self.plan.rubrique(character)
        doubtful = self.nature in self.plan.norm.rubriques[rubrique].doubtful
        severity = Severity.AVERTISSEMENT if doubtful else Severity.BLOQUANT
        return RunFinding(offset, f"{rubrique}/USAGE", severity, reason, rubrique, usage=True)
