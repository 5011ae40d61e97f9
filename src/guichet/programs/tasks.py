"""The jobs of the programs."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from guichet.programs import delivering, webhooks

WAITS = (10, 60, 300, 1800, 7200, 36_000)
"""Seconds before each new attempt: a receiver that was away for half a day misses nothing."""

log = structlog.get_logger(__name__)


class WhileItWaits(BaseRetryStrategy):
    """Again, ever later, what was not delivered; a fault of ours likewise."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; with a lock of its own, or what comes after it would wait for hours."""
        if job.attempts >= len(WAITS):
            return None
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts]}, lock=f"webhook:again:{job.id}")


@app.task(name=webhooks.TASK, queue=webhooks.QUEUE, retry=WhileItWaits())
def deliver(*, firm_id: str, delivery_id: str) -> None:
    """One message to one address."""
    delivering.deliver(firm_id=UUID(firm_id), delivery_id=UUID(delivery_id))


@app.periodic(cron="57 3 * * *")
@app.task(name="programs.forget_old", queueing_lock="programs.forget_old")
def forget_old(timestamp: int) -> None:
    """Every night: the messages of more than a month."""
    log.info("webhooks.forgotten", count=delivering.forget_old(timezone.now()))
