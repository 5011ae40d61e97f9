"""Upkeep of the accounts, by the worker."""

from __future__ import annotations

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from guichet.accounts.sessions import forget_ended_sessions

log = structlog.get_logger(__name__)


@app.periodic(cron="7 4 * * *")
@app.task(name="accounts.forget_ended_sessions", queueing_lock="accounts.forget_ended_sessions")
def forget_sessions(timestamp: int) -> None:
    """Remove the sessions that ended of themselves."""
    log.info("sessions.forgotten", count=forget_ended_sessions(timezone.now()))
