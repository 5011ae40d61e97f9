"""Configuration of the app amorcage."""

from django.apps import AppConfig


class AmorcageConfig(AppConfig):
    name = "guichet.amorcage"
    label = "amorcage"
    verbose_name = "Amorçage"

    def ready(self) -> None:
        """Listen to the portfolio, answer its filter, offer it what is done to many at once."""
        from guichet.amorcage import bulk, exported, filters, receivers  # noqa: F401  # importing the last connects it
        from guichet.portfolio import actions, criteria
        from guichet.portfolio.exchange import shown
        from guichet.portfolio.filters import AMORCAGE

        criteria.answer(AMORCAGE, accepts=filters.accepts, condition=filters.condition)
        actions.offer(bulk.ASK)
        shown.offer("amorcage", "Amorçage", exported.states)
