"""The demande d'amorçage: proposed by the portal, decided by a person, closed with what it is about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from guichet.amorcage import following, mandates, services
from guichet.amorcage.errors import (
    AmorcageRightMissing,
    EtablissementOut,
    MandateNotAccepted,
    PartnerChanged,
    PartnerMissing,
    StepRefused,
)
from guichet.amorcage.models import DemandeAmorcage, DemandeAmorcageEvent
from guichet.amorcage.queries import states_of
from guichet.core.models import JournalEntry
from guichet.core.rights import Right
from guichet.portfolio import services as portfolio
from guichet.portfolio.enums import Echeance
from guichet.portfolio.models import Etablissement, Partner
from tests.guichet.cast import SIRET_ONE, Cast, delegate

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def partners() -> list[Partner]:
    return list(Partner.objects.filter(active=True).order_by("pk")[:2])


def with_partner(cast: Cast, partner: Partner | None) -> Etablissement:
    return portfolio.complete_etablissement(
        actor=cast.actor(cast.admin_a),
        etablissement=cast.etablissement_one,
        raison_sociale="Boulangerie Une",
        echeance=Echeance.QUINZE,
        partner=partner,
        facts={},
        now=NOW,
    )


def request(cast: Cast, etablissement: Etablissement, partner: Partner) -> DemandeAmorcage:
    actor = cast.actor(cast.admin_a)
    partner_code, mandate = partner.code, mandates.CURRENT
    return services.request_amorcage(
        actor=actor, etablissement=etablissement, partner=partner_code, mandate=mandate, now=NOW
    )


def steps(etablissement: Etablissement) -> list[str]:
    events = DemandeAmorcageEvent.objects.filter(demande__etablissement=etablissement)
    return list(events.order_by("pk").values_list("state", flat=True))


def verbs() -> list[str]:
    lines = JournalEntry.objects.filter(subject=SIRET_ONE, verb__startswith="amorcage.")
    return list(lines.order_by("id").values_list("verb", flat=True))


def test_it_is_proposed_once_a_partner_is_known(cast: Cast) -> None:
    one, _ = partners()
    done = with_partner(cast, one)
    with_partner(cast, one)
    demande = DemandeAmorcage.objects.get()
    assert (demande.etablissement, demande.partner, demande.state) == (done, one, "proposee")
    assert verbs() == ["amorcage.propose"]


def test_without_partner_nothing_is_proposed_and_nothing_can_be_asked(cast: Cast) -> None:
    one, _ = partners()
    done = with_partner(cast, None)
    assert not DemandeAmorcage.objects.exists()
    with pytest.raises(PartnerMissing, match="Complétez"):
        request(cast, done, one)


def test_asked_twice_is_asked_once(cast: Cast) -> None:
    one, _ = partners()
    done = with_partner(cast, one)
    request(cast, done, one)
    assert request(cast, done, one).state == "demandee"
    assert steps(done) == ["proposee", "demandee"]
    assert verbs() == ["amorcage.propose", "amorcage.demande"]


def test_put_off_then_asked(cast: Cast) -> None:
    one, _ = partners()
    done = with_partner(cast, one)
    services.postpone_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, now=NOW)
    request(cast, done, one)
    assert steps(done) == ["proposee", "reportee", "demandee"]


def test_a_page_left_open_does_not_undo_a_demande(cast: Cast) -> None:
    one, _ = partners()
    done = with_partner(cast, one)
    request(cast, done, one)
    with pytest.raises(StepRefused, match="déjà été demandé"):
        services.decline_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, now=NOW)
    following.withdraw_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, now=NOW)
    services.decline_amorcage(actor=cast.actor(cast.admin_a), etablissement=done, now=NOW)
    assert steps(done) == ["proposee", "demandee", "retiree", "declinee"]


@pytest.mark.parametrize("mandate", ["", "2020-1"])
def test_nothing_is_asked_without_the_mandate_in_force(cast: Cast, mandate: str) -> None:
    one, _ = partners()
    done = with_partner(cast, one)
    actor = cast.actor(cast.admin_a)
    with pytest.raises(MandateNotAccepted):
        services.request_amorcage(actor=actor, etablissement=done, partner=one.code, mandate=mandate, now=NOW)
    assert steps(done) == ["proposee"]


def test_the_mandate_accepted_is_kept_with_who_and_when(cast: Cast) -> None:
    one, _ = partners()
    demande = request(cast, with_partner(cast, one), one)
    kept = (demande.mandate_version, demande.mandate_accepted_by_id, demande.mandate_accepted_at)
    assert kept == (mandates.CURRENT, cast.admin_a.pk, NOW)


def test_a_proposal_follows_the_partner(cast: Cast) -> None:
    one, other = partners()
    with_partner(cast, one)
    with_partner(cast, other)
    assert DemandeAmorcage.objects.get().partner == other


def test_a_demande_made_to_the_former_partner_is_closed_and_another_proposed(cast: Cast) -> None:
    one, other = partners()
    request(cast, with_partner(cast, one), one)
    done = with_partner(cast, other)
    found = DemandeAmorcage.objects.order_by("pk").values_list("partner", "state")
    assert list(found) == [(one.pk, "close"), (other.pk, "proposee")]
    assert states_of(cast.actor(cast.admin_a), [done])[done.pk].partner == other


def test_the_partner_shown_must_be_the_present_one(cast: Cast) -> None:
    one, other = partners()
    done = with_partner(cast, one)
    with pytest.raises(PartnerChanged, match="a changé"):
        request(cast, done, other)
    assert steps(done) == ["proposee"]


def test_removal_closes_it_and_return_proposes_it_again(cast: Cast) -> None:
    one, _ = partners()
    done = with_partner(cast, one)
    request(cast, done, one)
    actor = cast.actor(cast.admin_a)
    portfolio.retire_etablissement(actor=actor, etablissement=done, now=NOW)
    assert DemandeAmorcage.objects.get().state == "close"
    with pytest.raises(EtablissementOut):
        request(cast, done, one)
    portfolio.restore_etablissement(actor=actor, etablissement=done, now=NOW)
    assert list(DemandeAmorcage.objects.order_by("pk").values_list("state", flat=True)) == ["close", "proposee"]


def test_the_right_is_needed_on_that_establishment(cast: Cast) -> None:
    one, _ = partners()
    done = with_partner(cast, one)
    delegate(cast.powerless_a, [Right.AMORCAGE], [cast.etablissement_two], name="Ailleurs")
    actor = cast.actor(cast.powerless_a)
    with pytest.raises(AmorcageRightMissing):
        services.request_amorcage(actor=actor, etablissement=done, partner=one.code, mandate=mandates.CURRENT, now=NOW)
    assert states_of(actor, [done]) == {}
    assert steps(done) == ["proposee"]
