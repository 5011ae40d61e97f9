"""Several administrators, by co-optation: one proposes, another confirms.

Who is alone cannot be confirmed by another: the person promoted then accepts himself. The page asks each of them again
who he is.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from guichet.accounts.enums import MemberRole, PromotionState
from guichet.accounts.mails import Mail, plain_name, tell
from guichet.accounts.members import (
    TeamError,
    as_author,
    change_role,
    locked,
    require_administrator,
    withdraw_what_waits,
)
from guichet.accounts.models import Member, Promotion
from guichet.accounts.noting import note
from guichet.core.actor import Actor


def propose_administrator(*, actor: Actor, member: Member, now: datetime) -> Promotion:
    """Propose a collaborator as an administrator. Raises `TeamError`."""
    require_administrator(actor)
    member = locked(member)
    if not member.is_active or member.is_administrator:
        raise TeamError("Cette personne est déjà administrateur, ou son accès est fermé.")
    if Promotion.objects.filter(member=member, state=PromotionState.PENDING).exists():
        raise TeamError("Cette personne est déjà proposée : la réponse est attendue.")
    proposer = Member.objects.select_related("user", "firm").get(pk=actor.member_id)
    return open_promotion(proposed_by=proposer, member=member, now=now)


def open_promotion(*, proposed_by: Member, member: Member, now: datetime) -> Promotion:
    """Write the proposal, and tell those who may answer."""
    promotion = Promotion.objects.create(
        firm_id=member.firm_id, member=member, proposed_by=proposed_by, proposed_at=now
    )
    note(
        as_author(proposed_by),
        "administrateur.propose",
        subject=str(member.pk),
        membre=member.pk,
        propose_par=proposed_by.pk,
    )
    mail = _proposed_mail(promotion)
    for answering in _who_answers(promotion):
        tell(mail, answering.user)
    return promotion


def accept_promotion(*, actor: Actor, promotion: Promotion, now: datetime) -> None:
    """Make the member an administrator, by who may confirm it. Raises `TeamError`."""
    promotion = _locked_pending(promotion)
    if not may_accept(actor, promotion):
        raise TeamError(
            "Une proposition est confirmée par un autre administrateur que celui qui l'a faite ; s'il est seul, par la "
            "personne proposée."
        )
    member = locked(promotion.member)
    if not member.is_active:
        raise TeamError("L'accès de cette personne est fermé.")
    change_role(member, MemberRole.ADMINISTRATOR)
    _decide(actor, promotion, PromotionState.ACCEPTED, now)
    for each in _administrators(member):
        tell(_accepted_mail(member), each.user)


def refuse_promotion(*, actor: Actor, promotion: Promotion, now: datetime) -> None:
    """Put the proposal aside: by any administrator, who proposed it included, or the person proposed."""
    promotion = _locked_pending(promotion)
    if not concerns(actor, promotion):
        raise TeamError("Seuls un administrateur ou la personne proposée peuvent écarter cette proposition.")
    _decide(actor, promotion, PromotionState.REFUSED, now)


def step_down(*, actor: Actor, member: Member, now: datetime) -> None:
    """Make an administrator a collaborator again, by himself or by another; what he had asked for is withdrawn.

    Raises `TeamError`: the last one stays.
    """
    require_administrator(actor)
    member = locked(member)
    if not member.is_administrator:
        return
    change_role(member, MemberRole.COLLABORATOR)
    withdraw_what_waits(member=member, now=now)
    note(actor, "administrateur.retire", subject=str(member.pk), membre=member.pk)
    for each in (member, *_administrators(member)):
        tell(_stepped_down_mail(actor, member), each.user)


def may_accept(actor: Actor, promotion: Promotion) -> bool:
    """Another administrator; or, when who proposed is the only one, the person proposed."""
    administrators = {member.pk for member in _administrators(promotion.member)}
    if actor.member_id == promotion.member_id:
        return administrators == {promotion.proposed_by_id}
    return actor.member_id in administrators - {promotion.proposed_by_id}


def concerns(actor: Actor, promotion: Promotion) -> bool:
    """Who may know of it: administrators, and the person proposed."""
    return actor.is_administrator or actor.member_id == promotion.member_id


def promotions_visible_to(actor: Actor) -> QuerySet[Promotion]:
    """The proposals that wait for an answer: all of the firm for an administrator, his own for a collaborator."""
    waiting = Promotion.objects.filter(firm_id=actor.firm_id, state=PromotionState.PENDING)
    if not actor.is_administrator:
        waiting = waiting.filter(member_id=actor.member_id)
    return waiting.select_related("member__user", "proposed_by__user")


def _administrators(member: Member) -> list[Member]:
    active = Member.objects.filter(firm_id=member.firm_id, role=MemberRole.ADMINISTRATOR, is_active=True)
    return list(active.filter(user__is_active=True).select_related("user").order_by("pk"))


def _who_answers(promotion: Promotion) -> list[Member]:
    others = [each for each in _administrators(promotion.member) if each.pk != promotion.proposed_by_id]
    return others or [promotion.member]


def _locked_pending(promotion: Promotion) -> Promotion:
    found = Promotion.objects.select_for_update(of=("self",)).select_related("member__user", "member__firm")
    current = found.get(pk=promotion.pk)
    if current.state != PromotionState.PENDING:
        raise TeamError("Cette proposition a déjà reçu sa réponse.")
    return current


def _decide(actor: Actor, promotion: Promotion, state: PromotionState, now: datetime) -> None:
    promotion.state, promotion.decided_by_id, promotion.decided_at = state, actor.member_id, now
    promotion.save(update_fields=["state", "decided_by", "decided_at"])
    verb = "administrateur.confirme" if state == PromotionState.ACCEPTED else "administrateur.ecarte"
    note(
        actor,
        verb,
        subject=str(promotion.member_id),
        membre=promotion.member_id,
        propose_par=promotion.proposed_by_id,
    )


def _proposed_mail(promotion: Promotion) -> Mail:
    who = plain_name(promotion.proposed_by.user.get_full_name(), "Un administrateur")
    name = plain_name(promotion.member.user.get_full_name(), "un collaborateur")
    return Mail(
        "Un nouvel administrateur est proposé",
        (
            f"{who} propose que {name} devienne administrateur de votre compte Guichet : "
            "cette personne pourrait tout voir, tout faire et gérer l'équipe.",
            "Connectez-vous pour confirmer ou écarter cette proposition : elle vous attend sur la page « Mon compte ».",
        ),
    )


def _accepted_mail(member: Member) -> Mail:
    name = plain_name(member.user.get_full_name(), "Un collaborateur")
    return Mail(
        "Votre compte a un nouvel administrateur",
        (
            f"{name} est maintenant administrateur de votre compte Guichet.",
            "Vous n'étiez pas au courant ? Vérifiez la page « Équipe » et le journal du compte.",
        ),
    )


def _stepped_down_mail(actor: Actor, member: Member) -> Mail:
    who = plain_name(actor.name, "Un administrateur")
    name = plain_name(member.user.get_full_name(), "un administrateur")
    return Mail(
        "Un administrateur est redevenu collaborateur",
        (f"{who} a fait de {name} un collaborateur de votre compte Guichet : il n'en gère plus l'équipe.",),
    )
