"""Rows as the pipeline leaves them, without a file: what pages need, at no cost."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from guichet.accounts.models import Member
from guichet.core.tenancy import enter_firm
from guichet.deposits.enums import DepositState
from guichet.deposits.models import Declaration, Deposit, FindingGroup
from guichet.portfolio.models import Etablissement

NIR_PLACE = {
    "line": 40, "rubrique": "S21.G00.30.001", "bloc": "S21.G00.30", "value": "1••••••••••2A", "details": {},
}  # fmt: skip


def deposit_row(member: Member, **values: Any) -> Deposit:
    """A deposit that is done, in the context of the firm of its author."""
    enter_firm(member.firm_id)
    plain: dict[str, Any] = {
        "file_name": "paie.dsn", "size": 10, "sha256": "0" * 64, "state": DepositState.DONE, "mode": "test",
        "norm": "P26V01", "lines": 300, "received_at": timezone.now(), "finished_at": timezone.now(),
    }  # fmt: skip
    return Deposit.objects.create(firm=member.firm, author=member, **{**plain, **values})


def declaration_row(deposit: Deposit, etablissement: Etablissement | None, **values: Any) -> Declaration:
    """One declaration of it with one blocking finding, counted."""
    index = deposit.declarations.count()
    plain: dict[str, Any] = {
        "siret": etablissement.siret if etablissement else "", "nature": "01", "type": "01", "period": "2026-11",
        "ordre": "1", "individus": 2, "first_line": 10 + 100 * index, "last_line": 109 + 100 * index, "bloquants": 1,
    }  # fmt: skip
    row = Declaration.objects.create(
        firm_id=deposit.firm_id, deposit=deposit, etablissement=etablissement, index=index, **{**plain, **values}
    )
    FindingGroup.objects.create(
        firm_id=deposit.firm_id, deposit=deposit, declaration=row, control="S21.G00.30.001/CSL-00", severity="bloquant",
        reason="motif", count=1, places=[NIR_PLACE], rank=index,
    )  # fmt: skip
    Deposit.objects.filter(pk=deposit.pk).update(bloquants=index + 1, declaration_count=index + 1)
    deposit.refresh_from_db()
    return row


def sample(member: Member, etablissement: Etablissement) -> Declaration:
    """A deposit with one declaration of that establishment and one finding."""
    return declaration_row(deposit_row(member), etablissement)
