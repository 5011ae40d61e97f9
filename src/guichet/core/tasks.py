"""What is done from time to time, whatever the firms do."""

from __future__ import annotations

import structlog
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from guichet.core.files import sweep_orphans
from guichet.core.operations import forget_files

DAYS_KEPT = 7
log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="core.retry_stalled_jobs", queueing_lock="core.retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put back in line the jobs of workers that were killed: they give no sign of life for thirty seconds."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        log.warning("job.stalled", job=job.id, task=job.task_name, attempts=job.attempts)
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="core.sweep_orphans", queueing_lock="core.sweep_orphans")
def sweep_orphan_files(timestamp: int) -> None:
    """Delete the files that no row names."""
    log.info("files.swept", count=sweep_orphans(timezone.now()))


@app.periodic(cron="27 3 * * *")
@app.task(name="core.forget_files", queueing_lock="core.forget_files")
def forget_operation_files(timestamp: int) -> None:
    """Remove the files that operations gave or received some days ago."""
    log.info("operations.files_forgotten", count=forget_files(timezone.now()))


@app.periodic(cron="47 3 * * *")
@app.task(name="core.delete_old_jobs", queueing_lock="core.delete_old_jobs", pass_context=True)
async def delete_old_jobs(context: JobContext, timestamp: int) -> None:
    """Forget the jobs that ended some days ago: what they did stands in the journal."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=24 * DAYS_KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
