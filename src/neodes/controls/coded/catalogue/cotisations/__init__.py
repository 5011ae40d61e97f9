"""S21.G00.78 to 85: bases, cotisations, places of work."""

from __future__ import annotations

from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = ()
NOT_RUN: tuple[NotRun, ...] = ()
