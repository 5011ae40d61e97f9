"""Files to deposit, made by the generator, and the short ways to deposit and control them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.tenancy import enter_firm
from guichet.delegations.queries import actor_of
from guichet.deposits import pipeline, services
from guichet.deposits.models import Deposit
from neodes.generate import GenerationSpec, generate
from neodes.generate.faults import inject
from tests.guichet.cast import SIRET_ELSEWHERE, SIRET_ONE, SIRET_TWO

SIRET_NEW, SIRET_OTHER_NEW = "99000100000019", "99000101800011"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
__all__ = ["SIRET_ELSEWHERE", "SIRET_ONE", "SIRET_TWO"]


def dsn(
    *sirets: str,
    month: str = "2026-11",
    mode: str = "test",
    faults: tuple[str, ...] = (),
    individus: int = 2,
    **options: Any,
) -> bytes:
    """A valid envoi with a declaration for each SIRET, then the faults put into it."""
    spec = GenerationSpec(month=month, sirets=sirets or (SIRET_ONE,), individus=individus, mode=mode, **options)
    content = generate(spec)
    for fault in faults:
        content = inject(fault, content).content
    return content


def archive(**members: bytes) -> bytes:
    """A zip; the last `_` of a name stands for a dot."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as content:
        for name, data in members.items():
            content.writestr(".".join(name.rsplit("_", 1)), data)
    return buffer.getvalue()


def deposit(member: Member, content: bytes, name: str = "paie.dsn") -> Deposit:
    """The deposit as received, in the context of the firm of the member."""
    enter_firm(member.firm_id)
    received = services.deposit_content(actor=actor_of(member), file_name=name, pieces=[content], now=timezone.now())
    return received.deposit


def control(received: Deposit) -> Deposit:
    """The deposit and its members after their jobs, in the context of its firm."""
    pipeline.control_deposit(firm_id=received.firm_id, deposit_id=received.pk)
    enter_firm(received.firm_id)
    for member in received.members.order_by("pk"):
        pipeline.control_deposit(firm_id=member.firm_id, deposit_id=member.pk)
    enter_firm(received.firm_id)
    return Deposit.objects.get(pk=received.pk)


def controlled(member: Member, content: bytes, name: str = "paie.dsn") -> Deposit:
    """Deposited by the member, then controlled."""
    return control(deposit(member, content, name))
