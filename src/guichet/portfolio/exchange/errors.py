"""Why a file cannot be imported at all; each message is a French sentence for the person who sent it."""

from __future__ import annotations

from guichet.portfolio.errors import PortfolioError


class FileRefused(PortfolioError):
    """The file, not one of its lines; the message says why and what to do."""
