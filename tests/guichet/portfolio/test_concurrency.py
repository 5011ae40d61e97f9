"""Two deposits of the same new SIRET at the same moment, on two real connections."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from guichet.accounts.enums import FirmKind
from guichet.accounts.models import User
from guichet.accounts.services import register_firm
from guichet.core.models import JournalEntry
from guichet.core.tenancy import firm_transaction
from guichet.delegations.queries import actor_of, membership_of
from guichet.portfolio import services
from guichet.portfolio.enums import Echeance
from guichet.portfolio.errors import AlreadyInPortfolio
from guichet.portfolio.models import Etablissement
from tests.guichet.declarations import SIRET_NEW, declaration

pytestmark = pytest.mark.slow


@pytest.fixture
def member(transactional_firm: Any) -> Any:
    return transactional_firm


@pytest.fixture
def transactional_firm(django_db_setup: None, django_db_blocker: Any) -> Any:
    """A firm that is really committed; rows stay in the database of the test, under a SIRET nobody else uses."""
    with django_db_blocker.unblock():
        user = User.objects.create_user(f"course-{timezone.now().timestamp()}@exemple.test", "Une-phrase-longue-42")
        yield register_firm(user=user, kind=FirmKind.TIERS_DECLARANT, siret=free_siret(), name="Cabinet Pressé")
        connection.close()


def free_siret() -> str:
    from neodes.values.siren import make_siren, make_siret

    return make_siret(make_siren(f"98{timezone.now().microsecond:06d}"), 1)


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


def test_two_deposits_add_it_once(member):
    results = together(
        member,
        lambda actor: services.add_from_declaration(actor=actor, declaration=declaration(), now=timezone.now()),
    )
    assert sorted(result.created for result in results) == [False, True]
    assert len({result.etablissement.pk for result in results}) == 1
    assert counts(member) == (1, 1)


def test_two_additions_by_hand_add_it_once_and_tell_the_other(member):
    results = together(
        member,
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
    assert counts(member) == (1, 1)
