"""A mail of our own words: a subject, paragraphs, links."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailLink:
    """What following it does, and its address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Mail:
    """What is said before the links, the links, what is said after them."""

    subject: str
    paragraphs: tuple[str, ...]
    links: tuple[MailLink, ...] = ()
    after: tuple[str, ...] = ()
