"""Filling the firm of the demonstration: files deposited and read by the services a person uses, a few decisions."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from guichet.accounts.models import Member
from guichet.amorcage.mandates import CURRENT
from guichet.amorcage.services import postpone_amorcage, request_amorcage
from guichet.config.demo.files import demo_files
from guichet.config.demo.people import LOGINS, PARTNER_CODE, administrator
from guichet.config.working import work
from guichet.core.actor import Actor
from guichet.core.rights import Right
from guichet.delegations.queries import actor_of
from guichet.delegations.scopes import CHOSEN, WHOLE
from guichet.delegations.services import create_profile, delegate
from guichet.deposits.models import Deposit
from guichet.deposits.services import deposit_content
from guichet.portfolio.enums import Echeance, EtablissementState
from guichet.portfolio.models import Etablissement
from guichet.portfolio.services import complete_etablissement

COMPLETED = ("Épicerie des Tilleuls", "Quincaillerie Vauban")
"""Dénominations given to the first establishments; the others wait for the visitor."""

GARAGE = "Garage du Faubourg"
"""The one whose demande waits in the box of the partner of the demonstration."""

PAYROLL = (Right.VOIR_PORTEFEUILLE, Right.VOIR_DECLARATIONS, Right.DEPOSER_TEST, Right.MODIFIER, Right.AJOUTER)
READING = (Right.VOIR_PORTEFEUILLE, Right.VOIR_DECLARATIONS)


def fill() -> bool:
    """Deposit, read, complete, delegate: once. True when there was something to do.

    Each part looks whether it was done, so that a start that was cut short is taken up by the next one.
    """
    deposited = _deposit(timezone.localdate())
    if deposited:
        work(concurrency=1, wait=False)
    return _decide() or deposited


def _deposit(today: date) -> bool:
    with transaction.atomic():
        actor = _actor()
        if Deposit.objects.exists():
            return False
        for file in demo_files(today):
            deposit_content(actor=actor, file_name=file.name, pieces=[file.content], now=timezone.now())
        return True


def _decide() -> bool:
    with transaction.atomic():
        actor = _actor()
        waiting = Etablissement.objects.filter(state=EtablissementState.A_COMPLETER)
        if not waiting or Etablissement.objects.filter(state=EtablissementState.ACTIF).exists():
            return False
        chosen = list(waiting.order_by("siret")[: len(COMPLETED)])
        first = [_complete(actor, each, name) for each, name in zip(chosen, COMPLETED, strict=False)]
        garage = waiting.filter(partner_propose__code=PARTNER_CODE).order_by("siret").first()
        _answer_amorcage(actor, [*([_complete(actor, garage, GARAGE)] if garage else []), *first])
        _entrust(actor, first)
        return True


def _complete(actor: Actor, etablissement: Etablissement, name: str) -> Etablissement:
    return complete_etablissement(
        actor=actor,
        etablissement=etablissement,
        raison_sociale=name,
        echeance=Echeance(etablissement.echeance_proposee or Echeance.QUINZE),
        partner=etablissement.partner_propose,
        facts={},
        now=timezone.now(),
    )


def _answer_amorcage(actor: Actor, etablissements: list[Etablissement]) -> None:
    """One demande is made, the next is put off; what has no partner has none."""
    proposed = [etablissement for etablissement in etablissements if etablissement.partner]
    for rank, etablissement in enumerate(proposed):
        assert etablissement.partner is not None  # noqa: S101  # filtered above
        if rank == 0:
            partner = etablissement.partner.code
            now, mandate = timezone.now(), CURRENT
            request_amorcage(actor=actor, etablissement=etablissement, partner=partner, mandate=mandate, now=now)
        else:
            postpone_amorcage(actor=actor, etablissement=etablissement, now=timezone.now())


def _entrust(actor: Actor, etablissements: list[Etablissement]) -> None:
    """One collaborator works on the whole portfolio, the other reads two establishments."""
    profiles = (
        create_profile(actor=actor, name="Paie", rights=PAYROLL, scope=WHOLE),
        create_profile(actor=actor, name="Lecture", rights=READING, scope=CHOSEN, chosen=_rows(etablissements)),
    )
    for login, profile in zip(LOGINS[1:], profiles, strict=True):
        member = Member.objects.get(user__email=login.email)
        delegate(actor=actor, profile=profile, member=member, starts_on=timezone.localdate())


def _rows(etablissements: list[Etablissement]) -> QuerySet[Etablissement]:
    return Etablissement.objects.filter(pk__in=[etablissement.pk for etablissement in etablissements])


def _actor() -> Actor:
    """The administrator, in the context of the firm until the end of the transaction."""
    member = administrator()
    assert member is not None  # noqa: S101  # `create_people` came before
    return actor_of(member)
