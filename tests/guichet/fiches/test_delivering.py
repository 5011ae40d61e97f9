"""From a partner to the firms it granted: before and after the grant, each with its own copy, and nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from guichet.amorcage import mandates
from guichet.amorcage.answering import accept_request
from guichet.amorcage.enums import DemandeState
from guichet.amorcage.inbox import requests_visible_to
from guichet.amorcage.models import DemandeAmorcage
from guichet.amorcage.services import request_amorcage
from guichet.core.files import read_file
from guichet.core.models import JournalEntry
from guichet.core.tenancy import enter_firm
from guichet.fiches.delivering import deliver, publish
from guichet.fiches.enums import Source
from guichet.fiches.errors import NotAddressed
from guichet.fiches.models import FicheParametrage
from guichet.fiches.queries import fiches_visible_to
from guichet.portfolio.models import Partner
from tests.guichet.cast import SIRET_ONE, Cast
from tests.guichet.fiches.samples import fiche, xml

SIREN = SIRET_ONE[:9]
CONTENT = xml(fiche(SIREN))


def ask(cast: Cast) -> None:
    actor = cast.actor(cast.admin_a)
    cast.etablissement_one.partner = Partner.objects.get(code="irp-auto")
    cast.etablissement_one.save()
    request_amorcage(
        actor=actor, etablissement=cast.etablissement_one, partner="irp-auto", mandate=mandates.CURRENT,
        now=timezone.now(),
    )  # fmt: skip


def grant(cast: Cast) -> None:
    actor = cast.actor(cast.admin_partner)
    request = requests_visible_to(actor).get()
    accept_request(actor=actor, request=request, ends_on=date(2027, 12, 31), now=timezone.now())


def publish_it(cast: Cast, content: bytes = CONTENT) -> FicheParametrage:
    actor = cast.actor(cast.admin_partner)
    received = publish(actor=actor, file_name="fiche.xml", content=content, now=timezone.now())
    (row,) = received.added or received.known
    return row


def run_job(row: FicheParametrage) -> int:
    return deliver(firm_id=row.firm_id, fiche_id=row.pk, now=timezone.now())


def state(cast: Cast) -> str:
    enter_firm(cast.firm_a.pk)
    return DemandeAmorcage.objects.get(etablissement=cast.etablissement_one).state


def test_what_is_published_reaches_the_firms_that_were_granted(cast: Cast) -> None:
    ask(cast)
    grant(cast)
    assert state(cast) == DemandeState.ACCORDEE
    row = publish_it(cast)
    assert run_job(row) == 1
    assert state(cast) == DemandeState.DISPONIBLE
    mine = FicheParametrage.objects.get(firm=cast.firm_a)
    assert (mine.source, mine.partner.code if mine.partner else "", mine.is_covered) == (
        Source.PARTENAIRE, "irp-auto", True,
    )  # fmt: skip
    assert [link.etablissement_id for link in mine.covered.all()] == [cast.etablissement_one.pk]
    assert mine.file_id != row.file_id
    assert read_file(mine.file) == CONTENT
    assert JournalEntry.objects.filter(verb="fiche.livree").count() == 1


def test_what_was_published_before_comes_with_the_grant(cast: Cast) -> None:
    publish_it(cast)
    ask(cast)
    assert not FicheParametrage.objects.filter(firm=cast.firm_a).exists()
    grant(cast)
    assert state(cast) == DemandeState.DISPONIBLE
    assert FicheParametrage.objects.filter(firm=cast.firm_a).count() == 1


def test_nobody_without_a_grant_gets_it(cast: Cast) -> None:
    ask(cast)
    row = publish_it(cast)
    assert run_job(row) == 0
    for member in (cast.admin_a, cast.admin_b):
        assert not fiches_visible_to(cast.actor(member)).exists()
    assert [each.pk for each in fiches_visible_to(cast.actor(cast.admin_partner))] == [row.pk]


def test_delivered_twice_it_is_kept_once(cast: Cast) -> None:
    ask(cast)
    grant(cast)
    row = publish_it(cast)
    run_job(row)
    run_job(publish_it(cast))
    enter_firm(cast.firm_a.pk)
    assert FicheParametrage.objects.count() == 1


def test_a_later_version_follows_the_first(cast: Cast) -> None:
    ask(cast)
    grant(cast)
    run_job(publish_it(cast))
    run_job(publish_it(cast, xml(fiche(SIREN, message="À paramétrer en janvier."))))
    enter_firm(cast.firm_a.pk)
    assert [
        (each.rank, each.is_current, each.covered.count()) for each in FicheParametrage.objects.order_by("rank")
    ] == [
        (1, False, 1),
        (2, True, 1),
    ]


def test_a_fiche_of_another_etablissement_is_not_for_them(cast: Cast) -> None:
    ask(cast)
    grant(cast)
    assert run_job(publish_it(cast, xml(fiche(SIREN, nic="00099")))) == 0
    assert state(cast) == DemandeState.ACCORDEE


def test_a_firm_publishes_nothing(cast: Cast) -> None:
    with pytest.raises(NotAddressed):
        publish(actor=cast.actor(cast.admin_a), file_name="x.xml", content=CONTENT, now=timezone.now())
