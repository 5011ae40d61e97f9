"""Every address of the resolver, with example arguments: what the matrix of access is generated from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from guichet.accounts.enums import MemberRole
from guichet.accounts.models import Invitation, Member, Promotion, User
from guichet.accounts.sealing import seal
from guichet.amorcage.models import DemandeAmorcage, Document, InboxRequest, PartnerRule
from guichet.core.files import register_file, write_file
from guichet.core.models import JournalEntry, Operation, StoredFile
from guichet.core.rights import Right
from guichet.core.tenancy import enter_firm, enter_user
from guichet.delegations.enums import ScopeKind
from guichet.delegations.models import Delegation, DelegationProfile
from guichet.deposits.models import Declaration
from guichet.portfolio.exchange.importing import PREVIEW
from guichet.portfolio.models import Etablissement, Partner, SavedView, SubPortfolio, Tag
from guichet.programs.models import ApiToken, Webhook
from guichet.programs.webhooks import PURPOSE
from tests.guichet.amorcage.boxes import another_partner
from tests.guichet.cast import DAY_ONE, SIRET_FIRM_A, SIRET_ONE, Cast
from tests.guichet.deposits.rows import sample
from tests.guichet.fiches.samples import fiche_of

API = "api:"
"""The namespace of the addresses for programs."""

NO_OBJECT = {"key": "cle-inconnue", "uidb36": "1", "control_id": "S21.G00.30.001/CSL-00", "place": "0"}
"""Parameters that name no object of a firm: keys sent by e-mail, controls of the norm, a rank inside an object."""


def _operation_of(member: Member, kind: str = "essai") -> UUID:
    """An operation that the member asked for; leaves the context of his firm."""
    enter_firm(member.firm_id)
    return Operation.objects.create(firm_id=member.firm_id, author=member, kind=kind, title="Essai").pk


def _row_of(owner: Member, model: type[Any], **values: Any) -> int:
    """A row of the firm of that member; leaves its context. The same row when it is asked for again."""
    enter_firm(owner.firm_id)
    return int(model.objects.get_or_create(firm_id=owner.firm_id, **values)[0].pk)


def _view_of(member: Member) -> int:
    return _row_of(member, SavedView, member=member, name="À compléter", shared=True)


def _removal_of(member: Member) -> int:
    """The line of journal of a removal; an administrator sees them all."""
    details = {"quoi": "Retrait du portefeuille", "choisis": 1, "changes": 1, "le": "2026-12-01T09:00:00+00:00"}
    entry = {"verb": "portefeuille.retirer", "subject": "Portefeuille", "author": "Quelqu'un", "details": details}
    return _row_of(member, JournalEntry, member=member, **entry)


def _declaration_of(cast: Cast, *, firm_b: bool) -> Declaration:
    """A deposited declaration of that firm, with its deposit and one finding; leaves the context of the firm."""
    member, etablissement = (cast.admin_b, cast.etablissement_b) if firm_b else (cast.admin_a, cast.etablissement_one)
    return sample(member, etablissement)


def _invitation_of(member: Member) -> UUID:
    """An invitation that waits, sent by that administrator."""
    enter_firm(member.firm_id)
    values = {"invited_by": member, "digest": f"{member.pk:064d}", "expires_at": timezone.now() + timedelta(days=7)}
    invitation, _ = Invitation.objects.get_or_create(
        firm_id=member.firm_id, email="invite@exemple.test", defaults=values
    )
    return invitation.pk


def _promotion_of(administrator: Member, user: User) -> int:
    """The proposal of that person as an administrator, a member of the firm made if need be."""
    enter_firm(administrator.firm_id)
    member, _ = Member.objects.get_or_create(
        firm_id=administrator.firm_id, user=user, defaults={"role": MemberRole.COLLABORATOR}
    )
    return _row_of(administrator, Promotion, member=member, proposed_by=administrator)


def _passkey_of(member: Member) -> int:
    """A passkey that the person registered; what it holds does not matter here."""
    data = {"name": "Clé", "credential": {}}
    passkey, _ = Authenticator.objects.get_or_create(user=member.user, type=Authenticator.Type.WEBAUTHN, data=data)
    return int(passkey.pk)


def _session_of(member: Member) -> int:
    """A session of the person, on another device."""
    session, _ = UserSession.objects.get_or_create(
        user=member.user, session_key=f"cle-{member.pk}", defaults={"ip": "192.0.2.1"}
    )
    return int(session.pk)


def _profile_of(member: Member) -> DelegationProfile:
    """A profile that whoever manages the delegations may manage; leaves the context of the firm."""
    rights = [Right.GERER_DELEGATIONS.value]
    return DelegationProfile.objects.get(
        pk=_row_of(member, DelegationProfile, name="Délégués", rights=rights, scope=ScopeKind.CHOISIS)
    )


def _delegation_of(member: Member, holder: Member) -> int:
    """That profile given to somebody of the firm."""
    return _row_of(member, Delegation, profile=_profile_of(member), member=holder, starts_on=DAY_ONE)


def _token_of(member: Member) -> UUID:
    """A token that the member made."""
    enter_firm(member.firm_id)
    ends = timezone.now() + timedelta(days=7)
    values = {"member": member, "name": "Essai", "ending": "fin.", "expires_at": ends}
    return ApiToken.objects.get_or_create(firm_id=member.firm_id, digest=f"{member.pk:064d}", defaults=values)[0].pk


def _webhook_of(member: Member) -> UUID:
    """A webhook of the firm."""
    enter_firm(member.firm_id)
    values = {"secret": seal("whsec_c2VjcmV0", PURPOSE), "events": ["demande.recue"]}
    url = "https://exemple.test/evenements"
    return Webhook.objects.get_or_create(firm_id=member.firm_id, url=url, defaults=values)[0].pk


def _fiche_of(member: Member, etablissement: Etablissement) -> int:
    """A fiche de paramétrage that covers the establishment, with one contract; leaves the context of the firm."""
    enter_firm(member.firm_id)
    return int(fiche_of(member, etablissement).pk)


def _stored_of(member: Member) -> StoredFile:
    return register_file(write_file(member.firm_id, [b"%PDF-1.7 essai"]))


def _document_of(member: Member, etablissement: Etablissement) -> int:
    """The answer of the firm to its partner, with a file; leaves the context of the firm."""
    enter_firm(member.firm_id)
    partner = Partner.objects.get(code="agrica")
    demande = {"etablissement": etablissement, "partner": partner}
    values = {"demande_id": _row_of(member, DemandeAmorcage, **demande), "kind": "reponse", "text": "Voici."}
    found = Document.objects.filter(firm_id=member.firm_id, **values).first()
    return (found or Document.objects.create(firm_id=member.firm_id, file=_stored_of(member), **values)).pk


def other_partner() -> Member:
    """The administrator of another partner; leaves its context."""
    found = User.objects.filter(email="admin.agrica@exemple.test").first()
    if found is None:
        return another_partner("agrica", "99000005100013")
    enter_user(found.pk)
    member = Member.objects.select_related("firm", "user").get(user=found)
    enter_firm(member.firm_id)
    return member


def _request_of(member: Member) -> int:
    """What a firm asked of that partner; leaves the context of the partner."""
    values = {"declarant_id": UUID(int=1), "demande_id": 1, "siret": SIRET_ONE, "state": "demandee"}
    return _row_of(member, InboxRequest, declarant_siret=SIRET_FIRM_A, declarant_name="Cabinet Arnaud", **values)


def _file_of(member: Member) -> int:
    """A document of that request, with its file."""
    values = {"request_id": _request_of(member), "kind": "reponse", "text": "Voici."}
    found = Document.objects.filter(firm_id=member.firm_id, **values).first()
    return (found or Document.objects.create(firm_id=member.firm_id, file=_stored_of(member), **values)).pk


def _rule_of(member: Member) -> int:
    return _row_of(member, PartnerRule, kind="siren", value=SIRET_ONE[:9], months=12)


OBJECTS: dict[str, tuple[Callable[[Cast], object], Callable[[Cast], object]]] = {
    "siret": (lambda cast: cast.etablissement_one.siret, lambda cast: cast.etablissement_b.siret),
    "deposit_id": (
        lambda cast: _declaration_of(cast, firm_b=False).deposit_id,
        lambda cast: _declaration_of(cast, firm_b=True).deposit_id,
    ),
    "declaration_id": (
        lambda cast: _declaration_of(cast, firm_b=False).pk,
        lambda cast: _declaration_of(cast, firm_b=True).pk,
    ),
    "view_id": (lambda cast: _view_of(cast.admin_a), lambda cast: _view_of(cast.admin_b)),
    "group_id": (
        lambda cast: _row_of(cast.admin_a, SubPortfolio, name="Nord"),
        lambda cast: _row_of(cast.admin_b, SubPortfolio, name="Nord"),
    ),
    "tag_id": (
        lambda cast: _row_of(cast.admin_a, Tag, name="saisonnier"),
        lambda cast: _row_of(cast.admin_b, Tag, name="saisonnier"),
    ),
    "profile_id": (lambda cast: _profile_of(cast.admin_a).pk, lambda cast: _profile_of(cast.admin_b).pk),
    "delegation_id": (
        lambda cast: _delegation_of(cast.admin_a, cast.collaborator_a),
        lambda cast: _delegation_of(cast.admin_b, cast.admin_b),
    ),
    "entry_id": (lambda cast: _removal_of(cast.powerless_a), lambda cast: _removal_of(cast.admin_b)),
    # Its author is the member without rights: an operation asks for none.
    "operation_id": (lambda cast: _operation_of(cast.powerless_a), lambda cast: _operation_of(cast.admin_b)),
    "search_id": (
        lambda cast: _operation_of(cast.powerless_a, "personne.recherche"),
        lambda cast: _operation_of(cast.admin_b, "personne.recherche"),
    ),
    "member_id": (lambda cast: cast.collaborator_a.pk, lambda cast: cast.admin_b.pk),
    "invitation_id": (lambda cast: _invitation_of(cast.admin_a), lambda cast: _invitation_of(cast.admin_b)),
    "promotion_id": (
        lambda cast: _promotion_of(cast.admin_a, cast.powerless_a.user),
        lambda cast: _promotion_of(cast.admin_b, cast.collaborator_a.user),
    ),
    # Of a person: his own, whatever his firm and his rights.
    "key_id": (lambda cast: _passkey_of(cast.powerless_a), lambda cast: _passkey_of(cast.admin_b)),
    "session_id": (lambda cast: _session_of(cast.powerless_a), lambda cast: _session_of(cast.admin_b)),
    "import_id": (
        lambda cast: _operation_of(cast.powerless_a, PREVIEW),
        lambda cast: _operation_of(cast.admin_b, PREVIEW),
    ),
    "token_id": (lambda cast: _token_of(cast.admin_a), lambda cast: _token_of(cast.admin_b)),
    "webhook_id": (lambda cast: _webhook_of(cast.admin_a), lambda cast: _webhook_of(cast.admin_b)),
    "fiche_id": (
        lambda cast: _fiche_of(cast.admin_a, cast.etablissement_one),
        lambda cast: _fiche_of(cast.admin_b, cast.etablissement_b),
    ),
    "document_id": (
        lambda cast: _document_of(cast.admin_a, cast.etablissement_one),
        lambda cast: _document_of(cast.admin_b, cast.etablissement_b),
    ),
    # Of a partner: its own, and those of another partner.
    "request_id": (
        lambda cast: _request_of(cast.admin_partner),
        lambda cast: _request_of(other_partner()),
    ),
    "file_id": (
        lambda cast: _file_of(cast.admin_partner),
        lambda cast: _file_of(other_partner()),
    ),
    "rule_id": (lambda cast: _rule_of(cast.admin_partner), lambda cast: _rule_of(other_partner())),
    "finding_id": (
        lambda cast: _declaration_of(cast, firm_b=False).findings.get().pk,
        lambda cast: _declaration_of(cast, firm_b=True).findings.get().pk,
    ),
}
"""Parameter → the value that names an object of firm A, and one of firm B."""


@dataclass(frozen=True)
class Route:
    """One address: its name with namespace, its parameters, its view."""

    name: str
    parameters: tuple[str, ...]
    view: Any

    def url(self, cast: Cast, *, of_firm_b: bool = False) -> str:
        """The address for an object of firm A, or of firm B."""
        values = {
            parameter: NO_OBJECT[parameter]
            if parameter in NO_OBJECT
            else OBJECTS[parameter][1 if of_firm_b else 0](cast)
            for parameter in self.parameters
        }
        return reverse(self.name, kwargs=values)

    @property
    def has_object(self) -> bool:
        """True when the address names an object of a firm."""
        return any(parameter not in NO_OBJECT for parameter in self.parameters)

    def __str__(self) -> str:
        return self.name


def routes() -> list[Route]:
    """Those of the pages, in the order of the resolver."""
    return [route for route in _walk(get_resolver().url_patterns, ()) if not route.name.startswith(API)]


def api_routes() -> list[Route]:
    """Those of the API: test_api_access.py asks of them what is asked of the pages elsewhere."""
    return [route for route in _walk(get_resolver().url_patterns, ()) if route.name.startswith(API)]


def _walk(patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner)
        else:
            name = ":".join((*namespaces, pattern.name or repr(pattern.pattern)))
            yield Route(name, tuple(pattern.pattern.converters), pattern.callback)
