"""The jobs of the data that is kept."""

from __future__ import annotations

from uuid import UUID

import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from guichet.core import operations
from guichet.rgpd import journal_export, person_export, person_search
from guichet.rgpd.chain import seal_every_firm
from guichet.rgpd.purge import purge_every_firm

log = structlog.get_logger(__name__)


@app.periodic(cron="37 2 * * *")
@app.task(name="rgpd.purge", queueing_lock="rgpd.purge", lock="rgpd.purge")
def purge(timestamp: int) -> None:
    """Every night: what has passed its time goes."""
    log.info("rgpd.purged", count=purge_every_firm(timezone.now()))


@app.periodic(cron="7 4 2 * *")
@app.task(name="rgpd.seal_journal", queueing_lock="rgpd.seal_journal", lock="rgpd.seal_journal")
def seal_journal(timestamp: int) -> None:
    """The second day of each month: the month before is sealed, those before it verified."""
    log.info("rgpd.sealed", differing=seal_every_firm(timezone.now()))


@app.task(name=journal_export.TASK, queue=operations.QUEUE)
def export_journal(*, firm_id: str, operation_id: str) -> None:
    """The journal as a CSV."""
    operations.run(UUID(firm_id), UUID(operation_id), journal_export.export_journal)


@app.task(name=person_export.TASK, queue=operations.QUEUE)
def export_person(*, firm_id: str, operation_id: str) -> None:
    """What is kept of a member."""
    operations.run(UUID(firm_id), UUID(operation_id), person_export.export_person)


@app.task(name=person_search.TASK, queue=operations.QUEUE)
def search_person(*, firm_id: str, operation_id: str) -> None:
    """In which stored files somebody appears."""
    operations.run(UUID(firm_id), UUID(operation_id), person_search.search_person)
