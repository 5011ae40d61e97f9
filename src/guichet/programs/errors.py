"""Why the programs are refused; each message is a French sentence."""

from __future__ import annotations


class ProgramError(Exception):
    """The change is refused; the message says why and what to do."""


class TooMany(ProgramError):
    """A list that nobody could look over any more."""

    def __init__(self, what: str, how_many: int) -> None:
        super().__init__(f"Un compte garde {how_many} {what} au plus. Retirez d'abord ceux qui ne servent plus.")


class AddressRefused(ProgramError):
    """The portal does not send there."""
