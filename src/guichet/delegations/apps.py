"""Configuration of the app delegations."""

from django.apps import AppConfig


class DelegationsConfig(AppConfig):
    name = "guichet.delegations"
    label = "delegations"
    verbose_name = "Délégations"

    def ready(self) -> None:
        """Listen to the portfolio, and tell the jobs what their authors may do."""
        from guichet.core import authors
        from guichet.delegations import receivers  # noqa: F401  # importing it connects it
        from guichet.delegations.authors import actor_of_author

        authors.find_with(actor_of_author)
        self._serve_the_portfolio()

    def _serve_the_portfolio(self) -> None:
        """Answer its filter, and offer it what is done to many at once."""
        from guichet.delegations import bulk, filters
        from guichet.portfolio import actions, criteria
        from guichet.portfolio.filters import COLLABORATEUR

        criteria.answer(COLLABORATEUR, accepts=filters.accepts, condition=filters.condition)
        actions.offer(bulk.GIVE)
