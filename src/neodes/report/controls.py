"""Controls as text and JSON: the list, and the page of one control."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator

from neodes.controls.base import Control, Status
from neodes.controls.explanations.sectors import mark_of
from neodes.norm import Norm
from neodes.report.order import counted

WIDTH = 100
STATUS_WORDS = {
    Status.ESSAI: "à l'essai",
    Status.STABLE: "exécuté",
    Status.RETIRE: "retiré",
    Status.NON_EXECUTE: "non exécuté",
}


def controls_as_text(controls: Iterable[Control]) -> str:
    """One line a control, then how many of each status."""
    kept = list(controls)
    lines = [
        f"{control.id:<24} {control.severity.value:<13} {STATUS_WORDS[control.status]:<12} {control.title}"
        f"{f' (vérifié sous {control.verified_as})' if control.verified_as else ''}"
        for control in kept
    ]
    statuses = Counter(control.status for control in kept)
    told = ", ".join(f"{STATUS_WORDS[status]} : {count}" for status, count in statuses.items())
    total = counted(len(kept), "contrôle")
    return "\n".join([*lines, f"{total} ({told})" if told else total]) + "\n"


def controls_as_json(norm: Norm, controls: Iterable[Control]) -> str:
    """`{"norm", "controls": [{"id", "severity", "status", "source", …}]}`, without the explanations."""
    listed = [_summary(control) for control in controls]
    return json.dumps({"norm": norm.version, "controls": listed}, ensure_ascii=False, indent=1) + "\n"


def _summary(control: Control) -> dict[str, object]:
    return {
        "id": control.id,
        "family": control.family,
        "title": control.title,
        "severity": control.severity.value,
        "status": control.status.value,
        "source": control.source,
        "mark": mark_of(control.id),
        "natures": list(control.natures),
        "reason_not_run": control.reason_not_run,
        "verified_as": control.verified_as,
    }


def control_as_json(control: Control) -> str:
    """The summary of a control with the four parts of its explanation."""
    page = control.explanation
    explanation = {
        "verifie": page.verifie,
        "pourquoi": page.pourquoi,
        "que_faire": page.que_faire,
        "references": list(page.references),
    }
    return json.dumps({**_summary(control), "explanation": explanation}, ensure_ascii=False, indent=2) + "\n"


def control_as_text(control: Control) -> str:
    """The page of a control, under its fixed headings."""
    return "\n".join(_page(control)) + "\n"


def _page(control: Control) -> Iterator[str]:
    yield f"{control.id} : {control.title}"
    yield f"Gravité : {control.severity.value}. Statut : {STATUS_WORDS[control.status]}."
    yield f"Natures : {', '.join(control.natures) or 'non précisées'}."
    if control.reason_not_run:
        yield _wrapped(f"Non exécuté : {control.reason_not_run}", "")
    if control.verified_as:
        yield _wrapped(f"Vérifié sous l'identifiant {control.verified_as}, que portent ses constats.", "")
    page = control.explanation
    for title, text in (
        ("Ce que le contrôle vérifie", page.verifie),
        ("Pourquoi", page.pourquoi),
        ("Que faire", page.que_faire),
    ):
        yield f"\n{title}\n{_wrapped(text, '  ')}"
    yield "\nRéférences"
    for reference in page.references:
        yield _wrapped(f"- {reference}", "  ")


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
