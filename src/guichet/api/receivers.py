"""What the webhooks of a partner are told, in the transaction of what happened."""

from __future__ import annotations

from datetime import datetime

from django.dispatch import receiver

from guichet.amorcage.models import InboxRequest
from guichet.amorcage.signals import inbox_changed
from guichet.programs.enums import Event
from guichet.programs.webhooks import announce


@receiver(inbox_changed, dispatch_uid="api.announce_inbox")
def on_inbox_changed(request: InboxRequest, event: str, now: datetime, **_: object) -> None:
    """Which request, in which state: the rest is asked of the API."""
    data = {"id": request.pk, "state": request.state, "siret": request.siret, "declarant": request.declarant_siret}
    announce(firm_id=request.firm_id, event=Event(event), data=data, now=now)
