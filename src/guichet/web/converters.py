"""Pieces of addresses: what does not look like one is not found, and never reaches the database."""

from __future__ import annotations


class SiretConverter:
    """The 14 digits of a SIRET."""

    regex = "[0-9]{14}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value
