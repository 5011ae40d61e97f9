"""S89: people and revenues outside payroll."""

from __future__ import annotations

from neodes.controls.coded.rule import Rule

RULES: tuple[Rule, ...] = ()
