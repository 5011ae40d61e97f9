"""Jobs of the fiches."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from guichet.fiches.delivering import DELIVER, QUEUE
from guichet.fiches.delivering import deliver as deliver_fiche


@app.task(name=DELIVER, queue=QUEUE)
def deliver(firm_id: str, fiche_id: str) -> None:
    """Bring a published fiche to the firms it is for."""
    deliver_fiche(firm_id=UUID(firm_id), fiche_id=int(fiche_id), now=timezone.now())
