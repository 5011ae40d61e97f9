"""The fixed cast: firm A with its administrator and collaborators, firm B, an entreprise, the account of a partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import make_password

from guichet.accounts.enums import FirmKind, MemberRole
from guichet.accounts.models import Firm, Member, User
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm
from guichet.delegations.enums import ScopeKind
from guichet.delegations.models import Delegation, DelegationProfile, ProfileEtablissement
from guichet.delegations.queries import actor_of
from guichet.portfolio.enums import EtablissementState, Origin
from guichet.portfolio.models import Etablissement, Partner

PASSWORD = "Une-phrase-longue-42"  # of the tests
DAY_ONE = date(2026, 1, 1)

SIRET_FIRM_A, SIRET_FIRM_B, SIRET_ENTREPRISE = "99000001000019", "99000002800011", "99000003600014"
SIRET_PARTNER = "99000004400018"
SIRET_ONE, SIRET_TWO, SIRET_ELSEWHERE = "99000011900018", "99000012700011", "99000021800018"


@dataclass(frozen=True)
class Cast:
    """Who plays. `collaborator_a` holds one profile on `etablissement_one`; `powerless_a` holds nothing."""

    firm_a: Firm
    admin_a: Member
    collaborator_a: Member
    powerless_a: Member
    etablissement_one: Etablissement
    etablissement_two: Etablissement
    firm_b: Firm
    admin_b: Member
    etablissement_b: Etablissement
    entreprise: Firm
    admin_entreprise: Member
    partner_account: Firm
    admin_partner: Member

    def actor(self, member: Member) -> Actor:
        """The actor of that member; the current transaction enters the context of the firm."""
        enter_firm(member.firm_id)
        return actor_of(member)


def make_cast() -> Cast:
    """Create the cast in the current transaction and leave it in the context of firm A."""
    entreprise, admin_entreprise = _firm("Garage Martin", SIRET_ENTREPRISE, FirmKind.ENTREPRISE, "garage")
    irp_auto = Partner.objects.get(code="irp-auto")
    partner_account, admin_partner = _firm(
        irp_auto.name, SIRET_PARTNER, FirmKind.PARTENAIRE, "admin.partenaire", partner=irp_auto
    )
    firm_b, admin_b = _firm("Cabinet Borel", SIRET_FIRM_B, FirmKind.TIERS_DECLARANT, "admin.b")
    etablissement_b = _etablissement(firm_b, SIRET_ELSEWHERE, "Ailleurs SA")
    firm_a, admin_a = _firm("Cabinet Arnaud", SIRET_FIRM_A, FirmKind.TIERS_DECLARANT, "admin.a")
    one, two = (
        _etablissement(firm_a, SIRET_ONE, "Boulangerie Une"),
        _etablissement(firm_a, SIRET_TWO, "Menuiserie Deux"),
    )
    collaborator, powerless = (
        _member(firm_a, name, MemberRole.COLLABORATOR) for name in ("collaborateur.a", "sans.droit.a")
    )
    delegate(collaborator, list(Right), [one])
    return Cast(
        firm_a,
        admin_a,
        collaborator,
        powerless,
        one,
        two,
        firm_b,
        admin_b,
        etablissement_b,
        entreprise,
        admin_entreprise,
        partner_account,
        admin_partner,
    )


def delegate(
    member: Member,
    rights: list[Right],
    etablissements: list[Etablissement] | None = None,
    *,
    name: str = "Confiés",
) -> DelegationProfile:
    """A profile with those rights on those establishments (None: the whole portfolio), given to the member."""
    profile = DelegationProfile.objects.create(
        firm=member.firm,
        name=name,
        rights=[right.value for right in rights],
        scope=ScopeKind.TOUT if etablissements is None else ScopeKind.CHOISIS,
    )
    for etablissement in etablissements or []:
        ProfileEtablissement.objects.create(firm=member.firm, profile=profile, etablissement=etablissement)
    Delegation.objects.create(firm=member.firm, profile=profile, member=member, starts_on=DAY_ONE)
    return profile


def _firm(name: str, siret: str, kind: FirmKind, login: str, *, partner: Partner | None = None) -> tuple[Firm, Member]:
    firm = Firm(name=name, siret=siret, kind=kind, partner=partner)
    enter_firm(firm.pk)
    firm.save(force_insert=True)
    return firm, _member(firm, login, MemberRole.ADMINISTRATOR)


def _member(firm: Firm, login: str, role: MemberRole) -> Member:
    user = User.objects.create(
        email=f"{login}@exemple.test", password=_hashed(PASSWORD), name=login.replace(".", " ").title()
    )
    return Member.objects.create(firm=firm, user=user, role=role)


@cache
def _hashed(password: str) -> str:
    """Hashed once for all tests: argon2 is slow on purpose."""
    return make_password(password)


def _etablissement(firm: Firm, siret: str, name: str) -> Etablissement:
    return Etablissement.objects.create(
        firm=firm, siret=siret, raison_sociale=name, state=EtablissementState.ACTIF, origin=Origin.MANUEL
    )
