"""Findings of structure → groups; a place is only made for the few that are kept."""

from __future__ import annotations

from neodes.controls.base import Finding, Severity
from neodes.controls.groups import Groups
from neodes.controls.nature import NatureRules, RunFinding
from neodes.tree.plan import Plan


class Reporter:
    """Says what is wrong with blocs and rubriques, in the declaration that is being read."""

    def __init__(self, plan: Plan, groups: Groups) -> None:
        self.plan = plan
        self.groups = groups
        self.declaration = -1

    @property
    def total(self) -> int:
        """How much was found so far."""
        return self.groups.total

    def name(self, bloc: int) -> str:
        """Id of a bloc."""
        return self.plan.blocs[bloc].id

    def bloc(
        self,
        family: str,
        reason: str,
        bloc: int,
        line: int,
        severity: Severity = Severity.BLOQUANT,
        **details: str | int,
    ) -> None:
        """A finding about a whole bloc."""
        name, declaration = self.name(bloc), self._declaration_of(bloc)
        key = (declaration, f"{name}/{family}", severity, reason)
        if self.groups.wants_place(key):
            finding = Finding(key[1], severity, line, reason, bloc=name, declaration=declaration, details=details)
            self.groups.keep(key, finding)

    def rubrique(self, finding: RunFinding, bloc: int, line: int, nature: str) -> None:
        """A finding about a rubrique, or about its absence."""
        declaration = self._declaration_of(bloc)
        key = (declaration, finding.control, finding.severity, finding.reason)
        if self.groups.wants_place(key):
            details = {"expected": finding.expected} if finding.expected else {}
            if finding.usage:
                details["nature"] = nature
            made = Finding(
                control=finding.control,
                severity=finding.severity,
                line=line,
                reason=finding.reason,
                rubrique=finding.rubrique,
                bloc=self.name(bloc),
                declaration=declaration,
                details=details,
            )
            self.groups.keep(key, made)

    def misplaced(self, character: str, line: int, before: int) -> None:
        """A line that stands behind a bloc that it should precede."""
        rubrique = self.plan.rubrique(character)
        finding = RunFinding(0, f"{rubrique}/ORDRE", Severity.BLOQUANT, "avant", rubrique, self.name(before))
        self.rubrique(finding, self.plan.bloc(character), line, "")

    def missing(self, rules: NatureRules, child: int, parent: int, line: int, found: int) -> None:
        """A bloc that is not there as often as it must be under its parent."""
        nature = rules.nature if self.plan.of_declaration[child] else ""
        self.bloc(
            "CARD",
            "manquant",
            child,
            line,
            severity=rules.severity(child),
            found=found,
            parent=self.name(parent),
            nature=nature,
        )

    def too_many(self, rules: NatureRules, bloc: int, parent: int, line: int, found: int) -> None:
        """A bloc that comes once more than its parent may have."""
        self.bloc(
            "CARD",
            "trop",
            bloc,
            line,
            severity=rules.severity(bloc),
            found=found,
            parent=self.name(parent),
            nature=rules.nature,
        )

    def _declaration_of(self, bloc: int) -> int | None:
        return self.declaration if self.plan.of_declaration[bloc] and self.declaration >= 0 else None
