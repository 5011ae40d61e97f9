"""S89: people and revenues outside payroll."""

from __future__ import annotations

from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = ()
NOT_RUN: tuple[NotRun, ...] = ()
