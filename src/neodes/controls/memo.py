"""The memory of lines: each distinct line of a file is judged once, then found again by a dictionary look-up in C."""

from __future__ import annotations

from neodes.controls.base import Severity
from neodes.controls.values import LineFinding, Match, Rule, finding_of_form
from neodes.parser import VALUE_START, LineFault, parse_line
from neodes.tree.plan import BLANK, FAULTY, FIRST_SPECIAL, UNKNOWN_BLOC, UNKNOWN_RUBRIQUE, UNREADABLE, Plan

MOST_LINES = 20_000
"""Lines remembered; then all are forgotten, and those that come often are soon back.

Few enough to stay near the processor: with ten times as many, a file of 2 million lines takes a quarter longer.
"""

MOST_FAULTY = 20_000

RUBRIQUE = 14
"""Characters of the id of a rubrique."""

_NOT_TO_CHECK = frozenset(LineFault) - {LineFault.BLANC_FINAL}
"""A damaged value is not judged further: one fault, one finding."""


class LineMemo(dict[str, str]):
    """Line → one character: its rubrique, or its rubrique with a fault, or what else it is (see `plan`).

    `met_special` tells whether any line so far had a special character, which spares a search in most files.
    `"".join(map(memo.__getitem__, lines))` runs in C but for the lines never met.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.met_special = False
        self._explained: dict[str, tuple[LineFinding, ...]] = {}
        self._rules: dict[str, Rule] = {}
        self._simple: dict[str, tuple[int, int, Match, str]] = {}

    def __missing__(self, line: str) -> str:
        simple = self._simple.get(line[:VALUE_START])
        if simple is not None:
            low, high, surely, character = simple
            if low <= len(line) <= high and surely(line, VALUE_START):
                self[line] = character
                return character
        character = self[line] = self._judge(line)
        if character >= FIRST_SPECIAL:
            self.met_special = True
        return character

    def trim(self) -> None:
        """Forget when there is too much to remember."""
        if len(self) > MOST_LINES:
            self.clear()
        if len(self._explained) > MOST_FAULTY:
            self._explained.clear()

    def findings(self, line: str) -> tuple[LineFinding, ...]:
        """What is to be said of a line whose character is not that of a plain rubrique."""
        found = self._explained.get(line)
        if found is None:
            found = self._explained[line] = self._explain(line)
        return found

    def rule(self, rubrique: str) -> Rule | None:
        """The rule of a rubrique, None when this version does not have it."""
        rule = self._rules.get(rubrique)
        if rule is None and rubrique in self.plan.character:
            rule = self._rules[rubrique] = Rule(self.plan.norm.rubriques[rubrique], self.plan.character[rubrique])
            if rule.surely is not None:
                self._simple[f"{rubrique},'"] = (rule.low, rule.high, rule.surely, rule.character)
        return rule

    def _judge(self, line: str) -> str:
        rule = self.rule(line[:RUBRIQUE])
        if rule is not None and rule.accepts(line):
            return rule.character
        parsed = parse_line(line)
        if not parsed.rubrique:
            return BLANK if parsed.fault is LineFault.LIGNE_VIDE else UNREADABLE
        rule = self.rule(parsed.rubrique)
        if rule is None:
            known = parsed.rubrique[:10] in self.plan.index
            return UNKNOWN_RUBRIQUE if known else UNKNOWN_BLOC
        if self.findings(line):
            return chr(ord(rule.character) + FAULTY)
        return rule.character

    def _explain(self, line: str) -> tuple[LineFinding, ...]:
        parsed = parse_line(line)
        form = finding_of_form(line, parsed)
        found = [form] if form else []
        rule = self.rule(parsed.rubrique) if parsed.rubrique else None
        if rule is not None and parsed.fault not in _NOT_TO_CHECK:
            found += self._of_value(rule, parsed.value)
        if parsed.rubrique[:10] in self.plan.index and rule is None:
            control = f"{parsed.rubrique}/INCONNU"
            found.append(LineFinding(control, Severity.BLOQUANT, "rubrique", parsed.rubrique, parsed.value))
        return tuple(found)

    def _of_value(self, rule: Rule, value: str) -> list[LineFinding]:
        rubrique, reason = rule.spec.id, rule.fault(value)
        if reason:
            return [LineFinding(f"{rubrique}/CSL-00", Severity.BLOQUANT, reason, rubrique, value)]
        absent = rule.table_finding(value)
        return [absent] if absent else []
