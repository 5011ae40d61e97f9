"""All the places of one finding, with the lines around them: masked, or in clear when that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import neodes
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.deposits.clear import groups_for
from guichet.deposits.excerpts import Excerpt
from guichet.deposits.findings import norm_of
from guichet.deposits.models import FindingGroup
from guichet.deposits.queries import findings_visible_to
from guichet.web.deposits.reporting import read_excerpts


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its sentence and its lines."""

    line: int
    message: str
    excerpt: Excerpt | None


def places_of(actor: Actor, finding: FindingGroup, *, masked: bool) -> dict[str, Any]:
    """What the page of one finding shows."""
    norm = norm_of(finding.deposit.norm)
    group = groups_for(actor, finding.deposit, [finding], in_clear=not masked)[finding.pk]
    found = read_excerpts(actor, finding.deposit, [place.line for place in group.places], masked=masked)
    in_clear = findings_visible_to(actor, Right.VOIR_DONNEES_PERSONNELLES).filter(pk=finding.pk)
    return {
        "finding": finding,
        "deposit": finding.deposit,
        "control": neodes.find_control(finding.control, norm),
        "places": [
            # Masked already where they must be.
            Place(place.line, neodes.message(place, norm, masked=False), found.get(place.line))
            for place in group.places
        ],
        "masked": masked,
        "not_kept": finding.count - len(group.places),
        "may_see_clear": masked and bool(found) and in_clear.exists(),
        "kept": finding.deposit.stored_file_id is not None,
    }
