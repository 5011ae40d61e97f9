"""S21.G00.50 to 58: payments to the person."""

from __future__ import annotations

from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = ()
NOT_RUN: tuple[NotRun, ...] = ()
