"""The jobs of the portfolio."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from guichet.core import operations
from guichet.portfolio import operating
from guichet.portfolio.exchange import exporting, importing
from guichet.portfolio.sirene.filling import fill_from
from guichet.portfolio.sirene.sources import API, source


@app.task(name=operating.TASK, queue=operations.QUEUE)
def act_on_many(*, firm_id: str, operation_id: str) -> None:
    """One action on many establishments."""
    operations.run(UUID(firm_id), UUID(operation_id), operating.act_on_many)


@app.task(name=importing.PREVIEW_TASK, queue=operations.QUEUE)
def preview_import(*, firm_id: str, operation_id: str) -> None:
    """What a file would do to the portfolio."""
    operations.run(UUID(firm_id), UUID(operation_id), importing.preview_import)


@app.task(name=importing.IMPORT_TASK, queue=operations.QUEUE)
def carry_out_import(*, firm_id: str, operation_id: str) -> None:
    """Doing it."""
    operations.run(UUID(firm_id), UUID(operation_id), importing.carry_out_import)


@app.task(name=exporting.TASK, queue=operations.QUEUE)
def export_portfolio(*, firm_id: str, operation_id: str) -> None:
    """A list of the portfolio as a file."""
    operations.run(UUID(firm_id), UUID(operation_id), exporting.export_portfolio)


@app.periodic(cron="* * * * *")
@app.task(name="portfolio.ask_sirene", queueing_lock="portfolio.ask_sirene", lock="portfolio.sirene")
def ask_sirene(timestamp: int) -> None:
    """What the API of the register proposes for the newcomers."""
    if settings.GUICHET_SIRENE == API:
        _fill()


@app.periodic(cron="37 * * * *")
@app.task(name="portfolio.read_sirene", queueing_lock="portfolio.read_sirene", lock="portfolio.sirene")
def read_sirene(timestamp: int) -> None:
    """The same from its files, which are read whole: less often."""
    if settings.GUICHET_SIRENE != API:
        _fill()


def _fill() -> None:
    register = source()
    if register is not None:
        fill_from(register, now=timezone.now())
