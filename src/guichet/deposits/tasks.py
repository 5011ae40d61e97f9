"""The job of a deposit."""

from __future__ import annotations

from uuid import UUID

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from guichet.deposits import pipeline, services

WAITS = (10, 60, 300, 1800)
"""Seconds before each new attempt."""


class GrowingWaits(BaseRetryStrategy):
    """Soon first, for a passing fault; then ever later. None left: the pipeline has told the person."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again."""
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts]}) if job.attempts < len(WAITS) else None


@app.task(name=services.CONTROL_TASK, queue=services.QUEUE, retry=GrowingWaits())
def control_deposit(*, firm_id: str, deposit_id: str) -> None:
    """Take a deposit to its end."""
    pipeline.control_deposit(firm_id=UUID(firm_id), deposit_id=UUID(deposit_id))
