"""Random deposits by random collaborators, declaration by declaration, beside the plain rules of delegation."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import neodes
from guichet.core.rights import Right
from guichet.deposits import errors
from guichet.deposits.enums import DeclarationState, DepositState
from guichet.deposits.keeping import keep_report, place_declarations, summarise
from guichet.deposits.models import Deposit
from guichet.portfolio.models import Etablissement
from guichet.portfolio.queries import etablissements_visible_to
from tests.guichet.cast import Cast
from tests.guichet.declarations import declaration
from tests.guichet.delegations.drawing import MEMBERS, firms
from tests.guichet.delegations.plain import SIRENS, TODAY, Facts, Firm
from tests.guichet.delegations.stored import Stored, siret_of, store

pytestmark = pytest.mark.slow
NEW = 20
"""Establishments are numbered from 0; the deposits bring some numbered from here that nobody has."""


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    firm=firms(),
    member=st.sampled_from((0, *MEMBERS)),
    brought=st.lists(st.integers(0, 5) | st.integers(NEW, NEW + 2), min_size=1, max_size=5),
)
def test_each_declaration_is_decided_by_itself(cast: Cast, firm: Firm, member: int, brought: list[int]) -> None:
    brought = [key for key in brought if key in firm.etablissements or key >= NEW]
    with transaction.atomic():
        rows = store(cast, firm)
        sirets = {key: siret_of(facts_of(firm, key).siren, key) for key in brought}
        done = deposited(rows, member, [sirets[key] for key in brought])
        kept = play(firm, member, sorted(brought, key=lambda key: sirets[key]))
        refused_whole = not firm.holds(member, Right.DEPOSER_TEST)
        assert (done.state == DepositState.REFUSED) == (refused_whole or (bool(brought) and not kept))
        assert done.declarations.exists() is (bool(brought) and not refused_whole)
        for row in done.declarations.all():
            is_kept = brought[row.index] in kept
            assert row.state == (DeclarationState.KEPT if is_kept else DeclarationState.REFUSED)
            assert (row.etablissement is not None) is is_kept
            assert is_kept or (row.reason, row.individus, row.nature, row.type) == (errors.NOT_YOURS, 0, "", "")
        in_firm = {siret_of(facts.siren, key) for key, facts in firm.etablissements.items()}
        assert set(Etablissement.objects.values_list("siret", flat=True)) == in_firm
        for someone in MEMBERS:
            for right in Right:
                visible = etablissements_visible_to(rows.actor(someone), right).values_list("siret", flat=True)
                assert set(visible) == {
                    siret_of(firm.etablissements[key].siren, key) for key in firm.scope(someone, right)
                }
        transaction.set_rollback(True)


def facts_of(firm: Firm, key: int) -> Facts:
    """Those of the firm, or those of a declaration that brings a new one."""
    return firm.etablissements.get(key) or Facts(SIRENS[key % 2])


def play(firm: Firm, member: int, brought: list[int]) -> set[int]:
    """What is kept, by the plain rules; the firm is changed as they say."""
    kept: set[int] = set()
    if not firm.holds(member, Right.DEPOSER_TEST):
        return kept
    for key in brought:
        if key not in firm.etablissements and firm.holds(member, Right.AJOUTER):
            firm.etablissements[key] = facts_of(firm, key)
            firm.follow(member, key)
        if key in firm.etablissements and key in firm.scope(member, Right.DEPOSER_TEST):
            kept.add(key)
    return kept


def deposited(rows: Stored, member: int, sirets: list[str]) -> Deposit:
    """The deposit of a file that brings those SIRETs, once its steps are done."""
    author = rows.members[member]
    deposit = Deposit.objects.create(firm=author.firm, author=author, file_name="paie.dsn", size=10, sha256="0" * 64)
    summaries = tuple(declaration(index=rank, siret=siret) for rank, siret in enumerate(sirets))
    report = neodes.FileReport(
        path="paie.dsn", encoding="", line_end="", norm="P26V01", readable=True, lines=10,
        envoi=neodes.EnvoiSummary("P26V01", "test", "", "", "", "", "", ""), declarations=summaries, groups=(),
    )  # fmt: skip
    for step in (keep_report, place_declarations, summarise):
        if not deposit.is_final:
            step(deposit, report, timezone.now())
            deposit.save()
    return deposit
