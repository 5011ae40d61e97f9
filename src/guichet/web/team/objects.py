"""What the addresses of « Équipe » name, found in the firm of the actor or not at all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404

from guichet.accounts.administrators import promotions_visible_to
from guichet.accounts.invitations import pending_invitations
from guichet.accounts.members import TeamError
from guichet.accounts.models import Invitation, Member, Promotion
from guichet.accounts.queries import members_visible_to
from guichet.core.actor import Actor
from guichet.web.access import MemberRequest


def member_for(actor: Actor, member_id: int) -> Member:
    """A member of the firm, or 404."""
    found = members_visible_to(actor).filter(pk=member_id).first()
    if found is None:
        raise Http404
    return found


def invitation_for(actor: Actor, invitation_id: UUID) -> Invitation:
    """An invitation that waits, or 404."""
    found = pending_invitations(actor).filter(pk=invitation_id).first()
    if found is None:
        raise Http404
    return found


def promotion_for(actor: Actor, promotion_id: int) -> Promotion:
    """A proposal that waits and concerns the actor, or 404."""
    found = promotions_visible_to(actor).filter(pk=promotion_id).first()
    if found is None:
        raise Http404
    return found


def say_why(request: MemberRequest, error: TeamError) -> None:
    """What was refused, on the next page."""
    messages.error(request, str(error))
