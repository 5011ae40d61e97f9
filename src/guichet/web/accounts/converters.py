"""Parts of the addresses of the accounts."""

from __future__ import annotations


class Base36Converter:
    """The number of a person as allauth writes it: no hyphen, which is where the key of the link begins."""

    regex = "[0-9A-Za-z]+"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value
