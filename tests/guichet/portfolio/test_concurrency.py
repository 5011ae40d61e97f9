"""Two deposits of the same new SIRET at the same moment, on two real connections."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from guichet.core.models import JournalEntry
from guichet.core.tenancy import firm_transaction
from guichet.delegations.queries import actor_of, membership_of
from guichet.portfolio import services
from guichet.portfolio.enums import Echeance
from guichet.portfolio.errors import AlreadyInPortfolio
from guichet.portfolio.models import Etablissement
from tests.guichet.committed import committed_member
from tests.guichet.declarations import SIRET_NEW, declaration

__all__ = ["committed_member"]
pytestmark = pytest.mark.slow


def together(member: Any, work: Callable[[Any], Any]) -> list[Any]:
    """Run the work twice, each in a transaction of its own that stays open until both have begun."""
    barrier, results = Barrier(2, timeout=20), []

    def run() -> None:
        try:
            with firm_transaction(member.firm_id):
                actor = actor_of(membership_of(member.user_id, member.firm_id))
                barrier.wait()
                results.append(work(actor))
        except AlreadyInPortfolio as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def counts(member: Any) -> tuple[int, int]:
    with firm_transaction(member.firm_id):
        return (
            Etablissement.objects.filter(siret=SIRET_NEW).count(),
            JournalEntry.objects.filter(subject=SIRET_NEW, verb="etablissement.ajoute").count(),
        )


def test_two_deposits_add_it_once(committed_member):
    results = together(
        committed_member,
        lambda actor: services.add_from_declaration(actor=actor, declaration=declaration(), now=timezone.now()),
    )
    assert sorted(result.created for result in results) == [False, True]
    assert len({result.etablissement.pk for result in results}) == 1
    assert counts(committed_member) == (1, 1)


def test_two_additions_by_hand_add_it_once_and_tell_the_other(committed_member):
    results = together(
        committed_member,
        lambda actor: services.add_by_hand(
            actor=actor,
            siret=SIRET_NEW,
            raison_sociale="Atelier Neuf",
            echeance=Echeance.QUINZE,
            partner=None,
            now=timezone.now(),
        ),
    )
    assert sorted(type(result).__name__ for result in results) == ["AlreadyInPortfolio", "Etablissement"]
    assert counts(committed_member) == (1, 1)
