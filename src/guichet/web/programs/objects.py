"""The objects that these pages are about, or 404."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from guichet.core.actor import Actor
from guichet.programs.models import ApiToken, Webhook
from guichet.programs.tokens import tokens_visible_to
from guichet.programs.webhooks import webhooks_visible_to


def token_for(actor: Actor, token_id: UUID) -> ApiToken:
    """A token of the firm."""
    found = tokens_visible_to(actor).filter(pk=token_id).first()
    if found is None:
        raise Http404
    return found


def webhook_for(actor: Actor, webhook_id: UUID) -> Webhook:
    """A webhook of the firm."""
    found = webhooks_visible_to(actor).filter(pk=webhook_id).first()
    if found is None:
        raise Http404
    return found
