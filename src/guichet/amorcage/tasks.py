"""The jobs of the amorçage."""

from __future__ import annotations

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from guichet.amorcage.reminding import go_through_every_firm

log = structlog.get_logger(__name__)


@app.periodic(cron="12 6 * * *")
@app.task(name="amorcage.follow", queueing_lock="amorcage.follow", lock="amorcage.follow")
def follow(timestamp: int) -> None:
    """Every morning: what has passed its end ends, and who wants it is told of what is due."""
    log.info("amorcage.followed", ended=go_through_every_firm(timezone.now()))
