"""What the webhooks of a partner are told, in the transaction of what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.dispatch import receiver

from guichet.amorcage.models import InboxRequest
from guichet.amorcage.signals import inbox_changed
from guichet.programs.enums import Event
from guichet.programs.webhooks import announce, is_heard


@receiver(inbox_changed, dispatch_uid="api.announce_inbox")
def on_inbox_changed(requests: Sequence[InboxRequest], event: str, now: datetime, **_: object) -> None:
    """Which request, in which state: the rest is asked of the API."""
    if not requests or not is_heard(requests[0].firm_id, Event(event)):
        return
    for row in requests:
        data = {"id": row.pk, "state": row.state, "siret": row.siret, "declarant": row.declarant_siret}
        announce(firm_id=row.firm_id, event=Event(event), data=data, now=now)
