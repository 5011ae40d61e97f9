"""What is due, and the one mail a day that tells it to who wants it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from guichet.amorcage import answering, mandates
from guichet.amorcage.bulk import request_many
from guichet.amorcage.models import DemandeAmorcage, InboxRequest, ReminderMail
from guichet.amorcage.reminding import NO_ANSWER, TO_COMPLETE, TO_RENEW, WORDS, choose_mail, due, remind
from guichet.core.tenancy import enter_firm
from guichet.portfolio.models import Etablissement
from tests.guichet.amorcage.boxes import NOW, as_partner, completed, sent
from tests.guichet.cast import Cast


def due_now(cast: Cast, now: datetime) -> set[str]:
    enter_firm(cast.firm_a.pk)
    return {kind for kind in WORDS if DemandeAmorcage.objects.filter(due(kind, now)).exists()}


def days(count: int) -> datetime:
    return NOW + timedelta(days=count)


def test_no_answer_is_due_on_the_fifteenth_day(cast: Cast) -> None:
    sent(cast)
    assert due_now(cast, days(14)) == set()
    assert due_now(cast, days(15)) == {NO_ANSWER}


def test_a_complement_is_due_at_once_and_an_end_thirty_days_before(cast: Cast) -> None:
    sent(cast)
    actor, request = as_partner(cast)
    answering.ask_complement(actor=actor, request=request, text="Quoi ?", now=NOW)
    assert due_now(cast, NOW) == {TO_COMPLETE}
    actor, request = as_partner(cast)
    answering.accept_request(actor=actor, request=request, ends_on=date(2027, 3, 31), now=NOW)
    assert due_now(cast, NOW.replace(year=2027, month=2, day=28)) == set()
    assert due_now(cast, NOW.replace(year=2027, month=3, day=1)) == {TO_RENEW}


def subscribe(cast: Cast) -> None:
    choose_mail(actor=cast.actor(cast.admin_a), wanted=True, now=NOW)


def test_one_mail_a_day_for_what_has_become_due_since(cast: Cast) -> None:
    sent(cast)
    subscribe(cast)
    written = [remind(cast.firm_a.pk, days(count)) for count in (14, 15, 15, 16, 30)]
    assert written == [0, 1, 0, 0, 0]
    (message,) = mail.outbox
    assert message.to == [cast.admin_a.user.email]
    assert "1 sans réponse depuis 15 jours" in message.body
    assert "Garage" not in message.body


def test_nobody_else_is_written_to(cast: Cast) -> None:
    sent(cast)
    assert remind(cast.firm_a.pk, days(15)) == 0
    choose_mail(actor=cast.actor(cast.collaborator_a), wanted=True, now=NOW)
    choose_mail(actor=cast.actor(cast.admin_partner), wanted=True, now=NOW)
    assert not ReminderMail.objects.exists()
    enter_firm(cast.firm_a.pk)
    assert not ReminderMail.objects.exists()


def test_one_may_stop_it(cast: Cast) -> None:
    sent(cast)
    subscribe(cast)
    choose_mail(actor=cast.actor(cast.admin_a), wanted=False, now=NOW)
    assert remind(cast.firm_a.pk, days(15)) == 0


def ask_many(cast: Cast) -> int:
    actor = cast.actor(cast.admin_a)
    return request_many(actor=actor, rows=Etablissement.objects.filter(firm=cast.firm_a), now=NOW)


def test_many_asked_at_once_come_into_the_box(cast: Cast) -> None:
    for two in (False, True):
        completed(cast, two=two)
    assert ask_many(cast) == 2
    kept = DemandeAmorcage.objects.values_list("state", "mandate_version", "mandate_accepted_by")
    assert set(kept) == {("demandee", mandates.CURRENT, cast.admin_a.pk)}
    cast.actor(cast.admin_partner)
    assert InboxRequest.objects.filter(state="demandee").count() == 2


@pytest.mark.parametrize("two", [False, True])
def test_many_that_leave_are_told(cast: Cast, two: bool) -> None:
    from guichet.amorcage.bulk import close_many, propose_many

    done = sent(cast, two=two)
    actor = cast.actor(cast.admin_a)
    if two:
        Etablissement.objects.filter(pk=done.pk).update(partner=None)
        propose_many(actor=actor, keys=[done.pk], now=NOW)
    else:
        close_many(actor=actor, keys=[done.pk], now=NOW)
    cast.actor(cast.admin_partner)
    assert InboxRequest.objects.get().state == "close"
