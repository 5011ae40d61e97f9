"""The steps of a demande: what each state lets through, whoever asks, and what the boxes say together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guichet.amorcage import answering, following, mandates, services
from guichet.amorcage.enums import GRANTED, SENT, TO_CHOOSE, WAITING, DemandeState
from guichet.amorcage.errors import AmorcageError
from guichet.amorcage.models import DemandeAmorcage, DemandeAmorcageEvent, InboxEvent, InboxRequest
from guichet.amorcage.reminding import go_through_every_firm
from guichet.core.tenancy import enter_firm
from guichet.portfolio import services as portfolio
from guichet.portfolio.errors import PortfolioError
from tests.guichet.amorcage.boxes import END, NOW, completed, sent
from tests.guichet.cast import Cast

ALLOWED = {
    "proposee": "reportee demandee declinee close",
    "reportee": "proposee demandee declinee close",
    "demandee": "complement accordee refusee retiree close",
    "complement": "demandee accordee refusee retiree close",
    "accordee": "disponible demandee expiree retiree close",
    "disponible": "demandee expiree retiree close",
    "refusee": "proposee reportee demandee declinee close",
    "expiree": "proposee reportee demandee declinee close",
    "retiree": "proposee reportee demandee declinee close",
    "declinee": "proposee demandee close",
    "close": "",
}


@pytest.mark.parametrize("state", DemandeState)
def test_each_state_lets_through_these_steps_and_no_other(state: DemandeState) -> None:
    allowed = {other.value for other in DemandeState if state.may_become(other)}
    assert allowed == set(ALLOWED[state.value].split())


def test_a_state_is_to_choose_waiting_granted_or_over() -> None:
    assert not TO_CHOOSE & SENT
    assert SENT == WAITING | GRANTED
    assert set(DemandeState) - TO_CHOOSE - SENT == {DemandeState.DECLINEE, DemandeState.CLOSE}


class Play:
    """What people may do, in any order, to one demande; each refusal leaves all as it was."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.now = NOW
        self.done = completed(cast)

    def firm(self, service: Callable[..., object], **values: object) -> None:
        service(actor=self.cast.actor(self.cast.admin_a), etablissement=self.done, now=self.now, **values)

    def partner(self, service: Callable[..., object], **values: object) -> None:
        actor = self.cast.actor(self.cast.admin_partner)
        request = InboxRequest.objects.order_by("-pk").first()
        if request is not None:
            service(actor=actor, request=request, now=self.now, **values)

    def ask(self) -> None:
        self.firm(services.request_amorcage, partner="irp-auto", mandate=mandates.CURRENT)

    def postpone(self) -> None:
        self.firm(services.postpone_amorcage)

    def decline(self) -> None:
        self.firm(services.decline_amorcage)

    def reopen(self) -> None:
        self.firm(services.reopen_amorcage)

    def withdraw(self) -> None:
        self.firm(following.withdraw_amorcage)

    def renew(self) -> None:
        self.firm(following.renew_amorcage, mandate=mandates.CURRENT)

    def complete(self) -> None:
        self.firm(following.answer_complement, text="Voici.")

    def retire(self) -> None:
        self.firm(portfolio.retire_etablissement)

    def restore(self) -> None:
        self.firm(portfolio.restore_etablissement)

    def accept(self) -> None:
        self.partner(answering.accept_request, ends_on=(self.now + timedelta(days=60)).date())

    def refuse(self) -> None:
        self.partner(answering.refuse_request, reason="Non.")

    def question(self) -> None:
        self.partner(answering.ask_complement, text="Quoi ?")

    def publish(self) -> None:
        enter_firm(self.cast.firm_a.pk)
        demande = DemandeAmorcage.objects.filter(state__in=sorted(GRANTED)).first()
        if demande is not None:
            following.mark_available(demande=demande, reason="", now=self.now)

    def wait(self) -> None:
        self.now += timedelta(days=45)
        go_through_every_firm(self.now)


MOVES = [name for name in vars(Play) if not name.startswith("_") and name not in {"firm", "partner"}]
STARTS = ("ask", "ask question", "ask accept", "ask accept renew", "ask accept publish", "ask accept publish renew")
"""What random moves would seldom come to."""


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(start=st.sampled_from(STARTS), moves=st.lists(st.sampled_from(MOVES), max_size=10))
def test_whatever_is_done_the_two_boxes_agree(cast: Cast, start: str, moves: list[str]) -> None:
    with transaction.atomic():
        play = Play(cast)
        for move in [*start.split(), *moves]:
            try:
                with transaction.atomic():
                    getattr(play, move)()
            except (AmorcageError, PortfolioError):
                continue
        check_boxes(cast)
        transaction.set_rollback(True)


def check_boxes(cast: Cast) -> None:
    """Each event follows the one before by an allowed step; the copy says what the demande says."""
    enter_firm(cast.firm_a.pk)
    demandes = {row.pk: row for row in DemandeAmorcage.objects.all()}
    assert sum(row.is_open for row in demandes.values()) <= 1
    for key, demande in demandes.items():
        states = [DemandeState(state) for state in steps_of(key)]
        assert states[-1] == demande.state
        assert all(a == b or a.may_become(b) for a, b in pairwise(states))
        assert (demande.ends_on is not None) or demande.state not in GRANTED
    enter_firm(cast.partner_account.pk)
    copies = {row.demande_id: row for row in InboxRequest.objects.all()}
    for key, copy in copies.items():
        demande = demandes[key]
        if demande.state in SENT or copy.state in SENT:
            told = ("state", "ends_on", "renewal_asked_at", "requested_at", "mandate_version")
            assert [getattr(copy, name) for name in told] == [getattr(demande, name) for name in told]
        assert InboxEvent.objects.filter(request=copy).last().state == copy.state
    assert all(key in copies for key, demande in demandes.items() if demande.state in SENT)


def steps_of(key: int) -> list[str]:
    events = DemandeAmorcageEvent.objects.filter(demande=key).order_by("pk")
    return list(events.values_list("state", flat=True))


def test_an_end_that_comes_ends_it_and_a_renewal_that_waits_waits_on(cast: Cast) -> None:
    for renewed, expected in ((False, "expiree"), (True, "demandee")):
        done = sent(cast, two=renewed)
        actor = cast.actor(cast.admin_partner)
        request = InboxRequest.objects.get(siret=done.siret)
        answering.accept_request(actor=actor, request=request, ends_on=END, now=NOW)
        if renewed:
            actor = cast.actor(cast.admin_a)
            following.renew_amorcage(actor=actor, etablissement=done, mandate=mandates.CURRENT, now=NOW)
        after = NOW.replace(year=2027, month=12, day=1)
        assert go_through_every_firm(after) == 1
        assert go_through_every_firm(after) == 0
        enter_firm(cast.firm_a.pk)
        assert DemandeAmorcage.objects.get(etablissement=done).state == expected
        enter_firm(cast.partner_account.pk)
        assert InboxRequest.objects.get(siret=done.siret).state == expected


def test_the_last_day_granted_is_granted_still(cast: Cast) -> None:
    sent(cast)
    actor = cast.actor(cast.admin_partner)
    answering.accept_request(actor=actor, request=InboxRequest.objects.get(), ends_on=END, now=NOW)
    assert go_through_every_firm(NOW.replace(year=2027, month=11, day=30)) == 0
