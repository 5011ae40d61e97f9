"""What a control is and what it yields: findings are data, sentences come from `neodes.report`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PLACES_KEPT = 20
"""How many places a group keeps; its count stays exact."""


class Severity(StrEnum):
    """How much a finding weighs: only `BLOQUANT` keeps a declaration from being accepted."""

    BLOQUANT = "bloquant"
    AVERTISSEMENT = "avertissement"
    INFORMATION = "information"


class Status(StrEnum):
    """Life cycle of a control."""

    ESSAI = "essai"
    STABLE = "stable"
    RETIRE = "retire"
    NON_EXECUTE = "non_execute"


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where one control is not met.

    `line` counts from 1 (0: the file as a whole). `reason` names the variant of the control that failed
    (`longueur`, `motif`, `code`, `absente`, `interdite` …) and `details` holds the values its sentence needs.
    `declaration` is the index of the declaration in the file, or None for the envelope (S10, S90, the file).
    """

    control: str
    severity: Severity
    line: int
    reason: str
    rubrique: str | None = None
    bloc: str | None = None
    value: str | None = None
    declaration: int | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one (declaration, control, reason): an exact count and the first `PLACES_KEPT` places."""

    control: str
    severity: Severity
    reason: str
    declaration: int | None
    count: int
    places: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The page of a control, in French: what is checked, why, what to do, references."""

    verifie: str
    pourquoi: str
    que_faire: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """The declaration of a control: identity, weight, life cycle and explanation.

    `source` says where the rule comes from (article, chapter of the norm, data of the norm);
    `reason_not_run` is filled when and only when `status` is `NON_EXECUTE`. `verified_as` is the id of another control
    that verifies the same thing: findings appear under that id, never under this one.
    """

    id: str
    family: str
    title: str
    severity: Severity
    status: Status
    source: str
    natures: tuple[str, ...]
    explanation: Explanation
    reason_not_run: str | None = None
    verified_as: str | None = None
