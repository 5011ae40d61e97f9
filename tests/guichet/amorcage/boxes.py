"""What the tests of the two boxes share: an establishment of IRP AUTO, a demande sent, the boxes as rows."""

from __future__ import annotations

from datetime import UTC, date, datetime

from guichet.accounts.enums import FirmKind, MemberRole
from guichet.accounts.models import Firm, Member, User
from guichet.amorcage import mandates, services
from guichet.amorcage.models import DemandeAmorcage, DemandeAmorcageEvent, InboxRequest
from guichet.core.actor import Actor
from guichet.core.tenancy import enter_firm
from guichet.portfolio import services as portfolio
from guichet.portfolio.enums import Echeance
from guichet.portfolio.models import Etablissement, Partner
from tests.guichet.cast import Cast

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
END = date(2027, 11, 30)


def irp_auto() -> Partner:
    """The partner of the cast."""
    return Partner.objects.get(code="irp-auto")


def completed(cast: Cast, partner: Partner | None = None, *, two: bool = False) -> Etablissement:
    """An establishment of firm A whose partner is known; leaves its context."""
    return portfolio.complete_etablissement(
        actor=cast.actor(cast.admin_a),
        etablissement=cast.etablissement_two if two else cast.etablissement_one,
        raison_sociale="Garage Une",
        echeance=Echeance.QUINZE,
        partner=partner or irp_auto(),
        facts={},
        now=NOW,
    )


def sent(cast: Cast, partner: Partner | None = None, *, two: bool = False, now: datetime = NOW) -> Etablissement:
    """The same, with its demande sent; leaves the context of firm A."""
    partner = partner or irp_auto()
    done = completed(cast, partner, two=two)
    services.request_amorcage(
        actor=cast.actor(cast.admin_a),
        etablissement=done,
        partner=partner.code,
        mandate=mandates.CURRENT,
        now=now,
    )
    return done


def as_partner(cast: Cast) -> tuple[Actor, InboxRequest]:
    """The administrator of the partner with the only request of his box; leaves the context of the partner."""
    actor = cast.actor(cast.admin_partner)
    return actor, InboxRequest.objects.get()


def demande_in_a(cast: Cast) -> DemandeAmorcage:
    """The only demande of firm A that is open; leaves its context."""
    enter_firm(cast.firm_a.pk)
    return DemandeAmorcage.objects.exclude(state="close").get()


def steps_in_a(cast: Cast) -> list[tuple[str, str]]:
    """State and side of each event of firm A; leaves its context."""
    enter_firm(cast.firm_a.pk)
    return list(DemandeAmorcageEvent.objects.order_by("pk").values_list("state", "side"))


def another_partner(code: str, siret: str) -> Member:
    """The account of another partner with its administrator; leaves its context."""
    partner = Partner.objects.get(code=code)
    firm = Firm(name=partner.name, siret=siret, kind=FirmKind.PARTENAIRE, partner=partner)
    enter_firm(firm.pk)
    firm.save(force_insert=True)
    user = User.objects.create(email=f"admin.{code}@exemple.test", name=f"Admin {partner.name}")
    return Member.objects.create(firm=firm, user=user, role=MemberRole.ADMINISTRATOR)
