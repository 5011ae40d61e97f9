"""What the introduction of the norm sets once for many rubriques: datation, identities, addresses, change blocs."""

from __future__ import annotations

from neodes.controls.coded.rule import NotRun, Rule

RULES: tuple[Rule, ...] = ()
NOT_RUN: tuple[NotRun, ...] = ()
