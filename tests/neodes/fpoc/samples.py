"""A generated declaration and the fiche that agrees with it; nothing in them is of a real company."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from neodes.fpoc.checking import FicheOf, check_fiches
from neodes.fpoc.model import Component, Contact, Contract, Criterion, Fiche, Group
from neodes.generate import GenerationSpec, generate

SIREN, NIC, REFERENCE, OC = "000001016", "00013", "PREV-000001016-1", "P1030"

CONTRACT = Contract(
    reference=REFERENCE,
    oc=OC,
    label="Prévoyance",
    starts_on=date(2026, 1, 1),
    periodicity="Mensuel",
    components=(Component("BrutPrev", "10", rate=Decimal("1.5")),),
)
FICHE = Fiche(
    identifier="FICHE-1",
    siren=SIREN,
    version="1",
    created_at=datetime(2026, 1, 5, 10, 30),  # noqa: DTZ001 - a fiche gives no time zone
    entreprise="Épicerie & Fils <Sud>",
    producer="P1030",
    producer_name="Organisme d'essai",
    risk_carrier="P1030",
    technical_contact=Contact("Camille Martin", "01 00 00 00 00", "technique@exemple.test"),
    manager_contact=Contact("Lou Perrin"),
    message="À paramétrer en janvier.",
    groups=(Group("1", "Ensemble du personnel", (CONTRACT,)),),
)


@cache
def declaration() -> bytes:
    """Three employees, one contract of prévoyance at 1.5 %, November 2026."""
    return generate(GenerationSpec(individus=3, seed=1))


def fiche(*contracts: Contract, **changes: Any) -> Fiche:
    """The fiche with these contracts in its group, and other criteria if any are given."""
    criteria = changes.pop("criteria", ())
    return replace(FICHE, groups=(Group("1", "Ensemble du personnel", contracts or (CONTRACT,), criteria),), **changes)


def criterion(*included: str, excluded: tuple[str, ...] = ()) -> Criterion:
    """On the statut catégoriel."""
    return Criterion("StatutCategoriel", "S21.G00.40.003", frozenset(included), frozenset(excluded))


def edited(*changes: tuple[str, str], content: bytes | None = None) -> bytes:
    """The declaration with the first line that starts so replaced; an empty one is taken off."""
    lines = (content or declaration()).decode("iso-8859-1").splitlines()
    for start, new in changes:
        place = next(rank for rank, line in enumerate(lines) if line.startswith(start))
        lines[place : place + 1] = [new] if new else []
    return "\n".join(lines).encode("iso-8859-1") + b"\n"


def found(content: bytes, *fiches: Fiche | FicheOf) -> list[tuple[str, str, int]]:
    """Control, reason and count of each group, in the order of the ids."""
    given = [each if isinstance(each, FicheOf) else FicheOf(each) for each in fiches]
    return sorted((group.control, group.reason, group.count) for group in check_fiches(content, given))
